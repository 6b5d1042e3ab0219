"""`healtharchive publish`: a checked snapshot of the live archive takes the place of the one being served."""

import asyncio
import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

import click

from crawler.archive.db.errors import ArchiveError
from crawler.archive.shards.layout import is_sharded, sound_and_broken
from crawler.commands.options import archive_option
from crawler.errors import SomeFailedError
from crawler.publish.evidence.replay import find_program, install
from crawler.publish.publication import Publication, publish
from crawler.publish.snapshot import inspect_path

TRIED_PAGES = ("/", "/search?q=y+te", "/archive/articles", "/documents", "/status", "/metrics", "/export/changes.csv")
WAIT_SECONDS = 60


@click.command()
@archive_option("The archive to publish.")
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path),
    default=Path("published"),
    show_default=True,
    help="Folder of the snapshots.",
)
@click.option("--restart", help="Command that restarts the site; a site that is served from the link needs none.")
@click.option(
    "--check-url", help="Address of the site; it must answer with the new snapshot, else the old one returns."
)
@click.option("--keep", type=click.IntRange(1), default=3, show_default=True, help="Snapshots to keep.")
@click.option(
    "--replay",
    type=click.Path(path_type=Path),
    is_flag=False,
    flag_value=Path(),
    help="Let readers open captures in ReplayWeb.page, from the FOLDER that holds its ui.js and sw.js (default: "
    "HEALTHARCHIVE_REPLAYWEBPAGE, else node_modules/replaywebpage).",
    metavar="[FOLDER]",
)
@click.option("--allow-fewer", is_flag=True, help="Publish fewer captures than before, as after a backup was restored.")
def command(
    archive: Path,
    folder: Path,
    restart: str | None,
    check_url: str | None,
    keep: int,
    replay: Path | None,
    allow_fewer: bool,
) -> None:
    """Publish a consistent snapshot; a crawl may go on meanwhile, and readers never see half of one.

    A folder of shards is joined into one snapshot. Exit status: 0 published, 1 published without an office whose shard
    cannot be read, 2 nothing was published, 3 another publication is at work.
    """

    def after(snapshot: Path) -> None:
        if restart:
            _restart(restart)
        if check_url:
            _wait_for(check_url, snapshot)

    broken = sound_and_broken(archive)[1] if is_sharded(archive) else []
    plan = Publication(
        folder,
        trial=_try_pages,
        after=after,
        keep=keep,
        allow_fewer=allow_fewer,
        without=[shard.office for shard in broken],
    )
    snapshot = publish(archive, plan, now=datetime.now(UTC))
    click.echo(f"Published {snapshot} ({snapshot.stat().st_size / 1e6:,.1f} MB)")
    if replay is not None:
        _install_replay(replay if replay != Path() else None, folder)
    for shard in broken:
        click.echo(f"{shard} The snapshot lacks this office.")
    if broken:
        sys.exit(SomeFailedError.exit_status)


def _install_replay(named: Path | None, folder: Path) -> None:
    program = find_program(named)
    if program is None:
        click.echo(
            f"ReplayWeb.page is not in {named or 'node_modules'}: npm install replaywebpage. Captures open without it.",
            err=True,
        )
        return
    click.echo(f"Installed ReplayWeb.page in {install(program, folder)}")


def _try_pages(snapshot: Path) -> None:
    """Ask the site, in this process, for one page of each kind."""
    from crawler.web.app import build_site, close_site  # Datasette is slow to import; needed only once there is a file
    from crawler.web.serving.settings import SiteSettings

    inspect_data = json.loads(inspect_path(snapshot).read_text("utf-8"))
    site = build_site(snapshot, SiteSettings(public=True), immutable=True, inspect_data=inspect_data)

    async def ask() -> None:
        for page in TRIED_PAGES:
            answer = await site.client.get(page)
            if answer.status_code != 200:
                raise ArchiveError(f"The new snapshot answers {page} with {answer.status_code}; nothing was published.")

    try:
        asyncio.run(ask())
    finally:
        close_site(site)


def _restart(command_line: str) -> None:
    done = subprocess.run(
        command_line, shell=True, capture_output=True, text=True, check=False
    )  # the operator's own words
    if done.returncode:
        raise ArchiveError(f"“{command_line}” failed with status {done.returncode}.")


def _wait_for(address: str, snapshot: Path) -> None:
    """Wait until the site answers from the snapshot; it is given time to start, or to notice it."""
    deadline = time.monotonic() + WAIT_SECONDS
    # under an address of its own, so that no cache answers in the site's place
    asked = f"{address}{'&' if '?' in address else '?'}published={snapshot.stem}"
    while (fault := _fault_of(asked, snapshot)) is not None:
        if time.monotonic() > deadline:
            raise ArchiveError(f"The site at {address} {fault}.")
        time.sleep(0.5)


def _fault_of(address: str, snapshot: Path) -> str | None:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            served = answer.headers.get("X-Archive-Snapshot")
            if answer.status != 200:
                return f"answers with status {answer.status}"
            return None if served == snapshot.stem else f"answers from {served or 'no snapshot'}, not {snapshot.stem}"
    except (urllib.error.URLError, OSError) as error:
        return f"does not answer ({getattr(error, 'reason', error)})"
