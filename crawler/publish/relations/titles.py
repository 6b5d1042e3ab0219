"""Join the titles that papers name without a number to the one article that bears such a title; null where several do.

A text that several offices publish is one paper: its first article is meant.
"""

import re
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from crawler.archive.db.database import transaction
from crawler.normalise.text.widths import narrow
from crawler.publish.days import paper_day
from crawler.publish.relations.targets import MAX_DAYS_APART, days_between

_SIGNS = re.compile(r"[\W_]+")
_COUNTRY = re.compile(r"\A(?:中华人民共和国|中華人民共和國)")
_ISSUED = re.compile(
    r"(?:印发|发布|公布|颁布|修订|实施|转发|下发|印發|發布|公布)(?:了)?\s?《(?P<name>[^《》]{3,120})》[^《》]{0,16}\Z"
)
_OFFICE = re.compile(r"\A[\u4e00-\u9fff]{2,40}?(?=关于|關於)")
_KIND = (
    r"(?:Quyết định|Thông tư liên tịch|Thông tư|Nghị định|Nghị quyết|Chỉ thị|Kế hoạch|Thông báo|Công văn|Công điện"
    r"|Văn bản|Báo cáo|Hướng dẫn)"
)
_HEAD = re.compile(
    rf"\A\s*{_KIND}(?:\s+số\s+\S+)?(?:,?\s+ngày\s+[\d/.-]+)?(?:\s+của\s+.{{2,60}}?)?,?\s+"
    r"(?=(?:về|V/v|quy định|hướng dẫn|sửa đổi|ban hành|phê duyệt|công bố|bãi bỏ)(?!\w))",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\A\s*(?:V/v|Về việc|về việc|về|Về)[\s:]+")
_LAW = re.compile(r"(?:法|条例|條例|法典|宪法)\Z|\A(?:Luật|Bộ luật|Pháp lệnh|Hiến pháp)\b")
_MIN_LENGTH = {"zh": 4, "vi": 12}
"""Characters of a folded title below which it may mean anything."""


@dataclass(frozen=True)
class _Holder:
    article: int
    issued_on: str | None
    day: str | None
    text: int
    """The group of its text, or the article itself."""


def title_key(title: str) -> str:
    """Fold a title for comparing: signs, spaces, case and the country's name before a law make no difference."""
    return _SIGNS.sub("", _COUNTRY.sub("", narrow(title).strip())).casefold()


def names_of(title: str, language: str) -> Iterator[str]:
    """Yield the titles under which a headline's paper may be named."""
    yield title
    if language == "zh":
        plain = _OFFICE.sub("", title)
        yield plain
        issued = _ISSUED.search(plain)
        if issued and not plain.startswith(("转发", "关于转发", "關於轉發")):
            yield issued["name"]
        return
    plain = _HEAD.sub("", title)
    yield plain
    yield _ABOUT.sub("", plain)


def _keys(title: str, language: str) -> set[str]:
    return {key for name in names_of(title, language) if len(key := title_key(name)) >= _MIN_LENGTH.get(language, 4)}


def resolve_titles(connection: sqlite3.Connection) -> None:
    """Set `relations.target` anew of every relation to a title without a number."""
    named = _named(connection)
    holders = _holders(connection, {key for keys in named.values() for key in keys})
    changes = []
    for relation, article, title, day, said_on, before in connection.execute(
        "SELECT id, article, named_title, day, said_on, target FROM relations "
        "WHERE number_key IS NULL AND named_title IS NOT NULL"
    ):
        possible = [one for key in named[title] for one in holders.get(key, ())]
        target = _only(possible, article, day, None if _LAW.search(title) else said_on)
        if target != before:
            changes.append((target, relation))
    with transaction(connection):
        connection.executemany("UPDATE relations SET target = ? WHERE id = ?", changes)


def _named(connection: sqlite3.Connection) -> dict[str, set[str]]:
    """Return the titles that papers name without a number, each with its keys."""
    titles = connection.execute(
        "SELECT DISTINCT named_title FROM relations WHERE number_key IS NULL AND named_title IS NOT NULL"
    )
    return {
        title: {title_key(one) for one in (title, _ABOUT.sub("", title)) if len(title_key(one)) >= _MIN_LENGTH["zh"]}
        for (title,) in titles
    }


def _holders(connection: sqlite3.Connection, named: set[str]) -> Mapping[str, set[_Holder]]:
    """Return the articles whose headline or subject is a title that some paper names."""
    holders: dict[str, set[_Holder]] = {}
    if not named:
        return holders
    for article, language, title, subject, issued_on, day, group in connection.execute(
        f"SELECT a.id, a.language, a.title, a.subject, a.issued_on, {paper_day('a')}, g.group_id "
        "FROM articles AS a LEFT JOIN same_text AS g ON g.article = a.id WHERE a.title IS NOT NULL ORDER BY a.id"
    ):
        keys = {key for text in (title, subject) if text for key in _keys(text, language or "vi")}
        for key in keys & named:
            holders.setdefault(key, set()).add(_Holder(article, issued_on, day, group or article))
    return holders


def _only(possible: list[_Holder], article: int, day: str | None, said_on: str | None) -> int | None:
    """Return the article that alone can be meant: of that day where one is given, and no younger than what names it."""
    left = [
        one
        for one in possible
        if one.article != article and _is_of_day(one, day) and not (said_on and one.day and one.day[:10] > said_on[:10])
    ]
    if len({one.text for one in left}) != 1:
        return None
    return min(left, key=lambda one: (one.day or "9999", one.article)).article


def _is_of_day(holder: _Holder, day: str | None) -> bool:
    if day is None or holder.day is None:
        return True
    return holder.issued_on == day if holder.issued_on else days_between(day, holder.day) <= MAX_DAYS_APART
