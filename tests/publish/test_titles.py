"""Which article a title without a number is: the only one of that title, and none where several could be meant."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from crawler.archive import Archive
from crawler.archive.db.database import connect, transaction
from crawler.publish.relations.tables import fill_relations
from crawler.publish.relations.titles import names_of, title_key


@pytest.mark.parametrize(
    ("title", "language", "name"),
    [
        ("关于印发《青石市急救办法》的通知", "zh", "青石市急救办法"),
        ("青石市卫生健康委员会关于印发《青石市急救办法（试行）》的通知", "zh", "青石市急救办法（试行）"),
        ("青石市卫生健康委员会关于做好防暑降温工作的通知", "zh", "关于做好防暑降温工作的通知"),
        ("V/v tăng cường giám sát bệnh sởi trong trường học", "vi", "tăng cường giám sát bệnh sởi trong trường học"),
        ("Quyết định số 4/QĐ-SYT của Sở Y tế ban hành Quy chế tiếp công dân", "vi", "ban hành Quy chế tiếp công dân"),
    ],
)
def test_a_headline_has_names(title: str, language: str, name: str) -> None:
    assert title_key(name) in {title_key(one) for one in names_of(title, language)}


def test_what_is_forwarded_is_not_the_paper_of_the_headline() -> None:
    names = {title_key(one) for one in names_of("关于转发《青石市急救办法》的通知", "zh")}
    assert title_key("青石市急救办法") not in names


def test_signs_and_the_country_make_no_difference() -> None:
    assert title_key("中华人民共和国传染病防治法") == title_key("传染病防治法")
    assert title_key("青石市急救办法（试行）") == title_key("青石市急救办法 (试行)")
    assert title_key("青石市急救办法") != title_key("青石市急救办法（试行）")


ARTICLES = (
    ("关于印发《青石市急救办法》的通知", "2023-03-01", "现将办法印发给你们。"),
    ("关于做好防暑工作的通知", "2023-06-01", "请认真做好。"),
    ("关于做好防暑工作的通知", "2024-06-01", "请抓好落实。"),
    ("青石市疫苗管理细则", "2024-08-01", "本细则自发布之日起施行。"),
    ("关于加强急救站建设的意见", "2024-09-01", "依据《青石市急救办法》，提出意见。"),
    ("关于夏季值班的通知", "2024-09-02", "按照《关于做好防暑工作的通知》要求安排。"),
    ("疫苗管理工作会召开", "2024-07-01", "会议学习《青石市疫苗管理细则》。"),
    ("关于疫苗运输的通知", "2024-10-01", "根据《青石市疫苗管理细则》第三条办理。"),
)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    path = tmp_path / "archive.db"
    with Archive.open(path) as archive, transaction(archive.connection):
        archive.connection.execute("INSERT INTO sites (id, name, country) VALUES ('wjw', '青石市卫健委', 'CN')")
        archive.connection.executemany(
            "INSERT INTO articles (site, language, url, title, sort_date, body_text, content_digest, status, "
            "status_since, first_seen, last_seen, version) VALUES ('wjw', 'zh', 'https://wjw.example/' || ?, ?, ?, ?, "
            "'x', 'live', '2024-01-01', '2024-01-01', '2024-01-01', 1)",
            [(number, *article) for number, article in enumerate(ARTICLES, 1)],
        )
    with closing(connect(path, read_only=False)) as opened:
        yield opened


def joined(connection: sqlite3.Connection) -> dict[int, int | None]:
    fill_relations(connection)
    rows = connection.execute("SELECT article, target FROM relations WHERE number_key IS NULL")
    return {row[0]: row[1] for row in rows}


def test_a_title_joins_the_only_article_of_that_title(connection: sqlite3.Connection) -> None:
    assert joined(connection) == {
        5: 1,  # named in the headline of what issues it
        6: None,  # two notices have that title
        7: None,  # an earlier edition may be meant
        8: 4,
    }


def test_a_title_that_is_no_longer_the_only_one_is_let_go(connection: sqlite3.Connection) -> None:
    joined(connection)
    connection.execute("UPDATE articles SET title = '青石市疫苗管理细则' WHERE id = 2")
    assert joined(connection)[8] is None


def test_the_same_text_at_two_offices_is_one_paper(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE articles SET title = '青石市疫苗管理细则' WHERE id = 2")
    connection.execute("INSERT INTO same_text (article, group_id) VALUES (2, 2), (4, 2)")
    assert joined(connection)[8] == 2
