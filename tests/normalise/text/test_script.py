import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalise.tables.han_scripts import SIMPLIFIED_FROM, TRADITIONAL_FROM
from crawler.normalise.text.script import convert_traditional, is_traditional, to_simplified

TEXTS = {
    "traditional": ("衛生局關於疫苗接種的說明", True),
    "simplified": ("卫生局关于疫苗接种的说明", False),
    "one stray traditional form": ("乾县卫生局发布通知", False),
    "common to both": ("十月一日上午", None),
    "no Han": ("Sở Y tế", None),
    "empty": ("", None),
}


@pytest.mark.parametrize(("text", "expected"), TEXTS.values(), ids=TEXTS)
def test_script_is_told(text: str, expected: bool | None) -> None:
    assert is_traditional(text) is expected


def test_only_the_beginning_decides() -> None:
    assert is_traditional("國" * 3000 + "国" * 9000) is True


CONVERSIONS = {
    "sentence": ("縣衛生局發布檔案管理規定", "县卫生局发布档案管理规定"),
    "form of Hong Kong": ("衞生署", "卫生署"),
    "word kept by its phrase": ("乾隆年間", "乾隆年间"),
    "simplified place name": ("乾县发展医疗", "乾县发展医疗"),
    "Vietnamese": ("Bộ Y tế", "Bộ Y tế"),
    "half a character": ("醫\ud83d院", "医\ud83d院"),
}


@pytest.mark.parametrize(("text", "expected"), CONVERSIONS.values(), ids=CONVERSIONS)
def test_conversion(text: str, expected: str) -> None:
    assert to_simplified(text) == expected


@given(st.text(alphabet=st.one_of(st.sampled_from(TRADITIONAL_FROM + SIMPLIFIED_FROM + "的一a1，"), st.characters())))
def test_conversion_is_total_and_never_longer(text: str) -> None:
    assert len(to_simplified(text)) <= len(text)


# 苧 is the simplified form of one character and the traditional form of another.
@given(st.text(alphabet=TRADITIONAL_FROM.replace("薴", "")))
def test_conversion_is_idempotent_on_traditional_text(text: str) -> None:
    once = to_simplified(text)
    assert to_simplified(once) == once


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("徐乾學", "徐乾学"),
        ("王汎森", "王汎森"),
        ("劉乾初醫師主持會議", "刘乾初医师主持会议"),
        ("張乾", "张乾"),
        ("餅乾與乾淨的水", "饼干与干净的水"),
        ("廣汎宣傳", "广泛宣传"),
        ("湖水江乾涸", "湖水江干涸"),
        ("乾隆年間", "乾隆年间"),
    ],
)
def test_letters_of_names_are_kept(traditional: str, simplified: str) -> None:
    assert convert_traditional(traditional) == simplified
