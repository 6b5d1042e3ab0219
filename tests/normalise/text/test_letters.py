"""Counting Han characters."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from crawler.normalise.text.letters import han_letters


@given(st.text())
@example("卫生健康委 Sở Y tế ㆍ㐀鿿ꀀ㏿\U00020000")
@example("\ud800卫")
def test_han_letters_are_those_that_the_pattern_finds(text: str) -> None:
    assert han_letters(text) == len(re.findall("[\u3400-\u9fff]", text))
