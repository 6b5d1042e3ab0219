import json
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalise.text.tones import place_tones
from tests.shared import SHARED, needs_shared

CASES = {
    "second vowel of oa": ("Hoà Bình", "Hòa Bình"),
    "second vowel of oe": ("khoẻ mạnh", "khỏe mạnh"),
    "second vowel of uy": ("Uỷ ban xã", "Ủy ban xã"),
    "capitals": ("KHÁNH HOÀ", "KHÁNH HÒA"),
    "in place already": ("hòa, thủy, khỏe", "hòa, thủy, khỏe"),
    "closed rhyme": ("hoàn toàn, xoài, huỳnh", "hoàn toàn, xoài, huỳnh"),
    "after q": ("quý, quỳ, quả", "quý, quỳ, quả"),
    "misplaced after q": ("Qúy III", "Quý III"),
    "longest onset": ("nghoè, (nghoè)", "nghòe, (nghòe)"),
    "no Vietnamese onset": ("jhoà, thngoè, wuý", "jhoà, thngoè, wuý"),
    "no onset": ("oà lên", "òa lên"),
    "decomposed": (normalize("NFD", "thuỷ sản"), "thủy sản"),
    "foreign words": ("señor, país, café, Zoë", "señor, país, café, Zoë"),
    "before a digit or underscore": ("hoà2 hoà_bình", "hòa2 hòa_bình"),
    "plain": ("hoa", "hoa"),
    "empty": ("", ""),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_tone_is_placed(text: str, expected: str) -> None:
    assert place_tones(text) == expected


@given(st.text(alphabet=st.one_of(st.sampled_from("hoàáeẻuỷyqúgt ơ\u0301\u0309-1"), st.characters())))
def test_total_idempotent_and_no_longer(text: str) -> None:
    once = place_tones(text)
    assert place_tones(once) == once
    assert len(once) == len(normalize("NFC", text))


@needs_shared
def test_reference_cases() -> None:
    cases = json.loads((SHARED / "reference/cases/tones.json").read_text(encoding="utf-8"))["cases"]
    wrong = [case["input"] for case in cases if place_tones(case["input"]) != case["expected"]]
    assert wrong == []
