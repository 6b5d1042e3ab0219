import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalise.numbers.chinese import parse_chinese_number
from tests.shared import SHARED, needs_shared

CASES = {
    "digits": ("2022", 2022),
    "thousands": ("1,234", 1234),
    "decimal with 万": ("3.4万", 34_000),
    "spoken decimal": ("三点五亿", 350_000_000),
    "w for 万": ("10w", 100_000),
    "k for thousand": ("1.5K", 1500),
    "千万": ("5千万", 50_000_000),
    "plus sign": ("12万+", 120_000),
    "full-width": ("１２３", 123),
    "digit by digit": ("二〇二六", 2026),
    "composed": ("四千零五十六", 4056),
    "ten": ("十", 10),
    "eleven": ("十一", 11),
    "hundred alone": ("百", 100),
    "zero inside": ("三百零五", 305),
    "next lower unit": ("两万五", 25_000),
    "next lower unit of a hundred": ("三百五", 350),
    "large": ("一亿零三百万", 103_000_000),
    "formal": ("壹仟贰佰", 1200),
    "traditional": ("兩萬", 20_000),
    "twenty-three": ("廿三", 23),
    "thirty": ("卅", 30),
    "two digits without a unit between": ("一二百", None),
    "nothing": ("", None),
    "a word": ("元", None),
    "running text": ("三番五次", None),
    "very long": ("一" * 50, None),
}


@pytest.mark.parametrize("name", CASES)
def test_reads(name):
    text, expected = CASES[name]
    assert parse_chinese_number(text) == expected


@given(st.one_of(st.text(max_size=60), st.text(alphabet="零一二三十百千万亿点廿0123456789.w ", max_size=20)))
def test_total(text):
    number = parse_chinese_number(text)
    assert number is None or number >= 0


@given(st.integers(min_value=0, max_value=10**12))
def test_reads_every_plain_number(number):
    assert parse_chinese_number(str(number)) == number


@needs_shared
def test_reference_cases():
    cases = json.loads((SHARED / "reference/cases/chinese_numbers.json").read_text("utf-8"))["cases"]
    assert [c["input"] for c in cases if parse_chinese_number(c["input"]) != c["expected"]] == []
