"""An article as a person reads it, and the difference between two of its versions."""

import json
from typing import Any

from datasette import Response

from crawler.document_fields import COMPARED, IN_HEAD
from crawler.normalise.search.counterparts import counterparts
from crawler.web.endpoints.linked_data import of_article
from crawler.web.endpoints.references import alternates, is_indexed, meta_tags
from crawler.web.figures.charts import Point, line_chart
from crawler.web.figures.diff import compare
from crawler.web.figures.papers import paper_parts
from crawler.web.messages import format_date, has_message
from crawler.web.pages.common import (
    absolute_address,
    database,
    identifier,
    language_of,
    not_found,
    not_held,
    render,
    translator,
)
from crawler.web.pages.papers.number import article_relations
from crawler.web.paths import article_path, cited_path, version_path
from crawler.web.queries import articles as queries
from crawler.web.queries import relations
from crawler.web.queries.pictures import pictures_of
from crawler.web.text import blocks, content_language, in_zone


async def article(datasette: Any, request: Any) -> Any:
    """Answer ``/archive/articles/ID``."""
    db = database(datasette)
    number = identifier(request, "id")
    row = await queries.article(db, number) if number is not None else None
    if row is None:
        return await _elsewhere(datasette, request, number)
    views = await queries.view_counts(db, row["id"])
    versions = await queries.versions(db, row["id"])
    cited = _as_cited(row, versions)
    context = {
        "article": row,
        "head_fields": IN_HEAD,
        "cited": cited,
        "text_language": content_language(row["language"]),
        "raw_language": content_language(row["language"], raw=True),
        "blocks": blocks(row["body_text"]),
        "versions": versions,
        "views": views,
        "view_chart": _view_chart(request, row["timezone"], views),
        "attachments": await queries.attachments(db, row["id"]),
        "pictures": await pictures_of(db, row),
        "withheld": await queries.withheld(db, row["id"]),
        "statuses": await queries.statuses(db, row["id"]),
        "aliases": await queries.aliases(db, row["id"]),
        "same_text": await queries.same_text(db, row["id"]),
        "counterparts": counterparts(row["title"] or "", row["language"] or ""),
        "text_group": await relations.group_of(db, row["id"]),
        "flags": _explained_flags(request, row),
        "provenance": _loads(row["provenance"], {}),
        "meta": meta_tags(datasette, request, row),
        "linked_data": of_article(datasette, request, row),
        "alternates": alternates(datasette, request, article_path(row["id"])),
        "indexed": is_indexed(datasette),
        "paper": paper_parts(row),
        "canonical": absolute_address(datasette, request, article_path(row["id"])),
        "lasting": _lasting_address(datasette, request, row["id"], cited["captured_at"]),
    }
    context |= await article_relations(datasette, request, row)
    return await render(datasette, request, "article.html", context)


async def _elsewhere(datasette: Any, request: Any, article_id: int | None, number: int | None = None) -> Any:
    """Lead on a reader whose link names an article, or its version, by a number that it had before it was merged."""
    db = database(datasette)
    current = await queries.merged_into(db, article_id) if article_id is not None else None
    if article_id is None or current is None:
        return await not_found(datasette, request)
    moment = await queries.former_version(db, article_id, number) if number is not None else None
    path = article_path(current) if moment is None else cited_path(current, moment)
    return Response.redirect(datasette.urls.path(path), status=301)


async def cited(datasette: Any, request: Any) -> Any:
    """Answer ``/archive/articles/ID@MOMENT``, the name that a citation prints: lead to the version it means today."""
    db = database(datasette)
    named, digits = identifier(request, "id"), request.url_vars["moment"]
    moment = f"{digits[:4]}-{digits[4:6]}-{digits[6:11]}:{digits[11:13]}:{digits[13:]}"
    article_id = (await queries.merged_into(db, named) or named) if named is not None else None
    number = await queries.version_at(db, article_id, moment) if article_id is not None else None
    if article_id is None or number is None:
        name = f"{request.url_vars['id']}@{digits}"
        return await not_held(datasette, request, "error.no_cited", name=name)
    return Response.redirect(datasette.urls.path(version_path(article_id, number)))


async def version(datasette: Any, request: Any) -> Any:
    """Answer ``/archive/articles/ID/versions/NUMBER``: that version, and how it differs from the one before."""
    db = database(datasette)
    article_id, number = identifier(request, "id"), identifier(request, "number")
    if article_id is None or number is None:
        return await not_found(datasette, request)
    row = await queries.article(db, article_id)
    new = await queries.version(db, article_id, number)
    if row is None or new is None:
        return await _elsewhere(datasette, request, article_id, number)
    old = await queries.version(db, article_id, number - 1) if number > 1 else None
    context = {
        "article": row,
        "version": new,
        "previous": old,
        "withheld": [
            one
            for one in await queries.withheld(db, article_id)
            if one["attachment"] is None and one["version"] in (None, number)
        ],
        "versions": await queries.versions(db, article_id),
        "text_language": content_language(row["language"]),
        "blocks": blocks(new["body_text"]),
        "differences": compare(old["body_text"], new["body_text"]) if old else [],
        "fields": changed_fields(old, new) if old else [],
        "attachment_changes": attachment_changes(old, new) if old else ([], []),
        "lasting": _lasting_address(datasette, request, article_id, new["captured_at"]),
    }
    return await render(datasette, request, "version.html", context)


def _lasting_address(datasette: Any, request: Any, article_id: int, captured_at: str | None) -> str:
    path = article_path(article_id) if captured_at is None else cited_path(article_id, captured_at)
    return absolute_address(datasette, request, path)


def _as_cited(row: queries.Row, versions: list[queries.Row]) -> queries.Row:
    """Return the article with the evidence of its newest version, which may be that of a swapped file."""
    newest = next(iter(versions), None)
    if newest is None or newest["captured_at"] is None:
        return row
    evidence = {"capture_sha256": newest["sha256"], **{key: newest[key] for key in ("captured_at", "captured_url")}}
    return row | evidence


def changed_fields(old: queries.Row, new: queries.Row) -> list[tuple[str, Any, Any]]:
    """Return the fields in which two versions differ: name, before, after."""
    return [(name, old[name], new[name]) for name in COMPARED if old[name] != new[name]]


def attachment_changes(old: queries.Row, new: queries.Row) -> tuple[list[Any], list[Any]]:
    """Return the files that only the old version offers, and those that only the new one does."""
    before, after = _loads(old["attachments"], []), _loads(new["attachments"], [])
    return [item for item in before if item not in after], [item for item in after if item not in before]


def _explained_flags(request: Any, row: queries.Row) -> list[tuple[str, str]]:
    """Return each flag and problem with its explanation: the reader's language where we have it, else the record's."""
    say, language = translator(request), language_of(request)
    problems = dict(_split_problem(problem) for problem in _loads(row["problems"], []))
    names = list(dict.fromkeys([*_loads(row["flags"], []), *problems]))
    return [
        (name, say(f"flag.{name}") if has_message(language, f"flag.{name}") else problems.get(name, ""))
        for name in names
    ]


def _split_problem(problem: str) -> tuple[str, str]:
    name, _, sentence = problem.partition(":")
    return name.strip(), sentence.strip()


def _view_chart(request: Any, zone: str | None, views: list[queries.Row]) -> Any:
    language = language_of(request)
    points = [
        Point(row["observed_at"], row["views"], bool(row["is_reset"])) for row in views if row["views"] is not None
    ]
    if not points:
        return ""
    say = translator(request)
    return line_chart(
        points,
        title=say("article.views_chart"),
        restart_label=say("article.views_restart"),
        first_label=format_date(in_zone(points[0].at, zone)[:10], language),
        last_label=format_date(in_zone(points[-1].at, zone)[:10], language),
    )


def _loads(text: str | None, default: Any) -> Any:
    return json.loads(text) if text else default
