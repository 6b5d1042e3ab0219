"""Chinese words: where one ends and the next begins, by a dictionary and the glossary."""

from collections.abc import Mapping
from functools import cache
from itertools import islice, product
from unicodedata import normalize

from rjieba import Jieba

from crawler.normalise.search.glossary import load_glossary
from crawler.normalise.tables.readings import READINGS

_FREQUENT = 20_000
"""A glossary term is cut out as one word wherever it can be."""
_MAX_WORD_LENGTH = 4
"""Characters; what is longer is a name of several words, each of which stands alone in it."""


@cache
def _dictionary() -> Jieba:
    dictionary = Jieba()
    for term in load_glossary().chinese_terms:
        if len(term) <= _MAX_WORD_LENGTH:
            dictionary.add_word(term, _FREQUENT, "n")
    return dictionary


def cut(text: str) -> list[str]:
    """Return the words of a text without spaces, simplified characters, in order and complete."""
    return list(_dictionary().cut(text, False))


def is_word(text: str) -> bool:
    """Tell whether the dictionary or the glossary has this word."""
    return bool(_dictionary().has_word(text))


def _is_compound(part: str) -> bool:
    """Tell whether the part of a word that a term's end cuts off is a word itself: 疫苗接种 is 疫苗 and 接种."""
    return len(part) > 1 and is_word(part)


def stands_alone(before: str, term: str, after: str) -> bool:
    """Tell whether a term is a word, or words, of its own where it stands, rather than a part of another one.

    >>> stands_alone("中", "医药", "服务"), stands_alone("", "南京市长", "江大桥"), stands_alone("", "上海", "市卫")
    (False, False, True)
    """
    start, end, at = len(before), len(before) + len(term), 0
    for word in cut(before + term + after):
        stop = at + len(word)
        if at < start < stop and not _is_compound(before[at:]):
            return False
        if start < at < end < stop and not _is_compound(word[: end - at]):
            return False
        at = stop
    return True


_SPELLINGS = 16


@cache
def _readings() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for toned, characters in READINGS.items():
        plain = normalize("NFD", toned).encode("ascii", "ignore").decode()
        for character in characters:
            found.setdefault(character, {})[plain] = None
    return {character: tuple(readings) for character, readings in found.items()}


def load() -> None:
    """Load the dictionary and the readings, which is else done when a text is cut, or compared, first."""
    cut("")
    _readings()


def sound_alike(one: str, other: str) -> bool:
    """Tell whether two names of the same length are read alike, tones apart: 麻诊 and 麻疹."""
    readings = _readings()
    return all(
        a == b or not set(readings.get(a, ())).isdisjoint(readings.get(b, ())) for a, b in zip(one, other, strict=True)
    )


def spellings(text: str) -> set[str]:
    """Return how a Chinese name may be spelled in a host name: its readings without tones, joined."""
    ways = product(*(_readings().get(character, ("",)) for character in text))
    return {"".join(way) for way in islice(ways, _SPELLINGS)}
