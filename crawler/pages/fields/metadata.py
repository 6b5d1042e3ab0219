"""What a page says about itself apart from its visible text: meta elements, JSON-LD, microdata.

Values are the page's own strings with markup taken off; nothing is interpreted.  Each comes with the name of its rule,
in the order in which they are trusted, so that the readers of the single fields can compare them.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from lxml.etree import XPath, _Element

from crawler.normalise.text.clean import clean_line
from crawler.pages.dom.elements import element_text
from crawler.pages.dom.model import Script
from crawler.pages.dom.tree import PageTree

TAG = re.compile(r"<[^<>]*>")
ARTICLE_TYPE = re.compile(r"(?:Article|BlogPosting|NewsStory|Report|SpecialAnnouncement)$")
ISO_TIME = re.compile(r"^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s?(?:Z|[+-]\d{2}:?\d{2}))?)?$")
VISITS = re.compile(r"^(?:UserPageVisits|UserPageViews)\s*:\s*(\d[\d.,]*)$", re.IGNORECASE)

GOVERNMENT_NAMES = frozenset({"articletitle", "pubdate", "contentsource", "columnname", "siteidcode"})
"""Two of these show that the page carries the annex of meta elements that Chinese government sites must have."""

META_NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("articletitle", "og:title", "twitter:title", "dc.title", "title"),
    "published": (
        "pubdate",
        "firstpublishedtime",
        "publishdate",
        "article:published_time",
        "og:published_time",
        "og:article:published_time",
        "datepublished",
        "publish-date",
        "publishtime",
        "publish_time",
        "publish_date",
        "og:time",
        "og:release_date",
        "og:pubdate",
        "weibo:article:create_at",
        "weibo: article:create_at",
        "dc.date.issued",
        "dc.date",
        "datecreated",
    ),
    "updated": (
        "article:modified_time",
        "og:updated_time",
        "lastmodifiedtime",
        "datemodified",
        "dateupdate",
        "weibo: article:update_at",
        "weibo:article:update_at",
    ),
    "source": ("contentsource", "source", "mediaid"),
    "author": ("author", "article:author"),
    "site": ("sitename", "og:site_name", "application-name"),
    "column": ("columnname", "article:section"),
}
"""Field → names of meta elements, lower case, most trusted first."""

ISO_ONLY = frozenset({"article:published_time", "article:modified_time", "og:published_time", "og:updated_time"})
"""NukeViet prints the time zone where the hour belongs; such a value is refused, not repaired."""


ORGANISATION_RULE = "json-ld:author (organisation)"
"""An organisation that structured data call the author; a person's signature on the page goes before it."""

MAX_LEVELS = 12
"""Lists and objects inside one another in which an article is looked for."""


@dataclass(frozen=True, kw_only=True)
class MetaFinding:
    """One value, and the rule that found it."""

    value: str
    rule: str


@dataclass(frozen=True, kw_only=True)
class Metadata:
    """All that the page's machine-readable parts say."""

    meta: Mapping[str, str] = field(default_factory=dict)
    """Lower-case name or property → first non-empty content."""
    article: Mapping[str, Any] = field(default_factory=dict)
    """The JSON-LD object of the article."""
    microdata: Mapping[str, str] = field(default_factory=dict)
    """itemprop → value, of the article's own scope."""
    stated: Mapping[str, MetaFinding] = field(default_factory=dict)
    """Field → what a family's own data in the page say of it."""
    document_title: str | None = None
    """The `<title>` element."""

    @property
    def is_government(self) -> bool:
        """Tell whether the page carries the standard meta elements of Chinese government sites."""
        return len(GOVERNMENT_NAMES & self.meta.keys()) >= 2

    def find(self, name: str) -> list[MetaFinding]:
        """Return what the page says of the field, most trusted first, each distinct value once."""
        found: dict[str, MetaFinding] = {}
        for value, rule in self._said(name):
            text = plain(value)
            if text and text not in found:
                found[text] = MetaFinding(value=text, rule=rule)
        return list(found.values())

    def _said(self, name: str) -> Iterator[tuple[str, str]]:
        names = META_NAMES[name]
        government = [key for key in names if key in GOVERNMENT_NAMES or key == "firstpublishedtime"]
        yield from self._meta(government)
        if name in self.stated:
            yield self.stated[name].value, self.stated[name].rule
        yield from self._json(name)
        yield from self._microdata(name)
        yield from self._meta([key for key in names if key not in government])

    def _meta(self, names: Iterable[str]) -> Iterator[tuple[str, str]]:
        for key in names:
            value = self.meta.get(key)
            if value and not (key in ISO_ONLY and not ISO_TIME.match(value.strip())):
                yield value, f"meta:{key}"

    def _json(self, name: str) -> Iterator[tuple[str, str]]:
        for key in JSON_KEYS.get(name, ()):
            value = _words(self.article.get(key))
            if value:
                yield value, ORGANISATION_RULE if _is_organisation(self.article.get(key), key) else f"json-ld:{key}"

    def _microdata(self, name: str) -> Iterator[tuple[str, str]]:
        for key in JSON_KEYS.get(name, ()):
            if self.microdata.get(key):
                yield self.microdata[key], f"microdata:{key}"

    @property
    def views(self) -> MetaFinding | None:
        """The visit count that Joomla and schema.org write as data, where the page has one."""
        counted = VISITS.match(self.microdata.get("interactionCount", "").strip())
        if counted:
            return MetaFinding(value=counted[1], rule="microdata:interactionCount")
        for statistic in _items(self.article.get("interactionStatistic")):
            kind = str(statistic.get("interactionType", ""))
            count = statistic.get("userInteractionCount")
            if re.search(r"(?:View|Read)Action", kind) and str(count).isdigit():
                return MetaFinding(value=str(count), rule="json-ld:interactionStatistic")
        return None


JSON_KEYS: Mapping[str, tuple[str, ...]] = {
    "title": ("headline", "title"),
    "published": ("datePublished", "pubDate"),
    "updated": ("dateModified", "upDate"),
    "author": ("author",),
    "source": ("sourceOrganization",),
    "column": ("articleSection",),
}


def plain(value: str) -> str:
    """Return *value* without markup and entities, on one line."""
    if "<" in value:
        value = TAG.sub("", value)
    return clean_line(unescape(value))


def read_metadata(tree: PageTree, stated: Mapping[str, MetaFinding] | None = None) -> Metadata:
    """Collect the metadata of a parsed page; *stated* is what a family's own data say."""
    return Metadata(
        meta=_read_meta(tree),
        article=_choose_article(list(_json_articles(tree.scripts))),
        microdata=_read_microdata(tree.root) if "itemprop" in tree.source or tree.index.itemprops else {},
        stated=stated or {},
        document_title=next((title for title in map(plain, tree.page_titles) if title), None),
    )


def _read_meta(tree: PageTree) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, content in tree.metas:
        if content.strip():
            found.setdefault(name, content)
    return found


def _json_articles(scripts: Iterable[Script]) -> Iterator[Mapping[str, Any]]:
    for script in scripts:
        if "ld+json" in script.media_type:
            yield from _articles_in(_load(script.text), MAX_LEVELS)


def _load(source: str) -> Any:
    """Parse JSON as pages write it: comment marks around it, line breaks in strings, a comma too many."""
    source = re.sub(r"^\s*(?://\s*)?(?:<!\[CDATA\[|<!--)|(?://\s*)?(?:\]\]>|-->)\s*$", "", source.strip()).strip(
        " ;\n\r\t"
    )
    for attempt in (source, re.sub(r",\s*(?=[}\]])", "", source)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return _salvage(source)


def _salvage(source: str) -> dict[str, str]:
    """Read the few strings of interest out of an object that is no JSON."""
    found = {}
    for key in ("@type", "headline", "datePublished", "dateModified"):
        match = re.search(rf'"{key}"\s*:\s*"((?:[^"\\\n]|\\.)*)"', source)
        if match:
            found[key] = re.sub(r'\\(["/\\])', r"\1", match[1])
    return found


def _articles_in(data: Any, levels: int) -> Iterator[Mapping[str, Any]]:
    """Walk lists, `@graph` and the page's main entity, not the lists of other items, no deeper than *levels*."""
    if levels == 0:
        return
    if isinstance(data, list):
        for member in data:
            yield from _articles_in(member, levels - 1)
    elif isinstance(data, dict):
        kinds = data.get("@type")
        if any(ARTICLE_TYPE.search(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])) or (
            "cambrian" in str(data.get("@context")) and data.get("pubDate")
        ):
            yield data
        for key in ("@graph", "mainEntity"):
            if key in data:
                yield from _articles_in(data[key], levels - 1)


def _choose_article(articles: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Return the one article; two with different headlines are a list of other items."""
    headlines = {plain(str(article.get("headline") or "")) for article in articles} - {""}
    return articles[0] if articles and len(headlines) <= 1 else {}


def _items(value: Any) -> Iterator[Mapping[str, Any]]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield item


def _is_organisation(value: Any, key: str) -> bool:
    """Whether JSON-LD names an organisation, and no person, as the author."""
    kinds = [str(member.get("@type")) for member in _items(value)]
    return key == "author" and bool(kinds) and all(kind.endswith("Organization") for kind in kinds)


def _words(value: Any, levels: int = 4) -> str:
    """Return the text of a JSON-LD value: a string, a thing with a name, or several of either."""
    if isinstance(value, str):
        return value
    if levels and isinstance(value, dict):
        return _words(value.get("name"), levels - 1)
    if levels and isinstance(value, list):
        return " ".join(filter(None, (_words(member, levels - 1) for member in value)))
    return ""


def _scope(element: _Element) -> _Element | None:
    """Return the nearest element around that opens an item."""
    return next((above for above in element.iterancestors() if above.get("itemscope") is not None), None)


def _belongs(scope: _Element | None) -> bool:
    kind = (scope.get("itemtype") or "").rstrip("/") if scope is not None else ""
    return not kind or bool(ARTICLE_TYPE.search(kind)) or kind.endswith(("WebPage", "CreativeWork"))


def _read_microdata(root: _Element) -> dict[str, str]:
    """Read the properties of the first article scope that has a body or a headline; other scopes are other items."""
    scopes: dict[_Element | None, dict[str, str]] = {}
    for element in _with_property(root):
        scope = _scope(element)
        if scope is not None and (scope.get("itemprop") or "") == "author" and element.get("itemprop") == "name":
            element, scope = scope, _scope(scope)
        if not _belongs(scope):
            continue
        properties = scopes.setdefault(scope, {})
        for name in (element.get("itemprop") or "").split():
            value = _property_value(element)
            if value:
                properties.setdefault(name, value)
    named = [found for found in scopes.values() if found.keys() & {"headline", "articleBody", "interactionCount"}]
    if len({found.get("headline") for found in named} - {None}) > 1:
        named = [found for found in named if "articleBody" in found]
    merged: dict[str, str] = {}
    for found in (*named[:1], scopes.get(None, {})):
        for name, value in found.items():
            merged.setdefault(name, value)
    return merged


_PROPERTIES = XPath("//*[@itemprop]")


def _with_property(root: _Element) -> list[_Element]:
    found: list[_Element] = _PROPERTIES(root)  # type: ignore[assignment]  # this path selects elements
    return found


def _property_value(element: _Element) -> str:
    """Return the machine's form of a property where there is one, else its text."""
    if element.get("itemprop") == "articleBody":
        return "present"
    return element.get("content") or element.get("datetime") or element_text(element)
