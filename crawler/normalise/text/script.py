"""Traditional or simplified Chinese: which of the two a text is in, and the way from one to the other.

Decided by majority over a page's body; a title inherits the answer of its body, since `to_simplified` would harm
simplified text (乾县 is a place, 干县 is not).  Remove injected readings first: they mix both scripts.
"""

import re
from collections.abc import Callable
from functools import cache

from crawler.normalise.tables.han_scripts import SIMPLIFIED_FROM, TRADITIONAL_FROM

SAMPLE = 3000
"""Characters of a body that decide."""

_FAMILIES = (
    "王李張劉陳楊黃趙吳周徐孫馬朱胡郭何林羅梁宋鄭謝韓唐馮董蕭程曹袁鄧許傅沈曾彭呂蘇盧蔣蔡賈丁魏薛葉閻余潘杜戴夏鍾汪任姜范方石姚譚廖鄒熊金陸郝孔崔康邱秦江史"
    "顧侯邵孟龍萬段錢湯尹黎易武喬賀賴龔文"
)
"""Families of whose names a letter may be kept; those that are also words before 乾 (水, 毛, 魚, 田) are not here."""
KEPT_IN_NAMES = {
    "乾": (
        "\ue000",
        re.compile(
            rf"(?<=[{_FAMILIES}])乾(?=[\u4e00-\u9fff]|\Z)"
            r"(?![淨燥脆杯旱涸枯洗眼咳癬粉果糧貨草了的掉透性冰魚肉癟笑嘔裂柴濕爽電坤隆縣])"
        ),
    ),
    "汎": ("\ue001", re.compile(rf"(?<=[{_FAMILIES}])汎(?=[\u4e00-\u9fff]|\Z)(?![指濫愛太美非稱舟論神])")),
}
"""Letter → the sign that stands for it while OpenCC converts, and where it belongs to a person's name.

OpenCC makes 干 and 泛 of them everywhere but in the names that its tables know."""

LONE_SURROGATES = re.compile("([\ud800-\udfff]+)")
"""Halves of characters, as a careless script of a page writes them; OpenCC takes UTF-8 only."""


def is_traditional(text: str) -> bool | None:
    """Return whether the text has more characters of traditional script only than of simplified only; None at a tie."""
    sample = text[:SAMPLE]
    if sample.isascii():
        return None
    difference = len(_any_of(TRADITIONAL_FROM).findall(sample)) - len(_any_of(SIMPLIFIED_FROM).findall(sample))
    return None if difference == 0 else difference > 0


def to_simplified(text: str) -> str:
    """Return a traditional text, or a line of a traditional page, in simplified characters.

    A text that is simplified already comes back unchanged.
    """
    return text if is_traditional(text) is False else convert_traditional(text)


def convert_traditional(text: str) -> str:
    """Return a text that is known to be traditional in simplified characters."""
    pieces = LONE_SURROGATES.split(_with_names_kept(text))
    converted = "".join(piece if index % 2 else _converter()(piece) for index, piece in enumerate(pieces))
    # OpenCC leaves this Hong Kong form alone.
    converted = converted.replace("衞", "卫")
    for letter, (sign, _) in KEPT_IN_NAMES.items():
        converted = converted.replace(sign, letter)
    return converted


def _with_names_kept(text: str) -> str:
    """Put signs in the place of letters that names keep and other words change: 徐乾學, not 餅乾."""
    if not any(letter in text for letter in KEPT_IN_NAMES):
        return text
    for letter, (sign, pattern) in KEPT_IN_NAMES.items():
        text = pattern.sub(sign, text) if letter in text else text
    return text


@cache
def _any_of(characters: str) -> re.Pattern[str]:
    # Compiled at the first page that is not plain ASCII: a class of thousands takes its time.
    return re.compile(f"[{characters}]")


@cache
def _converter() -> Callable[[str], str]:
    # Loaded at the first traditional page: most runs never see one.
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert
