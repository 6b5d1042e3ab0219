"""How long the relations between papers take to derive at publish time, and the page of the number most named.

    python -m benchmarks.relations --articles 20000
    python -m benchmarks.relations --articles 1000000 --workers 2       # three million mentions; needs 6 GB in TMPDIR

Every article has about 2,000 characters of its own and names three papers.  Prints the seconds of the first derivation,
by the clock (with one worker also of the processor, whatever else is at work), of one in which nothing had changed, and
of one that takes the rows over from a snapshot; and the milliseconds of what the page of the most cited number asks,
warm, of a snapshot's tables.
"""

import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from benchmarks.machine import machine_line
from crawler.archive.archive import Archive
from crawler.archive.db.database import connect, transaction
from crawler.publish.relations.tables import fill_relations
from crawler.publish.relations.views import RELATION_PAGE_VIEWS

_VI = (
    "Đơn vị tiếp tục rà soát cơ sở vật chất, bố trí nhân lực trực và báo cáo kết quả thực hiện theo tuần {n}, "
    "bảo đảm cung ứng đủ thuốc, vật tư và sinh phẩm phục vụ công tác khám, điều trị cho người dân trên địa bàn. "
)
_ZH = "各单位要进一步压实责任，完善第{n}批应急物资储备，规范诊疗流程，加强人员培训和督导检查，确保群众就医安全有序。"
_CITED = 1_000
"""Papers that all others name, the first of them most."""


def _article(number: int) -> tuple[object, ...]:
    one, other = int(_CITED * (number % 997 / 997) ** 3), number % _CITED
    if number % 2:
        text = (
            f"Căn cứ Thông tư số {one + 1}/2019/TT-BYT ngày 05/3/2019 của Bộ Y tế;\n"
            f"Thực hiện Kế hoạch số {other + 1}/KH-SYT ngày 12/02/2024 của Sở Y tế, đơn vị thông báo:\n"
            + "".join(_VI.format(n=number + at) for at in range(8))
            + f"\nThông báo này thay thế Thông báo số {number % 90 + 1}/TB-TTYT ngày 03/01/2023."
        )
        return f"{number}/TB-TTYT", "vi", text
    text = (
        f"根据《关于加强医疗质量管理的通知》（国卫办医发〔2019〕{one + 1}号）和示卫发〔2021〕{other + 1}号要求，"
        "现通知如下：\n"
        + "".join(_ZH.format(n=number + at) for at in range(30))
        + f"\n示卫医〔2018〕{number % 90 + 1}号同时废止。"
    )
    return f"示卫办〔2024〕{number}号", "zh", text


def _rows(articles: int) -> Iterator[tuple[object, ...]]:
    for number in range(1, articles + 1):
        own, language, text = _article(number)
        day = f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}"
        yield (
            number,
            "office",
            f"https://office.example/{number}",
            language,
            f"Văn bản {number}",
            text,
            day,
            own,
            f"{number:x}",
        )


def _make(path: Path, articles: int) -> None:
    with Archive.open(path) as archive:
        connection = archive.connection
        connection.execute("INSERT INTO sites (id, name, country, province) VALUES ('office', 'Office', 'VN', 'An')")
        with transaction(connection):
            connection.executemany(
                "INSERT INTO articles (id, site, url, language, title, body_text, sort_date, document_number, "
                "content_digest, status, status_since, first_seen, last_seen, version) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'live', '2024-01-01', '2024-01-01', '2024-01-01', 1)",
                _rows(articles),
            )


def _seconds(work: Callable[[], object]) -> float:
    start = time.monotonic()
    work()
    return time.monotonic() - start


def _as_in_a_snapshot(connection: sqlite3.Connection) -> None:
    connection.execute(f"CREATE TABLE cited_papers AS {RELATION_PAGE_VIEWS['cited_papers']}")
    connection.execute("CREATE INDEX cited_papers_by_key ON cited_papers(number_key)")


def _page(connection: sqlite3.Connection) -> tuple[int, float]:
    """Return how many papers name the most cited number, and the median milliseconds of what its page asks."""
    key, papers = connection.execute(
        "SELECT number_key, papers FROM cited_papers ORDER BY papers DESC LIMIT 1"
    ).fetchone()
    asked = (
        "SELECT number, named_title FROM cited_papers WHERE number_key = ?",
        "SELECT r.type, r.sentence, r.said_on, a.title FROM relations AS r JOIN articles AS a ON a.id = r.article "
        "WHERE r.number_key = ? ORDER BY r.said_on DESC, r.id DESC LIMIT 51",
        "SELECT type, count(*) FROM relations WHERE number_key = ? GROUP BY type",
    )
    times = [_seconds(lambda: [connection.execute(sql, (key,)).fetchall() for sql in asked]) for _ in range(9)]
    return papers, statistics.median(times) * 1000


@click.command()
@click.option("--articles", default=20_000, show_default=True, help="Articles to make.")
@click.option("--workers", default=2, show_default=True, help="Processes that read.")
def main(articles: int, workers: int) -> None:
    """Make an archive, derive its relations three times, and print what it took."""
    print(machine_line())
    with tempfile.TemporaryDirectory() as folder:
        path, other = Path(folder) / "archive.db", Path(folder) / "other.db"
        _make(path, articles)
        _make(other, articles)
        connection = connect(path, read_only=False)
        used = time.process_time()
        first = _seconds(lambda: fill_relations(connection, workers=workers))
        used = time.process_time() - used
        named = connection.execute("SELECT count(*) FROM relations").fetchone()[0]
        again = _seconds(lambda: fill_relations(connection, workers=workers))
        _as_in_a_snapshot(connection)
        papers, page = _page(connection)
        connection.close()
        connection = connect(other, read_only=False)
        taken = _seconds(lambda: fill_relations(connection, before=path, workers=workers))
        connection.close()
    print(f"{articles:,} articles, {named:,} relations, {workers} processes")
    print(
        f"first {first:.1f} s ({used:.1f} s of processors) · nothing changed {again:.1f} s · taken over {taken:.1f} s"
    )
    print(f"number named by {papers:,} papers: {page:.1f} ms")


if __name__ == "__main__":
    main()
