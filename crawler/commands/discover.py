"""``healtharchive discover``: from a home address to the lists of an office."""

import json
from typing import Any
from urllib.parse import urlsplit

import click

from crawler.commands.options import replica_option
from crawler.crawling.run.discovering import discover
from crawler.discovery.found import HOME_PAGE, FoundList
from crawler.discovery.machine import Discovery
from crawler.pages.lists.doubts import doubts_about

SHOWN = 3
"""Rows printed of each list."""


@click.command()
@click.argument("home")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--language", type=click.Choice(["vi", "zh"]), help="The office's language; told by its pages otherwise.")
@replica_option("Ask the replica offices served there.")
def command(home: str, as_json: bool, language: str | None, replica: str) -> None:
    """Find the lists of the office whose home page is HOME, with at most 60 requests; nothing is stored.

    Prints each list with how it was found, the form of its articles' addresses, its next page, and warnings.
    """
    found = discover(home, language=language or "", replica=replica)
    if as_json:
        click.echo(json.dumps(facts(found), ensure_ascii=False, indent=2))
        return
    mains = [one for one in found.lists if one.role == "main"]
    count = f"{len(mains)} {'list' if len(mains) == 1 else 'lists'}"
    click.echo(f"{urlsplit(home).hostname}: {count}, {found.asked} requests, language {found.language}")
    for one in found.lists:
        _print(one)
    advice = () if mains or found.notes else ("No list was found; name one with lists = [...] in offices.toml.",)
    for note in (*found.notes, *advice):
        click.echo(f"! {note}")


def _print(found: FoundList) -> None:
    click.echo(f"\n{found.name or '–'}  ({found.kind}, {found.role})")
    click.echo(f"  {found.request.method} {found.request.url} {found.request.body}".rstrip())
    click.echo(f"  found by {found.found_by or '–'}; {'; '.join(found.evidence)}; {_order(found)}")
    click.echo(f"  articles {found.article_form or '–'}")
    for row in found.rows[:SHOWN]:
        click.echo(f"  {row.date_raw or '–':>16}  {row.title or '–'}  {row.url}")
    for warning in warnings(found):
        click.echo(f"  ! {warning}")


def _order(found: FoundList) -> str:
    return {"newest": "newest first", "oldest": "oldest first"}.get(found.order, "in no order")


def warnings(found: FoundList) -> list[str]:
    """Return what a person should look at, as sentences."""
    if found.page is None or found.role != "main":
        return []
    return doubts_about(found.page, is_home=found.found_by == HOME_PAGE)


def facts(found: Discovery) -> dict[str, Any]:
    """Return what was found as plain values."""
    return {
        "home": found.front or found.home,
        "language": found.language,
        "hosts": sorted(found.hosts.hosts),
        "requests": found.asked,
        "lists": [
            {
                **{name: value for name, value in one.to_data().items() if name not in {"rows", "page", "request"}},
                "url": one.request.url,
                "method": one.request.method,
                "body": one.request.body,
                "rows": len(one.rows),
                "next": one.page.following[0].url if one.page is not None and one.page.following else None,
                "warnings": warnings(one),
            }
            for one in found.lists
        ],
        "tried": found.tried,
        "notes": found.notes,
    }
