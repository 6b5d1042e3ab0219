"""Pages, manifests and imports for the tests, in words of their own."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from crawler.archive import Archive
from crawler.cli import cli
from crawler.errors import HealthArchiveError

BODY = (
    "Trung tâm y tế huyện đã kiểm tra bếp ăn của mười hai trường học trong tuần qua.",
    "Đoàn lấy mẫu nước uống, nhắc nhở ba bếp ăn chưa che đậy thức ăn và hẹn quay lại sau hai tuần.",
    "Phụ huynh có thể hỏi kết quả tại phòng hành chính của trung tâm vào giờ làm việc.",
)


def page(
    title: str,
    *,
    body: Sequence[str] = BODY,
    date: str = "05/03/2024",
    views: int | None = None,
    extra: str = "",
) -> bytes:
    counter = f'<span class="views">Lượt xem: {views}</span>' if views is not None else ""
    paragraphs = "\n".join(f"<p>{line}</p>" for line in body)
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title></head><body>
<article><h1>{title}</h1><div class="meta"><span class="date">Ngày đăng: {date}</span> {counter}</div>
<div class="content">{paragraphs}</div>{extra}</article></body></html>""".encode()


def write_manifest(folder: Path, entries: Iterable[tuple[Mapping[str, Any], bytes]]) -> Path:
    """Write each page into *folder* and the manifest that names them."""
    lines = []
    for number, (entry, content) in enumerate(entries):
        name = f"page-{number}.html"
        (folder / name).write_bytes(content)
        lines.append(json.dumps({"file": name, **entry}, ensure_ascii=False))
    manifest = folder / "manifest.jsonl"
    manifest.write_text("\n".join(lines), "utf-8")
    return manifest


def run_import(archive: Path, *arguments: str | Path, stdin: bytes = b"") -> Result:
    """Run ``healtharchive import``; a known failure becomes the result's exception."""
    return CliRunner().invoke(cli, ["import", *map(str, arguments), "--archive", str(archive)], input=stdin)


def failure(result: Result) -> str:
    """Return the one sentence with which a command failed."""
    assert isinstance(result.exception, HealthArchiveError), result.output
    return str(result.exception)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def rows(path: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    with Archive.open(path, read_only=True) as archive:
        return [tuple(row) for row in archive.connection.execute(sql, values).fetchall()]


TOLD = {
    "articles": "SELECT url, title, body_text, published_at, views, status, status_since, first_seen, last_seen, "
    "version, changed_at, content_digest FROM articles ORDER BY url",
    "versions": "SELECT articles.url, number, versions.seen_at, versions.title, change_summary, versions.attachments "
    "FROM versions JOIN articles ON articles.id = versions.article ORDER BY 1, 2",
    "statuses": "SELECT articles.url, history.status, since, until FROM status_history AS history "
    "JOIN articles ON articles.id = history.article ORDER BY 1, 3, 2",
    "views": "SELECT articles.url, observed_at, view_counts.views, method FROM view_counts "
    "JOIN articles ON articles.id = view_counts.article ORDER BY 1, 2, 4",
    "pictures": "SELECT DISTINCT captures.url, captures.status, articles.url FROM captures "
    "JOIN articles ON articles.id = captures.article WHERE captures.kind = 'picture' ORDER BY 1, 3",
    "files": "SELECT articles.url, attachments.url, sha256, attachments.status FROM attachments "
    "JOIN articles ON articles.id = attachments.article ORDER BY 1, 2",
}


def told(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return all that an archive tells of its articles, whatever their numbers are."""
    return {name: rows(path, sql) for name, sql in TOLD.items()}
