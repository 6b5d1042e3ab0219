"""Paragraphs, excerpts, differences and charts."""

import json
import re
from datetime import date

import pytest

from crawler.web.figures.changes import change_words
from crawler.web.figures.charts import Day, Point, bar_chart, calendar, line_chart
from crawler.web.figures.diff import MAX_SENTENCES, compare
from crawler.web.text import MARK_END, MARK_START, TextBlock, blocks, content_language, excerpt, file_kind


def test_rows_of_cells_become_one_table() -> None:
    found = blocks("Kế hoạch\nTuần | Số ca\n1 | 12\n2 | 9\nHết")
    assert found == [
        TextBlock("Kế hoạch"),
        TextBlock(rows=(("Tuần", "Số ca"), ("1", "12"), ("2", "9"))),
        TextBlock("Hết"),
    ]


def test_a_lone_bar_is_text() -> None:
    assert blocks("A | B") == [TextBlock("A | B")]
    assert blocks(None) == []


def test_an_excerpt_is_escaped_and_marked() -> None:
    marked = f"<b>{MARK_START}医{MARK_END}\u200b{MARK_START}改{MARK_END}</b> {MARK_START}a&b{MARK_END}"
    assert excerpt(marked) == "&lt;b&gt;<mark>医改</mark>&lt;/b&gt; <mark>a&amp;b</mark>"


def test_neighbouring_syllables_are_one_mark() -> None:
    assert excerpt(f"{MARK_START}điều{MARK_END} {MARK_START}dưỡng{MARK_END} viên") == "<mark>điều dưỡng</mark> viên"


def test_a_changed_number_is_the_only_thing_marked() -> None:
    changes = compare("Có 12 ca mắc.\nKhông có tử vong.", "Có 15 ca mắc.\nKhông có tử vong.")
    removed, added, same = changes
    assert [piece.text for piece in removed.pieces if piece.kind == "removed"] == ["12"]
    assert [piece.text for piece in added.pieces if piece.kind == "added"] == ["15"]
    assert same.kind == "same"


def test_far_unchanged_sentences_are_folded() -> None:
    lines = [f"Câu số {number} giữ nguyên." for number in range(30)]
    changes = compare("\n".join(lines), "\n".join([*lines, "Câu mới."]))
    assert [change.kind for change in changes] == ["folded", "same", "same", "added"]
    assert len(changes[0].folded) == 28


def test_sentences_with_little_in_common_are_not_interleaved() -> None:
    kinds = [
        [piece.kind for piece in change.pieces] for change in compare("第一条规定甲。", "全部删去重写的内容在此。")
    ]
    assert kinds == [["removed"], ["added"]]


def test_the_same_text_has_no_difference() -> None:
    assert compare("a b. c", "a b. c") == []
    assert compare(None, None) == []


def test_a_difference_keeps_both_texts() -> None:
    old = "\n".join(f"Dòng {number}." for number in range(MAX_SENTENCES))
    new = old.replace("Dòng 7.", "Dòng bảy.")
    changes = compare(old, new)
    shown_old = [
        line
        for change in changes
        for line in (change.folded or ["".join(piece.text for piece in change.pieces)])
        if change.kind != "added"
    ]
    assert shown_old == old.split("\n")


def test_a_counter_that_began_anew_breaks_the_line() -> None:
    days = [(1, 50, False), (2, 70, False), (3, 4, True), (4, 9, False)]
    points = [Point(f"2024-01-0{day}T00:00:00Z", value, restarts) for day, value, restarts in days]
    drawn = line_chart(points, title="t", first_label="", last_label="", restart_label="<anew>")
    lines = re.findall(r'<polyline points="([^"]*)"', drawn)
    assert [len(line.split()) for line in lines] == [2, 2]
    assert "<title>&lt;anew&gt;: 2024-01-03</title>" in drawn
    assert drawn.count('class="restart"') == 1


def test_a_chart_needs_two_points_and_escapes_its_title() -> None:
    one = Point("2024-01-01T00:00:00Z", 5)
    assert line_chart([one], title="x", first_label="", last_label="", restart_label="") == ""
    drawn = line_chart(
        [one, Point("2024-01-03T00:00:00Z", 9)], title="<&", first_label="a", last_label="b", restart_label="r"
    )
    assert "<title>&lt;&amp;</title>" in drawn
    assert drawn.count("<circle") == 2


def test_a_count_that_never_changed_is_drawn_in_the_middle_beside_its_number() -> None:
    points = [Point(f"2024-01-0{day}T00:00:00Z", 120) for day in (1, 2, 3)]
    drawn = line_chart(points, title="t", first_label="", last_label="", restart_label="")
    [line] = re.findall(r'<polyline points="([^"]*)"', drawn)
    [axis] = re.findall(r'class="axis"[^>]* y1="(\d+)"', drawn)
    [label] = re.findall(r'y="(\d+)" text-anchor="end">120<', drawn)
    heights = {float(place.split(",")[1]) for place in line.split()}
    assert heights == {int(axis) / 2}
    assert abs(int(label) - int(axis) / 2) < 10


def test_bars_and_days_tell_their_numbers() -> None:
    assert "<title>3/2024: 7</title>" in bar_chart([("3/2024", 7)], title="t")
    assert bar_chart([], title="t") == ""
    drawn = calendar([Day("2024-03-05", 10, 4)], last_day=date(2024, 3, 6), title="t", weeks=2)
    assert "<title>2024-03-05: 4/10</title>" in drawn
    assert drawn.count("<rect") == 10


@pytest.mark.parametrize(
    ("attempts", "successes", "state"), [(0, 0, "none"), (5, 0, "failed"), (10, 5, "partial"), (10, 10, "full")]
)
def test_a_day_is_shaded_by_what_answered(attempts: int, successes: int, state: str) -> None:
    assert Day("2024-01-01", attempts, successes).state == state


def test_chinese_content_says_which_script() -> None:
    assert [content_language("zh"), content_language("zh", raw=True), content_language("vi")] == [
        "zh-Hans",
        "zh-Hant",
        "vi",
    ]


@pytest.mark.parametrize(
    ("media_type", "said"),
    [("application/pdf", "PDF"), ("application/vnd.ms-excel", "Excel"), ("image/jpeg", "image/jpeg"), (None, "")],
)
def test_files_are_called_what_people_call_them(media_type: str | None, said: str) -> None:
    assert file_kind(media_type) == said


FILE_EDITS = [
    {"kind": "paragraph_added", "field": "attachment_text", "before": None, "after": "Thêm một câu."},
    {"kind": "paragraph_edited", "field": "attachment_text", "before": "Câu cũ.", "after": "Câu mới."},
    {"kind": "numeral", "field": "attachment_text", "before": "12", "after": "21"},
    {"kind": "attachment_replaced", "field": "attachments", "before": "bang.xlsx", "after": "bang.xlsx"},
]


@pytest.mark.parametrize(
    ("language", "of_text", "of_file"),
    [
        ("en", "paragraphs added: ", "paragraphs added in an attachment: "),
        ("vi", "số đoạn thêm: ", "số đoạn thêm trong tệp đính kèm: "),
        ("zh", "新增段落：", "附件新增段落："),
    ],
)
def test_an_edit_of_a_file_is_not_told_as_one_of_the_text(language: str, of_text: str, of_file: str) -> None:
    told = re.split("[;；] ?", change_words(language, json.dumps(FILE_EDITS), None))
    assert f"{of_file}1" in told
    assert not any(part.startswith(of_text) for part in told)
    own = {"kind": "paragraph_added", "field": "body_text", "before": None, "after": "Câu của bài."}
    both = re.split("[;；] ?", change_words(language, json.dumps([*FILE_EDITS, own, own]), None))
    assert {f"{of_text}2", f"{of_file}1"} <= {*both}


def test_numbers_in_a_file_are_told_as_such() -> None:
    told = change_words("en", json.dumps(FILE_EDITS), None).split("; ")
    assert "numbers in an attachment: 12 → 21" in told
    assert not any(part.startswith("numbers in the text") for part in told)
