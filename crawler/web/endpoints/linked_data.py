"""What schema.org says of an article, an office and the whole archive, as the content of a script of JSON-LD."""

import json
from typing import Any

from markupsafe import Markup

from crawler.publish.formats.row_formats import FORMATS
from crawler.publish.sql_views import EXPORT_VIEWS
from crawler.web.pages.common import absolute_address
from crawler.web.paths import article_path, office_path
from crawler.web.queries import articles as queries

_CONTEXT = "https://schema.org"
_OFFERED = ("csv", "jsonl", "parquet")


def of_article(datasette: Any, request: Any, row: queries.Row) -> Markup:
    """Return what an article is; nothing where it has no title."""
    if row["title"] is None:
        return Markup()
    office = {"@type": "GovernmentOrganization", "name": row["office"] or row["site"]}
    return _script(
        {
            "@type": "Article",
            "headline": row["title"],
            "url": absolute_address(datasette, request, article_path(row["id"])),
            "isBasedOn": row["url"],
            "inLanguage": row["language"],
            "datePublished": row["published_at"],
            "dateModified": row["updated_at"] or row["changed_at"],
            "publisher": office,
            "author": {"@type": "Person", "name": row["author"]} if row["author"] else office,
            "identifier": row["document_number"],
        }
    )


def of_office(datasette: Any, request: Any, row: queries.Row) -> Markup:
    """Return the notices of an office as the service of a government that they are."""
    area = {"@type": "AdministrativeArea", "name": row["province"], "identifier": row["province_code"]}
    country = {"@type": "Country", "name": row["country"]}
    return _script(
        {
            "@type": "GovernmentService",
            "name": row["name"],
            "alternateName": row["name_en"],
            "url": absolute_address(datasette, request, office_path(row["id"])),
            "sameAs": row["home"],
            "serviceType": "Public health notices",
            "availableLanguage": row["language"],
            "areaServed": _known(area) if row["province"] else country,
            "provider": {"@type": "GovernmentOrganization", "name": row["name"], "url": row["home"]},
        }
    )


def of_dataset(datasette: Any, request: Any, title: str, description: str, snapshot_at: str | None) -> Markup:
    """Return the archive as a dataset, with its downloads."""

    def address(path: str) -> str:
        return absolute_address(datasette, request, path)

    downloads = [
        {
            "@type": "DataDownload",
            "name": f"{view} ({ending})",
            "encodingFormat": FORMATS[ending].content_type.partition(";")[0],
            "contentUrl": address(f"/export/{view}.{ending}"),
        }
        for view in EXPORT_VIEWS
        for ending in _OFFERED
    ]
    return _script(
        {
            "@type": "Dataset",
            "name": title,
            "description": description,
            "url": address("/archive"),
            "inLanguage": ["vi", "zh"],
            "isAccessibleForFree": True,
            "dateModified": snapshot_at,
            "distribution": downloads,
        }
    )


def _script(data: dict[str, Any]) -> Markup:
    return json_ld({"@context": _CONTEXT, **_known(data)})


def _known(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value}


def json_ld(data: dict[str, Any]) -> Markup:
    """Return data as JSON that no text of it can leave."""
    text = json.dumps(data, ensure_ascii=False)
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))
