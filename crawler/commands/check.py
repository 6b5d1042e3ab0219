"""``healtharchive check``: what offices show today beside what is known of them; fit for a weekly cron."""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from rich.table import Table

from crawler import SOFTWARE
from crawler.archive import Archive
from crawler.archive.db.times import utc_text
from crawler.archive.frontier.lists import GONE, KeptList, Lists
from crawler.commands.choosing import chosen_offices, offices_file
from crawler.commands.console import console
from crawler.commands.options import archive_option, replica_option
from crawler.crawling.run.outcome import Outcome
from crawler.crawling.run.runner import CrawlPlan, crawl
from crawler.errors import HealthArchiveError, SomeFailedError
from crawler.publish.evidence.wacz import Selection, write_wacz

SAMPLES = 5
"""Readings of each office shown in a report."""
FIELDS = {"title": "title", "text": "body_text", "date": "published_at", "views": "coalesce(views, views_endpoint)"}


@dataclass(frozen=True, kw_only=True)
class SampleArticle:
    """One article as it was read."""

    url: str
    title: str | None
    published_at: str | None
    views: int | None
    text: str


@dataclass(frozen=True, kw_only=True)
class ListSeen:
    """One list as it was found."""

    name: str
    url: str
    state: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What one office showed."""

    office: str
    state: str
    sentence: str
    requests: int
    lists: int
    incomplete: tuple[str, ...]
    lost: tuple[str, ...]
    """Lists that the archive knows and that were not found."""
    read: int
    filled: Mapping[str, int]
    """Field → articles that have it."""
    samples: tuple[SampleArticle, ...]
    found: tuple[ListSeen, ...]

    @property
    def verdict(self) -> str:
        """``ok``, or in a few words what a person should look at."""
        if self.state != "ok" or not self.lists or not self.read:
            return self.state if self.state != "ok" else "nothing was read"
        bare = [name for name in ("title", "text", "date") if 2 * self.filled[name] < self.read]
        wrong = [f"{len(self.lost)} lists lost"] if self.lost else []
        wrong += [f"no {name}" for name in bare]
        wrong += [f"{len(self.incomplete)} lists incomplete"] if self.incomplete else []
        return ", ".join(wrong) or "ok"


@click.command()
@click.argument("offices", nargs=-1, metavar="[OFFICE]...")
@click.option("--all", "everything", is_flag=True, help="Check every office; so does naming none.")
@click.option("--limit", type=click.IntRange(min=1), default=5, show_default=True, help="Articles read per office.")
@click.option("--offices", "file", type=click.Path(path_type=Path, dir_okay=False), help="A file of further offices.")
@click.option("--report", type=click.Path(path_type=Path, dir_okay=False), help="Write a page for a person there.")
@click.option(
    "--evidence", type=click.Path(path_type=Path, dir_okay=False), help="Write a WACZ of what was seen there."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@archive_option("The archive that knows the offices' past; nothing is written to it.")
@replica_option("Ask the replica offices served there.")
def command(
    offices: tuple[str, ...],
    everything: bool,
    limit: int,
    file: Path | None,
    report: Path | None,
    evidence: Path | None,
    as_json: bool,
    archive: Path,
    replica: str,
) -> None:
    """Try offices politely: find their lists, read a few articles, and compare with their entry and their past.

    Exit status: 0 all as expected, 1 some office needs a person.
    """
    if everything and offices:
        raise HealthArchiveError("Name offices or say --all, not both.")
    if report is not None:
        _write(report, "")  # a report that cannot be written is said before the offices are asked
    file = offices_file(file, archive)
    names = chosen_offices(offices, file, replica)
    past = _known_lists(archive, names)
    with TemporaryDirectory(prefix="healtharchive-") as folder:
        scratch = Path(folder) / "archive.db"
        outcomes = crawl(CrawlPlan(names=names, archive=scratch, offices=file, replica=replica, limit=limit))
        with Archive.open(scratch, read_only=True) as opened:
            checked = [_checked(opened, outcome, past.get(outcome.site, [])) for outcome in outcomes]
            if evidence is not None:
                created = utc_text(datetime.now(UTC))
                title = f"Check of {len(names)} offices"
                write_wacz(opened, Selection(sites=names), evidence, title=title, software=SOFTWARE, created=created)
    if report is not None:
        _write(report, report_page(checked, datetime.now(UTC)))
    if as_json:
        click.echo(
            json.dumps([asdict(one) | {"verdict": one.verdict} for one in checked], ensure_ascii=False, indent=2)
        )
    else:
        console().print(_table(checked))
    if any(one.verdict != "ok" for one in checked):
        sys.exit(SomeFailedError.exit_status)


def _known_lists(archive: Path, names: Sequence[str]) -> dict[str, list[KeptList]]:
    if not archive.exists():
        return {}
    with Archive.open(archive, read_only=True) as opened:
        return {name: [one for one in Lists(opened, name).all() if one.state != GONE] for name in names}


def _checked(archive: Archive, outcome: Outcome, past: Sequence[KeptList]) -> Checked:
    lists = [one for one in Lists(archive, outcome.site).all() if one.role == "main"]
    found = {one.url for one in lists}
    columns = ", ".join(f"count({column}) AS {name}" for name, column in FIELDS.items())
    row = archive.connection.execute(
        f"SELECT count(*) AS n, {columns} FROM articles WHERE site = ?", (outcome.site,)
    ).fetchone()
    samples = archive.connection.execute(
        "SELECT url, title, published_at, views, body_text FROM articles WHERE site = ? LIMIT ?",
        (outcome.site, SAMPLES),
    )
    sections = archive.connection.execute("SELECT count(*) FROM sections WHERE site = ?", (outcome.site,)).fetchone()[0]
    return Checked(
        office=outcome.site,
        state=outcome.state,
        sentence=outcome.sentence,
        requests=outcome.counts.get("requests", 0),
        lists=len(lists) or sections,
        incomplete=tuple(one.name for one in lists if one.state == "incomplete"),
        lost=tuple(one.name for one in past if one.role == "main" and one.url not in found),
        read=row["n"],
        filled={name: row[name] for name in FIELDS},
        samples=tuple(
            SampleArticle(
                url=one["url"],
                title=one["title"],
                published_at=one["published_at"],
                views=one["views"],
                text=(one["body_text"] or "")[:300],
            )
            for one in samples
        ),
        found=tuple(ListSeen(name=one.name, url=one.url, state=one.state, evidence=one.evidence) for one in lists),
    )


def _table(checked: Sequence[Checked]) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="bold underline")
    table.add_column("office", no_wrap=True)
    for name in ("lists", "read", *FIELDS):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("verdict")
    for one in checked:
        shares = (str(one.filled[name]) for name in FIELDS)
        verdict = one.verdict if not one.sentence else f"{one.verdict}: {one.sentence}"
        table.add_row(one.office, str(one.lists), str(one.read), *shares, verdict)
    return table


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise HealthArchiveError(f"Cannot write {path}: {error.strerror}.") from error


def report_page(checked: Sequence[Checked], now: datetime) -> str:
    """Return one HTML page: verdicts, lists, fields filled, and sample readings beside their addresses."""
    parts = [
        "<!DOCTYPE html><html lang='en'><meta charset='utf-8'><title>Check of offices</title>",
        "<style>body{font:16px sans-serif;max-width:60rem;margin:auto}td,th{padding:.2rem .6rem}</style>",
        f"<h1>Check of {len(checked)} offices</h1><p>{utc_text(now)}, {escape(SOFTWARE)}</p>",
        "<table><tr><th>office<th>lists<th>read<th>title<th>text<th>date<th>views<th>verdict</tr>",
    ]
    for one in checked:
        numbers = "".join(f"<td>{number}" for number in (one.lists, one.read, *one.filled.values()))
        parts.append(f"<tr><td><a href='#{one.office}'>{one.office}</a>{numbers}<td>{escape(one.verdict)}</tr>")
    parts.append("</table>")
    parts += [_office_part(one) for one in checked]
    return "\n".join(parts)


def _office_part(one: Checked) -> str:
    told = [f"<h2 id='{one.office}'>{one.office}: {escape(one.verdict)}</h2>", f"<p>{escape(one.sentence)}</p>"]
    if one.found:
        told += ["<ul class='lists'>", *(_list_line(found) for found in one.found), "</ul>"]
    told += [f"<p>Not found again: {escape(name)}</p>" for name in one.lost]
    told += [f"<p>May go on: {escape(name)}</p>" for name in one.incomplete]
    for sample in one.samples:
        views = "–" if sample.views is None else str(sample.views)
        facts = f"{escape(sample.published_at or '–')}, {views} views"
        told.append(f"<h3>{escape(sample.title or '–')}</h3><p><a href='{escape(sample.url)}'>{escape(sample.url)}</a>")
        told.append(f"<br>{facts}</p><p>{escape(sample.text)}</p>")
    return "\n".join(told)


def _list_line(found: ListSeen) -> str:
    told = "; ".join((found.state, *found.evidence))
    return f"<li>{escape(found.name)}: <a href='{escape(found.url)}'>{escape(found.url)}</a> ({escape(told)})"
