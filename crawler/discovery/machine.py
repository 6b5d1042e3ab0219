"""The machine that finds an office's lists: it says what to ask next, is fed what came, and knows when it is done.

Order of asking: the home page (through redirects and splash pages), what a known system offers, then whatever may be a
list, the likeliest first (headings of boxes, menu entries that name news, other menu entries, links of landing pages),
the page that lists the others, and last feeds and site maps.  Nothing is asked twice, nothing on other hosts, and no
more than `MAX_REQUESTS`.
"""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any, Self
from urllib.parse import urljoin, urlsplit

from crawler.discovery.found import Ask, Fetched, FoundList, Purpose
from crawler.discovery.hosts import OwnHosts
from crawler.discovery.judge import accepted_list, is_api_list, list_of_menu
from crawler.discovery.labels import is_feed_page, is_login, is_news, is_no_list, is_other, is_site_map
from crawler.discovery.menus import BOX, MENU, NEWS, MenuEntry, column_hosts, entries, menu_keys
from crawler.discovery.scripts import inline_source, row_addresses, script_addresses, scripted_links
from crawler.discovery.sitemaps import extra_list, likely_maps, sitemap_addresses, telling_forms
from crawler.discovery.splash import FEW_LINKS, is_frameset, sent_to
from crawler.normalise.addresses import address_key, repaired_address
from crawler.normalise.text.charset import decode_page
from crawler.pages.dom.builder import parse_page
from crawler.pages.dom.tree import PageTree
from crawler.pages.families.cn.nfcms import disclosure_lists
from crawler.pages.families.common.wordpress import posts_request
from crawler.pages.lists.links import find_links
from crawler.pages.lists.read import ListPage, read_list, read_tree
from crawler.pages.lists.request import ListRequest
from crawler.pages.lists.scripts.requests import find_endpoints
from crawler.pages.lists.survey import address_form
from crawler.pages.signals.language import find_language

MAX_REQUESTS = 60
MAX_HOPS = 4
MAX_DEPTH = 3
MAX_FEEDS = 3
MAX_MAPS = 4
MAX_SCRIPTS = 3
MAX_FRAMES = 4
MAX_ENDPOINTS = 6
ORDER: Mapping[Purpose, int] = {
    "home": 0,
    "rest": 1,
    "script": 2,
    "api": 3,
    "page": 4,
    "site_map": 5,
    "feed": 6,
    "sitemap": 7,
}
FIRST_PAGE = re.compile(r"[?&](?:page|pageNo|pageNum|pageIndex|p|currentPage|current)=[01](?=&|$)")
MAX_FRUITLESS = 8
"""Menu entries of one form of address, none named for news, that were no list: the others of that form are none."""
NUMBERS = re.compile(r"\d+")
MIN_TEXT = 400
"""Characters outside links below which a page says nothing of its own."""
FETCHES = re.compile(
    r"\bfetch\(|\.ajax\(|\.(?:get|post|getJSON)\(|axios|XMLHttpRequest|createApp\(|new Vue\(|\.render\("
)
FEED_TYPES = ("application/rss+xml", "application/atom+xml")


class Discovery:
    """Finds the lists of one office; see the module docstring."""

    def __init__(
        self,
        home: str,
        *,
        language: str | None = None,
        hosts: tuple[str, ...] = (),
        hints: tuple[str, ...] = (),
        most: int = MAX_REQUESTS,
    ) -> None:
        self.language = language
        self.hosts = OwnHosts(home, hosts=hosts)
        self.most = most
        self.asked = 0
        self.lists: list[FoundList] = []
        self.notes: list[str] = []
        """What a person should know, each a sentence."""
        self.tried: list[str] = []
        """The pages that were asked for and were no lists."""
        self._queue: list[Ask] = []
        self._seen: set[str] = set()
        self.menu: set[str] = set()
        """`address_key` of what menus lead to, which is no article."""
        self._scripts: dict[str, str] = {}
        self._pages: dict[str, Fetched] = {}
        """Pages that are nothing but script."""
        self.scripted: dict[str, str] = {}
        """Address → label of those whose list could not be asked for without running their scripts."""
        self._home: tuple[Ask, Fetched] | None = None
        self._home_left = MAX_HOPS
        self._closing = False
        self._fruitless: Counter[str] = Counter()
        self.home = home
        self.front = ""
        """The home page itself, behind redirects and splash pages."""
        self._ask(Ask(request=ListRequest(home), purpose="home"))
        for hint in hints:
            self._ask(
                Ask(request=ListRequest(hint), purpose="page", found_by="entry of the registry", score=BOX, depth=1)
            )

    # What to ask

    @property
    def is_waiting(self) -> bool:
        """Whether something is left to ask."""
        return bool(self._queue) and self.asked < self.most

    def look_again(self) -> None:
        """Ask for the home page once more, for what its menus have got since; known pages are not asked for again."""
        self.asked, self.lists, self._home_left, self._closing = 0, [], MAX_HOPS, True
        self._queue = [Ask(request=ListRequest(self.front or self.home), purpose="home")]

    def next(self) -> Ask | None:
        """Return the next request, or None when discovery is over."""
        if not self._queue and not self._closing:
            self._closing = True
            self._last_resort()
        if not self._queue or self.asked >= self.most:
            return None
        best = min(range(len(self._queue)), key=lambda at: (ORDER[self._queue[at].purpose], -self._queue[at].score, at))
        if self._queue[best].purpose == "sitemap" and not self._sitemaps_help():
            self._queue.clear()  # site maps are asked for last
            return self.next()
        ask = self._queue.pop(best)
        if self._is_fruitless(ask):
            return self.next()
        self.asked += 1
        return ask

    def _is_fruitless(self, ask: Ask) -> bool:
        """Whether pages of that form were tried in vain: a menu may name a hundred departments."""
        return _is_unnamed(ask) and self._fruitless[_form(ask)] >= MAX_FRUITLESS

    def _sitemaps_help(self) -> bool:
        """Whether an address in a site map could be told to be an article."""
        return bool(telling_forms(self.lists, self.menu)) or not any(one.role == "main" for one in self.lists)

    def _ask(self, ask: Ask) -> None:
        key = _key(ask)
        if key not in self._seen and (
            ask.purpose == "home"
            or self.hosts.has(ask.request.url)
            or (ask.purpose in {"api", "rest"} and self.hosts.has_below(ask.request.url))
        ):
            self._seen.add(key)
            self._queue.append(ask)

    def robots(self, text: str, url: str) -> None:
        """Take in a robots.txt of one of the office's hosts."""
        for address in sitemap_addresses(text, url)[:MAX_MAPS]:
            self._ask(Ask(request=ListRequest(address), purpose="sitemap", found_by="robots.txt"))

    # What came

    def feed(self, ask: Ask, answer: Fetched) -> None:
        """Take in what answered *ask*."""
        if ask.purpose == "script":
            self._scripts[ask.request.url] = answer.content.decode("utf-8", "replace") if answer.status == 200 else ""
            if ask.page in self._pages:
                self._take_scripts(self._pages[ask.page], ask.label)
        elif answer.status != 200:
            self.tried.append(f"{ask.request.url} ({answer.status})")
        elif ask.purpose == "home":
            self._feed_home(ask, answer)
        elif ask.purpose in {"page", "site_map"}:
            self._feed_page(ask, answer)
        elif ask.purpose in {"api", "rest"}:
            self._feed_interface(ask, answer)
        else:
            self._feed_extra(ask, answer)

    def _tree(self, answer: Fetched) -> tuple[PageTree, str, str]:
        decoded = decode_page(answer.content, answer.content_type, self.language)
        tree = parse_page(decoded.text, answer.url)
        if self.language is None:
            self.language = find_language(tree)
        return tree, decoded.encoding, decoded.text

    def _feed_home(self, ask: Ask, answer: Fetched) -> None:
        if is_login(answer.url):
            self.tried.append(f"{ask.request.url} (leads to {answer.url})")
            return
        if not self.lists and ask.depth == 0:
            self.hosts.add(answer.url)
        tree, charset, _ = self._tree(answer)
        target = sent_to(tree, charset) if self._home_left else None
        if target is not None:
            self._home_left -= 1
            self.hosts.add(target)
            self._ask(Ask(request=ListRequest(target), purpose="home", found_by="entry page"))
            return
        self._home, self.front = (ask, answer), answer.url
        for address in column_hosts(tree, self.hosts, charset):
            self.hosts.add(address)
        found = list(entries(tree, self.hosts, self.language or "vi", charset))
        self.menu |= menu_keys([entry for entry in found if entry.is_menu], tree) | {address_key(ask.request.url)}
        self._take(found, depth=1)
        self._take_machines(tree)
        if is_frameset(tree) and self._take_frames(ask, tree):
            return
        if not any(entry.score for entry in found) and not self._take_scripted_menu(tree, inline_source(tree)):
            self._take_scripts(answer)

    def _take(self, found: Iterable[MenuEntry], depth: int, by: str = "") -> None:
        for entry in found:
            parts = urlsplit(entry.url)
            if is_site_map(entry.label):
                self._ask(Ask(request=ListRequest(entry.url), purpose="site_map", label=entry.label, found_by="menu"))
            elif is_feed_page(entry.label) and not is_no_list(parts.path.replace("rss", ""), parts.query):
                self._ask(Ask(request=ListRequest(entry.url), purpose="feed", label=entry.label, found_by="menu"))
            elif entry.score >= MENU:
                self._raise(
                    Ask(
                        request=ListRequest(entry.url),
                        purpose="page",
                        label=entry.label,
                        found_by=by or entry.found_by,
                        score=entry.score - depth / 10,
                        depth=depth,
                    )
                )

    def _raise(self, ask: Ask) -> None:
        """Queue a page, or give one that is queued the better score and label."""
        for at, one in enumerate(self._queue):
            if one.purpose == "page" and address_key(one.request.url) == address_key(ask.request.url):
                if ask.score > one.score:
                    self._queue[at] = replace(one, score=ask.score, label=ask.label)
                return
        self._ask(ask)

    def _take_machines(self, tree: PageTree) -> None:
        """What a page announces for machines: WordPress's interface and feeds."""
        posts = posts_request(tree)
        if posts is not None:
            self._ask(Ask(request=posts, purpose="rest", label="WordPress", found_by="WordPress REST"))
        feeds = 0
        for element in tree.root.iter("link"):
            if (element.get("type") or "").lower() in FEED_TYPES and element.get("href") and feeds < MAX_FEEDS:
                if "comments" in (element.get("href") or ""):
                    continue
                feeds += 1
                address = tree.absolute(element.get("href") or "")
                self._ask(
                    Ask(
                        request=ListRequest(address),
                        purpose="feed",
                        label=element.get("title") or "",
                        found_by="announced feed",
                    )
                )

    # Pages

    def _feed_page(self, ask: Ask, answer: Fetched) -> None:
        if not self.hosts.has(answer.url) or (
            address_key(answer.url) in self.menu
            and answer.url != ask.request.url
            and urlsplit(answer.url).path in {"", "/"}
        ):
            self.tried.append(f"{ask.request.url} (leads elsewhere)")
            return
        tree, charset, source = self._tree(answer)
        if sent_to(tree, charset) is not None and ask.depth < MAX_DEPTH:
            self._ask(replace(ask, request=ListRequest(sent_to(tree, charset) or ""), depth=ask.depth + 1))
            return
        request = ask.request if ask.request.method == "POST" else ListRequest(answer.url)
        page = read_tree(tree, request, charset=charset, language=self.language, menu=self.menu, source=source)
        found = list(entries(tree, self.hosts, self.language or "vi", charset))
        fresh = [entry for entry in found if entry.score and address_key(entry.url) not in self.menu]
        for request in disclosure_lists(source, answer.url):
            self._ask(
                Ask(request=request, purpose="api", label=ask.label, found_by="disclosure interface", page=answer.url)
            )
        boxes = [entry for entry in fresh if entry.score >= NEWS and entry.found_by == "box"]
        if ask.purpose != "site_map" and not (boxes and not page.following):
            accepted = accepted_list(page, tree, ask, request, self.hosts, self.menu)
            if accepted is not None and self._is_new(accepted):
                self.lists.append(accepted)
            if accepted is not None:
                self._fruitless.pop(_form(ask), None)
                return
        self.tried.append(answer.url)
        self._fruitless[_form(ask)] += _is_unnamed(ask)
        if ask.depth < MAX_DEPTH:
            raised = [
                replace(entry, score=max(entry.score, MENU)) if not is_other(entry.label) else entry for entry in fresh
            ]
            self._take(raised, depth=ask.depth + 1, by="site map page" if ask.purpose == "site_map" else "landing page")
        if not page.rows and not fresh and _is_bare(tree, charset, self.menu):
            if ask.depth < MAX_DEPTH and self._take_frames(ask, tree):
                return
            self._take_scripts(answer, ask.label)

    def _is_new(self, found: FoundList) -> bool:
        """Whether a list names other articles than those that are known, or in another order."""
        rows = [address_key(row.url) for row in found.rows]
        return all([address_key(row.url) for row in one.rows] != rows for one in self.lists if one.kind == found.kind)

    # Scripts and interfaces

    def _take_scripts(self, answer: Fetched, label: str = "") -> None:
        """A page that is nothing but script: the interfaces that its scripts name."""
        url = answer.url
        self._pages[url] = answer
        tree, charset, _ = self._tree(answer)
        addresses = [one for one in script_addresses(tree) if self.hosts.has(one)][:MAX_SCRIPTS]
        for address in addresses:
            if address not in self._scripts:
                self._ask(Ask(request=ListRequest(address), purpose="script", label=label, page=url, found_by="script"))
        if all(address in self._scripts for address in addresses):
            known = "\n".join(self._scripts[address] for address in addresses)
            if url == self.front and self._take_scripted_menu(tree, known):
                return
            if not self._ask_found(find_endpoints(tree, known, charset), url, label):
                self._note_scripted(url, label, f"{inline_source(tree)}\n{known}")
            elif _is_scripted(tree, known):
                self.scripted[url] = label  # until an answer has rows

    def _note_scripted(self, url: str, label: str, source: str) -> None:
        if _is_tool(url) or not source.strip():
            return
        self.notes.append(f"{url} shows nothing without its scripts, which could not be read: needs_browser.")
        self.scripted[url] = label

    def _take_scripted_menu(self, tree: PageTree, source: str) -> bool:
        """Take a menu that a script writes; tells whether there is one."""
        links = [(repaired_address(address, tree.base_url), label) for address, label in scripted_links(source)]
        own = [(url, label) for url, label in links if self.hosts.has(url)]
        self.menu |= {address_key(url) for url, _ in own}
        shown = [MenuEntry(url, label, NEWS if is_news(label) else MENU, "menu", True) for url, label in own]
        self._take([one for one in shown if not is_other(one.label) and not _is_tool(one.url)], depth=1)
        return bool(own)

    def _take_frames(self, ask: Ask, tree: PageTree) -> bool:
        """Take the frames that a page shows its list or its menu in; tells whether there are any."""
        frames = [tree.absolute(frame.get("src") or "") for frame in tree.frames if frame.get("src")]
        own = [url for url in frames if self.hosts.has(url) and not _is_tool(url)][:MAX_FRAMES]
        for url in own:
            purpose: Purpose = "page" if ask.purpose == "home" else ask.purpose
            self._ask(replace(ask, request=ListRequest(url), purpose=purpose, depth=ask.depth + 1, score=BOX))
        return bool(own)

    def _ask_found(self, endpoints: Iterable[Any], page: str, label: str) -> bool:
        wanted = list(endpoints)[:MAX_ENDPOINTS]
        for one in wanted:
            self._ask(
                Ask(
                    request=one.request,
                    purpose="api",
                    label=one.name or label,
                    found_by="script of the page",
                    page=page,
                )
            )
        return bool(wanted)

    def _feed_interface(self, ask: Ask, answer: Fetched) -> None:
        pages = (page.content.decode("utf-8", "replace") for page in self._pages.values())
        asked = urlsplit(ask.request.url).path
        forms = row_addresses("\n".join((*self._scripts.values(), *pages)), asked, self.menu)
        base = ask.page or answer.url
        for row_address in (None, *forms):
            page = read_list(
                ask.request,
                answer.content,
                answer.content_type,
                url=base if row_address else None,
                language=self.language,
                row_address=row_address,
            )
            if page.rows:
                break
        menu = list_of_menu(page, self.hosts)
        if menu:
            self.menu |= {address_key(row.url) for row in menu}
            shown = [
                MenuEntry(row.url, row.title or "", NEWS if is_news(row.title or "") else MENU, "menu", True)
                for row in menu
            ]
            self._take([entry for entry in shown if not is_other(entry.label)], depth=1, by="menu interface")
            return
        found = is_api_list(page, ask, self.hosts, row_address)
        if found is not None:
            self.scripted.pop(ask.page, None)
        if found is not None and self._is_new(found):
            self.lists.append(found)
        elif found is None:
            self.tried.append(ask.request.url)

    # Feeds and site maps

    def _feed_extra(self, ask: Ask, answer: Fetched) -> None:
        page = read_list(ask.request, answer.content, answer.content_type, url=answer.url, language=self.language)
        if page.kind in {"html", "fragment"}:
            tree, _, _ = self._tree(answer)
            links = [tree.absolute(element.get("href") or "") for element in tree.root.iter("a")]
            for address in [
                one for one in links if one.endswith((".rss", ".xml", "/rss", "/feed/", ".atom")) or "rss/" in one
            ][:MAX_FEEDS]:
                self._ask(Ask(request=ListRequest(address), purpose="feed", found_by="page of feeds"))
            return
        for address in likely_maps(page.site_maps)[:MAX_MAPS]:
            if sum(one.purpose == "sitemap" for one in self._queue) < MAX_MAPS:
                self._ask(Ask(request=ListRequest(address), purpose="sitemap", found_by="site map index"))
        found = extra_list(page, ask, self.lists, self.menu, self.hosts)
        if found is not None:
            self.lists.append(found)

    def _last_resort(self) -> None:
        """Where no list was found: the home page itself, and the usual addresses of feeds and site maps."""
        if any(one.role == "main" for one in self.lists) or self._home is None:
            return
        ask, answer = self._home
        tree, charset, source = self._tree(answer)
        request = ListRequest(answer.url)
        page = read_tree(
            tree,
            request,
            charset=charset,
            language=self.language,
            menu=self.menu - {address_key(answer.url)},
            source=source,
        )
        accepted = accepted_list(
            page, tree, replace(ask, label="", found_by="home page"), request, self.hosts, self.menu
        )
        if accepted is not None:
            self.lists.append(accepted)
        usual: tuple[tuple[str, Purpose], ...] = (("sitemap.xml", "sitemap"), ("rss.xml", "feed"), ("feed/", "feed"))
        for path, purpose in usual:
            self._ask(Ask(request=ListRequest(urljoin(answer.url, path)), purpose=purpose, found_by="usual address"))

    # Keeping

    def to_text(self) -> str:
        """Return how far discovery has come, as JSON."""
        return json.dumps(
            {
                "language": self.language,
                "front": self.front,
                "hosts": sorted(self.hosts.hosts),
                "asked": self.asked,
                "lists": [one.to_data() for one in self.lists],
                "queue": [one.to_data() for one in self._queue if one.purpose not in {"script", "api"}],
                "seen": sorted(self._seen),
                "menu": sorted(self.menu),
                "notes": self.notes,
                "scripted": self.scripted,
            },
            ensure_ascii=False,
        )

    @classmethod
    def from_text(cls, text: str, home: str) -> Self:
        """Take discovery up where `to_text` left it."""
        data = json.loads(text)
        taken = cls(home, language=data["language"], hosts=tuple(data["hosts"]))
        taken.front = data["front"]
        taken.asked, taken.notes, taken.scripted = data["asked"], data["notes"], data.get("scripted", {})
        taken.lists = [FoundList.from_data(one) for one in data["lists"]]
        taken._queue = [Ask.from_data(one) for one in data["queue"]]
        taken._seen, taken.menu = set(data["seen"]), set(data["menu"])
        return taken


def _key(ask: Ask) -> str:
    """A string that is equal for requests that come to the same; an interface's first page is the interface itself."""
    url = FIRST_PAGE.sub("", ask.request.url) if ask.purpose == "api" else ask.request.url
    return f"{ask.request.method} {address_key(url)} {ask.request.body}"


def _form(ask: Ask) -> str:
    """Return the form of a page's address, whatever its numbers."""
    return address_form(NUMBERS.sub("1", ask.request.url))


def _is_unnamed(ask: Ask) -> bool:
    """Whether a page is asked for as a mere entry of a menu."""
    return ask.purpose == "page" and ask.score < NEWS


def _is_scripted(tree: PageTree, source: str) -> bool:
    """Whether the scripts of a page fetch what it shows."""
    return bool(FETCHES.search(f"{inline_source(tree)}\n{source}"))


def _is_tool(url: str) -> bool:
    parts = urlsplit(url)
    return is_no_list(parts.path, parts.query)


def _is_bare(tree: PageTree, charset: str, menu: Collection[str]) -> bool:
    """Whether a page says next to nothing beside its menu: what there is to see is made by its scripts."""
    own = {key for link in find_links(tree, charset) if (key := address_key(link.url)) not in menu}
    return len(own) <= FEW_LINKS and sum(len(line.text) * (1 - line.link_share) for line in tree.lines) < MIN_TEXT


__all__ = ["BOX", "Discovery", "ListPage"]
