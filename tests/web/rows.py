"""Archives made straight from rows, for tests that need certain texts rather than a crawl."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from crawler.archive import Archive
from crawler.archive.articles import search_index

NOW = "2024-05-01T00:00:00Z"
OFFICE = "vn_thu_soyte"

_ARTICLE: Mapping[str, object] = {
    "site": OFFICE,
    "section": "tin",
    "language": "vi",
    "sort_date": "2024-05-01",
    "date_basis": "published",
    "status": "live",
    "status_since": NOW,
    "first_seen": NOW,
    "last_seen": NOW,
    "version": 1,
    "content_digest": "0",
}


def make_archive(path: Path, articles: Sequence[Mapping[str, object]]) -> Path:
    """Make an archive with one office and these articles: column values that differ from the usual ones."""
    with Archive.open(path) as archive:
        connection = archive.connection
        connection.execute(
            "INSERT INTO sites (id, name, name_en, country, province, language) VALUES (?, ?, ?, ?, ?, ?)",
            (OFFICE, "Sở Y tế tỉnh Thử", "Thu Department of Health", "VN", "Thử", "vi"),
        )
        connection.execute("INSERT INTO sections (site, id, name, url) VALUES (?, ?, ?, ?)", (OFFICE, "tin", "Tin", ""))
        for number, given in enumerate(articles, start=1):
            row = {**_ARTICLE, "id": number, "url": f"https://thu.example/{number}", **given}
            names = ", ".join(row)
            marks = ", ".join("?" * len(row))
            connection.execute(f"INSERT INTO articles ({names}) VALUES ({marks})", list(row.values()))
            connection.execute(
                "INSERT INTO versions (article, number, seen_at, title, body_text, content_digest) "
                "VALUES (?, 1, ?, ?, ?, '0')",
                (row["id"], NOW, row.get("title"), row.get("body_text")),
            )
            search_index.add(connection, int(str(row["id"])))
    return path
