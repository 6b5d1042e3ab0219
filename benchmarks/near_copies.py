"""How well and how fast copies of a text with small changes are found, beside MinHash LSH of datasketch.

    python -m benchmarks.near_copies --families 2000

A family is a notice and what other offices made of it: the same under another heading and date, one sentence changed,
a tenth, a fifth, two fifths of the sentences changed, and next week's report with other figures throughout.  What is a
copy is told by all six-word shingles of both texts: a share of at least 0.8 in common.  Pairs whose share is within
0.05 of it are counted apart.  Prints recall, precision and the seconds of one core of both ways.
"""

import itertools
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import click
from datasketch import MinHash, MinHashLSH

from benchmarks.machine import machine_line
from crawler.archive.archive import Archive
from crawler.archive.articles import same_text
from crawler.archive.db.database import transaction

_VI = (
    "đơn vị rà soát tổ chức giám sát báo cáo bệnh nhân điều trị thuốc vật tư xét nghiệm tiêm chủng phòng chống dịch "
    "trung tâm y tế huyện xã phường trường học hộ gia đình kế hoạch kiểm tra tập huấn truyền thông nguồn nước"
)
_ZH = "各单位要加强疫情监测报告落实责任完善预案开展培训督导检查做好物资储备人员排班门诊接种宣传教育学校社区医院药品"
_EDGE = 0.05
_Family = list[str]
_Pair = tuple[int, int]


def _sentence(random_: random.Random, language: str) -> str:
    if language == "vi":
        return (
            " ".join(random_.choices(_VI.split(), k=random_.randint(12, 28))).capitalize()
            + f" {random_.randint(2, 99)}%. "
        )
    return "".join(random_.choices(_ZH, k=random_.randint(20, 45))) + f"{random_.randint(2, 99)}例。"


def _family(random_: random.Random, number: int) -> _Family:
    language = "vi" if number % 2 else "zh"
    sentences = [_sentence(random_, language) for _ in range(random_.randint(12, 40))]

    def changed(share: float) -> list[str]:
        at = set(random_.sample(range(len(sentences)), max(1, round(share * len(sentences)))))
        return [_sentence(random_, language) if n in at else one for n, one in enumerate(sentences)]

    heading = f"Thông báo số {number} ngày {number % 28 + 1}\n" if language == "vi" else f"通知第{number}号\n"
    other = heading.replace(str(number), str(number + 7))
    report = [one.replace(one[len(one) // 3 : len(one) // 3 + 4], f" {random_.random():.3f} ") for one in sentences]
    return [
        heading + "".join(sentences),
        other + "".join(sentences),
        "".join(changed(0)),
        *("".join(changed(share)) for share in (0.1, 0.2, 0.4)),
        heading + "".join(report),
    ]


def _words(text: str) -> list[str]:
    return same_text.WORDS.findall(same_text.search_key(text))


def _all_shingles(text: str) -> frozenset[str]:
    words = _words(text)
    return frozenset(" ".join(words[at : at + same_text.WIDTH]) for at in range(len(words) - same_text.WIDTH + 1))


def _truth(texts: list[str], families: list[range]) -> tuple[set[_Pair], set[_Pair]]:
    """Return the pairs that are copies, and those too near to the threshold to blame anybody for."""
    copies, edge = set(), set()
    for family in families:
        sets = {at: _all_shingles(texts[at]) for at in family}
        for pair in itertools.combinations(family, 2):
            one, other = (sets[at] for at in pair)
            share = len(one & other) / len(one | other)
            if abs(share - same_text.ALIKE) < _EDGE:
                edge.add(pair)
            elif share > same_text.ALIKE:
                copies.add(pair)
    return copies, edge


def _archived(folder: Path, texts: list[str]) -> sqlite3.Connection:
    archive = Archive.open(folder / "archive.db")
    connection = archive.connection
    connection.execute("INSERT INTO sites (id, name, country, province) VALUES ('office', 'Office', 'VN', 'An')")
    rows = [(at + 1, f"https://office.example/{at}", text, f"{at:x}") for at, text in enumerate(texts)]
    with transaction(connection):
        connection.executemany(
            "INSERT INTO articles (id, site, url, language, title, body_text, content_digest, status, status_since, "
            "first_seen, last_seen, version) VALUES (?, 'office', ?, 'vi', 'Tin', ?, ?, 'live', '2024-01-01', "
            "'2024-01-01', '2024-01-01', 1)",
            rows,
        )
    return connection


def _ours(connection: sqlite3.Connection, texts: list[str]) -> Iterator[_Pair]:
    with transaction(connection):
        for at, text in enumerate(texts):
            same_text.link(connection, at + 1, text)
    groups: dict[int, list[int]] = {}
    for article, group in connection.execute("SELECT article, group_id FROM same_text ORDER BY article"):
        groups.setdefault(group, []).append(article - 1)
    for members in groups.values():
        yield from itertools.combinations(members, 2)


def _theirs(texts: list[str]) -> Iterator[_Pair]:
    index = MinHashLSH(threshold=same_text.ALIKE, num_perm=128)
    for at, text in enumerate(texts):
        sketch = MinHash(num_perm=128)
        sketch.update_batch([shingle.encode() for shingle in _all_shingles(text)])
        for other in index.query(sketch):
            yield int(other), at
        index.insert(at, sketch)


def _measure(name: str, find: Callable[[], Iterator[_Pair]], copies: set[_Pair], edge: set[_Pair]) -> None:
    start = time.process_time()
    found = set(find())
    used = time.process_time() - start
    wrong = found - copies - edge
    right = found & copies
    print(
        f"{name:<24} recall {len(right) / len(copies):.4f} · precision {len(right) / (len(right) + len(wrong)):.4f} "
        f"({len(wrong):,} wrong) · {used:.1f} s of one core"
    )


@click.command()
@click.option("--families", default=2_000, show_default=True, help="Notices, each with six copies or near-copies.")
def main(families: int) -> None:
    """Make families of texts, find the copies both ways, and print how well and how fast."""
    random_ = random.Random(7)
    made = [_family(random_, number) for number in range(families)]
    texts = [text for family in made for text in family]
    starts = itertools.accumulate((len(family) for family in made), initial=0)
    spans = [range(start, start + len(family)) for start, family in zip(starts, made, strict=False)]
    copies, edge = _truth(texts, spans)
    print(machine_line())
    print(f"{len(texts):,} texts, {len(copies):,} pairs of copies, {len(edge):,} pairs near the threshold left out")
    with tempfile.TemporaryDirectory() as folder:
        connection = _archived(Path(folder), texts)
        _measure("shingles of the archive", lambda: _ours(connection, texts), copies, edge)
        connection.close()
    _measure("datasketch MinHash LSH", lambda: _theirs(texts), copies, edge)


if __name__ == "__main__":
    main()
