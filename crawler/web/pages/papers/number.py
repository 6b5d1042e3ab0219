"""What papers say of each other: on an article's page, and on the page of a document number, held or not."""

from typing import Any
from urllib.parse import unquote

from crawler.normalise.papers.document_numbers import document_number_key
from crawler.web.endpoints.feeds import FeedEntry, answer
from crawler.web.figures.relation_graph import Node, relation_graph
from crawler.web.pages.common import database, not_found, not_held, render, translator, whole_number
from crawler.web.paths import article_path, paper_path
from crawler.web.queries import relations
from crawler.web.queries.articles import Row

_PAGE_SIZE = 50
_ENTRIES = 50


async def article_relations(datasette: Any, request: Any, article: Row) -> dict[str, Any]:
    """Return what an article's page shows of its relations."""
    db = database(datasette)
    names = await relations.named_by(db, article["id"])
    naming = await relations.naming(db, article["id"])
    return {
        "names": names,
        "named_in": naming,
        "own_status": await relations.status_of(db, article["id"]),
        "said_of": await relations.said_of(db, article["id"]),
        "relation_graph": _graph(datasette, request, article["document_number"] or article["title"], names, naming),
    }


def _graph(datasette: Any, request: Any, middle: str | None, names: Any, naming: Any) -> Any:
    say, path = translator(request), datasette.urls.path
    left = [
        Node(row["number"] or row["named_title"] or "", say(f"relation.{kind}"), _address(path, row))
        for kind, group in names
        for row in group
    ]
    right = [
        Node(_label(row), say(f"relation.by.{kind}"), path(article_path(row["article"])))
        for kind, group in naming
        for row in group
    ]
    return relation_graph(middle or say("article.untitled"), left, right, title=say("relation.graph"))


def _label(row: Row) -> str:
    return str(row["document_number"] or row["title"] or "")


def _address(path: Any, row: Row) -> str | None:
    if row["target"]:
        return str(path(article_path(row["target"])))
    return str(path(paper_path(row["number_key"]))) if row["number_key"] else None


async def paper(datasette: Any, request: Any) -> Any:
    """Answer ``/papers/KEY``: all papers that name a number, over time, whether the archive holds it or not."""
    db = database(datasette)
    key = document_number_key(unquote(request.url_vars["key"]))
    facts = await relations.number_facts(db, key)
    holders = await relations.number_holders(db, key)
    if facts is None and not holders:
        return await not_held(datasette, request, "error.no_paper")
    page = whole_number(request, "page")
    found = await relations.number_mentions(db, key, _PAGE_SIZE + 1, (page - 1) * _PAGE_SIZE)
    context = {
        "key": key,
        "paper_number": facts["number"] if facts else holders[0]["document_number"],
        "facts": facts,
        "holders": holders,
        "counts": await relations.number_counts(db, key),
        "mentions": found[:_PAGE_SIZE],
        "more": len(found) > _PAGE_SIZE,
        "page": page,
        "link": lambda number: f"{paper_path(key)}?page={number}",
        "feed": f"/feeds/papers/{key}.atom",
    }
    return await render(datasette, request, "paper.html", context)


async def paper_feed(datasette: Any, request: Any) -> Any:
    """Answer ``/feeds/papers/KEY.atom``: the papers that name a number, the latest met first."""
    db = database(datasette)
    key = document_number_key(unquote(request.url_vars["key"]))
    found = sorted(
        await relations.number_mentions(db, key, _ENTRIES, 0), key=lambda row: str(row["first_seen"]), reverse=True
    )
    holders = await relations.number_holders(db, key) if not found else []
    if not (found or holders):
        return await not_found(datasette, request)
    say = translator(request)
    entries = [
        FeedEntry(
            path=article_path(row["article"]),
            key=f"#relation-{row['type']}",
            title=f"{say('relation.' + row['type'])}: {row['title'] or row['document_number'] or ''}",
            updated=row["first_seen"],
            summary=row["opening"],
            author=row["office"] or row["site"],
        )
        for row in found
    ]
    title = say("paper.feed", number=found[0]["number"] if found else holders[0]["document_number"])
    return await answer(datasette, request, title, paper_path(key), entries)
