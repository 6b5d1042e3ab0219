"""The requests by which a page's scripts fetch the rows of a list: "load more", and lists that are nothing but script.

The scripts are read, never run: calls of jQuery, `fetch`, axios and XMLHttpRequest whose address and data can be put
together from what the page itself says.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from lxml.etree import _Element

from crawler.normalise.addresses import repaired_address
from crawler.pages.dom.tree import PageTree
from crawler.pages.lists.links import text_of
from crawler.pages.lists.request import FORM, ListRequest, encode_fields, json_request
from crawler.pages.lists.scripts.calls import (
    PLACEHOLDER,
    Value,
    arguments,
    evaluate,
    evaluated,
    global_values,
    literal_value,
    members,
)
from crawler.pages.lists.scripts.constants import STEPPED, constants

CALLS = re.compile(
    r"""(?P<call>\$\.(?:get|post|ajax|getJSON)|jQuery\.(?:get|post|ajax|getJSON)|axios(?:\.(?:get|post|request))?|(?<![\w.])fetch|(?<![\w$])(?:request|\$?http|ajax|api|service|\$axios)\.(?:get|post)|(?:uni|wx)\.request|(?<![\w$.])(?:request|http|ajax)(?=\(\s*\{)|\.open|\.load|table\.render|flow\.load)\s*\("""
)
PAGE_NAME = re.compile(
    r"^(?!.*per_?page)(?:.*\.|.*_(?=cur)|page_(?=cur))?(?:page(?:_?(?:no|num|index|number))?|p|pn|pg|paged|trang|cur(?:r|rent)?_?(?:page)?|page_?current|curr_?page|next_?page|i)$",
    re.IGNORECASE,
)
OFFSET_NAME = re.compile(r"^(?:offset|skip|start(?:_?(?:record|index|row))?|from|first)$", re.IGNORECASE)
CURSOR_NAME = re.compile(
    r"^(?:(?:last|max|since|before|after|cursor|scroll)(?:_?id|_?time|_?date)?|(?:next|end|start|page)_?(?:cursor|token|key|after))$",
    re.IGNORECASE,
)
OF_ELEMENT = re.compile(
    r"""(?:\$\([^()]*\)\.(?:data|attr)\(\s*['"](?:data-)?(?P<jquery>[\w-]+)['"]\s*\)|[\w.]+\.dataset\.(?P<dataset>\w+)|[\w.]+\.getAttribute\(\s*['"]data-(?P<attribute>[\w-]+)['"]\s*\))"""
)
"""What a script reads off an element: a name of its ``data-``."""
NOT_LISTS = re.compile(
    r"hit|click|visit|count(?!_?page)|view(?:s|ed)\b|stat(?:s|istic)?\b|captcha|login|token|comment|vote|poll|weather|suggest|upload|like|share|online|survey|user",
    re.IGNORECASE,
)
API_LITERAL = re.compile(
    r"""['"`](?P<address>(?:https?:)?/[^'"`\s<>{}$]*?(?:/api/|/rest/|/ajax/|/json/|/services?/|/interface/|/openapi/|getlist|/list\b|query|\.json\b|nav\b|menu|channel|column|column)[^'"`\s<>{}$]*)['"`]""",
    re.IGNORECASE,
)
CONFIG = re.compile(r"=\s*(?P<object>[\[{].*?[\]}])\s*;?\s*(?:</|$|\n|;)", re.DOTALL)
OWN = re.compile(r"\bthis\.([A-Za-z_$]\w*)")
LITERAL = r"""("[^"\n]*"|'[^'\n]*'|\d+)\s*[,}\n]"""
MAX_BEFORE = 500
"""Characters before a call in which its function may begin."""
SENT = re.compile(r"^(?:JSON\.stringify|new\s+(?:URLSearchParams|FormData)|(?:Qs|qs)\.stringify|\$\.param)\(|\)$")
"""What stands around the fields that are sent."""
SEND = re.compile(r"\.send\s*\(")
MAX_REQUESTS = 12
MAX_CHANNELS = 12
STATIC = re.compile(r"\.(?:js|css|png|jpe?g|gif|svg|ico|woff2?|ttf|map)(?:$|\?)", re.IGNORECASE)
MORE_ATTRIBUTES = (
    "data-url",
    "data-href",
    "data-api",
    "data-next",
    "data-next-url",
    "data-action",
    "data-load-url",
    "data-ajax-url",
)
MORE_WORDS = re.compile(r"xem thêm|tải thêm|xem tiếp|加载更多|查看更多|点击加载|更多|load more|more", re.IGNORECASE)


@dataclass(frozen=True)
class Named:
    """A request that scripts make, and the name of the list that it belongs to, where they tell."""

    request: ListRequest
    name: str | None = None


def find_script_requests(tree: PageTree, request: ListRequest, charset: str = "utf-8") -> list[ListRequest]:
    """Return the requests with which the page's "load more" asks for the page after the one that is shown."""
    source = with_data("\n".join(script.text for script in tree.scripts), tree)
    by_button = list(_buttons(tree, charset))
    if by_button:
        return by_button
    named = islice(_requests(source, tree, 2, charset, only_paged=True), MAX_REQUESTS)
    return list(dict.fromkeys(one.request for one in named if one.request.key != request.key))


def with_data(source: str, tree: PageTree) -> str:
    """Return a script with the values that it reads off the page's elements, each element of such data the last."""

    def value(found: re.Match[str]) -> str:
        name = f"data-{found['jquery'] or found['dataset'] or found['attribute']}"
        values = [element.get(name) for element in tree.root.iter("*") if element.get(name) is not None]
        return json.dumps(values[-1]) if values else found[0]

    return OF_ELEMENT.sub(value, source)


def next_by_cursor(request: ListRequest, tree: PageTree) -> ListRequest | None:
    """Return the request for what follows a piece of a list that names its last row in a ``data-``."""
    parts = urlsplit(request.url)
    is_form = request.method == "POST" and request.headers == FORM
    fields = parse_qsl(request.body if is_form else parts.query, keep_blank_values=True)
    for at, (name, before) in enumerate(fields):
        if CURSOR_NAME.match(name):
            for element in tree.root.iter("*"):
                after = element.get(f"data-{name}")
                if after and after != before:
                    moved = [*fields[:at], (name, after), *fields[at + 1 :]]
                    if is_form:
                        return ListRequest.form(request.url, moved)
                    return ListRequest(parts._replace(query=encode_fields(moved)).geturl(), headers=request.headers)
    return None


def find_endpoints(tree: PageTree, source: str, charset: str = "utf-8") -> list[Named]:
    """Return what a page without links may fetch its menu and its rows from; *source* are scripts of other files."""
    text = "\n".join((*(script.text for script in tree.scripts), source))
    found: dict[str, Named] = {}
    for one in _requests(text, tree, 1, charset, only_paged=False):
        found.setdefault(one.request.key, one)
    for literal in API_LITERAL.finditer(text):
        address = repaired_address(literal["address"].replace("\\/", "/"), tree.base_url, charset)
        if any(one.request.url.startswith(f"{address}?") for one in found.values()):
            continue  # what it answers without its parameters is nobody's list
        if address.endswith("=") or any(one.request.url.startswith(address) for one in found.values()):
            continue  # what is put together from it is known, or cannot be
        if not STATIC.search(address) and not NOT_LISTS.search(address):
            found.setdefault(f"GET {address}", Named(ListRequest(address)))
    return list(found.values())[: 2 * MAX_REQUESTS]


def _buttons(tree: PageTree, charset: str) -> Iterator[ListRequest]:
    """A "load more" that carries its address."""
    for element in tree.root.iter("a", "button", "div", "span"):
        address = next((element.get(name) for name in MORE_ATTRIBUTES if element.get(name)), None)
        page = next(
            (
                element.get(name)
                for name in ("data-page", "data-next-page", "data-paged", "data-current-page")
                if element.get(name)
            ),
            None,
        )
        if not address or address.startswith("#") or not (page or _is_more(element)):
            continue
        number = int(page) if page and page.isdigit() else 2
        number = max(number, 2) if page and element.get("data-page") != "1" else 2
        for mark in ("{page}", "{0}", "%d", "__page__", ":page"):
            if mark in address:
                yield ListRequest(repaired_address(address.replace(mark, str(number)), tree.base_url, charset))
                return
        url = repaired_address(address, tree.base_url, charset)
        if page and not re.search(r"(?:page|trang|p|offset|start)=\d+", url, re.IGNORECASE):
            url += f"{'&' if '?' in url else '?'}page={number}"
        yield ListRequest(url)
        return


def _is_more(element: _Element) -> bool:
    return bool(
        MORE_WORDS.search(text_of(element)[:60]) or re.search(r"load-?more|btn-?more", element.get("class") or "")
    )


def _requests(source: str, tree: PageTree, page: int, charset: str, *, only_paged: bool) -> Iterator[Named]:
    config = list(json_values(source))
    names: dict[str, Value] = {}
    for one in config:
        names.update(_scalars(one))
    names.update((name, value) for name, value in global_values(source).items() if _moves(name))
    names.update(constants(source, tree.url))
    names.update(_own_members(source, names))
    channels = [pair for one in config for pair in _channels(one)]
    for shape in request_shapes(source):
        yield from _bound(shape, names, channels, tree, page, charset, only_paged=only_paged)


def _own_members(source: str, names: Mapping[str, Value]) -> dict[str, Value]:
    """Return the values of ``this.name`` that the page's component gives once, as a literal."""
    found: dict[str, Value] = {}
    for name in dict.fromkeys(OWN.findall(source)):
        given = {literal_value(value[1]) for value in re.finditer(rf"(?<![\w$.]){name}\s*:\s*{LITERAL}", source)}
        if len(given) == 1 and f"this.{name}" not in names:
            found[f"this.{name}"] = given.pop()
    return found


def request_shapes(source: str) -> Iterator["Shape"]:
    """Yield the calls in *source* that ask for something that may be a list."""
    for call in CALLS.finditer(source):
        shape = _shape(call["call"], arguments(source[call.end() : call.end() + 1_500]))
        if shape is not None and call["call"] == ".open":
            sent = SEND.search(source, call.end(), call.end() + 1_000)
            parts = arguments(source[sent.end() : sent.end() + 500]) if sent is not None else []
            shape = replace(shape, text=parts[0] if parts and parts[0] != "null" else "")
        if shape is not None and not NOT_LISTS.search(shape.address):
            fields = shape.data or _appended(source[: call.start()], shape.sent)
            yield replace(shape, data=fields, stepped=_stepped_before(source, call.start()))


def _appended(before: str, name: str) -> dict[str, str]:
    """Return the fields that a script appends, before it sends them, to the form data of that *name*."""
    if not re.fullmatch(r"[A-Za-z_$][\w$]*", name):
        return {}
    fields = {}
    for found in re.finditer(rf"(?<![\w$.]){re.escape(name)}\.(?:append|set)\s*\(", before):
        parts = arguments(before[found.end() : found.end() + 300])
        if len(parts) == 2 and parts[0][:1] in "'\"":
            fields[parts[0].strip("'\"")] = parts[1]
    return fields


def _stepped_before(source: str, at: int) -> frozenset[str]:
    """Return the names that the function around a call counts up before it calls."""
    before = source[max(0, at - MAX_BEFORE) : at]
    head = max(before.rfind("function"), before.rfind("=>"), 0)
    return frozenset(found["name"] or found["before"] for found in STEPPED.finditer(before, head))


def shape_request(shape: "Shape", names: Mapping[str, Value], tree: PageTree, charset: str) -> ListRequest | None:
    """Return the request that a call makes where every piece of it is known, or None."""
    sources = [shape.address, *shape.data.values(), *([shape.text] if shape.text else [])]
    values = [evaluated(source, names) for source in sources]
    if any(value is None or source[end:].strip() for source, (value, end) in zip(sources, values, strict=True)):
        return None
    return _made(shape, names, tree, None, charset)


@dataclass(frozen=True)
class Shape:
    """A call, its pieces still expressions."""

    address: str
    method: str
    data: Mapping[str, str]
    is_json: bool = False
    text: str = ""
    """Data that are put together as one string."""
    sent: str = ""
    """What is sent, as it is written."""
    stepped: frozenset[str] = frozenset()
    """Names that are counted up before the call."""


def _shape(call: str, parts: list[str]) -> Shape | None:
    if not parts:
        return None
    name = call.rpartition(".")[2].lower()
    if name == "open":
        return Shape(parts[1], parts[0].strip("'\"").upper(), {}) if len(parts) > 1 and parts[0][:1] in "'\"" else None
    options = members(parts[0])
    if options:
        return _of_options(options, is_json=call.startswith("axios"))
    if name == "post":
        sent = parts[1] if len(parts) > 1 else ""
        return Shape(parts[0], "POST", members(sent), is_json="axios" in call, text=_as_text(sent))
    data = members(parts[1]) if len(parts) > 1 else {}
    if name in {"fetch", "get", "axios", "request"} and ("params" in data or "method" in data or "body" in data):
        inner = members(data.get("params", ""))
        method = data.get("method", "GET").strip("'\"").upper()
        body = SENT.sub("", data.get("body", ""))
        return Shape(parts[0], method, inner or members(body), "stringify" in data.get("body", ""), sent=body)
    return Shape(parts[0], "GET", {} if name == "fetch" else data)


def _of_options(options: Mapping[str, str], *, is_json: bool = False) -> Shape | None:
    if "url" not in options:
        return None
    method = (options.get("type") or options.get("method") or "GET").strip("'\"").upper()
    data = options.get("data") or options.get("params") or ""
    is_json = is_json or "stringify" in data or "json" in options.get("contentType", "")
    fields = members(SENT.sub("", data))
    if "where" in options or options.get("page") in {"true", "!0"}:  # layui: its tables ask for page and limit
        fields |= members(options.get("where", "")) | {"page": "page", "limit": options.get("limit", "10")}
    return Shape(options["url"], method, fields, is_json, text="" if is_json else _as_text(data))


def _as_text(data: str) -> str:
    return data if data[:1] in {"'", '"', "`"} else ""


def _bound(
    shape: Shape,
    names: Mapping[str, Value],
    channels: list[tuple[Value, str]],
    tree: PageTree,
    page: int,
    charset: str,
    *,
    only_paged: bool,
) -> Iterator[Named]:
    """Yield the requests that a call means: one, or one for each channel where it leaves the channel open."""
    unknown = [name for name in _identifiers(shape) if name not in names and name.rpartition(".")[2] not in names]
    paged = [name for name in _identifiers(shape) if PAGE_NAME.match(name)]
    if only_paged and not paged and not any(_moves(name) for name in (*shape.data, *_identifiers(shape))):
        return
    open_names = [name for name in unknown if name not in paged]
    numbers = _numbers(shape, names, paged, page)
    if not open_names:
        for number in numbers:
            made = _made(shape, dict(names) | dict.fromkeys(paged, number), tree, number, charset)
            if made is not None:
                yield Named(made)
        return
    known: dict[str, Value] = dict(names) | dict.fromkeys(paged, numbers[0])
    if len(open_names) > 1:
        return
    for value, label in channels[:MAX_CHANNELS]:
        made = _made(shape, known | {open_names[0]: value}, tree, numbers[0], charset)
        if made is not None:
            yield Named(made, label)


def _numbers(shape: "Shape", names: Mapping[str, Value], paged: list[str], page: int) -> list[int]:
    """Return the numbers that the *page*-th page may have, the likeliest first: a script may count from 0."""
    from_zero = any(names.get(name) == 0 for name in paged)
    if not from_zero:
        return [page]
    first = 1 if any(name in shape.stepped for name in paged) else 0
    return [first] if page == 1 else [1, 2]


def _moves(name: str) -> bool:
    """Whether a name is that of a page's number, of a first row, or of the last row that was seen."""
    return any(pattern.match(name) for pattern in (PAGE_NAME, OFFSET_NAME, CURSOR_NAME))


def _identifiers(shape: Shape) -> list[str]:
    text = " ".join((shape.address, shape.text, *shape.data.values()))
    bare = re.sub(r"`[^`]*`", lambda literal: " ".join(PLACEHOLDER.findall(literal[0])), text)
    bare = re.sub(r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'", " ", bare)
    found = re.findall(r"[A-Za-z_$][\w$.]*", bare)
    return [
        name
        for name in dict.fromkeys(found)
        if name not in {"encodeURIComponent", "encodeURI", "String", "parseInt", "Number"}
    ]


def _made(
    shape: Shape, names: Mapping[str, Value], tree: PageTree, page: int | None, charset: str
) -> ListRequest | None:
    """Return the request of a call; *page* stands where a page's number is sent, if it is given."""
    address = evaluate(shape.address, names)
    if not isinstance(address, str) or not address or STATIC.search(address):
        return None
    url = repaired_address(address, tree.base_url, charset)
    fields: dict[str, Value] = {}
    for name, source in shape.data.items():
        is_page = page is not None and PAGE_NAME.match(name) and not source.strip("'\"").isdigit()
        value = page if is_page else evaluate(source, names)
        if value is not None:
            fields[name] = value
    if shape.text:
        sent = evaluate(shape.text, names)
        fields |= dict(parse_qsl(sent)) if isinstance(sent, str) else {}
    if shape.method == "POST":
        if shape.is_json:
            return json_request(url, fields)
        return ListRequest.form(url, [(name, str(value)) for name, value in fields.items()], charset)
    if fields:
        url += ("&" if "?" in url else "?") + encode_fields(
            [(name, str(value)) for name, value in fields.items()], charset
        )
    return ListRequest(url)


def json_values(source: str) -> Iterator[Any]:
    """Yield the JSON values that a script assigns, or that it is."""
    decoder = json.JSONDecoder()
    starts = [0] if source.lstrip()[:1] in {"{", "["} else []
    for at in (*starts, *(found.end() for found in re.finditer(r"=\s*(?=[\[{])", source))):
        try:
            value, _ = decoder.raw_decode(source.lstrip() if not at else source, at)
        except (ValueError, RecursionError):  # not JSON, or nested beyond what anybody writes
            continue
        yield value


def _scalars(value: Any) -> dict[str, Value]:
    found: dict[str, Value] = {}
    if isinstance(value, dict):
        for name, member in value.items():
            if isinstance(member, (str, int)) and not isinstance(member, bool):
                found[name] = member
            else:
                found.update(_scalars(member))
    return found


def _channels(value: Any) -> Iterator[tuple[Value, str]]:
    """Yield (id, name) of the columns that a configuration lists."""
    if isinstance(value, dict):
        for member in value.values():
            yield from _channels(member)
    elif isinstance(value, list):
        for member in value:
            if not isinstance(member, dict):
                continue
            ident = next(
                (
                    member[key]
                    for key in ("id", "channelId", "columnId", "cid", "code", "key")
                    if isinstance(member.get(key), (str, int))
                ),
                None,
            )
            name = next(
                (member[key] for key in ("name", "title", "label", "text") if isinstance(member.get(key), str)), None
            )
            if ident is not None and name:
                yield ident, name
            yield from _channels(list(member.values()))
