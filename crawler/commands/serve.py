"""`healtharchive serve`: the published site on a local address, from the live archive or from a snapshot."""

import json
import socket
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from crawler.commands.options import archive_option
from crawler.errors import HealthArchiveError
from crawler.publish.snapshot import is_free_of_withheld, open_for_reading

if TYPE_CHECKING:
    from crawler.web.serving.following import Opened
    from crawler.web.serving.settings import SiteSettings


@click.command()
@archive_option("The archive to serve.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="Port; 0 takes a free one."
)
@click.option("--public", is_flag=True, help="For readers on a network: no SQL box, no diagnosis pages.")
@click.option("--base-url", help="Where readers find the site: links, feeds and citations name it.")
@click.option("--allowed-host", "hosts", multiple=True, help="Host that the site answers to; may be given again.")
@click.option("--proxy", "proxies", multiple=True, help="Address of a proxy whose X-Forwarded headers are believed.")
@click.option("--access-log", help="File for a line per answer; - is standard error.")
@click.option(
    "--releases",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of dated releases, each in a folder of its own.",
)
@click.option(
    "--evidence",
    type=click.Path(path_type=Path),
    help="Folder of the WARC files, for showing archived pages; default: warc beside the archive.",
)
@click.option("--index/--no-index", default=True, show_default=True, help="Whether search engines are welcome.")
def command(
    archive: Path,
    host: str,
    port: int,
    public: bool,
    base_url: str | None,
    hosts: tuple[str, ...],
    proxies: tuple[str, ...],
    access_log: str | None,
    index: bool,
    releases: Path | None,
    evidence: Path | None,
) -> None:
    """Serve the archive to readers in a browser; a crawl may write it meanwhile.

    A link to a snapshot, such as `publish` makes, is followed: a new snapshot is taken over without a restart.
    """
    from crawler.web.serving.settings import (
        SiteSettings,  # the site's packages are slow to import, and other verbs need none
    )

    settings = SiteSettings.checked(
        public=public,
        base_url=base_url,
        allowed_hosts=hosts,
        indexed=index,
        releases=str(releases) if releases else None,
        evidence=str(evidence) if evidence else None,
    )
    serve_archive(archive, settings, Listening(host, port, proxies, access_log))


@dataclass(frozen=True)
class Listening:
    """Where a server listens, whom it believes and where it writes what it answered."""

    host: str = "127.0.0.1"
    port: int = 8001
    proxies: tuple[str, ...] = ()
    access_log: str | None = None


def serve_archive(archive: Path, settings: "SiteSettings | None" = None, listening: Listening = Listening()) -> None:
    """Run the site until it is interrupted; its address is printed as soon as it can be asked for.

    Raises `HealthArchiveError` when the archive cannot be read or the port not be had.
    """
    import uvicorn  # the server and Datasette are slow to import, and needed only once the input is known to be good

    from crawler.web.serving.access_log import AccessLog, write_access_log_to
    from crawler.web.serving.following import FollowingSite, is_followed
    from crawler.web.serving.settings import SiteSettings

    settings = settings or SiteSettings()
    readable = open_for_reading(archive)
    if settings.public and not is_free_of_withheld(readable.path):
        raise HealthArchiveError(
            f"Something in {archive} is withheld from publication: serve a snapshot of it, which “publish” makes."
        )
    listener = _listen(listening.host, listening.port)
    _warn(listening.host, settings)
    application: Any
    if readable.immutable and is_followed(archive):
        application = FollowingSite(archive, lambda snapshot: _opened(snapshot, settings))
    else:
        application = _opened(archive, settings).application
    if listening.access_log:
        write_access_log_to(listening.access_log)
        application = AccessLog(application)
    # threads that encode a download give way to the one that answers readers ten times as often
    sys.setswitchinterval(0.0005)
    click.echo(f"Serving {archive} at {_address(listener)} (stop with Ctrl-C)")
    config = uvicorn.Config(
        application,
        log_level="warning",
        server_header=False,
        proxy_headers=bool(listening.proxies),
        forwarded_allow_ips=list(listening.proxies),
    )
    uvicorn.Server(config).run(sockets=[listener])


def _opened(archive: Path, settings: "SiteSettings") -> "Opened":
    from crawler.web.app import build_site, close_site
    from crawler.web.serving.following import Opened

    readable = open_for_reading(archive)
    site = build_site(readable.path, settings, immutable=readable.immutable, inspect_data=_inspect_data(readable.path))
    return Opened(site.app(), lambda: close_site(site))


def _warn(host: str, settings: "SiteSettings") -> None:
    if not settings.public and host not in {"127.0.0.1", "::1", "localhost"}:
        click.echo(
            f"Warning: {host} may be reached from other machines, and everybody there may ask in SQL; "
            "give --public for readers on a network.",
            err=True,
        )


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
