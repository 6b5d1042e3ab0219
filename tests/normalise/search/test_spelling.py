"""Spellings: one letter off, i for y, and Chinese names that sound alike."""

import pytest

from crawler.normalise.search.chinese import sound_alike
from crawler.normalise.search.spelling import edits
from crawler.normalise.search.vietnamese import other_spellings


def test_what_is_too_long_for_a_word_has_no_edits() -> None:
    assert list(edits("x" * 40)) == []
    assert "ghe" in set(edits("ge"))


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("tỉ lệ", ["tỷ lệ"]),
        ("Kĩ sư", ["Kỹ sư"]),
        ("quý ba", ["quí ba"]),
        ("bác sỹ", ["bác sĩ"]),
        ("thuỷ", []),
        ("tai", []),
        ("kim", []),
        ("y tế", []),
    ],
)
def test_i_and_y_are_one_sound_after_some_letters(text: str, others: list[str]) -> None:
    assert other_spellings(text) == others


@pytest.mark.parametrize(("one", "other", "alike"), [("麻枕", "麻疹", True), ("麻衣", "麻疹", False)])
def test_names_that_sound_alike(one: str, other: str, alike: bool) -> None:
    assert sound_alike(one, other) is alike
