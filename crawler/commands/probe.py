"""``healtharchive probe``: what a site runs on, and what a spider for it would need."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from crawler.archive.importing.saved.folder import told_by_page
from crawler.commands.options import replica_option
from crawler.crawling.run.probing import Fetched, fetch
from crawler.errors import HealthArchiveError
from crawler.pages.lists.survey import Survey, survey
from crawler.pages.signals.responses import classify_response

SHOWN = 5
"""Articles printed as a sample."""


@click.command()
@click.argument("url_or_file", metavar="URL|FILE")
@click.option("--url", "saved_from", default="", help="The address that a saved page was at; most say it themselves.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@replica_option("Ask the replica offices served there.")
def command(url_or_file: str, saved_from: str, as_json: bool, replica: str) -> None:
    """Fetch one list page of an office, or read a saved one, and tell what it shows.

    Told are its system, encoding, language, article addresses and next page.
    """
    saved = Path(url_or_file)
    fetched = _saved(saved, saved_from) if saved.is_file() else fetch(url_or_file, replica)
    seen = look(fetched)
    facts = {"status": fetched.status, "answer": judge(fetched), "server": fetched.header("Server")} | asdict(seen)
    if as_json:
        click.echo(json.dumps(facts, ensure_ascii=False, indent=2))
        return
    for name in (
        "status",
        "answer",
        "server",
        "url",
        "title",
        "encoding",
        "language",
        "family",
        "article_url",
        "next_url",
    ):
        click.echo(f"{name:12} {facts[name] if facts[name] is not None else '–'}")
    click.echo(f"{'articles':12} {len(seen.articles)}")
    for item in seen.articles[:SHOWN]:
        click.echo(f"  {item.date_raw or '–':>16}  {item.title}  {item.url}")
    for warning in seen.warnings:
        click.echo(f"! {warning}")


def _saved(path: Path, url: str) -> Fetched:
    """Return a saved page as if it had just been fetched from *url*, or else from where it says that it was."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise HealthArchiveError(f"Cannot read {path}: {error.strerror}.") from error
    return Fetched(
        url=url or told_by_page(content).url or path.resolve().as_uri(), status=200, headers=(), content=content
    )


def judge(fetched: Fetched) -> str:
    """Return what the answer means: a page, a block, gone …"""
    return classify_response(fetched.status, fetched.header, fetched.content)


def look(fetched: Fetched) -> Survey:
    """Survey a fetched page."""
    return survey(url=fetched.url, content=fetched.content, content_type=fetched.header("Content-Type"))
