"""What machines read about an article: references, and meta tags for Zotero and previews."""

from typing import Any

from datasette import Response

from crawler.publish.evidence.references import FORMATS, Reference
from crawler.web.messages import HTML_LANGUAGE, LANGUAGES
from crawler.web.pages.common import absolute_address, database, identifier, not_found, settings_of
from crawler.web.paths import article_path, cited_path, with_query
from crawler.web.queries import articles as queries

_MAX_DESCRIPTION_LENGTH = 200
Tag = tuple[str, str, str]
"""Name of the attribute that names it (``name`` or ``property``), its name, its content."""


async def reference(datasette: Any, request: Any) -> Any:
    """Answer ``/archive/articles/ID/cite.FORMAT``."""
    ending, number = request.url_vars["form"], identifier(request, "id")
    row = await queries.article(database(datasette), number) if number is not None else None
    if row is None or ending not in FORMATS or row["title"] is None:
        return await not_found(datasette, request)
    content_type, write = FORMATS[ending]
    named = reference_of(datasette, request, row)
    headers = {"content-disposition": f'attachment; filename="article-{row["id"]}.{ending}"'}
    return Response(write(named), content_type=content_type, headers=headers)


def reference_of(datasette: Any, request: Any, row: queries.Row) -> Reference:
    """Return the reference of an article's row as it stands now."""
    captured = row["captured_at"]
    lasting = cited_path(row["id"], captured) if captured else article_path(row["id"])
    return Reference(
        key=lasting.rpartition("/")[2],
        office=row["issuer"] or row["office"] or row["site"],
        title=row["title"],
        url=row["url"],
        archive_url=absolute_address(datasette, request, lasting),
        archived_at=captured,
        published_at=row["published_at"] or row["issued_on"],
        document_number=row["document_number"],
        author=row["author"],
        language=row["language"],
    )


def meta_tags(datasette: Any, request: Any, row: queries.Row) -> list[Tag]:
    """Return the meta tags of an article's page: Highwire's, which Zotero reads, Dublin Core and Open Graph."""
    if row["title"] is None:
        return []
    day = (row["published_at"] or "")[:10]
    here = absolute_address(datasette, request, article_path(row["id"]))
    office = row["office"] or row["site"]
    names = {
        "citation_title": row["title"],
        "citation_author": row["author"] or row["issuer"] or office,
        "citation_publisher": office,
        "citation_publication_date": day.replace("-", "/"),
        "citation_online_date": (row["first_seen"] or "")[:10].replace("-", "/"),
        "citation_technical_report_number": row["document_number"],
        "citation_technical_report_institution": (row["issuer"] or office) if row["document_number"] else None,
        "citation_language": row["language"],
        "citation_public_url": here,
        "citation_fulltext_html_url": here,
        "DC.identifier": row["document_number"],
        "DC.source": row["url"],
        "description": description_of(row),
    }
    properties = {
        "og:type": "article",
        "og:title": row["title"],
        "og:description": description_of(row),
        "og:url": here,
        "og:site_name": office,
        "og:locale": {"vi": "vi_VN", "zh": "zh_CN"}.get(row["language"]),
        "article:published_time": row["published_at"],
        "article:modified_time": row["updated_at"],
    }
    return [
        *(("name", name, str(value)) for name, value in names.items() if value),
        *(("property", name, str(value)) for name, value in properties.items() if value),
    ]


def description_of(row: queries.Row) -> str:
    """Return the opening of the text, or the title, in the length that search engines show."""
    text = " ".join((row["lead"] or row["body_text"] or row["title"] or "").split())
    return text if len(text) <= _MAX_DESCRIPTION_LENGTH else text[:_MAX_DESCRIPTION_LENGTH].rstrip() + "…"


def alternates(datasette: Any, request: Any, path: str) -> list[tuple[str, str]]:
    """Return (language tag, address) of the page in each language of the interface, for ``hreflang``."""
    found = [
        (HTML_LANGUAGE[code], absolute_address(datasette, request, with_query(path, lang=code))) for code in LANGUAGES
    ]
    return [*found, ("x-default", absolute_address(datasette, request, path))]


def is_indexed(datasette: Any) -> bool:
    """Tell whether search engines are welcome."""
    return settings_of(datasette).indexed
