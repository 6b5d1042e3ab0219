"""What an office is: the data that a spider needs and the catalogue shows."""

from dataclasses import dataclass
from datetime import date
from typing import Literal
from urllib.parse import urljoin, urlsplit

DateOrder = Literal["dmy", "mdy"]
DAILY, WEEKLY = 24, 7 * 24
"""Hours, for `Site.every_hours`."""
TlsRule = Literal["certificate", "key_exchange"]
"""What an https host is held to: a certificate that holds, and keys agreed on in a way that cannot be broken."""


@dataclass(frozen=True, kw_only=True)
class Section:
    """One list of articles on an office's site."""

    id: str
    name: str
    """In the office's own language."""
    path: str
    """Relative to the site's home, or absolute where the section lives on another host."""


@dataclass(frozen=True, kw_only=True)
class EarlierFamily:
    """Whose rules read an office's pages until its site was changed."""

    until: date
    """Day of the change: captures from before it are read by `family`."""
    family: str


@dataclass(frozen=True, kw_only=True)
class Site:
    """One government office on the web."""

    id: str
    """``country_province_office``, which is also the spider's name."""
    name: str
    """In the office's own language."""
    name_en: str = ""
    kind: str = ""
    """``health_department``, ``cdc``, ``hospital``, ``party`` or ``official_news``, …"""
    country: Literal["VN", "CN"]
    province: str = ""
    language: Literal["vi", "zh"]
    timezone: str
    home: str
    family: str = ""
    """Whose rules read its articles: a name that `crawler.pages.page_class` knows, or ``module:Class`` for a page class
    of the office's own.  Empty: each page's own marks decide."""
    earlier_families: tuple[EarlierFamily, ...] = ()
    sections: tuple[Section, ...] = ()
    article_url: str = ""
    """Regular expression searched in a link's path and query; a match is an article.  With sections that are written
    down, too, nothing is discovered as long as those are there; empty: other lists are found beside the sections."""
    hosts: tuple[str, ...] = ()
    """Further hosts of the same office (aliases, older portals, file stores)."""
    date_order: DateOrder = "dmy"
    every_hours: int = DAILY
    """Crawl interval: how long after one run the next is due."""
    pause: float = 0.0
    """Seconds between two requests to one of its hosts, where it needs more than the project's own pause."""
    certificate_exception: str = ""
    """Why the office's certificate is not verified, such as "incomplete chain since 2026-09"; empty: it is."""
    key_exchange_exception: str = ""
    """Why a Diffie-Hellman group of 1,024 bits is allowed (its certificate is still verified); empty: it is not."""
    note: str = ""
    """What is known of the site and what is a guess."""
    province_code: str = ""
    """ISO 3166-2, such as ``VN-13``; empty for offices of a whole country."""
    merged_into: str = ""
    """The province that took this one over; the old host is crawled until it redirects, freezes or vanishes."""
    status: str = "unverified"
    """``verified`` only where a report of a crawl shows it."""
    source: str = ""
    """Where the entry comes from."""

    def section_urls(self) -> dict[str, str]:
        """Return section id → absolute address."""
        return {section.id: urljoin(self.home, section.path) for section in self.sections}

    def family_on(self, day: date) -> str:
        """Return the family that was valid on a day, so that an old capture is read by the rules of its day."""
        for earlier in sorted(self.earlier_families, key=lambda one: one.until):
            if day < earlier.until:
                return earlier.family
        return self.family

    def families(self) -> tuple[str, ...]:
        """Return every family that was ever valid, but the empty one."""
        return tuple(name for name in (self.family, *(one.family for one in self.earlier_families)) if name)

    def all_hosts(self) -> frozenset[str]:
        """Return every host name that belongs to the office, lower case."""
        home = urlsplit(self.home).hostname or ""
        return frozenset({home, *self.hosts})

    def bare_hosts(self) -> frozenset[str]:
        """Return every host name of the office without ``www.``, lower case."""
        return frozenset(host.lower().removeprefix("www.") for host in self.all_hosts())

    def tls_exceptions(self) -> dict[TlsRule, str]:
        """Return the rules of https that the office's hosts are not held to, and why."""
        exceptions: dict[TlsRule, str] = {
            "certificate": self.certificate_exception,
            "key_exchange": self.key_exchange_exception,
        }
        return {rule: reason for rule, reason in exceptions.items() if reason}
