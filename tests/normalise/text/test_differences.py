"""One comparison of texts: what the archive keeps of an edit and what the site shows of it agree."""

import pytest

from crawler.archive.articles.changes import text_changes
from crawler.normalise.text.differences import compare_sentences, split_sentences
from crawler.web.figures.diff import compare


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Một câu. Câu hai! Câu ba?", ["Một câu.", "Câu hai!", "Câu ba?"]),
        ("第一句。第二句！第三句", ["第一句。", "第二句！", "第三句"]),
        ("Tăng 3.5 lần so với năm 2023", ["Tăng 3.5 lần so với năm 2023"]),
        ("dòng một\n\ndòng hai", ["dòng một", "dòng hai"]),
        ("", []),
        (None, []),
    ],
)
def test_text_is_split_into_sentences(text: str | None, expected: list[str]) -> None:
    assert [sentence.text for sentence in split_sentences(text)] == expected


EDITS = {
    "a numeral": ("Có 12 ca mắc. Hết.", "Có 15 ca mắc. Hết.", ["numeral"], ["removed", "added"]),
    "a sentence reworded": (
        "Trạm y tế xã tổ chức tiêm chủng cho trẻ em. Hết.",
        "Trạm y tế xã tổ chức tiêm chủng cho mọi trẻ em. Hết.",
        ["paragraph_edited"],
        ["removed", "added"],
    ),
    "a sentence for another one": (
        "Mở đầu. Cấm tụ tập đông người. Hết.",
        "Mở đầu. Bệnh viện nhận mẫu xét nghiệm tại nhà. Hết.",
        ["paragraph_edited"],
        ["removed", "added"],
    ),
    "a paragraph put in": ("Một.\nHai.", "Một.\nBa bốn năm.\nHai.", ["paragraph_added"], ["added"]),
    "a paragraph taken out": ("Một.\nBa bốn năm.\nHai.", "Một.\nHai.", ["paragraph_removed"], ["removed"]),
    "a sentence put in": ("Một. Hai.", "Một. Thêm vào đây. Hai.", ["paragraph_edited"], ["added"]),
    "a Chinese sentence for another one": (
        "开头。禁止聚集。结尾。",
        "开头。医院提供上门采样服务。结尾。",
        ["paragraph_edited"],
        ["removed", "added"],
    ),
    "nothing": ("Một. Hai.", "Một.  Hai.", [], []),
}


@pytest.mark.parametrize(("old", "new", "kept", "shown"), EDITS.values(), ids=EDITS)
def test_what_is_kept_is_what_is_shown(old: str, new: str, kept: list[str], shown: list[str]) -> None:
    assert [change.kind for change in text_changes("body_text", old, new)] == kept
    assert [change.kind for change in compare(old, new) if change.kind in {"removed", "added"}] == shown


def test_the_steps_of_a_block_are_in_reading_order() -> None:
    old = split_sentences("Xóa bỏ điều này.\nCó 12 ca mắc.\nBỏ nốt.")
    new = split_sentences("Có 15 ca mắc.\nMở thêm phòng khám mới.")
    (block,) = compare_sentences(old, new)
    steps = [(was and was.text, now and now.text) for was, now in block.steps]
    assert steps[:2] == [("Xóa bỏ điều này.", None), ("Có 12 ca mắc.", "Có 15 ca mắc.")]
    assert set(steps[2:]) == {("Bỏ nốt.", None), (None, "Mở thêm phòng khám mới.")}
