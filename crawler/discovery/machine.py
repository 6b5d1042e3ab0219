"""The machine that finds an office's lists: it says what to ask next, is fed what came, and knows when it is done.

Order of asking: the home page (through redirects and splash pages), what a known system offers, then whatever may be a
list, the likeliest first (headings of boxes, menu entries that name news, other menu entries, links of landing pages),
the page that lists the others, and last feeds and site maps.  Nothing is asked twice, nothing on other hosts, and no
more than `MAX_REQUESTS`.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Self
from urllib.parse import urljoin, urlsplit

from crawler.discovery.found import BY_HAND, HOME_PAGE, Ask, Fetched, FoundList, Purpose
from crawler.discovery.hosts import OwnHosts
from crawler.discovery.judge import accepted_list, is_api_list, list_of_menu
from crawler.discovery.labels import is_feed_page, is_login, is_news, is_no_list, is_other, is_site_map
from crawler.discovery.menus import BOX, MENU, NEWS, MenuEntry, column_hosts, entries, menu_keys, unnamed_entries
from crawler.discovery.questions import Questions
from crawler.discovery.scripted import ScriptedPages, is_tool
from crawler.discovery.scripts import inline_source
from crawler.discovery.sitemaps import extra_list, likely_maps, sitemap_addresses, telling_forms
from crawler.discovery.splash import FEW_LINKS, is_frameset, sent_to
from crawler.normalise.addresses import address_key
from crawler.normalise.text.charset import decode_page
from crawler.pages.dom.builder import parse_page
from crawler.pages.dom.tree import PageTree
from crawler.pages.families.cn.nfcms import disclosure_lists
from crawler.pages.families.common.wordpress import posts_request
from crawler.pages.lists.links import find_links
from crawler.pages.lists.read import read_list, read_tree
from crawler.pages.lists.request import ListRequest
from crawler.pages.signals.language import find_language
from crawler.pages.signals.parked import parked_words

MAX_REQUESTS = 60
MAX_HOPS = 4
MAX_DEPTH = 3
MAX_FEEDS = 3
MAX_MAPS = 4
MAX_FRAMES = 4
MIN_TEXT = 400
"""Characters outside links below which a page says nothing of its own."""
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
        self._questions = Questions(self.hosts)
        self.menu: set[str] = set()
        """`address_key` of what menus lead to, which is no article."""
        self._front_links: set[str] = set()
        """`address_key` of all short links of the front page, which further pages repeat."""
        self._frames: set[str] = set()
        """Addresses of the frames that the front page is put together of."""
        self._scripted = ScriptedPages(self.hosts, self._questions, self.menu, self.notes)
        self._home: tuple[Ask, Fetched] | None = None
        self._home_left = MAX_HOPS
        self._closing = False
        self.parked = ""
        """The sentence that says so, where the home page only offers its domain."""
        self.home = home
        self.front = ""
        """The home page itself, behind redirects and splash pages."""
        self._ask(Ask(request=ListRequest(home), purpose="home"))
        for hint in hints:
            self._ask(Ask(request=ListRequest(hint), purpose="page", found_by=BY_HAND, score=BOX, depth=1))

    # What to ask

    @property
    def scripted(self) -> dict[str, str]:
        """Address → label of the pages whose list could not be asked for without running their scripts."""
        return self._scripted.needing

    @property
    def is_waiting(self) -> bool:
        """Whether something is left to ask."""
        return bool(self._questions.waiting) and self.asked < self.most

    def look_again(self) -> None:
        """Ask for the home page once more, for what its menus have got since; known pages are not asked for again."""
        self.asked, self.lists, self._home_left, self._closing = 0, [], MAX_HOPS, True
        self._questions.ask_only([Ask(request=ListRequest(self.front or self.home), purpose="home")])

    def next(self) -> Ask | None:
        """Return the next request, or None when discovery is over."""
        if not self._questions.waiting and not self._closing:
            self._closing = True
            self._last_resort()
        if self.asked >= self.most:
            return None
        ask = self._questions.next()
        if ask is not None and ask.purpose == "sitemap" and not self._sitemaps_help():
            self._questions.drop("sitemap")
            return self.next()
        if ask is None:
            return None if self._closing else self.next()
        self.asked += 1
        return ask

    def _sitemaps_help(self) -> bool:
        """Whether an address in a site map could be told to be an article."""
        return bool(telling_forms(self.lists, self.menu)) or not any(one.role == "main" for one in self.lists)

    def _ask(self, ask: Ask) -> None:
        self._questions.add(ask)

    def robots(self, text: str, url: str) -> None:
        """Take in a robots.txt of one of the office's hosts."""
        for address in sitemap_addresses(text, url)[:MAX_MAPS]:
            self._ask(Ask(request=ListRequest(address), purpose="sitemap", found_by="robots.txt"))

    # What came

    def feed(self, ask: Ask, answer: Fetched) -> None:
        """Take in what answered *ask*."""
        if ask.purpose == "script":
            page = self._scripted.take_script(ask, answer)
            if page is not None:
                self._take_scripts(page, ask.label)
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
        words = parked_words(tree)
        if words is not None:
            self.parked = f"{answer.url} is a parked domain (“{words}”): nothing of the office stands there."
            self.notes.append(self.parked)
            return
        self._home, self.front = (ask, answer), answer.url
        for address in column_hosts(tree, self.hosts, charset):
            self.hosts.add(address)
        found = list(entries(tree, self.hosts, self.language or "vi", charset))
        self._front_links = {address_key(entry.url) for entry in found}
        self.menu |= menu_keys([entry for entry in found if entry.is_menu], tree) | {address_key(ask.request.url)}
        self._take(found, depth=1)
        self._take_machines(tree)
        if is_frameset(tree) and self._take_frames(ask, tree):
            return
        if not any(entry.score >= MENU for entry in found):
            self._take(unnamed_entries(tree, self.hosts, charset), depth=1)
            shown = self._scripted.menu_of(tree, inline_source(tree))
            if shown is None:
                self._take_scripts(answer)
            else:
                self._take(shown, depth=1)

    def _take(self, found: Iterable[MenuEntry], depth: int, by: str = "") -> None:
        for entry in found:
            parts = urlsplit(entry.url)
            if is_site_map(entry.label):
                self._ask(Ask(request=ListRequest(entry.url), purpose="site_map", label=entry.label, found_by="menu"))
            elif is_feed_page(entry.label) and not is_no_list(parts.path.replace("rss", ""), parts.query):
                self._ask(Ask(request=ListRequest(entry.url), purpose="feed", label=entry.label, found_by="menu"))
            elif entry.score >= MENU:
                self._questions.add_page(
                    Ask(
                        request=ListRequest(entry.url),
                        purpose="page",
                        label=entry.label,
                        found_by=by or entry.found_by,
                        score=entry.score - depth / 10,
                        depth=depth,
                    )
                )

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
        target = sent_to(tree, charset, by_link=False)
        if target is not None and ask.depth < MAX_DEPTH:
            self._ask(replace(ask, request=ListRequest(target), depth=ask.depth + 1))
            return
        request = ask.request if ask.request.method == "POST" else ListRequest(answer.url)
        page = read_tree(tree, request, charset=charset, language=self.language, menu=self.menu, source=source)
        if ask.request.url in self._frames:
            self._take_menu_frame(tree, charset)
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
                self._questions.was_list(ask)
                return
        self.tried.append(answer.url)
        self._questions.was_none(ask)
        self._lead_on(ask, answer, tree, charset, fresh, has_rows=bool(page.rows))

    def _lead_on(
        self, ask: Ask, answer: Fetched, tree: PageTree, charset: str, fresh: list[MenuEntry], *, has_rows: bool
    ) -> None:
        """Ask for what a page that is no list leads to; *fresh* are the entries that no menu has."""
        if ask.depth < MAX_DEPTH:
            raised = [
                replace(entry, score=max(entry.score, MENU)) if not is_other(entry.label) else entry for entry in fresh
            ]
            self._take(raised, depth=ask.depth + 1, by="site map page" if ask.purpose == "site_map" else "landing page")
        known = self.menu | self._front_links
        is_led_on = any(address_key(entry.url) not in known for entry in fresh)
        if not has_rows and not is_led_on and _is_bare(tree, charset, known):
            if ask.depth < MAX_DEPTH and self._take_frames(ask, tree):
                return
            self._take_scripts(answer, ask.label)

    def _is_new(self, found: FoundList) -> bool:
        """Whether a list names other articles than those that are known, or in another order."""
        rows = [address_key(row.url) for row in found.rows]
        return all([address_key(row.url) for row in one.rows] != rows for one in self.lists if one.kind == found.kind)

    # Scripts and interfaces

    def _take_scripts(self, answer: Fetched, label: str = "") -> None:
        """A page that is nothing but script: the interfaces that its scripts name, and the menu that they write."""
        tree, charset, _ = self._tree(answer)
        menu = self._scripted.take(answer, tree, charset, label, is_front=answer.url == self.front)
        self._take(menu, depth=1)

    def _take_frames(self, ask: Ask, tree: PageTree) -> bool:
        """Take the frames that a page shows its list or its menu in; tells whether there are any."""
        frames = [tree.absolute(frame.get("src") or "") for frame in tree.frames if frame.get("src")]
        own = [url for url in frames if self.hosts.has(url) and not is_tool(url)][:MAX_FRAMES]
        for url in own:
            if ask.purpose == "home":
                self._frames.add(url)
            purpose: Purpose = "page" if ask.purpose == "home" else ask.purpose
            self._ask(replace(ask, request=ListRequest(url), purpose=purpose, depth=ask.depth + 1, score=BOX))
        return bool(own)

    def _take_menu_frame(self, tree: PageTree, charset: str) -> None:
        """Take what a frame of the front page leads to as the menu of any other front page."""
        for address in column_hosts(tree, self.hosts, charset, is_frame=True):
            self.hosts.add(address)
        self._take(unnamed_entries(tree, self.hosts, charset), depth=1)

    def _feed_interface(self, ask: Ask, answer: Fetched) -> None:
        page, row_address = self._scripted.answers(ask, answer, self.language)
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
            if self._questions.count("sitemap") < MAX_MAPS:
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
        accepted = accepted_list(page, tree, replace(ask, label="", found_by=HOME_PAGE), request, self.hosts, self.menu)
        if accepted is not None:
            some = "it is the home page, which shows only some of the news"
            self.lists.append(replace(accepted, evidence=(*accepted.evidence, some)))
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
                "queue": [one.to_data() for one in self._questions.waiting if one.purpose not in {"script", "api"}],
                "seen": sorted(self._questions.seen),
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
        taken.asked = data["asked"]
        taken.notes.extend(data["notes"])
        taken.scripted.update(data.get("scripted", {}))
        taken.lists = [FoundList.from_data(one) for one in data["lists"]]
        taken._questions.ask_only(Ask.from_data(one) for one in data["queue"])
        taken._questions.seen = set(data["seen"])
        taken.menu.update(data["menu"])
        return taken


def _is_bare(tree: PageTree, charset: str, menu: Collection[str]) -> bool:
    """Whether a page says next to nothing beside its menu: what there is to see is made by its scripts."""
    own = {key for link in find_links(tree, charset) if (key := address_key(link.url)) not in menu}
    return len(own) <= FEW_LINKS and sum(len(line.text) * (1 - line.link_share) for line in tree.lines) < MIN_TEXT
