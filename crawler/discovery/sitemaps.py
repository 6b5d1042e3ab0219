"""What site maps and feeds are good for: they show what no list names.  They are never believed alone.

Half of all site maps are stale, date everything today, or name static pages and tags only; so an address counts only if
it has the form that the articles of the office's lists have, and nothing in a menu has.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from crawler.discovery.found import Ask, FoundList
from crawler.discovery.hosts import OwnHosts
from crawler.discovery.judge import form_of
from crawler.normalise.addresses import address_key
from crawler.pages.lists.read import ListPage

SITEMAP = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
NO_ARTICLES = re.compile(r"tag|categor|author|user|image|video|product|page-sitemap|sitemap-page|pages", re.IGNORECASE)
ARTICLES = re.compile(r"post|news|article|tin|bai|art|info|content", re.IGNORECASE)
TELLING = re.compile(r"\\d")


def sitemap_addresses(robots: str, url: str) -> list[str]:
    """Return the site maps that a robots.txt names."""
    return [urljoin(url, address) for address in dict.fromkeys(SITEMAP.findall(robots))]


def likely_maps(addresses: Iterable[str]) -> list[str]:
    """Return the parts of a site map that may name articles, the likeliest first."""
    kept = [one for one in dict.fromkeys(addresses) if not NO_ARTICLES.search(one.rpartition("/")[2])]
    return sorted(kept, key=lambda one: not ARTICLES.search(one.rpartition("/")[2]))


def telling_forms(lists: Iterable[FoundList], menu: Collection[str]) -> list[str]:
    """Return the forms of address that articles have and no entry of a menu has."""
    forms = {one.article_form for one in lists if one.role == "main" and one.article_form}
    return [form for form in forms if TELLING.search(form) and not any(_has_form(form, key) for key in menu)]


def extra_list(
    page: ListPage, ask: Ask, lists: list[FoundList], menu: Collection[str], hosts: OwnHosts
) -> FoundList | None:
    """Return a feed or site map as a list beside the office's own ones, or None where it says nothing of articles."""
    if page.kind not in {"feed", "sitemap"}:
        return None
    rows = [row for row in page.rows if hosts.has(row.url) and address_key(row.url) not in menu]
    forms = {one.article_form for one in lists if one.role == "main" and one.article_form}
    if page.kind == "sitemap":
        telling = telling_forms(lists, menu)
        if not forms:
            form = form_of(rows, hosts)
            telling = [form] if form and TELLING.search(form) else []
        rows = [row for row in rows if any(re.search(form, _asked(row.url)) for form in telling)]
    if not rows:
        return None
    return FoundList(
        request=ask.request,
        name=ask.label or page.kind,
        found_by=ask.found_by,
        kind=page.kind,
        role="extra" if forms else "main",
        order=page.order,
        article_form=form_of(rows, hosts),
        evidence=(f"{len(rows)} addresses of articles",),
        rows=tuple(rows),
        page=replace(page, rows=tuple(rows)),
    )


def _asked(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _has_form(form: str, key: str) -> bool:
    return bool(re.search(form, "/" + key.partition("/")[2]))
