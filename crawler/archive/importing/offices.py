"""Which office a capture is of: the one that is named, the one whose host it is, or a new one made of the host."""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Literal, get_args
from urllib.parse import urlsplit

from crawler.archive.db.errors import ArchiveError
from crawler.normalise.text.charset import decode_page
from crawler.pages.dom.builder import parse_page
from crawler.pages.signals.language import find_language
from crawler.site import Site

Language = Literal["vi", "zh"]
COUNTRIES: dict[Language, Literal["VN", "CN"]] = {"vi": "VN", "zh": "CN"}
TIME_ZONES: dict[Language, str] = {"vi": "Asia/Ho_Chi_Minh", "zh": "Asia/Shanghai"}


class Offices:
    """The offices of the registry and of the archive, by id and by host."""

    def __init__(self, connection: sqlite3.Connection, registered: Iterable[Site], *, only: str | None = None) -> None:
        """Know the offices; with *only* what is another's is nobody's."""
        known = stored_sites(connection) | {site.id: site for site in registered}
        self._only = only
        self._ids = set(known)
        self.sites = {name: site for name, site in known.items() if only in (None, name)}
        self._by_host: defaultdict[str, list[Site]] = defaultdict(list)
        for site in known.values():
            for host in {_plain(host) for host in site.all_hosts()}:
                self._by_host[host].append(site)

    def named(self, site_id: str) -> Site:
        """Return the office *site_id*; raises `ArchiveError` where there is none."""
        site = self.sites.get(site_id)
        if site is None:
            raise ArchiveError(f"There is no office {site_id!r}; `healtharchive sites` lists them.")
        return site

    def is_known(self, site_id: str) -> bool:
        """Return whether there is an office *site_id*, be it another than the only one that is asked for."""
        return site_id in self._ids

    def of_host(self, url: str) -> Site | None:
        """Return the office whose host *url* is on, or None.

        Of several on one host it is the one whose home page is nearest above the page, and then the one of which most
        is known.
        """
        offices = self._by_host.get(host_of(url), [])
        nearest = max(offices, key=lambda site: _nearness(site, url), default=None)
        return nearest if nearest is None or self._only in (None, nearest.id) else None

    def make(self, url: str, language: str | None, content: bytes) -> Site:
        """Return a new office for the host of *url*, in *language* or in that of its first page."""
        host = host_of(url)
        speaks = as_language(language) or language_of(url, content)
        name = f"{COUNTRIES[speaks].lower()}_{re.sub(r'[^a-z0-9]+', '_', host).strip('_')}"
        while name in self.sites:
            name += "_2"
        site = office(name, home=f"{urlsplit(url).scheme}://{urlsplit(url).netloc.lower()}/", language=speaks)
        self.sites[name] = site
        self._ids.add(name)
        self._by_host[host].append(site)
        return site


def _nearness(site: Site, url: str) -> tuple[int, bool, bool, str]:
    """Return a key by which the office that the page at *url* is of comes last."""
    home, page = urlsplit(site.home).path.rstrip("/"), urlsplit(url).path
    depth = len(home) if page.startswith(f"{home}/") or page == home else -1
    return depth, bool(site.article_url), bool(site.sections), site.id


def office(site_id: str, *, home: str, language: Language, name: str | None = None, family: str = "generic") -> Site:
    """Return an office of which no more is known than where it is and what it writes."""
    return Site(
        id=site_id,
        name=name or host_of(home),
        name_en=name or host_of(home),
        kind="unknown",
        country=COUNTRIES[language],
        province="",
        language=language,
        timezone=TIME_ZONES[language],
        home=home,
        family=family,
        sections=(),
        article_url="",
        note="Made by an import; nothing is known of the office but its host.",
    )


def stored_sites(connection: sqlite3.Connection) -> dict[str, Site]:
    """Return the offices that the archive holds, each as far as the archive knows it."""
    rows = connection.execute("SELECT * FROM sites").fetchall()
    return {row["id"]: _stored(row) for row in rows}


def _stored(row: sqlite3.Row) -> Site:
    language = as_language(row["language"]) or "vi"
    known = office(
        row["id"], home=row["home"] or "", language=language, name=row["name"], family=row["family"] or "generic"
    )
    told = {name: row[name] for name in ("name_en", "kind", "country", "province", "province_code", "timezone", "note")}
    return replace(known, **{name: value for name, value in told.items() if value is not None})


def as_language(text: str | None) -> Language | None:
    """Return *text* where it is one of the archive's languages."""
    return next((language for language in get_args(Language) if language == text), None)


def language_of(url: str, content: bytes) -> Language:
    """Return the language that a page is written in; Vietnamese where it has no telling letters."""
    tree = parse_page(decode_page(content, None).text, url)
    return as_language(find_language(tree)) or "vi"


def host_of(url: str) -> str:
    """Return the host of *url* without what only names a view of it, with its port where that is no default one."""
    parts = urlsplit(url)
    host = _plain(parts.hostname or "")
    return f"{host}:{parts.port}" if parts.port not in (None, 80, 443) else host


def _plain(host: str) -> str:
    return host.lower().removesuffix(".").removeprefix("www.")
