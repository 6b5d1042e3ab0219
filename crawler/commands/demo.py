"""``healtharchive demo``: the whole way from web pages to a browsable archive, on replica offices of our own."""

import sys
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
def command(no_serve: bool, archive: Path, port: int) -> None:
    """Crawl six replica offices on this machine and browse the result.

    The offices are bundled, invented and served on loopback; the spiders, the reading and the archive are the real
    ones. A second run fetches only what is new or due.
    """
    console = Console()
    outcomes = crawl_replicas(archive, console)
    if console.is_terminal:
        console.print(summary_table(outcomes))
    click.echo(f"{archive}: {summary_line(outcomes)}.")
    if not all(outcome.is_good for outcome in outcomes):
        sys.exit(SomeFailedError.exit_status)
    if no_serve:
        click.echo(f"Browse it with: healtharchive serve --archive {archive}")
    else:
        serve_archive(archive, listening=Listening(port=port))


def crawl_replicas(archive: Path, console: Console) -> list[Outcome]:
    """Serve the replica offices, crawl them all into *archive* and return what became of each."""
    with ReplicaServer(demo_offices()) as server:
        console.print(f"Serving {len(server.offices)} replica offices at {server.url} …", highlight=False)
        plan = CrawlPlan(names=list(server.offices), archive=archive, offices=DEMO_OFFICES, replica=server.address)
        return crawl(plan, (lambda crawlers: CrawlProgress(crawlers, console)) if console.is_terminal else unwatched)
