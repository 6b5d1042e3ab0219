"""What moves by itself in a page is told from what the office edited."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from crawler.archive.articles.changes import text_changes
from crawler.archive.articles.moving import headings_of, moving_words, names_of_others
from tests.web.rows import OFFICE, make_archive

OWN = ("Trạm y tế xã tiêm 312 liều vắc xin.", "Người dân mang theo sổ tiêm chủng.", "Mọi thắc mắc gọi đường dây nóng.")


def page(*lines: str) -> str:
    return "\n".join(lines)


def edits(
    before: str, now: str, again: str | None, *, come: tuple[str, ...] = (), gone: tuple[str, ...] = ()
) -> list[str]:
    moving = moving_words(before, now, [again] if again is not None else [], come=come, gone=gone)
    return [change.kind for change in text_changes("body_text", before, now, moving)]


NUMERAL = OWN[0].replace("312", "321")
REWORDED = "Người dân mang theo căn cước công dân."

MOVING: dict[str, tuple[str, str, str]] = {
    "a counter": ("Đã có 17 người cùng xem", "Đã có 19 người cùng xem", "Đã có 20 người cùng xem"),
    "a saying": ("Có sức khỏe là có tất cả.", "Rửa tay thường xuyên bằng xà phòng.", "Ăn chín, uống sôi mỗi ngày."),
    "a link": ("Trạm khác khai trương phòng khám", "Hội thảo về dinh dưỡng học đường", "Cấp phát màn cho vùng sâu"),
    "something that was not there": ("", "Khảo sát: bạn hài lòng chứ?", "Mời bạn tải ứng dụng của sở"),
    "something that is gone in one of two": ("Khảo sát: bạn hài lòng chứ?", "", "Mời bạn tải ứng dụng của sở"),
}


@pytest.mark.parametrize(("old", "new", "again"), MOVING.values(), ids=MOVING)
@pytest.mark.parametrize("at_head", [True, False])
def test_what_a_second_fetch_shows_otherwise_is_no_edit(old: str, new: str, again: str, at_head: bool) -> None:
    before, now, second = (page(*((line, *OWN) if at_head else (*OWN, line))) for line in (old, new, again))
    assert edits(before, now, second) == []


@pytest.mark.parametrize(("old", "new", "again"), MOVING.values(), ids=MOVING)
@pytest.mark.parametrize(
    ("lines", "kinds"),
    [
        pytest.param((NUMERAL, *OWN[1:]), ["numeral"], id="a numeral"),
        pytest.param((OWN[0], REWORDED, OWN[2]), ["paragraph_edited"], id="a sentence"),
        pytest.param(
            (*OWN, "Thông báo này thay cho thông báo tuần trước."), ["paragraph_added"], id="a paragraph added"
        ),
        pytest.param((OWN[1], OWN[2]), ["paragraph_removed"], id="a paragraph removed"),
    ],
)
def test_an_edit_beside_it_is_one(old: str, new: str, again: str, lines: tuple[str, ...], kinds: list[str]) -> None:
    before, now, second = page(*OWN, old), page(*lines, new), page(*lines, again)
    assert edits(before, now, second) == kinds


@pytest.mark.parametrize(
    ("come", "gone"), [(("Còn 58 ngày nữa là đến Tết",), ()), ((), ("Còn 60 ngày nữa là đến Tết",))]
)
def test_what_changes_in_several_articles_at_once_is_the_sites(come: tuple[str, ...], gone: tuple[str, ...]) -> None:
    before = page(*OWN, "Còn 60 ngày nữa là đến Tết")
    now = page(*OWN, *(("Còn 58 ngày nữa là đến Tết",) if come else ()))
    assert edits(before, now, now, come=come, gone=gone) == []
    assert edits(before, now, now) != []


def test_a_page_that_is_seen_once_only_is_believed() -> None:
    assert edits(page(*OWN), page(NUMERAL, *OWN[1:]), None) == ["numeral"]


OTHER = "Sở Y tế triển khai kế hoạch tiêm chủng năm 2027 tại các trạm y tế xã."


@pytest.mark.parametrize(
    ("line", "is_named"),
    [
        pytest.param(f"{OTHER[:40]}…", True, id="a teaser"),
        pytest.param(f"{OTHER[:40]}...", True, id="a teaser with three dots"),
        pytest.param(OTHER, False, id="a whole sentence that both have"),
        pytest.param("Kế hoạch tiêm chủng năm 2027", True, id="the headline"),
        pytest.param("Rửa tay bằng xà phòng mỗi ngày…", False, id="a line of its own"),
    ],
)
def test_a_line_that_only_names_another_article_is_told(tmp_path: Path, line: str, is_named: bool) -> None:
    other = {"title": "Kế hoạch tiêm chủng năm 2027", "body_text": OTHER}
    with closing(sqlite3.connect(make_archive(tmp_path / "archive.db", [other]))) as connection:
        found = names_of_others(connection, OFFICE, "Thông báo khác", [line])
    assert found == ({line} if is_named else set())


NAMES = ("Phun hóa chất diệt muỗi tại ba xã", "Khám mắt cho học sinh đầu cấp")
HEADINGS = {
    "above the names of others": ((*OWN, "Đọc thêm", *NAMES), ["Đọc thêm"]),
    "above one name, then something else": ((*OWN, "Đọc thêm", NAMES[0], "Điện thoại trực: 02033"), []),
    "the last sentence of the text": ((*OWN, *NAMES), []),
    "a line too long for a heading": ((*OWN, "Các trạm y tế xã còn tổ chức thêm những buổi sau đây", *NAMES), []),
    "above nothing": ((*OWN, "Đọc thêm"), []),
}


@pytest.mark.parametrize(("lines", "found"), HEADINGS.values(), ids=HEADINGS)
def test_the_heading_above_names_of_other_articles_is_theirs(lines: tuple[str, ...], found: list[str]) -> None:
    assert headings_of(page(*lines), NAMES) == set(found)
