"""The sample archive holds what its makers say."""

from pathlib import Path

from crawler.archive import Archive
from crawler.normalise.text.search_key import match_query


def _column(archive: Archive, sql: str, *values: object) -> list[object]:
    return [row[0] for row in archive.connection.execute(sql, values)]


def test_every_kind_of_row_is_there(sample_path: Path) -> None:
    with Archive.open(sample_path, read_only=True) as archive:
        counts = {
            table: _column(archive, f"SELECT count(*) FROM {table}")[0]
            for table in ("sites", "runs", "articles", "versions", "view_counts", "attachments", "coverage")
        }
        assert counts == {
            "sites": 3,
            "runs": 15,
            "articles": 30,
            "versions": 35,
            "view_counts": 37,
            "attachments": 10,
            "coverage": 15,
        }
        assert set(_column(archive, "SELECT DISTINCT status FROM articles")) == {
            "live",
            "gone",
            "soft_gone",
            "delisted",
            "blocked",
        }
        assert _column(archive, "PRAGMA foreign_key_check") == []


def test_search_finds_folded_words_and_shows_the_original(sample_path: Path) -> None:
    sql = """SELECT highlight(article_search, 0, '[', ']') FROM article_search
        WHERE article_search MATCH ? ORDER BY rank"""
    with Archive.open(sample_path, read_only=True) as archive:
        titles = [str(title).replace("\u200b", "") for title in _column(archive, sql, match_query("医改"))]
        assert titles == ["深化[医改]：家庭医生签约服务进社区"]
        assert _column(archive, sql, match_query("da mau")) == ["Vệ sinh môi trường sau mưa lũ ở [Đà] [Mẫu]"]
        assert _column(archive, sql, match_query("120/TB-SYT")) == ["Thông báo về việc tuyển dụng viên chức năm 2024"]
