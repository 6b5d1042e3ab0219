"""``healtharchive crawl``: fetch what is new at the offices and store it."""

import random
import sys
import time
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console

from crawler.archive.history.disk import require_room
from crawler.archive.shards.layout import is_sharded
from crawler.commands.choosing import chosen_offices, offices_file
from crawler.commands.options import archive_option, evidence_option, queue_option, replica_option
from crawler.commands.queueing import queue_crawls
from crawler.crawling.alerts.report import RunReport
from crawler.crawling.alerts.run import tell_of_shards
from crawler.crawling.download.proxies import refuse_private_proxies
from crawler.crawling.offices.registry import office_faults, project_settings, sites_by_id
from crawler.crawling.processes.side_by_side import SideBySide
from crawler.crawling.run.clock import Clock
from crawler.crawling.run.outcome import Outcome
from crawler.crawling.run.progress import CrawlProgress
from crawler.crawling.run.runner import CrawlPlan, Watch, crawl
from crawler.crawling.run.summary import summary_line, summary_table
from crawler.crawling.schedule.due import due_offices
from crawler.crawling.schedule.window import Window, local_time
from crawler.errors import HealthArchiveError, SomeFailedError

JOBS = 4
"""Offices of a folder of shards that are crawled at once."""


@click.command()
@click.argument("sites", nargs=-1, metavar="[SITE]...")
@click.option("--all", "everything", is_flag=True, help="Crawl every office; so does naming none.")
@click.option("--due", is_flag=True, help="Leave out offices whose crawl interval (see `sites`) has not elapsed.")
@click.option(
    "--offices",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file of offices that adds to the registry and overrides it; offices.toml beside the archive otherwise.",
)
@click.option("--full", is_flag=True, help="Walk every list to its end and read every article again.")
@click.option("--limit", type=click.IntRange(min=1), help="Read at most this many articles per office.")
@archive_option("The archive to write; made when missing.")
@replica_option("Crawl the replica offices served there instead of the real ones.")
@click.option("--minutes", type=click.IntRange(min=1), help="End each office's run after that time; the next goes on.")
@click.option("--requests", type=click.IntRange(min=1), help="End each office's run after that many pages.")
@click.option(
    "--jitter", type=click.IntRange(min=0), default=0, help="First wait a random time of up to that many minutes."
)
@click.option(
    "--between",
    metavar="HH:MM-HH:MM",
    help="Leave out offices where clocks show another time of day, such as 22:00-06:00 for nights only.",
)
@click.option("--log-json", is_flag=True, help="Write the log as JSON lines.")
@click.option(
    "--log-file", type=click.Path(path_type=Path, dir_okay=False), help="Write the log there, in files of 10 MB."
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    help=f"Offices crawled at once, each by a process of its own into a shard of its own. [default: {JOBS}]",
)
@click.option(
    "--min-free",
    type=click.IntRange(0),
    default=500,
    show_default=True,
    metavar="MB",
    help="Fetch nothing where less is free on the archive's disk.",
)
@evidence_option()
@queue_option("Put the offices on this queue, for workers to crawl, and end.")
@click.option("-v", "--verbose", is_flag=True, help="Log every request, not only what went wrong.")
def command(
    sites: tuple[str, ...],
    everything: bool,
    due: bool,
    offices: Path | None,
    full: bool,
    limit: int | None,
    archive: Path,
    replica: str,
    minutes: int | None,
    requests: int | None,
    jitter: int,
    between: str | None,
    log_json: bool,
    log_file: Path | None,
    verbose: bool,
    jobs: int | None,
    queue: str | None,
    min_free: int,
    evidence_to: str,
) -> None:
    """Crawl the named offices, or all: only what is new or due to be looked at again.

    An archive that is a folder has a shard for each office, which processes write side by side (--jobs).
    Ends with a table on a terminal and with one line elsewhere. Exit status: 0 all offices ok, 1 some failed,
    2 wrong use, 3 another crawl is writing the archive.
    """
    if queue is None:
        _prepare(archive, jobs)
    options = CrawlPlan(
        names=sites,
        archive=archive,
        replica=replica,
        full=full,
        limit=limit or 0,
        minutes=minutes or 0,
        requests=requests or 0,
        log_level="DEBUG" if verbose else "WARNING",
        log_file=log_file,
        log_json=log_json,
        evidence=evidence_to,
    )
    with RunReport(archive, log_file, as_json=log_json) as report:
        if everything and sites:
            raise HealthArchiveError("Name offices or say --all, not both.")
        window = Window.parse(between) if between else None
        if queue is None:
            require_room(archive, min_free)
            if not replica:
                refuse_private_proxies()
        file = offices_file(offices, archive)
        names = chosen_offices(sites, file, replica)
        faults = () if sites else tuple(office_faults(project_settings(file)).values())
        for sentence in faults:
            click.echo(sentence, err=True)
        plan = replace(options, names=names, offices=file, faults=faults)
        time.sleep(random.uniform(0, jitter * 60))
        if due:
            plan = replace(plan, names=_due(plan, archive))
        if window is not None:
            plan = replace(plan, names=_awake(plan, window))
        if queue is not None:
            queue_crawls(plan, queue, asked=bool(sites))
            report.finished([])
            return
        outcomes = _crawl(plan, jobs or JOBS) if plan.names else []
        report.finished(outcomes)
    if faults or not all(outcome.is_good for outcome in outcomes):
        sys.exit(SomeFailedError.exit_status)


def _crawl(plan: CrawlPlan, jobs: int) -> list[Outcome]:
    """Crawl and show what became of it: a table on a terminal, one line elsewhere."""
    if not sys.stdout.isatty():
        outcomes = _crawl_shards(plan, jobs) if is_sharded(plan.archive) else crawl(plan)
        click.echo(summary_line(outcomes))
        return outcomes
    console = Console()
    outcomes = _crawl_shards(plan, jobs) if is_sharded(plan.archive) else crawl(plan, _progress(console))
    console.print(summary_table(outcomes))
    console.print(summary_line(outcomes))
    for outcome in outcomes:
        if not outcome.is_good:
            console.print(f"{outcome.site}: {outcome.sentence}")
    return outcomes


def _progress(console: Console) -> Watch:
    return lambda crawlers: CrawlProgress(crawlers, console)


def _prepare(archive: Path, jobs: int | None) -> None:
    """Make the folder of a new archive of shards; refuse processes side by side for a file, which has one writer."""
    if jobs is None or is_sharded(archive):
        return
    if archive.exists() or archive.suffix:
        raise HealthArchiveError(
            f"--jobs needs an archive of shards, and {archive} is one file: name a folder, or make one of it with "
            "`healtharchive split`."
        )
    archive.mkdir(parents=True)


def _crawl_shards(plan: CrawlPlan, jobs: int) -> list[Outcome]:
    """Crawl each office in a process of its own, and tell of all in one message."""
    settings = project_settings(plan.offices)
    readers = max(1, settings.getint("READER_PROCESSES") // jobs)
    results = SideBySide(replace(plan, faults=()), sites_by_id(settings), jobs=jobs, readers=readers).run()
    outcomes = [result.outcome for result in results]
    first = [*plan.faults, *(sentence for result in results for sentence in result.first)]
    tell_of_shards(plan.archive, outcomes, Clock.from_settings(settings).now(), first=first)
    return outcomes


def _due(plan: CrawlPlan, archive: Path) -> list[str]:
    """Return the offices whose crawl interval has elapsed; that there is none is told to a person, not to cron."""
    settings = project_settings(plan.offices)
    due = due_offices(archive, plan.names, sites_by_id(settings), Clock.from_settings(settings).now())
    if not due and sys.stdout.isatty():
        click.echo("No office is due; name one, or leave out --due, to crawl it all the same.")
    return due


def _awake(plan: CrawlPlan, window: Window) -> list[str]:
    """Return the offices in whose day *window* is now, and say which are left out."""
    names, settings = plan.names, project_settings(plan.offices)
    known, now = sites_by_id(settings), Clock.from_settings(settings).now()
    times = {name: local_time(now, known[name].timezone) for name in names}
    for name, moment in times.items():
        if not window.contains(moment):
            click.echo(f"{name} was left out: it is {moment:%H:%M} there, and {window} was asked for.")
    return [name for name, moment in times.items() if window.contains(moment)]
