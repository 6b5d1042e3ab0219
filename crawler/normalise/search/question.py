"""What was typed, parsed: words, "phrases", fields, OR, AND, NOT, -word and brackets; nothing typed is an error."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from crawler.normalise.search.words import folded_words

MAX_LENGTH = 600
"""Characters of a question that are read."""
MAX_TOKENS = 60

_FIELDS: Mapping[str, str] = {
    "title": "title", "tieu de": "title", "标 题": "title",
    "number": "number", "so hieu": "number", "文 号": "number",
    "office": "office", "co quan": "office", "机 构": "office",
}  # fmt: skip
_FIELD = r"title|tiêu đề|tieu de|标题|標題|number|số hiệu|so hieu|文号|文號|office|cơ quan|co quan|机构|機構"
_QUOTES = (("“", "”"), ("„", "”"), ("«", "»"), ("「", "」"), ("『", "』"), ('"', '"'), ("＂", "＂"))
_QUOTED = "|".join(f"{start}(?P<q{n}>[^{start}{end}]*)(?:{end}|$)" for n, (start, end) in enumerate(_QUOTES))
_TOKEN = re.compile(
    rf"(?P<bracket>[()])|(?P<not>(?<!\S)[-－](?=[^\s\-]))?(?:(?P<field>{_FIELD})\s*[:：]\s*)?"
    rf"(?:{_QUOTED}|(?P<word>[^\s“„«「『\"＂()]+))?",
    re.IGNORECASE,
)
_OPERATORS = frozenset({"AND", "OR", "NOT"})


@dataclass(frozen=True)
class Leaf:
    """Words or a phrase, in one field or anywhere."""

    text: str
    phrase: bool = False
    field: str = ""


@dataclass(frozen=True)
class All:
    """Every part must hold, and none of `without`."""

    parts: tuple["Node", ...]
    without: tuple["Node", ...] = ()


@dataclass(frozen=True)
class Any:
    """At least one part must hold."""

    parts: tuple["Node", ...]


Node = Leaf | All | Any


@dataclass(frozen=True)
class _Token:
    text: str
    kind: str
    field: str = ""
    negated: bool = False


def parse(text: str) -> All:
    """Return the question; empty parts where nothing is to be looked for."""
    tokens = _tokens(text[:MAX_LENGTH])
    node = _Parser(tokens).question()
    return node if isinstance(node, All) else All((node,))


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    for match in _TOKEN.finditer(text):
        if len(found) == MAX_TOKENS:
            break
        token = _token(match)
        if token is not None:
            found.append(token)
    # brackets group the sides of an OR; in any other question they are punctuation
    if not any(token.kind == "operator" and token.text == "OR" for token in found):
        return [token for token in found if token.kind != "bracket"]
    return found


def _token(match: re.Match[str]) -> _Token | None:
    if match["bracket"]:
        return _Token(match["bracket"], "bracket")
    field = _FIELDS.get(folded_words(match["field"] or "").strip(), "")
    quoted = next((match[f"q{n}"] for n in range(len(_QUOTES)) if match[f"q{n}"] is not None), None)
    if quoted is not None:
        return _Token(quoted, "phrase", field, bool(match["not"])) if folded_words(quoted).strip() else None
    word = match["word"]
    if not word:
        return None
    if word in _OPERATORS and not field:
        return _Token(word, "operator")
    return _Token(word, "word", field, bool(match["not"])) if folded_words(word).strip() else None


class _Parser:
    """Reads tokens in order: OR binds least, then neighbours, which all must hold, then NOT."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0

    def question(self) -> Node:
        """Return all that was typed; brackets that do not match are left out."""
        parts: list[Node] = []
        while self._at < len(self._tokens):
            parts.append(self._either())
            self._at += 1  # a bracket that closes nothing
        filled = [part for part in parts if not _is_empty(part)]
        return filled[0] if len(filled) == 1 else All(tuple(filled))

    def _either(self) -> Node:
        sides = [self._together()]
        while self._is("operator", "OR"):
            self._at += 1
            sides.append(self._together())
        filled = [side for side in sides if not _is_empty(side)]
        if len(filled) > 1:
            return Any(tuple(filled))
        return filled[0] if filled else All(())

    def _together(self) -> All:
        groups: list[list[Node]] = [[]]
        without: list[Node] = []
        negate = False
        while self._at < len(self._tokens) and not self._is("operator", "OR") and not self._is("bracket", ")"):
            token = self._tokens[self._at]
            if token.kind == "operator":
                negate = token.text == "NOT"
                groups.append([])
                self._at += 1
                continue
            node = self._node(token)
            if not _is_empty(node):
                (without if negate or token.negated else groups[-1]).append(node)
            negate = False
        return All(tuple(part for group in groups for part in _words_joined(group)), tuple(without))

    def _node(self, token: _Token) -> Node:
        self._at += 1
        if token.kind != "bracket":
            return Leaf(token.text, token.kind == "phrase", token.field)
        inside = self._either()
        if self._is("bracket", ")"):
            self._at += 1
        return inside

    def _is(self, kind: str, text: str) -> bool:
        if self._at >= len(self._tokens):
            return False
        token = self._tokens[self._at]
        return (token.kind, token.text) == (kind, text)


def _is_empty(node: Node) -> bool:
    return isinstance(node, All) and not node.parts and not node.without


def _words_joined(parts: list[Node]) -> tuple[Node, ...]:
    """Join neighbouring plain words: together they may name one thing."""
    joined: list[Node] = []
    for part in parts:
        last = joined[-1] if joined else None
        if _is_running(part) and isinstance(part, Leaf) and isinstance(last, Leaf) and _is_running(last):
            joined[-1] = Leaf(f"{last.text} {part.text}")
        else:
            joined.append(part)
    return tuple(joined)


def _is_running(node: Node | None) -> bool:
    return isinstance(node, Leaf) and not node.phrase and not node.field
