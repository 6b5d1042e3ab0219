"""A question as an expression of FTS5; every piece is a quoted string, which nothing that is typed can leave."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crawler.normalise.search.concepts import Concept, Variant, concepts, literal, needed
from crawler.normalise.search.question import All, Any, Leaf, Node
from crawler.normalise.search.scoring import may_scatter
from crawler.normalise.search.words import mark_code

NOTHING = '""'
_NEAR = 12
_COLUMNS = {"title": "title", "number": "document_number"}
_LETTERS = re.compile(r"\w")


def phrase(folded: str) -> str:
    """Return the phrase of words that stand between single spaces."""
    words = [word for word in folded.split() if _LETTERS.search(word)]
    return f'"{" ".join(words)}"'


@dataclass(frozen=True)
class _Writing:
    """What one writing demands: its words in a row, their marks, or (scattered) the words near each other."""

    words: str
    marks: tuple[str, ...]
    scattered: bool

    def covers(self, other: "_Writing") -> bool:
        """Tell whether what the other finds is found by this one, too."""
        if other.scattered or self == other:
            return False
        return f" {self.words} " in f" {other.words} " and set(self.marks) <= set(other.marks)

    def expression(self, field: str) -> str:
        found = phrase(self.words)
        column = _COLUMNS.get(field, "")
        if column:
            found = f"{{{column}}} : {found}"
        if self.marks:
            columns = "title_marks" if field == "title" else "title_marks text_marks"
            return f"({found} AND {{{columns}}} : ({' AND '.join(self.marks)}))"
        if self.scattered:
            apart = " ".join(phrase(word) for word in self.words.split() if _LETTERS.search(word))
            return f"({found} OR NEAR({apart}, {_NEAR}))"
        return found


def _writing(variant: Variant, *, exact: bool, field: str) -> _Writing:
    words = zip(variant.folded.split(), variant.marked.split(), strict=True)
    marks = [f'"{mark_code(marked)}"' for folded, marked in words if folded != marked] if exact else []
    scattered = not exact and field not in _COLUMNS and may_scatter(variant)
    return _Writing(" ".join(variant.folded.split()), tuple(marks), scattered)


def of_variant(variant: Variant, *, exact: bool, field: str = "") -> str:
    """Return the expression of one writing; `exact` demands its marks."""
    return _writing(variant, exact=exact, field=field).expression(field)


def of_concept(concept: Concept, *, exact: bool) -> str:
    """Return the expression of a concept in any of its writings, without those that another one includes."""
    # the names of the glossary have their marks, whatever was typed
    writings = dict.fromkeys(
        _writing(variant, exact=exact or not (variant.open or variant is concept.literal), field=concept.field)
        for variant in concept.variants
    )
    kept = [one for one in writings if not any(other.covers(one) for other in writings)]
    return either([one.expression(concept.field) for one in kept])


def either(expressions: Iterable[str]) -> str:
    """Join by OR."""
    listed = list(expressions)
    return listed[0] if len(listed) == 1 else f"({' OR '.join(listed)})"


def every(expressions: Sequence[str]) -> str:
    """Join by AND."""
    return expressions[0] if len(expressions) == 1 else f"({' AND '.join(expressions)})"


def without(expression: str, excluded: str) -> str:
    """Exclude what matches the second expression."""
    return f"({expression}) NOT {excluded}" if excluded else expression


def of_leaf(leaf: Leaf, *, synonyms: bool) -> list[Concept]:
    """Return the concepts of words or of a phrase, which is taken as it is written."""
    if leaf.phrase or not synonyms:
        one = literal(leaf.text, field=leaf.field)
        if leaf.phrase:
            return [one] if one else []
    return concepts(leaf.text, field=leaf.field, synonyms=synonyms)


def of_node(node: Node, *, exact: bool, synonyms: bool) -> str:
    """Return the expression of a part of the question, "" where it says nothing that an index can be asked."""
    if isinstance(node, Leaf):
        if node.field == "office":
            return ""
        parts = [of_concept(concept, exact=exact) for concept in needed(of_leaf(node, synonyms=synonyms))]
        return every(parts) if parts else ""
    if isinstance(node, Any):
        # the sides of an OR are taken as they are written
        sides = [of_node(part, exact=exact, synonyms=False) for part in node.parts]
        return either([side for side in sides if side]) if any(sides) else ""
    inner = [of_node(part, exact=exact, synonyms=synonyms) for part in node.parts]
    kept = [part for part in inner if part]
    return without(every(kept), excluded(node)) if kept else ""


def excluded(node: All) -> str:
    """Return the expression of what must not be there: as typed, with the marks that were typed."""
    parts = [of_node(part, exact=True, synonyms=False) for part in node.without]
    kept = [part for part in parts if part]
    return either(kept) if kept else ""


def wanted_lists(node: Node, *, synonyms: bool) -> list[list[Concept]]:
    """Return the concepts of each way to satisfy the question, for weighing articles."""
    if isinstance(node, Leaf):
        return [of_leaf(node, synonyms=synonyms)] if node.field != "office" else [[]]
    if isinstance(node, Any):
        return [way for part in node.parts for way in wanted_lists(part, synonyms=False)][:8]
    ways: list[list[Concept]] = [[]]
    for part in node.parts:
        ways = [[*way, *more] for way in ways for more in wanted_lists(part, synonyms=synonyms)][:8]
    return ways
