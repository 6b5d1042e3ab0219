"""``healtharchive demo``: the whole way from web pages to a browsable archive, on replica offices of our own."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
from rich.console import Console

from crawler.commands.serve import Listening, serve_archive
from crawler.crawling.run.outcome import Outcome
from crawler.crawling.run.progress import CrawlProgress
from crawler.crawling.run.runner import CrawlPlan, crawl, unwatched
from crawler.crawling.run.summary import summary_line, summary_table
from crawler.errors import SomeFailedError
from replica import DEMO_OFFICES, demo_offices
from replica.demo_days import DAYS, change
from replica.server import ReplicaServer


@click.command()
@click.option("--no-serve", is_flag=True, help="Stop after the crawl.")
@click.option(
    "--archive",
    default="archive.db",
    show_default=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The archive to write; a real one is refused.",
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="Port; 0 takes a free one."
)
@click.option(
    "--days",
    type=click.IntRange(1, DAYS),
    default=1,
    show_default=True,
    help="Days to crawl into a new archive; from the second on, texts are edited, a file is swapped, articles vanish.",
)
def command(no_serve: bool, archive: Path, port: int, days: int) -> None:
    """Crawl six replica offices on this machine and browse the result.

    The offices are bundled, invented and served on loopback, and known by their home addresses alone: their lists are
    found as those of real offices are. A second run fetches only what is new or due.
    """
    console = Console()
    outcomes = crawl_replicas(archive, console, days=days)
    if console.is_terminal:
        console.print(summary_table(outcomes))
    click.echo(f"{archive}: {summary_line(outcomes)}.")
    if not all(outcome.is_good for outcome in outcomes):
        sys.exit(SomeFailedError.exit_status)
    if no_serve:
        click.echo(f"Browse it with: healtharchive serve --archive {archive}")
    else:
        serve_archive(archive, listening=Listening(port=port))


def crawl_replicas(archive: Path, console: Console, *, days: int = 1) -> list[Outcome]:
    """Serve the replica offices, crawl them all into *archive* and return what became of each on the last day.

    The days before the last one are told to a new archive only; the crawler believes that they are past.
    """
    with ReplicaServer(demo_offices()) as server:
        console.print(f"Serving {len(server.offices)} replica offices at {server.url} …", highlight=False)
        earlier = days - 1 if not archive.exists() else 0
        for day in range(1, earlier + 1):
            if day > 1:
                _change(server)
            _crawl_on_day(archive, server, console, day=day, ago=days - day)
        if days > 1 and earlier < DAYS - 1:
            _change(server)
        plan = CrawlPlan(names=list(server.offices), archive=archive, offices=DEMO_OFFICES, replica=server.address)
        return crawl(plan, (lambda crawlers: CrawlProgress(crawlers, console)) if console.is_terminal else unwatched)


def _change(server: ReplicaServer) -> None:
    with server.lock:
        change(server.offices)


def _crawl_on_day(archive: Path, server: ReplicaServer, console: Console, *, day: int, ago: int) -> None:
    """Crawl in a process of its own, which a crawl needs, and with a clock that is so many days behind."""
    started_at = datetime.now(UTC) - timedelta(days=ago)
    words = ["crawl", *server.offices, "--full", "--offices", str(DEMO_OFFICES), "--replica", server.address]
    done = subprocess.run(
        [sys.executable, "-m", "crawler", *words, "--archive", str(archive)],
        check=False,
        env=os.environ | {"HEALTHARCHIVE_CLOCK_START": started_at.isoformat()},
        stdout=subprocess.PIPE,
        text=True,
    )
    if done.returncode not in (0, SomeFailedError.exit_status):
        sys.exit(done.returncode)  # it has said why
    console.print(f"Day {day}: {done.stdout.strip()}", highlight=False)
