"""Page classes: bytes and an address in, `Extract` out."""

import gc
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from difflib import get_close_matches
from importlib import import_module

from crawler.errors import HealthArchiveError
from crawler.items import Extract
from crawler.normalise.text.charset import Decoded, decode_page
from crawler.pages.dom.builder import parse_page
from crawler.pages.dom.capital_fonts import with_capitals
from crawler.pages.dom.tree import PageTree
from crawler.pages.families.base import ArticlePage, Known
from crawler.pages.families.cn.cmstop import CmsTopArticle
from crawler.pages.families.cn.founder import FounderArticle
from crawler.pages.families.cn.hanweb import HanwebArticle
from crawler.pages.families.cn.jeecms import JeecmsArticle
from crawler.pages.families.cn.nfcms import NfcmsArticle
from crawler.pages.families.cn.trs import TrsArticle
from crawler.pages.families.cn.ucap import UcapArticle
from crawler.pages.families.cn.vsb import VsbArticle
from crawler.pages.families.cn.webplus import WebPlusArticle
from crawler.pages.families.common.generic import GenericArticle
from crawler.pages.families.common.joomla import JoomlaArticle
from crawler.pages.families.common.wordpress import WordPressArticle
from crawler.pages.families.vn.legacy import LegacyAspArticle, LegacyHospitalArticle
from crawler.pages.families.vn.liferay import Liferay6Article, Liferay7Article
from crawler.pages.families.vn.nukeviet import NukeVietArticle
from crawler.pages.families.vn.sharepoint import SharePointArticle
from crawler.pages.families.vn.vccorp import VccorpArticle
from crawler.pages.families.vn.vnpt_portal import VnptPortalArticle
from crawler.pages.signals.canonical import canonical_url
from crawler.pages.signals.frames import framed_address
from crawler.pages.signals.further_pages import further_pages
from crawler.pages.signals.language import find_language
from crawler.pages.signals.no_article import kind_of_no_article

_CLASSES: tuple[type[ArticlePage], ...] = (
    NukeVietArticle,
    VnptPortalArticle,
    SharePointArticle,
    Liferay7Article,
    Liferay6Article,
    JoomlaArticle,
    WordPressArticle,
    CmsTopArticle,
    UcapArticle,
    TrsArticle,
    VsbArticle,
    WebPlusArticle,
    HanwebArticle,
    NfcmsArticle,
    FounderArticle,
    JeecmsArticle,
    VccorpArticle,
    LegacyHospitalArticle,
    LegacyAspArticle,
    GenericArticle,
)
FAMILIES: Mapping[str, type[ArticlePage]] = {page.family: page for page in _CLASSES} | {
    "sp_webpart": SharePointArticle,
    "liferay": Liferay7Article,
    "aspnet": LegacyAspArticle,
    "trs_common": TrsArticle,
    "hanweb_jpaas": HanwebArticle,
}
"""Family → page class."""
CATALOGUED = frozenset(
    {
        "anhui_ex", "article_id_html", "doc_date_shtml", "drupal", "empire", "gs_channel", "hrh", "huecit", "journal",
        "medinet_aspx", "namdinh_home", "nhc", "pxny", "qh_ms_html", "sc_hex_shtml", "sh_ivs", "thinkphp",
        "umbraco", "vhv", "yn_wjw",
    }
)  # fmt: skip
"""Families of the registry of offices without rules of their own: their pages' marks decide, as if none was named."""
_COMMENT_START = 40
"""Characters of a comment that tell a system."""


def page_class(family: str) -> type[ArticlePage] | None:
    """Return the page class that *family* names: of a family, or ``module:Class`` of an office's own.

    None for an empty name and for families without rules of their own, whose pages' marks decide.  Raises
    `HealthArchiveError` for a name that is neither a family nor a page class.
    """
    if not family or family in CATALOGUED:
        return None
    if family in FAMILIES:
        return FAMILIES[family]
    module, _, name = family.partition(":")
    try:
        found = getattr(import_module(module), name) if name else None
    except (ImportError, AttributeError):
        found = None
    if isinstance(found, type) and issubclass(found, ArticlePage):
        return found
    close = get_close_matches(family, [*FAMILIES, *sorted(CATALOGUED)], n=1)
    hint = f"; did you mean {close[0]!r}?" if close else "; `healtharchive probe` names the family of a page."
    raise HealthArchiveError(f"There is no family {family!r}{hint}")


def family_of(tree: PageTree) -> str:
    """Return the family whose marks the page bears: in its generator, the names of its scripts, its
    elements, its links; else by its address."""
    generator = next((content for name, content in tree.metas if name == "generator"), "")
    if generator:
        for page in _CLASSES:
            if page.generator is not None and page.generator.search(generator):
                return page.family
    for page in _CLASSES:
        if any(name in script.text for name in page.script_names for script in tree.scripts):
            return page.family
    seen = _traces(tree)
    for page in _CLASSES:
        if tree.index.has_any(page.marks) or any(trace in seen for trace in page.traces):
            return page.family
    asked = re.sub(r"^\w+://[^/?#]*|#.*$", "", tree.url)
    for page in _CLASSES:
        if page.address is not None and page.address.search(asked):
            return page.family
    return GenericArticle.family


def read_page(
    *,
    url: str,
    content: bytes,
    content_type: str | None = None,
    language: str | None = None,
    family: str | None = None,
    first_url: str | None = None,
) -> Extract:
    """Read an article page: decode, parse once, and let the page class of its family find the fields.

    `content` is the payload with any Content-Encoding undone; `content_type` the header.  `family` names the class to
    use (see `page_class`); without it the page's own marks decide.  `first_url` is the address of the first page of an
    article of which this is a further one.
    """
    with collector_paused():
        return _read(url, decode_page(content, content_type, language), language, family, first_url or url)


def _read(url: str, decoded: Decoded, language: str | None, family: str | None, first_url: str) -> Extract:
    text = with_capitals(decoded.text) if decoded.encoding.startswith("tcvn3") else decoded.text
    tree = parse_page(text, url)
    spoken = language or find_language(tree)
    page = page_class(family or "") or FAMILIES[family_of(tree)]
    extract = page.read(tree, decoded, spoken, _known(tree))
    extract = replace(
        extract,
        further_pages=further_pages(tree, first_url),
        canonical_url=canonical_url(tree),
        frame_url=framed_address(tree),
    )
    kind = kind_of_no_article(tree, extract)
    return extract if kind is None else replace(extract, flags=(*extract.flags, kind))


def _known(tree: PageTree) -> Known:
    """Return what any family knows of a page by marks of its own: a page may mix the parts of several systems."""
    told = [page.known(tree) for page in _CLASSES]
    counter = next((known.counter for known in told if known.counter is not None), None)
    return Known(counter=counter, stated=next((known.stated for known in told if known.stated), {}))


def _traces(tree: PageTree) -> str:
    """Return what a system leaves in a page besides ids and classes."""
    comments = [f"<!--{comment[:_COMMENT_START]}" for comment in tree.comments]
    alternatives = [image.element.get("alt", "") for image in tree.images]
    return "\n".join((*tree.addresses, *comments, *alternatives, *(name for name, _ in tree.metas)))


@contextmanager
def collector_paused() -> Iterator[None]:
    """Hold off the cycle collector: a page makes thousands of objects and no cycle, and counting alone frees them."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


__all__ = ["FAMILIES", "ArticlePage", "collector_paused", "family_of", "read_page"]
