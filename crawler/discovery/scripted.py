"""Pages that are nothing but script: the interfaces that their scripts name, and what those answer."""

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from crawler.discovery.found import Ask, Fetched
from crawler.discovery.hosts import OwnHosts
from crawler.discovery.labels import is_news, is_no_list, is_other
from crawler.discovery.menus import MENU, NEWS, MenuEntry
from crawler.discovery.questions import Questions
from crawler.discovery.scripts import inline_source, row_addresses, script_addresses, scripted_links
from crawler.normalise.addresses import address_key, repaired_address
from crawler.pages.dom.tree import PageTree
from crawler.pages.lists.read import ListPage, read_list
from crawler.pages.lists.request import ListRequest
from crawler.pages.lists.scripts.requests import find_endpoints

MAX_SCRIPTS = 3
MAX_ENDPOINTS = 6
FETCHES = re.compile(
    r"\bfetch\(|\.ajax\(|\.(?:get|post|getJSON)\(|axios|XMLHttpRequest|createApp\(|new Vue\(|\.render\("
)


class ScriptedPages:
    """The scripted pages of one office, and the scripts that they share."""

    def __init__(self, hosts: OwnHosts, questions: Questions, menu: set[str], notes: list[str]) -> None:
        """*menu* and *notes* are the discovery's own."""
        self.needing: dict[str, str] = {}
        """Address → label of the pages whose list could not be asked for without running their scripts."""
        self._hosts = hosts
        self._questions = questions
        self._menu = menu
        self._notes = notes
        self._scripts: dict[str, str] = {}
        self._pages: dict[str, Fetched] = {}

    def take_script(self, ask: Ask, answer: Fetched) -> Fetched | None:
        """Take a script in a file of its own; returns the page that it belongs to, where that is known."""
        self._scripts[ask.request.url] = answer.content.decode("utf-8", "replace") if answer.status == 200 else ""
        return self._pages.get(ask.page)

    def take(
        self, answer: Fetched, tree: PageTree, charset: str, label: str = "", *, is_front: bool
    ) -> list[MenuEntry]:
        """Ask for what a page's scripts fetch; returns the menu that the scripts of the front page write."""
        url = answer.url
        self._pages[url] = answer
        addresses = [one for one in script_addresses(tree) if self._hosts.has(one)][:MAX_SCRIPTS]
        for address in addresses:
            if address not in self._scripts:
                self._questions.add(
                    Ask(request=ListRequest(address), purpose="script", label=label, page=url, found_by="script")
                )
        if not all(address in self._scripts for address in addresses):
            return []
        known = "\n".join(self._scripts[address] for address in addresses)
        menu = self.menu_of(tree, known) if is_front else None
        if menu is not None:
            return menu
        if not self._ask_found(find_endpoints(tree, known, charset), url, label):
            self._note(url, label, f"{inline_source(tree)}\n{known}")
        elif FETCHES.search(f"{inline_source(tree)}\n{known}"):
            self.needing[url] = label  # until an answer has rows
        return []

    def menu_of(self, tree: PageTree, source: str) -> list[MenuEntry] | None:
        """Return the menu that a script writes; None where there is none."""
        links = [(repaired_address(address, tree.base_url), label) for address, label in scripted_links(source)]
        own = [(url, label) for url, label in links if self._hosts.has(url)]
        self._menu.update(address_key(url) for url, _ in own)
        shown = [MenuEntry(url, label, NEWS if is_news(label) else MENU, "menu", True) for url, label in own]
        return [one for one in shown if not is_other(one.label) and not is_tool(one.url)] if own else None

    def answers(self, ask: Ask, answer: Fetched, language: str | None) -> tuple[ListPage, str | None]:
        """Return what an interface answered, and the form of its rows' addresses where they only have an id."""
        for row_address in (None, *self._row_addresses(ask)):
            page = read_list(
                ask.request,
                answer.content,
                answer.content_type,
                url=(ask.page or answer.url) if row_address else None,
                language=language,
                row_address=row_address,
            )
            if page.rows:
                break
        return page, row_address

    def _row_addresses(self, ask: Ask) -> Iterator[str]:
        pages = (page.content.decode("utf-8", "replace") for page in self._pages.values())
        source = "\n".join((*self._scripts.values(), *pages))
        yield from row_addresses(source, urlsplit(ask.request.url).path, self._menu)

    def _ask_found(self, endpoints: Iterable[Any], page: str, label: str) -> bool:
        wanted = list(endpoints)[:MAX_ENDPOINTS]
        for one in wanted:
            self._questions.add(
                Ask(
                    request=one.request,
                    purpose="api",
                    label=one.name or label,
                    found_by="script of the page",
                    page=page,
                )
            )
        return bool(wanted)

    def _note(self, url: str, label: str, source: str) -> None:
        if is_tool(url) or not source.strip():
            return
        self._notes.append(f"{url} shows nothing without its scripts, which could not be read: needs_browser.")
        self.needing[url] = label


def is_tool(url: str) -> bool:
    """Whether an address is that of a tool, such as a search."""
    parts = urlsplit(url)
    return is_no_list(parts.path, parts.query)
