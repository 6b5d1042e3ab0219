"""Remove the machine-made readings that some copies of Chinese pages carry: ``醫(yī)院(yuàn)``.

The tool behind them ran over the bytes of GBK text in traditional characters, so that a reading may also follow
halves of two characters (``宏P(guān)LC``) or tear one apart: 因為缺少醫生 became ``因?yàn)槿鄙籴t(yī)生``.  Genuine
glosses and units in brackets look alike; whether readings were injected is therefore decided for a page as a whole.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from unicodedata import normalize

from crawler.normalise.tables.han_scripts import (
    SIMPLIFIED_FROM,
    SIMPLIFIED_TO,
    TRADITIONAL_FROM,
    TRADITIONAL_TO,
)

TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzü\u0300\u0301\u0304\u0308\u030c" + TONED)
SYLLABLE = f"[a-zü{TONED}]{{1,6}}"
GROUPS = re.compile(rf"(?:\({SYLLABLE} ?\))+")
GROUP = re.compile(rf"\(({SYLLABLE}) ?\)")
LOST = rf"[?\ufffd]\(?({SYLLABLE})\)"
"""What became of the lost byte and of the bracket after it, a reading, a closing bracket."""

TORN = re.compile(rf"(?<=([^\x00-\x7f])){LOST}")
LOST_AGAIN = re.compile(LOST)

HAN = range(0x4E00, 0xA000)
RESTORED = re.compile("[\u4e00-\u9fff“”、，。；：（）《》]+")
REACH = 40
"""Characters after a torn one within which its bytes must come to an end."""

OPTIONS = 16
"""Ways of pairing that are weighed; more than two are rare."""

PASSES = 5
"""Times that a page is gone over at most: what stood in the way of one repair may be gone after another."""

TO_SIMPLIFIED = dict(zip(TRADITIONAL_FROM, TRADITIONAL_TO, strict=True))
TO_TRADITIONAL = dict(zip(SIMPLIFIED_FROM, SIMPLIFIED_TO, strict=True))

ENOUGH = 3
"""Readings on different characters that tell a page with traditional or repeated ones."""

PLENTY = 8
"""Readings within running text that tell a page by themselves."""


@dataclass(frozen=True)
class PinyinResult:
    """A page's body without injected readings."""

    text: str
    removed: int
    """Readings taken out."""
    repaired: int
    """Torn places put together again."""
    damaged: bool
    """A torn place is left that could not be."""


@dataclass(frozen=True)
class _Run:
    """A character and the readings in brackets behind it."""

    start: int
    end: int
    """Span of the brackets."""
    syllables: tuple[str, ...]
    character: str
    """The Han character that the readings are of, which a slip of the tool may have made of halves of two."""
    verified: bool

    @property
    def traditional(self) -> bool:
        return self.character in TO_SIMPLIFIED


def remove_injected_pinyin(text: str) -> PinyinResult:
    """Return the body of one page in NFC without injected readings, or unchanged where it has none."""
    if _may_hold_readings(text):
        composed = normalize("NFC", text)
        mended, repaired = _mend(composed)
        if _is_injected(mended, _runs(mended), repaired):
            clean, removed, repaired = _stripped(composed)
            return PinyinResult(clean, removed, repaired, TORN.search(clean) is not None)
    return PinyinResult(text, 0, 0, False)


def _may_hold_readings(text: str) -> bool:
    """Return whether a small letter stands before a closing bracket anywhere: the quick answer for clean pages."""
    return any(before[-1:] in LETTERS for before in text.split(")")[:-1] if before)


def strip_readings(text: str) -> str:
    """Return a title or short field without readings, its page being known to have them injected."""
    return _stripped(normalize("NFC", text))[0]


def _stripped(text: str) -> tuple[str, int, int]:
    """Return the text without readings, how many those were, and how many torn places were mended."""
    removed = repaired = 0
    for _ in range(PASSES):
        mended, places = _mend(text)
        runs = [run for run in _runs(mended) if run.verified]
        text = _without(mended, runs)
        removed += sum(len(run.syllables) for run in runs)
        repaired += places
        if not places and not runs:
            break
    return text, removed, repaired


def _without(text: str, runs: list[_Run]) -> str:
    pieces = []
    position = 0
    for run in runs:
        pieces.append(text[position : run.start])
        position = run.end
    return "".join([*pieces, text[position:]])


def _runs(text: str) -> list[_Run]:
    found = []
    for match in GROUPS.finditer(text):
        before = text[max(0, match.start() - 2) : match.start()]
        syllables = tuple(GROUP.findall(match[0]))
        if before and ord(before[-1]) in HAN:
            verified = all(_reads(before[-1], syllable) for syllable in syllables)
            found.append(_Run(*match.span(), syllables, before[-1], verified))
        elif any(letter in TONED for letter in match[0]):
            character = _across_bytes(before)
            if character and all(_reads(character, syllable) for syllable in syllables):
                found.append(_Run(*match.span(), syllables, character, True))
    return found


def _across_bytes(before: str) -> str:
    """Return the character that the last two GBK bytes are, if they are one: the tool never saw where one begins."""
    return before.encode("gbk", "ignore")[-2:].decode("gbk", "ignore")


def _reads(character: str, syllable: str) -> bool:
    readers = _readers().get(syllable, "")
    return (
        character in readers
        or TO_SIMPLIFIED.get(character, character) in readers
        or TO_TRADITIONAL.get(character, character) in readers
    )


def _readings() -> Mapping[str, str]:
    # A large table, loaded at the first page with something in brackets after a Han character.
    from crawler.normalise.tables.readings import READINGS

    return READINGS


@cache
def _readers() -> Mapping[str, frozenset[str]]:
    """Return syllable, as it may be typed → the characters read so: with tones or without, ü also as v or u."""
    readers: defaultdict[str, set[str]] = defaultdict(set)
    for reading, characters in _readings().items():
        toneless = _toneless(reading)
        for typed in {
            reading,
            toneless,
            toneless.replace("ü", "v"),
            toneless.replace("ü", "u"),
            _without_dots(reading),
        }:
            readers[typed].update(characters)
    return {typed: frozenset(characters) for typed, characters in readers.items()}


def _toneless(reading: str) -> str:
    return normalize(
        "NFC", "".join(letter for letter in normalize("NFD", reading) if letter not in "\u0300\u0301\u0304\u030c")
    )


def _without_dots(reading: str) -> str:
    return normalize("NFC", normalize("NFD", reading).replace("\u0308", ""))


def _is_injected(text: str, runs: list[_Run], repaired: int) -> bool:
    """Return whether the verified readings of a page are too many, or too odd, to be its author's own."""
    verified = [run for run in runs if run.verified]
    count = len(verified) + repaired
    if not count or count < 0.8 * (len(runs) + repaired):
        return False
    if all(run.traditional for run in verified):
        return True
    if len({run.character for run in verified}) + repaired < ENOUGH:
        return False
    # Three particles glossed in a row are a grammar lesson, unless something shows that a machine was at work.
    is_machine_made = repaired or any(run.traditional or len(run.syllables) > 1 for run in verified)
    in_words = sum(run.end < len(text) and ord(text[run.end]) in HAN for run in verified)
    return bool(is_machine_made) or (count >= PLENTY and 2 * in_words > count)


def _mend(text: str) -> tuple[str, int]:
    """Return the text with torn characters restored where that is possible, and how many places were."""
    pieces = []
    position = repaired = 0
    for match in TORN.finditer(text):
        if match.start() < position:
            continue
        restored, used = _restore(match[1], match[2], text[match.end() : match.end() + REACH])
        if restored:
            pieces += [text[position : match.start()], restored]
            position = match.end() + used
            repaired += 1
    return "".join([*pieces, text[position:]]), repaired


def _restore(before: str, reading: str, after: str) -> tuple[str, int]:
    """Return what stood between `before` and the end of the torn bytes, and how many characters of `after` it takes.

    The lost byte was the second half of a traditional character whose first half is the last byte of `before`; with
    it in place, the bytes that follow are paired anew until an end of a character falls together with one of `after`.
    """
    lead = before.encode("gb18030", "ignore")[-1:]
    found = (option for trail in _trails().get((lead, reading), ()) for option in _realigned(trail, after, 0))
    options = sorted(islice(found, OPTIONS), key=lambda option: -_naturalness(option[0]))
    # 記 and 計 are read alike and begin alike: nothing says which it was, and a wrong word is worse than a visible gap.
    undecided = len(options) > 1 and _naturalness(options[0][0]) == _naturalness(options[1][0])
    return ("", 0) if undecided or not options else options[0]


def _realigned(torn: bytes, after: str, used: int) -> Iterator[tuple[str, int]]:
    """Yield each way in which the bytes from the lost one on pair up to plausible characters."""
    while used < len(after):
        lost = LOST_AGAIN.match(after, used)
        if lost:
            for trail in _trails().get((torn[-1:], lost[1]), ()):
                yield from _paired(torn + trail, after, lost.end())
            return
        torn += after[used].encode("gb18030", "ignore")
        used += 1
        if len(torn) % 2 == 0:
            yield from _paired(torn, after, used)
            return


def _paired(torn: bytes, after: str, used: int) -> Iterator[tuple[str, int]]:
    if len(torn) % 2:
        yield from _realigned(torn, after, used)
    else:
        restored = torn.decode("gbk", "ignore")
        if 2 * len(restored) == len(torn) and RESTORED.fullmatch(restored):
            yield restored, used


def _naturalness(restored: str) -> int:
    return 2 * sum(map(_is_common, restored)) - len(restored)


def _is_common(character: str) -> bool:
    # The first level of GB2312: the 3,755 commonest characters, in simplified form.
    code = TO_SIMPLIFIED.get(character, character).encode("gbk", "ignore")
    return b"\xb0\xa1" <= code <= b"\xd7\xf9"


@cache
def _trails() -> Mapping[tuple[bytes, str], list[bytes]]:
    """Return (first byte, reading) → second bytes of the traditional characters in GBK that are read so."""
    trails: defaultdict[tuple[bytes, str], list[bytes]] = defaultdict(list)
    for reading, characters in _readings().items():
        for character in characters:
            if character in TO_SIMPLIFIED:
                code = character.encode("gbk")
                trails[code[:1], reading].append(code[1:])
    return dict(trails)
