"""``healtharchive probe``: what a site runs on, and what a spider for it would need."""

import json
from dataclasses import asdict

import click

from crawler.commands.options import replica_option
from crawler.crawling.run.probing import Fetched, fetch
from crawler.pages.lists.survey import Survey, survey
from crawler.pages.signals.responses import classify_response

SHOWN = 5
"""Articles printed as a sample."""


@click.command()
@click.argument("url")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@replica_option("Ask the replica offices served there.")
def command(url: str, as_json: bool, replica: str) -> None:
    """Fetch one list page of an office, and tell its system, encoding, language, article addresses and next page."""
    fetched = fetch(url, replica)
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


def judge(fetched: Fetched) -> str:
    """Return what the answer means: a page, a block, gone …"""
    return classify_response(fetched.status, fetched.header, fetched.content)


def look(fetched: Fetched) -> Survey:
    """Survey a fetched page."""
    return survey(url=fetched.url, content=fetched.content, content_type=fetched.header("Content-Type"))
