"""Write the generated tables beside this file: ``python -m crawler.normalise.tables.generate``.

Needs OpenCC and pypinyin.  A run that changes a committed table changes the search index, so rebuild it then.
"""

import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import opencc
from pypinyin.pinyin_dict import pinyin_dict

HAN_BLOCKS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0xF900, 0xFB00), range(0x2F00, 0x2FE0))
UNIFIED = range(0x4E00, 0xA000)
EXTRA_HAN_PAIRS = {"衞": "卫", "瞭": "了", "藉": "借", "覆": "复", "著": "着"}
"""What single-character conversion leaves alone; merging these is right for a search key only."""

D_WITH_STROKE = {"Đ": "d", "đ": "d", "Ð": "d", "ð": "d"}
"""đ has no decomposition; old pages type its look-alike eth for it."""

COLUMNS = 55
"""Characters a line of the written files: Han characters are two columns wide."""


@cache
def converter(configuration: str) -> opencc.OpenCC:
    """Return OpenCC's converter, such as ``t2s``."""
    return opencc.OpenCC(configuration)


def converted(character: str, configuration: str) -> str:
    """Return what OpenCC makes of one character by itself."""
    result: str = converter(configuration).convert(character)
    return result


def han_folding() -> Iterator[tuple[str, str]]:
    """Yield each Han character whose simplified, canonical form is another single character."""
    for code in (code for block in HAN_BLOCKS for code in block):
        canonical = unicodedata.normalize("NFKC", chr(code))
        # Twice: what one step makes of 薴 is itself taken for traditional.
        folded = converted(converted(EXTRA_HAN_PAIRS.get(canonical, canonical), "t2s"), "t2s")
        if len(folded) == 1 and folded != chr(code):
            yield chr(code), folded


def latin_folding() -> Iterator[tuple[str, str]]:
    """Yield each letter outside ASCII that is another letter once lower-cased and without its marks."""
    for code in range(0x80, 0x2000):
        character = chr(code)
        decomposed = unicodedata.normalize("NFD", character.lower())
        base = "".join(mark for mark in decomposed if unicodedata.category(mark) != "Mn")
        if len(base) == 1 and base != character and base.isalnum():
            yield character, base
    yield from D_WITH_STROKE.items()


def width_folding() -> Iterator[tuple[str, str]]:
    """Yield full-width letters and digits and ASCII capitals with their plain lower-case forms."""
    for code in (*range(0x41, 0x5B), *range(0xFF10, 0xFF5B)):
        plain = unicodedata.normalize("NFKC", chr(code)).lower()
        if plain.isalnum():
            yield chr(code), plain


def traditional_pairs() -> Iterator[tuple[str, str]]:
    """Yield each traditional character with its simplified form."""
    for code in UNIFIED:
        simplified = converted(chr(code), "t2s")
        if len(simplified) == 1 and simplified != chr(code):
            yield chr(code), simplified


def simplified_pairs(traditional: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each character that only simplified text has, with its traditional form."""
    for code in UNIFIED:
        other = converted(chr(code), "s2t")
        if len(other) == 1 and other != chr(code) and chr(code) not in traditional:
            yield chr(code), other


def readings() -> dict[str, str]:
    """Return the GBK characters that have each toned reading: the tool that injects readings works on GBK text."""
    characters: defaultdict[str, list[str]] = defaultdict(list)
    for code, spelled in pinyin_dict.items():
        character = chr(code)
        if code in UNIFIED and _in_gbk(character):
            for reading in spelled.split(","):
                characters[unicodedata.normalize("NFC", reading)].append(character)
    return {reading: "".join(sorted(found)) for reading, found in sorted(characters.items())}


def _in_gbk(character: str) -> bool:
    try:
        return len(character.encode("gbk")) == 2
    except UnicodeEncodeError:
        return False


def as_pair_of_strings(name: str, pairs: Iterable[tuple[str, str]]) -> str:
    """Return Python source that binds ``NAME_FROM`` and ``NAME_TO``, character by character."""
    ordered = sorted(dict(pairs).items())
    columns = zip(("FROM", "TO"), zip(*ordered, strict=True), strict=True)
    return "\n".join(f"{name}_{end} = {as_literal(''.join(characters))}" for end, characters in columns)


def as_literal(text: str) -> str:
    """Return Python source of a string in short lines, letters outside Han escaped where they would not show."""
    pieces = (text[start : start + COLUMNS] for start in range(0, len(text), COLUMNS))
    return "(\n" + "".join(f"    {_quoted(piece)}\n" for piece in pieces) + ")"


def _quoted(piece: str) -> str:
    shown = "".join(c if c.isprintable() and not 0x2F00 <= ord(c) < 0x2FE0 else f"\\u{ord(c):04x}" for c in piece)
    return f'"{shown}"'


def sources() -> dict[str, str]:
    """Return the text of each generated file by its name."""
    traditional = dict(traditional_pairs())
    spelled = "".join(f"    {_quoted(reading)}: {_quoted(found)},\n" for reading, found in readings().items())
    return {
        "folding.py": '"""Character pairs of the search key (generated)."""\n\n'
        + as_pair_of_strings("FOLDED", [*width_folding(), *latin_folding(), *han_folding()])
        + "\n",
        "han_scripts.py": '"""Characters of one script, and their forms in the other (generated)."""\n\n'
        + as_pair_of_strings("TRADITIONAL", traditional.items())
        + "\n"
        + as_pair_of_strings("SIMPLIFIED", simplified_pairs(traditional))
        + "\n",
        "readings.py": '"""Toned reading → the GBK characters that have it (generated)."""\n\n'
        + f"# ruff: noqa: E501 — one line a reading, however many characters have it\nREADINGS = {{\n{spelled}}}\n",
    }


def main(folder: Path = Path(__file__).parent) -> None:
    """Write every generated file into `folder`."""
    for name, source in sources().items():
        (folder / name).write_text(source, encoding="utf-8")
        sys.stdout.write(f"{name}: {len(source)} characters\n")


if __name__ == "__main__":
    main()
