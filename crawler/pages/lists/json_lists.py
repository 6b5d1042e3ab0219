"""Lists that come as JSON or JSONP: the longest array of objects that have a title and an address, or an id.

Found by structure; the names of members only break ties.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from crawler.normalise.addresses import repaired_address
from crawler.normalise.text.clean import clean_line
from crawler.pages.lists.dates import FULL
from crawler.pages.lists.request import FORM, ListRequest, encode_fields, json_request
from crawler.pages.lists.rows import ListItem
from crawler.pages.lists.scripts.requests import CURSOR_NAME, OFFSET_NAME, PAGE_NAME

JSONP = re.compile(r"^\s*(?:/\*.*?\*/\s*)?(?:try\s*\{\s*)?[\w$.]+\s*\(\s*(?=[\[{])", re.DOTALL)
TITLE = re.compile(
    r"title|headline|subject|tieu_?de|ten_?(?:bai|tin)|trich_?yeu|biaoti|^name$|^ten$|^bt$|docname", re.IGNORECASE
)
NOT_TITLE = re.compile(
    r"sub|short|site|channel|column|class|type|category|author|source|editor|dept|unit|seo|image|file", re.IGNORECASE
)
ADDRESS = re.compile(r"url|link|href|path|address|uri|slug", re.IGNORECASE)
NOT_ADDRESS = re.compile(
    r"img|image|pic|thumb|cover|avatar|icon|logo|video|audio|mobile|short|author|channel|category|column|site",
    re.IGNORECASE,
)
ID = re.compile(
    r"^(?:.*_)?id$|(?:article|info|news|doc|content|manuscript|post)_?id$|^guid$|^uuid$"
    r"|^ma(?:_?(?:bai|tin|so))?(?:_?viet)?$|^(?:code|key|bh|bianhao)$",
    re.IGNORECASE,
)
DATE = re.compile(
    r"publi|pub_?(?:date|time)|release|display|post|date|time|ngay|thoi_?gian|created|riqi|shijian", re.IGNORECASE
)
ROWS = re.compile(
    r"^(?:total(?:_?(?:count|records?|rows?|num|elements|items|hits|size))?"
    r"|(?:record|row|item)s?_?(?:count|total)|count|hits|numfound|found)$",
    re.IGNORECASE,
)
PAGES = re.compile(r"^(?:pages|total_?pages?|page_?count|page_?total|max_?page|last_?page)$", re.IGNORECASE)
CURRENT = re.compile(r"^(?:current(?:_?page)?|page(?:_?(?:no|num|index|number))?|cur_?page|number)$", re.IGNORECASE)
ADDRESS_VALUE = re.compile(
    r"^(?:https?:)?//?[^\s<>]+$|^\.{0,2}/[^\s<>]+$|^[\w/-]+\.(?:s?html?|aspx?|jsp|php)(?:\?\S*)?$"
)
MEMBER = re.compile(r"\{(\w+)\}")
NEXT_URL = re.compile(r"^next(?:_?page)?(?:_?(?:url|link|href|uri))?$", re.IGNORECASE)
NEXT_CURSOR = re.compile(
    r"^(?:(?:next|end|new)_?(?:page_?)?(?:cursor|token|key|id|start|offset|after|max_?id)|cursor|scroll_?id|next|after)$",
    re.IGNORECASE,
)
GUESSES = ("page", "pageNo", "pageNum", "pageIndex", "p", "currentPage", "current")
"""Names under which an interface may want the number of the page, where nothing tells."""
NUMBERED_FILE = re.compile(r"^(?P<stem>[^?]*[_/-])(?P<number>\d{1,4})(?P<ending>\.js(?:on)?p?)$")
BASE_DAY = 631152000000
"""Milliseconds of 1990: numbers from there on are times."""
TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, kw_only=True)
class JsonList:
    """What one JSON answer says of a list."""

    rows: tuple[ListItem, ...]
    rows_total: int | None = None
    pages_total: int | None = None
    current: int | None = None
    fragment: str = ""
    """HTML that the answer carries in place of objects."""
    names_lists: bool = False
    """Whether its rows are rather a menu: names and addresses, no dates."""
    next_url: str | None = None
    """The address of the next page, where the answer tells it."""
    cursor: str | None = None
    """What a request for the next page has to name; empty where there is none, None where nothing is said of it."""


def parse_json(text: str) -> Any:
    """Return the value of JSON or JSONP, which some systems write with raw line breaks in strings; None for others."""
    text = text.lstrip("\ufeff \r\n\t")
    called = JSONP.match(text)
    if called is not None:
        text = text[called.end() :].rstrip().rstrip(";").rstrip().removesuffix(")")
    if text[:1] not in {"{", "["}:
        return None
    for candidate in (
        text,
        re.sub(r"[\r\n\t]+", " ", text),
        re.sub(r",\s*(?=[\]}])", "", re.sub(r"[\r\n\t]+", " ", text)),
    ):
        try:
            return json.JSONDecoder(strict=False).raw_decode(candidate)[0]
        except ValueError:
            continue
    return None


def read_json(value: Any, url: str, row_address: str | None = None) -> JsonList:
    """Read a parsed answer; *row_address* is the form of articles' addresses for rows without.

    It has ``{id}`` in it, or the name of the member that stands there, such as ``{slug}``.
    """
    best: list[ListItem] = []
    named = False
    for array in _arrays(value):
        rows, dated = _rows(array, url, row_address)
        if len(rows) > len(best):
            best, named = rows, not dated
    numbers = dict(_numbers(value))
    fragment = "" if best else max(_markup(value), key=len, default="")
    return JsonList(
        rows=tuple(best),
        rows_total=_of(numbers, ROWS),
        pages_total=_of(numbers, PAGES),
        current=_of(numbers, CURRENT),
        fragment=fragment,
        names_lists=named,
        next_url=next((str(one) for name, one in _told(value, NEXT_URL) if _is_address(one)), None),
        cursor=next((str(one or "") for name, one in _told(value, NEXT_CURSOR) if not _is_address(one)), None),
    )


def _arrays(value: Any, depth: int = 0) -> Iterator[list[Mapping[str, Any]]]:
    if depth > 8:
        return
    if isinstance(value, str) and value[:1] in "[{" and depth:
        value = parse_json(value)  # an answer within the answer
    if isinstance(value, list):
        objects: list[Mapping[str, Any]] = [one for one in value if isinstance(one, dict)]
        if objects:
            yield objects
        for one in value[:50]:
            yield from _arrays(one, depth + 1)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _arrays(one, depth + 1)


def _rows(array: list[Mapping[str, Any]], url: str, row_address: str | None) -> tuple[list[ListItem], bool]:
    flat = [dict(_flat(one)) for one in array]
    title = _best(flat, TITLE, NOT_TITLE, _is_text)
    address = _best(
        flat, ADDRESS, NOT_ADDRESS, lambda value: isinstance(value, str) and bool(ADDRESS_VALUE.match(value.strip()))
    )
    ident = _best(
        flat,
        ID,
        re.compile(r"channel|column|site|category|class|dept|author|parent|user", re.IGNORECASE),
        lambda value: isinstance(value, (str, int)) and str(value).strip() != "",
    )
    date = _best(
        flat,
        DATE,
        re.compile(r"update|modif|expire|end|timestamp|dateformat", re.IGNORECASE),
        lambda value: _day(value) is not None,
    )
    members = MEMBER.findall(row_address) if row_address else []
    if members and members != ["id"]:
        have = all(any(_filled(one, name, ident) for one in flat) for name in members)
        address, ident = (None, ident or members[0]) if have else (address, None)
    if title is None or not (address or (ident and row_address)):
        return [], False
    rows = []
    for one in flat:
        target = str(one.get(address or "") or "").strip()
        if not target and row_address and ident:
            target = _put_together(row_address, one, ident)
        words = clean_line(html.unescape(TAG.sub(" ", str(one.get(title) or ""))))
        if target and words:
            rows.append(ListItem(url=repaired_address(target, url), title=words, date_raw=_day(one.get(date or ""))))
    return rows, date is not None


def _filled(row: Mapping[str, Any], name: str, ident: str | None) -> Any:
    """Return what a row has for a member of an address; its id, whatever that is called there, for ``id``."""
    value = row.get(name)
    return row.get(ident or "") if value is None and name.lower().endswith("id") else value


def _put_together(form: str, row: Mapping[str, Any], ident: str) -> str:
    """Return the address of a row, or nothing where one of its members is missing."""
    values = {
        name: row.get(ident) if name == "id" and form.count("{") == 1 else _filled(row, name, ident)
        for name in MEMBER.findall(form)
    }
    if any(value is None or value == "" for value in values.values()):
        return ""
    return MEMBER.sub(lambda member: str(values[member[1]]), form)


def _flat(value: Mapping[str, Any], prefix: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    for name, member in value.items():
        if isinstance(member, dict) and depth < 2:
            yield from _flat(member, f"{prefix}{name}.", depth + 1)
        else:
            yield prefix + name, member


def _best(rows: list[dict[str, Any]], wanted: re.Pattern[str], unwanted: re.Pattern[str], fits: Any) -> str | None:
    """Return the member that most rows have, whose values fit, and whose name says what it is."""
    names = list(dict.fromkeys(name for one in rows for name in one))
    scored = []
    for at, name in enumerate(names):
        share = sum(bool(fits(one.get(name))) for one in rows) / len(rows)
        if share >= 0.6 and wanted.search(name):
            scored.append((not unwanted.search(name), bool(wanted.fullmatch(name.partition(".")[0])), share, -at, name))
    return max(scored)[-1] if scored else None


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value.strip()) >= 2 and not value.strip().isdigit()


def _day(value: Any) -> str | None:
    """Return the words of a date, or those of a time in seconds or milliseconds."""
    if isinstance(value, str):
        text = value.strip()
        if text.isdigit() and len(text) in {10, 13}:
            return _day(int(text))
        return text if FULL.search(text) or re.match(r"(?:19|20)\d{6}", text) else None
    if isinstance(value, int) and not isinstance(value, bool):
        seconds = value / 1000 if value > BASE_DAY else value
        if BASE_DAY / 1000 < seconds < BASE_DAY / 200:
            return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S")
    return None


def _numbers(value: Any, depth: int = 0) -> Iterator[tuple[str, int]]:
    if isinstance(value, dict) and depth < 5:
        for name, member in value.items():
            if isinstance(member, int) and not isinstance(member, bool):
                yield name, member
            elif isinstance(member, str) and member.isdigit() and len(member) < 8:
                yield name, int(member)
            elif isinstance(member, dict):
                yield from _numbers(member, depth + 1)


def _told(value: Any, names: re.Pattern[str], depth: int = 0) -> Iterator[tuple[str, Any]]:
    """Yield the members outside arrays whose name is one of *names*."""
    if isinstance(value, dict) and depth < 4:
        for name, member in value.items():
            if isinstance(member, dict):
                yield from _told(member, names, depth + 1)
            elif names.match(name) and not isinstance(member, (list, bool)):
                yield name, member


def _is_address(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(("http://", "https://", "/", "?"))


def _of(numbers: Mapping[str, int], pattern: re.Pattern[str]) -> int | None:
    return next((number for name, number in numbers.items() if pattern.match(name)), None)


def _markup(value: Any, depth: int = 0) -> Iterator[str]:
    if isinstance(value, str):
        if "<a" in value or "onclick" in value:
            yield value
    elif isinstance(value, dict) and depth < 4:
        for one in value.values():
            yield from _markup(one, depth + 1)
    elif isinstance(value, list) and depth < 4:
        text = "\n".join(one for one in value if isinstance(one, str))
        yield from _markup(text, depth + 1) if text else ()


def next_requests(request: ListRequest, found: JsonList) -> list[ListRequest]:
    """Return ways to ask for the page after the one that answered *request*, the likeliest first."""
    if found.next_url is not None:
        return [replace(request, url=repaired_address(found.next_url, request.url))] if found.rows else []
    moved = with_cursor(request, found.cursor) if found.cursor is not None else None
    if moved is not None:
        return [moved] if found.cursor and (found.rows or found.fragment) else []
    stepped = stepped_request(request, len(found.rows))
    if stepped is not None:
        is_last = found.pages_total is not None and found.current is not None and found.current >= found.pages_total
        return [] if is_last or not (found.rows or found.fragment) else [stepped]
    if (
        found.pages_total == 1
        or (found.rows_total is not None and found.rows_total <= len(found.rows))
        or not found.rows
    ):
        return []
    number = (found.current or 1) + 1
    step = NUMBERED_FILE.match(request.url)
    if step is not None:
        return [ListRequest(f"{step['stem']}{int(step['number']) + 1}{step['ending']}")]
    return [_with_parameter(request, name, number) for name in GUESSES[:3]]


def with_cursor(request: ListRequest, cursor: str) -> ListRequest | None:
    """Return *request* with *cursor* where it names the row after which a page begins; None where it names none."""
    parts = urlsplit(request.url)
    query = parse_qsl(parts.query, keep_blank_values=True)
    if any(CURSOR_NAME.match(name) for name, _ in query):
        moved = [(name, cursor if CURSOR_NAME.match(name) else value) for name, value in query]
        return replace(request, url=parts._replace(query=encode_fields(moved)).geturl())
    if request.headers == FORM:
        fields = parse_qsl(request.body, keep_blank_values=True)
        if any(CURSOR_NAME.match(name) for name, _ in fields):
            return ListRequest.form(
                request.url, [(name, cursor if CURSOR_NAME.match(name) else value) for name, value in fields]
            )
    sent = parse_json(request.body) if request.body else None
    if not isinstance(sent, dict):
        return None
    names = [name for name in sent if CURSOR_NAME.match(name)]
    return json_request(request.url, sent | dict.fromkeys(names, cursor)) if names else None


def stepped_request(request: ListRequest, rows: int) -> ListRequest | None:
    """Return *request* with its page's number, or the number of its first row, moved on; None where it has neither."""
    parts = urlsplit(request.url)
    query = parse_qsl(parts.query, keep_blank_values=True)
    stepped = _stepped(query, rows)
    if stepped is not None:
        return ListRequest(
            parts._replace(query=encode_fields(stepped)).geturl(), request.method, request.body, request.headers
        )
    if request.method != "POST" or not request.body:
        return None
    if request.headers == FORM:
        stepped = _stepped(parse_qsl(request.body, keep_blank_values=True), rows)
        return ListRequest.form(request.url, stepped) if stepped is not None else None
    fields = parse_json(request.body)
    if not isinstance(fields, dict):
        return None
    stepped = _stepped([(name, str(value)) for name, value in fields.items()], rows)
    if stepped is None:
        return None
    moved = {
        name: int(value) if isinstance(fields[name], int) else value
        for name, value in stepped
        if not isinstance(fields[name], (dict, list))
    }
    return json_request(request.url, fields | moved)


def _stepped(fields: list[tuple[str, str]], rows: int) -> list[tuple[str, str]] | None:
    for pattern, step in ((PAGE_NAME, 1), (OFFSET_NAME, rows)):
        if step and any(pattern.match(name) and value.isdigit() for name, value in fields):
            ends = re.compile(r"^end(?:_?record|_?row)?$|^to$", re.IGNORECASE)
            return [
                (name, str(int(value) + step))
                if value.isdigit() and (pattern.match(name) or (pattern is OFFSET_NAME and ends.match(name)))
                else (name, value)
                for name, value in fields
            ]
    return None


def _with_parameter(request: ListRequest, name: str, number: int) -> ListRequest:
    if request.method == "POST":
        if request.headers == FORM:
            return ListRequest.form(
                request.url, [*parse_qsl(request.body, keep_blank_values=True), (name, str(number))]
            )
        fields = parse_json(request.body)
        return json_request(request.url, (fields if isinstance(fields, dict) else {}) | {name: number})
    return ListRequest(f"{request.url}{'&' if '?' in request.url else '?'}{name}={number}")
