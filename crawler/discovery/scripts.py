"""What scripts in files of their own tell: which ones to read, and how they put articles' addresses together."""

import re
from collections.abc import Collection, Iterator
from urllib.parse import urlsplit

from crawler.pages.dom.tree import PageTree

VENDOR = re.compile(
    r"jquery|vue(?:\.|-|$)|react|angular|bootstrap|swiper|layui|echarts|polyfill|chunk-vendors|vendors?[.~-]|axios|lodash|moment|analytics|gtag|baidu|cnzz|tongji|share|hm\.js|font|map|player|video",
    re.IGNORECASE,
)
ROW_ADDRESS = re.compile(
    r"""(?<=['"`=(])(?P<before>(?:https?:/|\.{0,2}/|[\w-]+\.(?:html?|jsp|aspx?|php)\?)[^'"`\s<>\\]{0,120}?)"""
    r"""(?:['"`]\s*\+\s*[\w$.\[\]]*?\.?(?P<joined>id|ID|Id|articleId|newsId|infoId|docId|uuid|slug|alias)\b\s*(?:\+\s*['"`](?P<after>[^'"`\s<>\\]{0,60}))?"""
    r"""|\$\{\s*[\w$.]*?(?P<put>id|Id|ID|slug|alias)\s*\}(?P<rest>[^`'"\s<>\\]*))"""
)
SLUGS = ("slug", "alias")
JOINED = re.compile(r"""(?P<open>['"`])\s*\+\s*(?P<value>[A-Za-z_$][\w$.\[\]]*)\s*\+\s*(?P=open)""")
"""A value between two pieces of a string."""
SEVERAL = re.compile(
    r"""(?<=['"`=(])(?P<form>(?:https?:/|\.{0,2}/|[\w-]+\.(?:html?|jsp|aspx?|php)\?)(?:[^'"`\s<>\\${}]{0,80}\$\{\s*[\w$.\[\]]{1,60}\s*\}){2,4}[^'"`\s<>\\${}]{0,60})"""
)
VALUE = re.compile(r"\$\{\s*(?:[\w$\[\]]+\.)*(?P<name>\w+)(?:\[\w+\])?\s*\}")
NAMES_ARTICLE = re.compile(r"^(?:\w*id|slug|alias|code|uuid|guid)$", re.IGNORECASE)
LISTY = re.compile(r"api|list|query|page|channel|column|hit|click|count|ajax|json", re.IGNORECASE)


MARKUP_LINK = re.compile(
    r"""<a\b[^>]*?\bhref=["']?(?P<address>[^"'\s<>]+)["']?[^>]*>\s*(?P<label>[^<>{}$+'"]{2,60}?)\s*</a>"""
)
OBJECT = re.compile(r"\{[^{}]{4,300}\}")
NAMED = re.compile(r"""\b(?:name|title|text|label)["']?\s*:\s*["'](?P<value>[^"'<>]{2,60})["']""")
ADDRESSED = re.compile(
    r"""\b(?:url|link|href|path)["']?\s*:\s*["'](?P<value>(?:https?:/|\.{0,2}/|[\w-]+\.)[^"'\s<>]*)["']"""
)
PAIR = re.compile(
    r"""\[\s*(?P<q>['"])(?P<name>[^'"<>\[\]]{2,60})(?P=q)\s*,\s*(?P<r>['"])(?P<address>(?:https?:/|\.{0,2}/|[\w-]+\.)[^'"\s<>]*)(?P=r)\s*[,\]]"""
)
"""A name and its address in a list of lists."""
MIN_LINKS = 2


def scripted_links(source: str) -> list[tuple[str, str]]:
    """Return (address, label) of the links that a script writes, as markup or as a list of objects; a menu has several.

    >>> scripted_links("w('<a href=\\'/tin\\'>Tin tức</a>'); var m = [{name: 'Thông báo', url: '/tb'}]")
    [('/tin', 'Tin tức'), ('/tb', 'Thông báo')]
    """
    readable = source.replace("\\'", "'").replace('\\"', '"').replace("\\/", "/")
    found = [(link["address"], link["label"]) for link in MARKUP_LINK.finditer(readable)]
    for value in OBJECT.findall(readable):
        name, address = NAMED.search(value), ADDRESSED.search(value)
        if name is not None and address is not None:
            found.append((address["value"], name["value"]))
    found += [(pair["address"], pair["name"]) for pair in PAIR.finditer(readable)]
    return list(dict.fromkeys(found)) if len(found) >= MIN_LINKS else []


def script_addresses(tree: PageTree) -> list[str]:
    """Return the addresses of a page's own scripts, those of well-known libraries left out, the last first."""
    addresses = [tree.absolute(script.source) for script in tree.scripts if script.source]
    own = [one for one in addresses if not VENDOR.search(urlsplit(one).path.rpartition("/")[2])]
    return list(dict.fromkeys(reversed(own)))


def inline_source(tree: PageTree) -> str:
    """Return the scripts that stand in a page itself."""
    return "\n".join(script.text for script in tree.scripts if not script.source)


MAX_FORMS = 3


def row_addresses(source: str, near: str = "", others: Collection[str] = ()) -> list[str]:
    """Return the forms of article addresses, with ``{id}`` or ``{slug}`` in them, that scripts put together.

    Those that stand behind *near*, the request for the rows, come first; those that the pages at *others* have, the
    entries of the menu, last.

    >>> row_addresses("a.href = '/detail/' + row.id + '.html'")
    ['/detail/{id}.html']
    >>> row_addresses("load('/menu'); w(`/muc/${m.slug}`); load('/tin'); w(`/bai/${b.slug}`)", "/tin")
    ['/bai/{slug}', '/muc/{slug}']
    """
    begin = max(source.find(near), 0) if near else 0
    found = [(False, False, form) for form in _with_several(source)]
    for match in ROW_ADDRESS.finditer(source):
        if LISTY.search(match["before"]) or "$" in (match["rest"] or ""):
            continue
        member = match["joined"] or match["put"]
        form = f"{match['before']}{{{member if member in SLUGS else 'id'}}}{match['after'] or match['rest'] or ''}"
        of_menu = any(f"/{other.partition('/')[2]}".startswith(match["before"]) for other in others)
        found.append((of_menu, match.start() < begin, form))
    return list(dict.fromkeys(form for *_, form in sorted(found, key=lambda one: one[:2])))[:MAX_FORMS]


def _with_several(source: str) -> Iterator[str]:
    """Yield the forms that take several members of a row, one of which is its id or slug.

    >>> list(_with_several("w('/bai/' + b.slug + '-' + b.id + '.html')"))
    ['/bai/{slug}-{id}.html']
    """
    for match in SEVERAL.finditer(JOINED.sub(r"${\g<value>}", source)):
        names = [value["name"] for value in VALUE.finditer(match["form"])]
        if any(map(NAMES_ARTICLE.match, names)) and not LISTY.search(match["form"].partition("$")[0]):
            yield VALUE.sub(lambda value: f"{{{value['name']}}}", match["form"])
