"""View counts as pages print them: "Lượt xem: 3.617", 浏览次数：3.4万, "87 lượt đọc".

The input is one element or one line.  Site-wide visitor counters are vetoed, and a missing number is None, never 0.
"""

import re
from collections.abc import Mapping
from decimal import Decimal

from crawler.normalise.people.label_strokes import with_colons
from crawler.normalise.text.widths import visible

_MAX_LINE_LENGTH = 2000
"""A counter stands in a short line; beyond this only the beginning is looked at."""

_HINTS = (
    "xem", "Xem", "XEM", "đọc", "Đọc", "ĐỌC", "o\u0323c", "O\u0323C", "iew", "IEW", "its", "ITS", "truy c",
    "👁", "👀", "浏", "瀏", "阅", "閱", "点击", "點", "点阅", "访", "訪", "查看", "看过", "人气", "人氣", "次",
)  # fmt: skip
"""Parts of every label; looking for them spares most lines the patterns."""

_VETO = re.compile(
    r"online|trực tuyến|hôm nay|hôm qua|(?:tuần|tháng|năm) (?:này|trước|qua)|trong (?:ngày|tuần|tháng|năm)|tất cả"
    r"|(?:tổng|số|đang|thống kê)\s(?:số\s)?(?:lượt\s|người\s)?truy cập(?!\s(?:bài|tin))|thống kê|đang xem|khách"
    r"|(?:本站|网站|網站)[^\s:：,，|]{0,6}?(?:访|訪|浏|瀏|点击|點擊|阅|閱|次|量)|(?:访问|訪問|浏览|瀏覽)本站|全站|今日|昨日|在线|在線|访客|訪客|位访|位訪|总访问|總訪問|总浏览|總瀏覽|总数|總數|visitor",
    re.IGNORECASE,
)

_DIGITS = r"\d{1,3}(?:(?P<{0}s>[.,\s'])\d{{3}}(?:(?P={0}s)\d{{3}})*)?(?!\d)|\d+"
_UNIT = r"千万|千|万|萬|亿|億|[KkWwMN](?![A-Za-zÀ-ỹ])|nghìn|ngàn|triệu|tr(?![A-Za-zÀ-ỹ])"


def _number(name: str) -> str:
    """A pattern for a count, with or without a unit; not the beginning of a date or of a ratio."""
    return (
        rf"(?<![\d.,/-])(?P<{name}>\d{{1,9}}[.,]\d{{1,2}}(?=\s?(?:{_UNIT}))"
        rf"|\d{{1,3}}(?:(?P<{name}s>[.,\s])\d{{3}}(?!\d))(?:(?P={name}s)\d{{3}}(?!\d))*|\d{{1,12}})(?!\d)(?:\s?(?P<{name}u>{_UNIT}))?"
        rf"(?!\d|\s?[/-]\s?\d|[.,:]\d|%)"
    )


_OF_OTHER = r"(?!\s?(?:phút|giây|giờ|bài|tin|trang|mục|分钟|分鐘|秒|小时|篇|张|页))"
"""What is counted behind a number is none of it: minutes to read, other articles."""
_LABEL = (
    r"(?:(?:tổng\s)?(?:số\s)?(?:lượt|lần)\s(?:người\s)?(?:đọc|xem|view)(?:\s(?:tin|bài(?:\sviết)?))?|(?:số\s)?(?:lượt\s)?(?:người\s)(?:đã\s)?(?:xem|đọc)[^\d:：\n]{0,25}"
    r"|(?:số\s)?lượt\struy\scập\s(?:bài|tin)[^\d:：\n]{0,12}|đã\s(?:xem|đọc)|(?<!\w)(?:xem|đọc)(?!\w)"
    r"|👁\ufe0f?|👀|(?<![A-Za-z])views?(?![A-Za-z])|page\s?views?|UserPageVisits|(?<![A-Za-z])hits(?![A-Za-z])"
    r"|被?(?:浏览|瀏覽|阅读|閱讀|点击|點擊|點閱|点阅|访问|訪問|查看|人气|人氣|閱覽|阅览|阅)(?:[次人]?[数數]|量|率|人次|次)?)"
)
_BEFORE = re.compile(
    rf"{_LABEL}\s{{0,3}}[:：]?\s{{0,3}}[(（\[]?\s{{0,3}}(?:约|khoảng)?{_number('n')}{_OF_OTHER}", re.IGNORECASE
)
_AFTER = re.compile(
    # Neither the minutes of a time nor a number before a label that has its own behind a colon.
    rf"(?<!\d[:：]){_number('n')}\s{{0,3}}\+?\s{{0,3}}(?:(?:(?:số\s)?(?:lượt|lần|người)\s)(?:đã\s)?(?:xem|đọc|view)|views?(?![A-Za-z])|xem(?!\w)"
    r"|次?(?:人次?)?(?:浏览|瀏覽|阅读|閱讀|点击|點擊|访问|訪問|看过|看過|点阅|點閱)|人(?:浏览|瀏覽|阅读|閱讀|看过|看過))"
    r"(?!\s{0,3}(?:[次人]?[数數]|量|率|次)?\s{0,3}[:：])",
    re.IGNORECASE,
)
_WHOLE = re.compile(rf"[\s(（\[【|]*{_number('n')}\s*\+?\s*(?:lượt|lần|次|views?)?[\s)）\]】|]*\Z", re.IGNORECASE)
_UNITS: Mapping[str, int] = {
    "千": 10**3, "万": 10**4, "萬": 10**4, "千万": 10**7, "亿": 10**8, "億": 10**8, "w": 10**4,
    "k": 10**3, "n": 10**3, "nghìn": 10**3, "ngàn": 10**3, "m": 10**6, "tr": 10**6, "triệu": 10**6,
}  # fmt: skip
_DECIMAL = re.compile(r"\d+[.,]\d{1,2}")


def is_site_counter(text: str) -> bool:
    """Return whether the element counts the visitors of the site rather than the readers of an article."""
    return bool(_VETO.search(visible(text[:_MAX_LINE_LENGTH])[0]))


def find_views(text: str) -> tuple[int, str] | None:
    """Return the labelled view count of one element or line with the words it stands in, or None."""
    head = text[:_MAX_LINE_LENGTH]
    if not any(hint in head for hint in _HINTS):
        return None
    line, places = visible(with_colons(head))
    if _VETO.search(line):
        return None
    match = _BEFORE.search(line) or _AFTER.search(line)
    if match is None:
        return None
    start, end = match.span()
    if places is not None:
        start, end = places[start], places[end - 1] + 1
    return _value(match), text[start:end].strip()


def parse_views(text: str) -> int | None:
    """Return the view count that an element states: labelled, or alone where the whole text is a number."""
    found = find_views(text)
    if found:
        return found[0]
    line = visible(text[:_MAX_LINE_LENGTH])[0]
    whole = None if _VETO.search(line) else _WHOLE.match(line)
    return _value(whole) if whole else None


def _value(match: re.Match[str]) -> int:
    number, unit = match["n"], (match["nu"] or "").lower()
    if unit and _DECIMAL.fullmatch(number):
        return round(Decimal(number.replace(",", ".")) * _UNITS[unit])
    return int(re.sub(r"\D", "", number)) * _UNITS.get(unit, 1)
