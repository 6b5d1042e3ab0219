"""The papers around one paper as inline SVG: what it names on the left, what names it on the right.

No script and no style attribute; a table beside it says the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

WIDTH, ROW, BOX, TOP = 720, 34, 216, 8
_MAX_PAPERS = 8
"""Papers drawn on each side; the table has them all."""
_MAX_LENGTH = 26
"""Characters of a label; Han characters are twice as wide."""


@dataclass(frozen=True)
class Node:
    """One paper beside the one in the middle."""

    label: str
    relation: str
    """The words of the relation, in the reader's language."""
    href: str | None = None


def relation_graph(middle: str, left: Sequence[Node], right: Sequence[Node], *, title: str) -> Markup:
    """Draw the papers that one names, and that name it; nothing where there are none."""
    left, right = _each_once(left)[:_MAX_PAPERS], _each_once(right)[:_MAX_PAPERS]
    if not left and not right:
        return Markup()
    height = 2 * TOP + ROW * max(len(left), len(right), 1)
    centre = height // 2
    parts = [
        *(_side(node, at, len(left), 0, centre, height) for at, node in enumerate(left)),
        *(_side(node, at, len(right), WIDTH - BOX, centre, height) for at, node in enumerate(right)),
        _box((WIDTH - BOX) // 2, centre, middle, "middle", None),
    ]
    return Markup(
        '<svg class="relations" viewBox="0 0 {w} {h}" role="group" aria-label="{title}">'
        "<title>{title}</title>{parts}</svg>"
    ).format(w=WIDTH, h=height, title=title, parts=Markup("").join(parts))


def _each_once(nodes: Sequence[Node]) -> list[Node]:
    """Return one node a paper, with all that is said of it."""
    once: dict[tuple[str, str | None], Node] = {}
    for node in nodes:
        known = once.get((node.label, node.href))
        said = known.relation.split(", ") if known else []
        if node.relation not in said:
            said.append(node.relation)
        once[node.label, node.href] = replace(node, relation=", ".join(said))
    return list(once.values())


def _side(node: Node, at: int, count: int, x: int, centre: int, height: int) -> Markup:
    y = round(height / 2 + (at - (count - 1) / 2) * ROW)
    middle_edge = (WIDTH - BOX) // 2 if x == 0 else (WIDTH + BOX) // 2
    own_edge = x + BOX if x == 0 else x
    line = Markup('<line x1="{}" y1="{}" x2="{}" y2="{}"/>').format(own_edge, y, middle_edge, centre)
    return line + _box(x, y, node.label, node.relation, node.href)


def _box(x: int, y: int, label: str, relation: str, href: str | None) -> Markup:
    kind = "middle" if relation == "middle" else "paper"
    said = "" if relation == "middle" else f"{relation}: "
    box = Markup(
        '<g class="{}"><title>{}{}</title><rect x="{}" y="{}" width="{}" height="26" rx="4"/>'
        '<text x="{}" y="{}" text-anchor="middle">{}</text></g>'
    ).format(kind, said, label, x, y - 13, BOX, x + BOX // 2, y + 5, _shortened(label))
    return Markup('<a href="{}">{}</a>').format(href, box) if href else box


def _shortened(label: str) -> str:
    width = 0
    for at, character in enumerate(label):
        width += 2 if ord(character) > 0x2E80 else 1
        if width > _MAX_LENGTH:
            return label[:at] + "…"
    return label
