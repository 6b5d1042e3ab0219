"""A generated archive of any size, in Vietnamese and Chinese, for measuring how the published site scales.

    python -m benchmarks.large_archive archive.db --articles 1000000

Articles have about 2 KB of text made of invented sentences, in which some words stand in nearly every text and each
text has one word of its own.  Every article has a capture, a version and two view counts; one in fifty was edited, one
in a hundred vanished.  The rows are written straight into the tables, many times faster than crawling could; versions
of articles that were never edited carry no text, which halves the file and is read by no page that is measured.
"""

import random
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from crawler.archive import Archive
from crawler.archive.db.times import utc_text
from crawler.normalise.search.words import mark_words
from crawler.normalise.text.search_key import index_text

OFFICES = 40
_START = datetime(2010, 1, 1, tzinfo=UTC)
_BATCH = 10_000
_INDEX_MEMORY = 64 * 2**20
"""Bytes of new words that SQLite's full-text index gathers before it writes; the usual 1 MB costs many merges."""
Row = dict[str, object]
Sentence = tuple[str, str]
"""As written, and as indexed: the same few thousand are in all articles, and folding is half of the work."""
_VI_SUBJECTS = (
    "Sở Y tế",
    "Trung tâm Kiểm soát bệnh tật",
    "Bệnh viện Đa khoa",
    "Chi cục An toàn thực phẩm",
    "Trạm Y tế",
)
_VI_VERBS = (
    "tổ chức tập huấn",
    "kiểm tra",
    "giám sát",
    "triển khai kế hoạch",
    "hướng dẫn",
    "báo cáo kết quả",
    "rà soát",
)
_VI_THINGS = ("tiêm chủng mở rộng", "phòng chống sốt xuất huyết", "an toàn thực phẩm", "khám sức khoẻ", "điều dưỡng")
_VI_PLACES = ("phường Đông", "xã Tây", "huyện Nam", "thị xã Bắc", "thành phố Trung")
_ZH_SUBJECTS = ("市卫生健康委员会", "疾病预防控制中心", "人民医院", "县医疗保障局", "社区卫生服务中心")
_ZH_VERBS = ("组织开展", "检查", "印发", "部署", "通报", "推进", "总结")
_ZH_THINGS = ("疫苗接种工作", "登革热防控方案", "医改重点任务", "食品安全标准", "家庭医生签约服务")
_ZH_PLACES = ("东区", "西县", "南镇", "北市", "中街道")


def sentence(rng: random.Random, language: str) -> str:
    """Return one invented sentence."""
    number = rng.randrange(2, 900)
    if language == "vi":
        return (
            f"Trong tuần, {rng.choice(_VI_SUBJECTS)} {rng.choice(_VI_PLACES)} {rng.choice(_VI_VERBS)} "
            f"{rng.choice(_VI_THINGS)} cho {number} người dân tại {rng.choice(_VI_PLACES)}, bảo đảm đúng quy định."
        )
    return (
        f"本周，{rng.choice(_ZH_PLACES)}{rng.choice(_ZH_SUBJECTS)}{rng.choice(_ZH_VERBS)}{rng.choice(_ZH_THINGS)}，"
        f"共涉及{number}人，要求各单位认真落实。"
    )


def build(path: Path, articles: int, seed: int = 1) -> None:
    """Make the archive at `path`, which must not exist."""
    rng = random.Random(seed)
    pools = {language: _sentences(rng, language) for language in ("vi", "zh")}
    with Archive.open(path) as archive:
        connection = archive.connection
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA cache_size = -200000")
        connection.execute("INSERT INTO article_search (article_search, rank) VALUES ('hashsize', ?)", (_INDEX_MEMORY,))
        _offices(connection)
        with click.progressbar(length=articles, label="articles") as bar:
            for first in range(1, articles + 1, _BATCH):
                numbers = range(first, min(first + _BATCH, articles + 1))
                connection.execute("BEGIN")
                _insert(connection, [_article(rng, number, articles, pools) for number in numbers])
                connection.execute("COMMIT")
                bar.update(len(numbers))


def _sentences(rng: random.Random, language: str) -> list[Sentence]:
    written = [sentence(rng, language) for _ in range(3000)]
    return [(text, index_text(text)) for text in written]


def _offices(connection: sqlite3.Connection) -> None:
    for number in range(OFFICES):
        language = "vi" if number % 2 == 0 else "zh"
        site = f"{'vn' if language == 'vi' else 'cn'}_office_{number}"
        name = f"Sở Y tế số {number}" if language == "vi" else f"第{number}卫生健康委员会"
        connection.execute(
            "INSERT INTO sites (id, name, name_en, kind, country, province, language, home) VALUES (?,?,?,?,?,?,?,?)",
            (site, name, f"Office {number}", "health_department", site[:2].upper(), f"P{number % 10}", language, ""),
        )
        connection.execute("INSERT INTO sections (site, id, name) VALUES (?, 'news', 'News')", (site,))
        connection.execute(
            "INSERT INTO runs (id, site, started_at, finished_at, state) VALUES (?, ?, ?, ?, 'ok')",
            (number + 1, site, "2026-01-01T00:00:00Z", "2026-01-01T01:00:00Z"),
        )
        connection.executemany(
            "INSERT INTO coverage (site, day, attempts, successes) VALUES (?, ?, 50, ?)",
            [((site, utc_text(_START + timedelta(days=5400 + day))[:10], 50 - day % 3)) for day in range(365)],
        )


def _article(rng: random.Random, number: int, total: int, pools: dict[str, list[Sentence]]) -> tuple[Row, str]:
    """Return an article and its text as indexed."""
    office = rng.randrange(OFFICES)
    language = "vi" if office % 2 == 0 else "zh"
    chosen = rng.choices(pools[language], k=11 if language == "vi" else 16)
    own = f"Mã hồ sơ HS{number:07d}X."
    # articles are met roughly in the order in which they are published
    published = _START + timedelta(days=5800 * number / total, seconds=rng.randrange(86_400))
    day = published.date().isoformat()
    title = rng.choice(pools[language])[0].split(",")[-2 if language == "vi" else 0][:80].strip() + f" {number % 977}"
    numbered = number % 7 == 0
    edited, vanished = number % 50 == 0, number % 100 == 1
    seen = utc_text(published + timedelta(days=1))
    row: Row = {
        "id": number,
        "site": f"{'vn' if language == 'vi' else 'cn'}_office_{office}",
        "section": "news",
        "url": f"https://office{office}.example/{number}.html",
        "language": language,
        "title": title,
        "body_text": "\n".join([*(written for written, _ in chosen), own]),
        "published_at": day,
        "published_at_utc": utc_text(published),
        "published_precision": "day",
        "sort_date": day,
        "date_basis": "published",
        "document_number": (f"{number}/TB-SYT" if language == "vi" else f"卫发〔2022〕{number}号")
        if numbered
        else None,
        "issuer": f"Office {office}" if numbered else None,
        "issued_on": day if numbered else None,
        "views": rng.randrange(5000),
        "status": "gone" if vanished else "live",
        "status_since": seen,
        "first_seen": seen,
        "last_seen": utc_text(published + timedelta(days=400)),
        "version": 2 if edited else 1,
        "capture": number,
        "content_digest": str(number),
    }
    return row, "\n".join([*(folded for _, folded in chosen), index_text(own)])


def _insert(connection: sqlite3.Connection, made: list[tuple[Row, str]]) -> None:
    batch = [row for row, _ in made]
    names = list(batch[0])
    marks = ", ".join(f":{name}" for name in names)
    connection.executemany(f"INSERT INTO articles ({', '.join(names)}) VALUES ({marks})", batch)
    connection.executemany(
        "INSERT INTO captures (id, run, site, kind, url, requested_url, article, fetched_at, status, sha256, bytes, "
        "warc_file, warc_offset, warc_length) VALUES (:id, 1, :site, 'article', :url, :url, :id, :last_seen, 200, "
        "printf('%064x', :id), 2000, 'a.warc.gz', :id * 100, 100)",
        batch,
    )
    connection.executemany(
        "INSERT INTO versions (article, number, seen_at, capture, title, body_text, content_digest) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        list(_versions(batch)),
    )
    connection.executemany(
        "INSERT INTO view_counts (article, observed_at, views, method) VALUES (:id, :first_seen, :views, 'html')", batch
    )
    connection.executemany(
        "INSERT INTO view_counts (article, observed_at, views, method) VALUES (:id, :last_seen, :views + 9, 'html')",
        batch,
    )
    connection.executemany(
        "INSERT INTO article_search "
        "(rowid, title, body_text, document_number, attachment_text, title_marks, text_marks) "
        "VALUES (?, ?, ?, ?, '', ?, ?)",
        [
            (
                row["id"],
                index_text(str(row["title"])),
                indexed,
                _folded(row["document_number"]),
                mark_words(str(row["title"])),
                mark_words(str(row["body_text"])),
            )
            for row, indexed in made
        ],
    )


def _folded(text: object) -> str:
    return index_text(str(text)) if text else ""


def _versions(batch: list[Row]) -> Iterator[tuple[object, ...]]:
    for row in batch:
        edited = row["version"] == 2
        body = row["body_text"] if edited else None
        yield row["id"], 1, row["first_seen"], row["capture"], row["title"], body, "a"
        if edited:
            yield row["id"], 2, row["last_seen"], row["capture"], row["title"], f"{body}\nĐã sửa.", "b"


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--articles", default=100_000, show_default=True)
def main(path: Path, articles: int) -> None:
    """Generate an archive of that many articles."""
    build(path, articles)


if __name__ == "__main__":
    main()
