"""The address from which a page's script fetches its view count.

A count that comes by script is not on the page: `views` stays empty and the address is returned, so that the crawler
can ask once.  Systems with a call of their own are known by their families; any other by a request to the office's own
host whose address speaks of counting and carries an id.  Counters of the whole site, comments, votes and downloads are
refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from crawler.normalise.hosts import registrable_domain
from crawler.pages.dom.tree import PageTree

# Both are asked of text in lower case.
COUNTING = re.compile(
    r"count|hits?\b|click|view(?!state)|visit|browse(?!r)|luot|dem(?=[./?_-]|$)|xem|d(?<![a-z]d)oc(?=[./?_-]|$)|p(?<![a-z]p)v(?![a-z])|action=stat",
)
OTHER_COUNTS = re.compile(
    r"comment|binh-?luan|vote|rating|evaluat|satisf|manyi|like|share|ads?click|video|online|visitor|download|search|captcha|login|site_?id=|statistic|truy-?cap",
)
ID = re.compile(r"^(?:\d{1,20}|[0-9a-f]{24}|[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$", re.IGNORECASE)
ID_NAMES = re.compile(r"id$|^(?:ma|aid|nid|bvid|cid|news|article|post|item|key)$", re.IGNORECASE)
STATIC = re.compile(r"\.(?:js|css|png|gif|jpe?g|svg|ico)$", re.IGNORECASE)

STATIC_ADDRESS = re.compile(r"^[^?#]*\.(?:js|css|png|gif|jpe?g|svg|ico)(?:$|[?#])", re.IGNORECASE)
"""The same told from the address as written, before any work is done on it."""
ADDRESS = re.compile(r"(?:https?:)?//|/|\?|\.{0,2}/|[\w-]+(?:/[\w.-]+)*\.\w{2,5}\?")
PORTLET_ACTION = re.compile(r"[?&]struts\.portlet\.action=/[\w/.-]+!\w+")
NO_ADDRESS = re.compile(r"[\s<>{}]")
ROOTED = ("/", "http:", "https:")
"""How an address begins whose path owes nothing to the page's own."""

WORDS = tuple(b"count hits click view visit browse luot dem xem /doc pv action=stat".split())
"""Words of counting; they are ASCII, and bytes are several times quicker to look through than text."""
MAX_LENGTH = 60_000
"""Characters of a script; longer ones are libraries or data, not the page's own few lines."""
REACH = 300
SET = r"""\s*[:=]\s*(?:"([^"\n]*)"|'([^'\n]*)'|(\d+))(?=\s*[,;}\n])"""
ASSIGNMENT = re.compile(r"(?:\b|\.)([A-Za-z_$][\w$]*)" + SET)
EXPRESSION = re.compile(
    r"""(?:(?<![\w$])[A-Za-z_$][\w$.]*\s*\+\s*)?(?:"[^"\n]*"|'[^'\n]*')(?:\s*\+\s*(?:"[^"\n]*"|'[^'\n]*'|[A-Za-z_$][\w$.]*|\d+))*"""
)
OPERAND = re.compile(r""""([^"\n]*)"|'([^'\n]*)'|([A-Za-z_$][\w$.]*|\d+)""")


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """Where the count comes from, and the rule that saw it."""

    url: str
    rule: str


def counter_method(url: str) -> str:
    """Return ``POST`` for counters that only answer to it: those that are a portlet's action, as EasySite's."""
    return "POST" if PORTLET_ACTION.search(url) else "GET"


def find_endpoint(tree: PageTree) -> Endpoint | None:
    """Return the address of the page's own view counter, or None."""
    return next(_sources(tree), None) or next(_requests(tree), None)


def _sources(tree: PageTree) -> Iterator[Endpoint]:
    """Scripts that write the number where they stand."""
    for script in tree.scripts:
        if script.source and _is_counter(script.source, tree):
            yield Endpoint(url=_without_effect(tree.absolute(script.source)), rule="counter:script")


class _Variables:
    """The page's variables and object members that are set to a literal.

    A script is read for its assignments only when a name is asked for that it seems to assign.
    """

    def __init__(self, sources: list[str]) -> None:
        self.sources = sources
        self.found: dict[int, dict[str, str]] = {}

    def get(self, name: str) -> str | None:
        """Return the value of a variable or of a member of that name; the first one on the page."""
        member = name.rpartition(".")[2]
        assigns = re.compile(re.escape(member) + SET)
        for number, source in enumerate(self.sources):
            if member in source and assigns.search(source):
                value = self.assigned(number, source).get(member)
                if value is not None:
                    return value
        return None

    def assigned(self, number: int, source: str) -> dict[str, str]:
        """Return all that one script assigns, the first value of each name."""
        if number not in self.found:
            found = self.found[number] = {}
            for key, double, single, digits in ASSIGNMENT.findall(source):
                found.setdefault(key, double or single or digits)
        return self.found[number]


def _requests(tree: PageTree) -> Iterator[Endpoint]:
    """Requests that an inline script makes, their addresses put together from literals and the page's variables."""
    sources = [script.text for script in tree.scripts if not script.source and 0 < len(script.text) < MAX_LENGTH]
    variables = _Variables(sources)
    for statement in _counting_statements("\n".join(sources).encode("utf-8", "replace")):
        for expression in EXPRESSION.finditer(statement):
            address = _evaluate(expression[0], variables)
            if address and _is_counter(address, tree):
                address = re.sub(r"(callback=)\?", r"\1cb", address)
                yield Endpoint(url=_without_effect(tree.absolute(address)), rule="counter:request")


def _counting_statements(script: bytes) -> Iterator[str]:
    """Yield the pieces of scripts, a line or less each, that hold an address and a word of counting."""
    lower = script.lower()
    places: set[int] = set()
    for word in WORDS:
        at = lower.find(word)
        while at >= 0:
            places.add(at)
            at = lower.find(word, at + len(word))
    end = 0
    for at in sorted(places):
        if at < end:
            continue
        start = max(script.rfind(b"\n", 0, at), at - REACH) + 1
        line_end = script.find(b"\n", at)
        end = min(len(script) if line_end < 0 else line_end, at + REACH)
        statement = script[start:end].decode("utf-8", "ignore")
        if ("/" in statement or "?" in statement) and ("'" in statement or '"' in statement):
            yield statement


def _evaluate(expression: str, variables: _Variables) -> str | None:
    """Join the parts of a JavaScript concatenation; None where a part is unknown or the whole is no address."""
    if not ("/" in expression or "?" in expression):
        return None
    operands = OPERAND.findall(expression)
    if not COUNTING.search("".join([double or single for double, single, _ in operands]).lower()):
        return None
    parts = []
    for double, single, name in operands:
        if name and not name.isdigit():
            value = variables.get(name)
            if value is None:
                return None
            parts.append(value)
        else:
            parts.append(double or single or name)
    return "".join(parts).strip()


def _is_counter(address: str, tree: PageTree) -> bool:
    if STATIC_ADDRESS.search(address) or not ADDRESS.match(address) or NO_ADDRESS.search(address):
        return False
    if address.startswith(ROOTED) and not COUNTING.search(address.lower()):
        return False
    try:
        parts, page = urlsplit(tree.absolute(address)), urlsplit(tree.base_url)
    except ValueError:  # no address after all
        return False
    asked = f"{parts.path}?{parts.query}".lower()
    if STATIC.search(parts.path) or OTHER_COUNTS.search(asked) or not COUNTING.search(asked):
        return False
    return _same_office(parts.hostname, page.hostname) and _names_one_article(parts.path, parts.query)


def _names_one_article(path: str, query: str) -> bool:
    if any(ID.match(value) and ID_NAMES.search(name) for name, value in parse_qsl(query)):
        return True
    return bool(re.search(r"/\d{3,20}(?:/|$)", path))


def _same_office(host: str | None, page_host: str | None) -> bool:
    """A counter of the office stands on its own domain; one of a statistics service does not."""
    if not host or not page_host:
        return True
    return registrable_domain(host) == registrable_domain(page_host)


def _without_effect(address: str) -> str:
    """Empire CMS counts a visit only when asked to: asking without that word leaves the office's number alone."""
    return re.sub(r"&addclick=1\b|\baddclick=1&", "", address)
