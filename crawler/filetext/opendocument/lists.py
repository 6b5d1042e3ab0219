"""The numbers before the items of OpenDocument's lists, which its styles make."""

from lxml import etree

from crawler.filetext.package import attribute, local
from crawler.filetext.word.counting import counted

FORMS = {
    "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "一": "chineseCounting",
    "壹": "chineseLegalSimplified", "甲": "ideographTraditional", "子": "ideographZodiac", "①": "decimalEnclosedCircle",
    "１": "decimalFullWidth",
}  # fmt: skip
"""First sign of a format → its name; 1 and all others are decimal."""


class Lists:
    """How far each list of a document has been counted."""

    def __init__(self, styles: dict[str, dict[int, etree._Element]]) -> None:
        self._styles = styles
        self._counts: dict[str, dict[int, int]] = {}

    def begin(self, element: etree._Element, style: str, depth: int) -> None:
        """Take a list that begins at *depth*, counted from 1."""
        continues = attribute(element, "continue-numbering") == "true" or attribute(element, "continue-list")
        counts = self._counts.setdefault(style, {})
        for place in [place for place in counts if place > depth or (place == depth and not continues)]:
            del counts[place]

    def label(self, item: etree._Element, style: str, depth: int) -> str:
        """Return what stands before the next item of a list, separator included."""
        level = self._styles.get(style, {}).get(depth)
        if level is None or local(item) != "list-item":
            return ""
        if local(level) != "list-level-style-number":
            return "• " if local(level) == "list-level-style-bullet" else ""
        counts = self._counts.setdefault(style, {})
        own = attribute(item, "start-value")
        counts[depth] = _number(own) if own else counts[depth] + 1 if depth in counts else _start(level)
        for deeper in [place for place in counts if place > depth]:
            del counts[deeper]
        return self._written(level, style, depth)

    def _written(self, level: etree._Element, style: str, depth: int) -> str:
        form = attribute(level, "num-format")
        if not form:
            return ""
        shown = min(max(_number(attribute(level, "display-levels")), 1), depth)
        levels, counts = self._styles[style], self._counts[style]
        parts = []
        for place in range(depth - shown + 1, depth + 1):
            above = levels.get(place, level)
            name = FORMS.get((attribute(above, "num-format") or "1")[0], "decimal")
            parts.append(counted(counts.get(place, _start(above)), name))
        return f"{attribute(level, 'num-prefix') or ''}{'.'.join(parts)}{attribute(level, 'num-suffix') or ''} "


def _start(level: etree._Element) -> int:
    return _number(attribute(level, "start-value"))


def _number(value: str | None) -> int:
    return int(value) if value and value.isdecimal() and len(value) < 6 else 1
