import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from crawler.normalise.text.letters import LOWER, UPPER
from crawler.normalise.text.widths import narrow, visible


def test_narrows_what_parsers_stumble_over():
    assert narrow("１２／３：\u00a0（\u3000）–⽉") == "12/3: ( )-月"
    assert narrow("10²①½…") == "10²①½…"


def test_visible_text_knows_its_places():
    text = "a\u200bb\u0301c"
    folded, places = visible(text)
    assert folded == "ab\u0301c"
    assert [text[place] for place in places] == ["a", "b", "b", "c"]


def test_letters_are_told_by_case():
    assert "ế" in LOWER
    assert "Ế" in UPPER
    assert "đ" in LOWER
    assert "Ế" not in LOWER


@given(st.text(max_size=80))
def test_length_is_kept_and_once_is_enough(text):
    assert len(narrow(text)) == len(text)
    assert narrow(narrow(text)) == narrow(text)
    folded, places = visible(text)
    assert places is None or len(places) == len(folded)
    assert unicodedata.is_normalized("NFC", folded) or places is not None
