"""Offices as data: reads files of ``[[office]]`` tables into `Site` objects.

One format serves the registry (``spiders/offices/*.toml``), the ``offices.toml`` beside an archive, and simulations.
"""

import datetime
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_type_hints
from urllib.parse import urlsplit

from crawler.errors import HealthArchiveError
from crawler.pages import page_class
from crawler.site import EarlierFamily, Section, Site

ZONES = {"VN": "Asia/Ho_Chi_Minh", "CN": "Asia/Shanghai"}
LANGUAGES = {"VN": "vi", "CN": "zh"}
REQUIRED = ("id", "name", "language", "country", "home")
ID = re.compile(r"[a-z][a-z0-9_]{2,60}")
_TEXTS = frozenset(name for name, kind in get_type_hints(Site).items() if kind is str)
_NUMBERS = frozenset({"every_hours", "pause"})
_LISTS = frozenset({"hosts", "lists"})
_CHOICES = {"country": ("VN", "CN"), "language": ("vi", "zh"), "date_order": ("dmy", "mdy")}
_KEYS = [*_TEXTS, *_NUMBERS, *_LISTS, *_CHOICES, "earlier_families"]


@dataclass(frozen=True)
class OfficesRead:
    """What a file of offices holds."""

    sites: list[Site]
    """In the order of the file."""
    faults: dict[str, str]
    """Id of an office, or the file's path, → the sentence that says what is wrong with it."""


def read_offices(path: Path) -> list[Site]:
    """Return the offices of a file, in its order.

    Raises `HealthArchiveError` with one sentence that names the file, the office and the key.
    """
    read = read_good_offices(path)
    for sentence in read.faults.values():
        raise HealthArchiveError(sentence)
    return read.sites


def read_good_offices(path: Path) -> OfficesRead:
    """Return the offices of a file that can be used, and what is wrong with the others; raises nothing."""
    sites: dict[str, Site] = {}
    faults: dict[str, str] = {}
    try:
        tables = _tables(path)
    except HealthArchiveError as error:
        return OfficesRead([], {str(path): str(error)})
    for number, table in enumerate(tables, 1):
        try:
            site = _site(table, path, number)
        except HealthArchiveError as error:
            faults[str(table.get("id", f"{path}, office number {number}"))] = str(error)
            continue
        if site.id in sites:
            faults[site.id] = f"{path}: the office {site.id} stands in it twice."
        sites[site.id] = site
    return OfficesRead([site for site in sites.values() if site.id not in faults], faults)


def fault_of(site: Site) -> str | None:
    """Return what keeps an office from being crawled, as a clause; None where nothing does."""
    try:
        re.compile(site.article_url)
    except re.error as error:
        return f"article_url is no regular expression: {error}."
    for family in site.families():
        try:
            page_class(family)
        except HealthArchiveError as error:
            return f"{str(error)[0].lower()}{str(error)[1:]}"
    return None


def _tables(path: Path) -> list[dict[str, Any]]:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise HealthArchiveError(f"Cannot read {path}: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise HealthArchiveError(f"{path} is no TOML: {error}.") from error
    tables = data.get("office")
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise HealthArchiveError(f"{path} has no [[office]] tables.")
    return tables


def _site(table: Mapping[str, Any], path: Path, number: int) -> Site:
    name = table.get("id") if isinstance(table.get("id"), str) else f"number {number}"
    where = f"{path}: office {name}"
    for key in table:
        if key not in _KEYS:
            close = ["lists"] if key == "sections" else get_close_matches(key, _KEYS, n=1)
            raise HealthArchiveError(f"{where}: there is no key {key}{f'; did you mean {close[0]}?' if close else '.'}")
    for key in REQUIRED:
        if key not in table:
            raise HealthArchiveError(f"{where}: the key {key} is missing.")
    for key, value in table.items():
        _check(key, value, where)
    values = {key: value for key, value in table.items() if key not in _LISTS}
    values.setdefault("timezone", ZONES[table["country"]])
    values["hosts"] = tuple(table.get("hosts", ()))
    values["earlier_families"] = tuple(EarlierFamily(**one) for one in table.get("earlier_families", ()))
    values["sections"] = tuple(_sections(table.get("lists", ())))
    site = Site(**values)
    fault = fault_of(site)
    if fault is not None:
        raise HealthArchiveError(f"{where}: {fault}")
    return site


def _check(key: str, value: object, where: str) -> None:
    if key in _CHOICES:
        if value not in _CHOICES[key]:
            raise HealthArchiveError(f"{where}: {key} is {value!r}; it must be {' or '.join(_CHOICES[key])}.")
    elif key in _TEXTS:
        if not isinstance(value, str):
            raise HealthArchiveError(f"{where}: {key} must be a text.")
        _check_text(key, value, where)
    elif key in _NUMBERS:
        if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
            raise HealthArchiveError(f"{where}: {key} must be a number above zero.")
    elif key == "earlier_families":
        _check_families(value, where)
    elif not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise HealthArchiveError(f"{where}: {key} must be a list of texts.")


def _check_text(key: str, value: str, where: str) -> None:
    if key == "id" and not ID.fullmatch(value):
        raise HealthArchiveError(f"{where}: the id must be of small letters, digits and underscores.")
    if key == "home" and (urlsplit(value).scheme not in {"http", "https"} or not urlsplit(value).hostname):
        raise HealthArchiveError(f"{where}: home must be an http or https address.")


def _check_families(value: object, where: str) -> None:
    for one in value if isinstance(value, list) else [None]:
        if not isinstance(one, dict) or set(one) != {"until", "family"} or type(one["until"]) is not datetime.date:
            raise HealthArchiveError(
                f'{where}: earlier_families must be a list such as [{{ until = 2026-05-01, family = "trs" }}].'
            )


def _sections(addresses: list[str]) -> Iterator[Section]:
    taken: set[str] = set()
    for address in addresses:
        parts = urlsplit(address)
        words = re.sub(r"[^a-z0-9]+", "-", f"{parts.path} {parts.query}".lower()).strip("-")[-40:].strip("-") or "list"
        ident, number = words, 1
        while ident in taken:
            number += 1
            ident = f"{words}-{number}"
        taken.add(ident)
        yield Section(id=ident, name=ident, path=address)
