"""``python -m replica [--port N]``: serve the replica offices until interrupted."""

import click

from replica import offices
from replica.server import ReplicaServer


@click.command()
@click.option("--port", default=0, show_default="any free port", help="Port on 127.0.0.1.")
def main(port: int) -> None:
    """Serve the replica offices on loopback and print the address."""
    try:
        with ReplicaServer(offices(), port) as server:
            click.echo(server.url)
            server.wait()
    except OSError as error:
        raise click.ClickException(f"Cannot listen on 127.0.0.1 port {port}: {error.strerror}.") from error


if __name__ == "__main__":
    main()
