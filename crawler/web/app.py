"""Datasette put together as the published site: the archive, the metadata, our plugin, templates and settings."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import datasette.handle_exception
from datasette.app import Datasette

from crawler.normalise.search.loading import load_tables
from crawler.publish.data_dictionary import read_metadata
from crawler.publish.evidence.reader import Evidence
from crawler.web.paths import DATABASE
from crawler.web.serving.settings import SiteSettings
from crawler.web.tables import ArchiveDatabase

_WEB = Path(__file__).parent

# Datasette prints a page of local variables for every error it answers, a mistyped address included
datasette.handle_exception.rich = None

SETTINGS: dict[str, Any] = {
    # facet suggestion is nearly all of stock Datasette's cost on large tables
    "suggest_facets": False,
    "default_page_size": 50,
    "truncate_cells_html": 200,
    "facet_time_limit_ms": 1500,
    "sql_time_limit_ms": 3000,
    "cache_size_kb": 65536,
    "num_sql_threads": 4,
    "default_cache_ttl": 600,
    # the stock limit of 100 MB ends a stream in the middle of a cell, with status 200
    "max_csv_mb": 0,
}


def build_site(
    archive: Path,
    settings: SiteSettings | None = None,
    *,
    immutable: bool = False,
    inspect_data: dict[str, Any] | None = None,
) -> Any:
    """Return Datasette serving one archive file under its fixed name.

    A public site answers no arbitrary SQL and hides Datasette's own diagnosis pages; `immutable` is for snapshots only,
    since it would silently leave out what a live archive still has in its write-ahead log.
    """
    settings = settings or SiteSettings()
    load_tables()  # the first search has its time for the archive then
    site = Datasette(
        [],
        memory=False,
        metadata={**read_metadata(), "plugins": {"healtharchive": asdict(settings)}},
        inspect_data=inspect_data,
        plugins_dir=str(_WEB / "plugins"),
        template_dir=str(_WEB / "templates"),
        static_mounts=[("assets", str(_WEB / "static"))],
        settings={**SETTINGS, "default_allow_sql": not settings.public, "allow_download": immutable},
    )
    site.evidence = Evidence(archive, Path(settings.evidence) if settings.evidence else None)
    # an instance without files is given an in-memory database that readers have no use for
    site.remove_database("_memory")
    site.add_database(
        ArchiveDatabase(site, path=str(archive.resolve() if immutable else archive), is_mutable=not immutable),
        name=DATABASE,
    )
    return site


def close_site(site: Any) -> None:
    """Close a site's connections and threads; for those who build one without serving it for good."""
    site.executor.shutdown()
    for database in site.databases.values():
        database.close()
