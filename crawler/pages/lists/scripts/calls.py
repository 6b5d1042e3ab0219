"""Reads the small expressions by which a page's scripts name addresses.  They are read, never run.

Understood: string and number literals, known names, ``+`` and ``-`` between them, comparisons, ``a ? b : c``, and flat
object literals.  Whatever else stands in an expression makes it unreadable, which is None.
"""

import operator
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

Value = str | int
TOKEN = re.compile(
    r"""\s*(?:(?P<string>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`)|(?P<number>\d+)|(?P<name>[A-Za-z_$][\w$.]*)|(?P<sign>===?|!==?|[<>]=?|[+\-()\[\]{},:;*/%?]))"""
)
ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.DOTALL)
GLOBAL = re.compile(
    r"""(?:\bvar|\blet|\bconst|,|;|\n|^)\s*(?P<name>[A-Za-z_$][\w$.]*)\s*=\s*(?P<value>"[^"\n]*"|'[^'\n]*'|\d+)\s*(?=[;,\n]|$)"""
)
LOCAL = re.compile(r"\b(?:var|let|const)\s+(?P<name>[A-Za-z_$][\w$]*)\s*=(?!=)\s*")
CALL = re.compile(r"(?<![\w$.])(?P<name>[A-Za-z_$][\w$.]*)\s*\((?P<arguments>[^()]*)\)")
PLACEHOLDER = re.compile(r"\$\{\s*([A-Za-z_$][\w$.]*)\s*\}")
EMPTY_CALL = re.compile(r"\s*\(\s*\)")
COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq, "===": operator.eq, "!=": operator.ne, "!==": operator.ne,
    "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge,
}  # fmt: skip
COMMENT = re.compile(
    r"""(?P<kept>"(?:\\.|[^"\\\n])*+"?|'(?:\\.|[^'\\\n])*+'?|`(?:\\.|[^`\\])*+`?|(?<=[=(,:!&|?])/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n]){0,200}\]|[^/\\\[\n]){1,300}/)|//[^\n]*|/\*(?:[^*]|\*(?!/))*+(?:\*/)?""",
    re.DOTALL,
)
"""A comment, or what may look like one inside: a string, or a pattern."""
GOES_TO = re.compile(
    r"""(?:location(?:\.href)?\s*=(?!=)\s*|location\.(?:assign|replace)\s*\(\s*|window\.open\s*\(\s*|(?<![\w.])open\s*\(\s*)""",
    re.IGNORECASE,
)
MAX_BODY_LENGTH = 4_000
"""Characters of a function that are read."""
MAX_VALUE_LENGTH = 2_000
"""Characters of a value; names that are doubled again and again soon fill the memory."""
MAX_DEPTH = 30
"""Expressions that stand in each other."""


@dataclass(frozen=True)
class Function:
    """A function of a script."""

    parameters: tuple[str, ...]
    body: str


def unquoted(literal: str) -> str:
    """Return what a string literal says.

    >>> unquoted("'a\\\\u0026b'")
    'a&b'
    """
    return ESCAPE.sub(_escaped, literal[1:-1])


def _escaped(match: re.Match[str]) -> str:
    code = match[1]
    if code[0] in "ux" and len(code) > 1:
        return chr(int(code[1:], 16))
    return {"n": "\n", "t": "\t", "r": "\r"}.get(code, code)


def without_comments(script: str) -> str:
    """Return *script* with a space for each comment.

    >>> without_comments("a='http://x' // b='y'")
    "a='http://x'  "
    """
    return COMMENT.sub(lambda found: found["kept"] or " ", script)


@lru_cache(maxsize=16)
def global_values(script: str) -> Mapping[str, Value]:
    """Return the names that a script gives a plain string or number; the last one of a name holds.

    Each link of a list that calls a function asks it of the same scripts again.
    """
    return {found["name"]: literal_value(found["value"]) for found in GLOBAL.finditer(script)}


def literal_value(text: str) -> Value:
    """Return the value of a string or number literal."""
    return int(text) if text.isdigit() else unquoted(text)


def evaluate(source: str, names: Mapping[str, Value]) -> Value | None:
    """Return the value of the expression that *source* begins with, or None where it cannot be read.

    >>> evaluate("'list_' + (page + 1) + '.html', 7", {"page": 2})
    'list_3.html'
    >>> evaluate("n < 2 ? 'index.html' : 'index_' + n + '.html'", {"n": 2})
    'index_2.html'
    """
    return evaluated(source, names)[0]


def evaluated(source: str, names: Mapping[str, Value]) -> tuple[Value | None, int]:
    """Return the value as `evaluate` does, and where in *source* the expression ends."""
    reader = _Reader(source, names)
    return reader.expression(), reader.at


class _Reader:
    def __init__(self, source: str, names: Mapping[str, Value]) -> None:
        self.source, self.names, self.at, self.depth = source, names, 0, 0

    def peek(self) -> re.Match[str] | None:
        return TOKEN.match(self.source, self.at)

    def expression(self) -> Value | None:
        return self._deeper(self._choice)

    def _deeper(self, read: Callable[[], Value | None]) -> Value | None:
        """Return what *read* does; what stands too deep is unreadable, with all that follows."""
        if self.depth >= MAX_DEPTH:
            self.at = len(self.source)
            return None
        self.depth += 1
        value = read()
        self.depth -= 1
        return value

    def _choice(self) -> Value | None:
        value = self.compared()
        token = self.peek()
        if token is None or token["sign"] != "?":
            return value
        self.at = token.end()
        chosen = self.expression()
        colon = self.peek()
        if colon is None or colon["sign"] != ":":
            return None
        self.at = colon.end()
        other = self.expression()
        return None if value is None else chosen if value else other

    def compared(self) -> Value | None:
        value = self.sum()
        token = self.peek()
        if token is None or token["sign"] not in COMPARISONS:
            return value
        self.at = token.end()
        other = self.sum()
        if value is None or other is None:
            return None
        if isinstance(value, int) != isinstance(other, int):
            value, other = str(value), str(other)
        return int(COMPARISONS[token["sign"]](value, other))

    def sum(self) -> Value | None:
        value = self.term()
        while True:
            token = self.peek()
            if token is None or token["sign"] not in {"+", "-"}:
                return value
            self.at = token.end()
            value = _joined(value, token["sign"], self.term())

    def term(self) -> Value | None:
        token = self.peek()
        if token is None:
            return None
        self.at = token.end()
        if token["sign"] == "(":
            return self._closed(self.expression())
        if token["string"]:
            return self._string(token["string"])
        if token["number"]:
            return int(token["number"])
        return self._named(token["name"])

    def _closed(self, inner: Value | None) -> Value | None:
        closing = self.peek()
        if closing is None or closing["sign"] != ")":
            return None
        self.at = closing.end()
        return inner

    def _string(self, literal: str) -> str | None:
        text = unquoted(literal)
        if literal[0] != "`":
            return text
        if any(name not in self.names for name in PLACEHOLDER.findall(text)):
            return None
        return _bounded(PLACEHOLDER.sub(lambda match: str(self.names[match[1]]), text))

    def _named(self, name: str | None) -> Value | None:
        if name is None:
            return None
        if name in {"encodeURIComponent", "encodeURI", "String", "parseInt", "Number"}:
            return self._deeper(self.term)
        value = self.names.get(name, self.names.get(name.rpartition(".")[2]))
        empty = EMPTY_CALL.match(self.source, self.at)
        if empty is not None:
            self.at = empty.end()  # a getter
        return value


def _joined(left: Value | None, sign: str, right: Value | None) -> Value | None:
    if left is None or right is None:
        return None
    if isinstance(left, int) and isinstance(right, int):
        return left + right if sign == "+" else left - right
    return _bounded(f"{left}{right}") if sign == "+" else None


def _bounded(text: str) -> str | None:
    return text if len(text) <= MAX_VALUE_LENGTH else None


def arguments(source: str) -> list[str]:
    """Split the arguments of a call at its own commas; *source* begins after the bracket and ends with the call.

    >>> arguments("'a', {b: 1, c: f(2)}) + 3")
    ["'a'", '{b: 1, c: f(2)}']
    """
    parts, depth, start, at = [], 0, 0, 0
    while at < len(source):
        token = TOKEN.match(source, at)
        if token is None:
            at += 1
            continue
        sign, at = token["sign"], token.end()
        if sign in {"(", "[", "{"}:
            depth += 1
        elif sign in {")", "]", "}"}:
            if depth == 0:
                parts.append(source[start : at - 1].strip())
                return [part for part in parts if part]
            depth -= 1
        elif sign == "," and depth == 0:
            parts.append(source[start : at - 1].strip())
            start = at
    return []


def members(source: str) -> dict[str, str]:
    """Return the members of an object literal, each as its source; empty for anything else.

    >>> members("{page: n, 'cat': 5}")
    {'page': 'n', 'cat': '5'}
    """
    source = source.strip()
    if not source.startswith("{"):
        return {}
    found = {}
    for part in arguments(source[1:].rstrip().removesuffix("}") + ")"):
        name, colon, value = part.partition(":")
        name = name.strip().strip("'\"")
        if re.fullmatch(r"[\w$.-]+", name):
            found[name] = value.strip() if colon else name
    return found


def functions(script: str, name: str) -> Iterator[Function]:
    """Yield the functions of that name which *script* defines."""
    named, given = re.escape(name), r"\((?P<parameters>[^)]*)\)"
    pattern = re.compile(
        rf"(?:function\s+{named}|(?<![\w$]){named}\s*[=:]\s*(?:async\s+)?function)\s*{given}\s*\{{"
        rf"|(?<![\w$]){named}\s*[=:]\s*(?:async\s*)?(?:\((?P<listed>[^)]*)\)|(?P<single>[\w$]+))\s*=>\s*(?P<block>\{{)?"
    )
    for found in pattern.finditer(script):
        written = found["parameters"] or found["listed"] or found["single"] or ""
        parameters = tuple(part.strip() for part in written.split(",") if part.strip())
        is_expression = "=>" in found[0] and not found["block"]
        yield Function(parameters, (_expression if is_expression else block)(script, found.end()))


def _expression(script: str, start: int) -> str:
    """Return the text from *start* to the end of the statement that an arrow leads to."""
    source = script[start : start + MAX_BODY_LENGTH]
    depth, at = 0, 0
    while at < len(source):
        token = TOKEN.match(source, at)
        if depth <= 0 and source[at] in ";\n":
            break
        depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(token["sign"] or "", 0) if token else 0
        at = token.end() if token else at + 1
    return source[:at]


def block(script: str, start: int) -> str:
    """Return the text from *start* to the brace that closes the block which *start* stands in."""
    depth = 1
    for at in range(start, min(len(script), start + MAX_BODY_LENGTH)):
        depth += {"{": 1, "}": -1}.get(script[at], 0)
        if depth == 0:
            return script[start:at]
    return script[start : start + MAX_BODY_LENGTH]


def called(call: str) -> tuple[str, list[Value]] | None:
    """Return the name and the literal arguments of the call in an ``onclick`` or ``javascript:`` address, or None."""
    found = CALL.search(call)
    if found is None:
        return None
    values = [evaluate(part, {}) for part in arguments(found["arguments"] + ")")]
    return found["name"], [value for value in values if value is not None]


def bound(function: Function, values: Sequence[Value]) -> dict[str, Value]:
    """Return the names of a function's parameters with the values that it is called with."""
    return dict(zip(function.parameters, values, strict=False))


def with_locals(body: str, names: Mapping[str, Value]) -> dict[str, Value]:
    """Return *names* with what the body of a function gives its own names, in order, as far as it can be read."""
    known = dict(names)
    for found in LOCAL.finditer(body):
        value = evaluate(body[found.end() :], known)
        if value is not None:
            known[found["name"]] = value
    return known


def address_in_body(body: str, names: Mapping[str, Value]) -> str:
    """Return the address that the body of a function goes to, where it can be read; the last one that varies."""
    found = ""
    for goes in GOES_TO.finditer(body):
        value = evaluate(body[goes.end() :], with_locals(body[: goes.start()], names))
        if isinstance(value, str) and value:
            found = value
    return found
