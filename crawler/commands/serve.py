"""`healtharchive serve`: the published site on a local address, from the live archive or from a snapshot."""

import json
import socket
from pathlib import Path
from typing import Any

import click

from crawler.commands.options import archive_option
from crawler.errors import HealthArchiveError
from crawler.publish.snapshot import open_for_reading


@click.command()
@archive_option("The archive to serve.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="Port; 0 takes a free one."
)
@click.option("--public", is_flag=True, help="For readers on a network: no SQL box, no diagnosis pages.")
@click.option(
    "--evidence",
    type=click.Path(path_type=Path),
    help="Folder of the WARC files, for showing archived pages; default: warc beside the archive.",
)
def command(archive: Path, host: str, port: int, public: bool, evidence: Path | None) -> None:
    """Serve the archive to readers in a browser; a crawl may write it meanwhile."""
    serve_archive(archive, host=host, port=port, public=public, evidence=evidence)


def serve_archive(
    archive: Path, *, host: str = "127.0.0.1", port: int = 8001, public: bool = False, evidence: Path | None = None
) -> None:
    """Run the site until it is interrupted; its address is printed as soon as it can be asked for.

    Raises `HealthArchiveError` when the archive cannot be read or the port not be had.
    """
    import uvicorn  # the server and Datasette are slow to import, and needed only once the input is known to be good

    from crawler.web.app import build_site

    readable = open_for_reading(archive)
    listener = _listen(host, port)
    site = build_site(
        readable.path,
        public=public,
        immutable=readable.immutable,
        inspect_data=_inspect_data(readable.path),
        evidence=evidence,
    )
    click.echo(f"Serving {archive} at {_address(listener)} (stop with Ctrl-C)")
    config = uvicorn.Config(site.app(), log_level="warning", server_header=False, proxy_headers=public)
    uvicorn.Server(config).run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=512)
    except (OSError, UnicodeError) as error:
        raise HealthArchiveError(f"Cannot listen on {host} port {port}: {_reason(error)}.") from error


def _reason(error: Exception) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else "that is no host name"


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}/"


def _inspect_data(path: Path) -> dict[str, Any] | None:
    """Return the row counts that a snapshot carries beside it, so that no page has to count."""
    beside = path.resolve().with_suffix(".inspect.json")
    if not beside.is_file():
        return None
    data: dict[str, Any] = json.loads(beside.read_text("utf-8"))
    return data
