from unicodedata import is_normalized, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalise.text.clean import clean_block_text, clean_line

LINES = {
    "runs of spaces": ("  Sở \t Y   tế\r\n", "Sở Y tế"),
    "no-break spaces": ("Số:\xa0\xa0\xa012/TB", "Số: 12/TB"),
    "ideographic spaces": ("\u3000\u3000各科室\u3000注意", "各科室 注意"),
    "zero width": ("y\u200bt\ufeffế \u2060dự\u200d phòng", "ytế dự phòng"),
    "soft hyphen": ("tiêm\u00ad chủng", "tiêm chủng"),
    "direction marks": ("\u202aHà Nội\u202c", "Hà Nội"),
    "controls": ("a\x00b\x07c", "abc"),
    "decomposed": (normalize("NFD", "Điều dưỡng"), "Điều dưỡng"),
    "a mark behind something invisible": ("e\u200b\u0301", "é"),
    "full-width signs stay": ("“医改”，（一）１２㎡", "“医改”，（一）１２㎡"),
    "oi among Vietnamese letters": ("PHƢỜNG Hƣớng", "PHƯỜNG Hướng"),
    "oi without evidence": ("Ƣ", "Ƣ"),
    "empty": ("", ""),
    "only invisible": ("\u200b\xa0\ufeff", ""),
}


@pytest.mark.parametrize(("text", "expected"), LINES.values(), ids=LINES)
def test_line(text: str, expected: str) -> None:
    assert clean_line(text) == expected


def test_oi_in_text_known_to_be_vietnamese() -> None:
    assert clean_line("TRƢNG", "vi") == "TRƯNG"
    assert clean_block_text("TRƢNG\ntrƣng", "vi") == "TRƯNG\ntrưng"


def test_block_keeps_lines_and_drops_empty_ones() -> None:
    assert clean_block_text(" Một \r\n\n\xa0\n\u2028Hai\u3000ba\x85Bốn ") == "Một\nHai ba\nBốn"


@given(st.text())
def test_line_is_total_idempotent_and_one_line(text: str) -> None:
    cleaned = clean_line(text)
    assert clean_line(cleaned) == cleaned
    assert is_normalized("NFC", cleaned)
    assert len(cleaned.splitlines()) <= 1
    assert len(cleaned) <= len(normalize("NFC", text))


@given(st.text(alphabet=st.one_of(st.sampled_from("aế \n\r\x85\u2028\u200b\xa0Ƣ"), st.characters())))
def test_block_is_idempotent_and_has_no_empty_line(text: str) -> None:
    cleaned = clean_block_text(text)
    assert clean_block_text(cleaned) == cleaned
    assert all(line == clean_line(line) != "" for line in cleaned.split("\n") if cleaned)
