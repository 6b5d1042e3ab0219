"""What is typed, parsed: operators, fields, quotes of every kind; whatever it is, it is a question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalise.search.concepts import concepts
from crawler.normalise.search.identifiers import addresses_of, digest_of, number_keys
from crawler.normalise.search.periods import find_periods
from crawler.normalise.search.question import All, Any, Leaf, parse
from crawler.normalise.search.words import contains_exactly, folded_words, mark_words, marked_words

CASES = {
    "words": ("tiêm chủng trẻ", All((Leaf("tiêm chủng trẻ"),))),
    "quotes": ('"a b" c', All((Leaf("a b", phrase=True), Leaf("c")))),
    "corner brackets": ("「兒童」", All((Leaf("兒童", phrase=True),))),
    "quotes left open": ("“mắt hột", All((Leaf("mắt hột", phrase=True),))),
    "exclusion": ("mắt -hột", All((Leaf("mắt"),), (Leaf("hột"),))),
    "exclusion of a phrase": ('mắt -"a b"', All((Leaf("mắt"),), (Leaf("a b", phrase=True),))),
    "hyphen in a word": ("X-quang", All((Leaf("X-quang"),))),
    "NOT": ("mắt NOT hột", All((Leaf("mắt"),), (Leaf("hột"),))),
    "AND": ("mắt AND tai", All((Leaf("mắt"), Leaf("tai")))),
    "or in small letters": ("mắt or tai", All((Leaf("mắt or tai"),))),
    "OR": ("mắt OR tai", All((Any((All((Leaf("mắt"),)), All((Leaf("tai"),)))),))),
    "field": ("title:mắt tai", All((Leaf("mắt", field="title"), Leaf("tai")))),
    "field in Vietnamese": ("tiêu đề: mắt", All((Leaf("mắt", field="title"),))),
    "field in Chinese": ("机构：眼科", All((Leaf("眼科", field="office"),))),
    "brackets without OR": ("(mắt) tai", All((Leaf("mắt tai"),))),
    "nothing": ("?! title: ( )", All(())),
}


@pytest.mark.parametrize(("text", "question"), CASES.values(), ids=CASES)
def test_a_question_is_parsed(text: str, question: All) -> None:
    parsed = parse(text)
    if isinstance(question.parts[0] if question.parts else None, Any):
        assert isinstance(parsed.parts[0] if len(parsed.parts) == 1 else parsed, Any | All)
        assert {leaf.text for leaf in _leaves(parsed)} == {leaf.text for leaf in _leaves(question)}
    else:
        assert parsed == question


def _leaves(node: object) -> list[Leaf]:
    if isinstance(node, Leaf):
        return [node]
    assert isinstance(node, All | Any)
    return [leaf for part in node.parts for leaf in _leaves(part)]


@given(st.text(max_size=60) | st.text(alphabet='()"-:ANDORNOT titleởa医“”「」', max_size=40))
def test_any_text_is_a_question(text: str) -> None:
    for leaf in _leaves(parse(text)):
        concepts(leaf.text)
    find_periods(text)
    number_keys(text)
    addresses_of(text)
    assert len(folded_words(text).split()) == len(marked_words(text).split())


def test_marks_are_kept_in_plain_letters() -> None:
    assert mark_words("Dại, ĐẠI và dai: 狂犬病 2024") == "d9a5i da5i dai va2"
    assert mark_words("no marks here") == ""
    assert mark_words("khoẻ") == mark_words("khỏe")


def test_words_are_compared_with_their_marks() -> None:
    assert contains_exactly("Sức khoẻ của má", "sức khỏe\nmá")
    assert not contains_exactly("Sức khoẻ của má", "mà")
    assert not contains_exactly("mách bảo", "má")


PERIODS = {
    "month": ("tháng 3 năm 2024", ("2024-03-01", "2024-03-31")),
    "month with a slash": ("tháng 02/2024", ("2024-02-01", "2024-02-29")),
    "Chinese month": ("2023年12月", ("2023-12-01", "2023-12-31")),
    "day": ("ngày 5 tháng 4 năm 2022", ("2022-04-05", "2022-04-05")),
    "day with slashes": ("05/04/2022", ("2022-04-05", "2022-04-05")),
    "Chinese day": ("2022年4月5日", ("2022-04-05", "2022-04-05")),
    "quarter": ("quý III năm 2021", ("2021-07-01", "2021-09-30")),
    "quarter in one sign": ("quý Ⅳ/2021", ("2021-10-01", "2021-12-31")),
    "year": ("năm 2011", ("2011-01-01", "2011-12-31")),
    "Chinese year": ("2012年度", ("2012-01-01", "2012-12-31")),
    "Chinese quarter": ("2021年第二季度", ("2021-04-01", "2021-06-30")),
}


@pytest.mark.parametrize(("text", "days"), PERIODS.values(), ids=PERIODS)
def test_a_period_spans_days(text: str, days: tuple[str, str]) -> None:
    assert [period.days for period in find_periods(text)] == [days]


@pytest.mark.parametrize("text", ["tháng 13 năm 2024", "30/02/2024", "2024年13月", "5K", "3187/SYT"])
def test_what_is_no_date_is_no_period(text: str) -> None:
    assert find_periods(text) == []


def test_identifiers_are_told_from_words() -> None:
    assert digest_of(" SHA-256: " + "AB" * 32) == "ab" * 32
    assert digest_of("ab" * 31) is None
    assert addresses_of("thu.example/tin/1.html#x") == [
        "https://thu.example/tin/1.html#x",
        "http://thu.example/tin/1.html#x",
    ]
    assert addresses_of("E.coli") == []
    assert number_keys("covid 19") == ["covid-19"]
    assert number_keys("theo số 12/KH-SYT")[0] == "12-kh-syt"
