"""Remove the machine-made readings that some copies of Chinese pages carry: ``醫(yī)院(yuàn)``."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PinyinResult:
    """A page's body without injected readings."""

    text: str
    removed: int
    """Readings taken out."""
    repaired: int
    """Characters restored that the injection had torn apart."""
    damaged: bool
    """A torn character is left that could not be restored."""


def remove_injected_pinyin(text: str) -> PinyinResult:
    """Return the body of one page without injected readings, or unchanged where it has none."""
    return PinyinResult(text, 0, 0, False)


def strip_readings(text: str) -> str:
    """Return a title or short field without readings, its page being known to have them injected."""
    return text
