"""Discovery within a crawl: its requests go through the crawl as any others, and it is fed with what they bring.

`Finding` drives the machine of `crawler.discovery`, opens lists that only scripts make in a browser where there is one,
and hands over what was found when nothing is left to ask.
"""

from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from twisted.internet.error import ConnectError, ConnectionClosed
from twisted.python.failure import Failure
from twisted.web.client import ResponseFailed

from crawler.archive.frontier.lists import Lists
from crawler.crawling.download.browser import BrowserError, browser_program, open_once
from crawler.crawling.polite.robots import StandardRobotsMiddleware
from crawler.crawling.run.requests import Purpose, kept_of, make_request
from crawler.discovery.found import Ask, Fetched
from crawler.discovery.machine import Discovery
from crawler.isolation import LimitExceededError
from crawler.pages.lists.request import ListRequest

if TYPE_CHECKING:
    from spiders.base import ArchiveSpider

PRIORITY = 20
"""Of requests for lists: before articles, so that a run that is cut short knows them."""


class Finding:
    """Asks for what discovery wants to see, one request at a time."""

    def __init__(self, spider: "ArchiveSpider", lists: Lists, ended: Callable[[Discovery], Iterator[Request]]) -> None:
        """*ended* is given the machine when it has no question left; it yields what is to be asked then."""
        self.machine: Discovery | None = None
        self._spider = spider
        self._context = spider.context
        self._lists = lists
        self._ended = ended
        self._has_robots = False
        self._watched: set[str] = set()

    def begin(self) -> Iterator[Request]:
        """Look at the office from its home address, as for the first time."""
        site = self._spider.site
        hints = tuple(site.section_urls().values())
        self.machine = Discovery(site.home, language=site.language, hosts=site.hosts, hints=hints)
        yield from self.ask_next()

    def go_on(self, machine: Discovery | None) -> Iterator[Request]:
        """Ask what *machine*, as an earlier run left it, still wanted to ask; begin where it wanted nothing."""
        if machine is None or not machine.is_waiting:
            yield from self.begin()
            return
        self.machine = machine
        yield from self.ask_next()

    def ask_next(self) -> Iterator[Request]:
        """Yield the next request of discovery; behind the last one, those that follow from what was found."""
        ask = self.machine.next() if self.machine is not None else None
        if ask is not None:
            yield make_request(
                ask.request.url,
                Purpose(kind="discovery", section=ask.purpose),
                callback=self.discovered,
                errback=self.not_discovered,
                method=ask.request.method,
                body=ask.request.body,
                headers=dict(ask.request.headers),
                priority=PRIORITY,
                meta={"allow_offsite": True},
                cb_kwargs={"ask": ask},
            )
        elif (page := self._next_scripted()) is not None:
            yield self._watch_request(page)
        else:
            machine, self.machine = self.machine, None
            if machine is not None:
                yield from self._ended(machine)

    def _next_scripted(self) -> str | None:
        """Return a page that is to be opened in a browser, where there is one."""
        if self.machine is None or browser_program() is None:
            return None
        return next((url for url in self.machine.scripted if url not in self._watched), None)

    def _watch_request(self, page: str) -> Request:
        self._watched.add(page)
        purpose = Purpose(kind="discovery", section="browser")
        return make_request(page, purpose, callback=self.watched, errback=self.not_discovered, priority=PRIORITY)

    async def watched(self, response: Response) -> AsyncIterator[Request]:
        """Open a page in the browser, and take the request that brings its rows for its list."""
        page, machine, program = (
            response.request.url if response.request else response.url,
            self.machine,
            browser_program(),
        )
        if machine is not None and program is not None:
            label = machine.scripted.get(page, "")
            content_type = kept_of(response).capture.header("Content-Type")
            first = Fetched(url=response.url, status=response.status, content=response.body, content_type=content_type)
            try:
                shown = await open_once(page, program, partial(self._fetch, first))
                found = await self._context.reader.shown(shown, label, machine.hosts, self._spider.site.language)
            except (BrowserError, LimitExceededError) as error:
                self._spider.logger.warning("%s", error)
                found = None
            if found is not None:
                machine.scripted.pop(page, None)
                machine.lists.append(found)
        for request in self.ask_next():
            yield request

    async def _fetch(self, first: Fetched, asked: ListRequest) -> Fetched | None:
        """Make a request of the browser's, as any other of the crawl's; the office's own hosts only.

        *first* answers for the page itself, which is here already.
        """
        if asked == ListRequest(first.url):
            return first
        engine = self._spider.crawler.engine
        if engine is None or self.machine is None or not self.machine.hosts.has_below(asked.url):
            return None
        purpose = Purpose(kind="discovery", section="browser")
        request = make_request(
            asked.url,
            purpose,
            callback=self.watched,
            errback=self.not_discovered,
            method=asked.method,
            body=asked.body,
            headers=dict(asked.headers),
            meta={"allow_offsite": True},
        )
        try:
            response = await engine.download_async(request)
        except (IgnoreRequest, OSError, ConnectError, ConnectionClosed, ResponseFailed) as error:
            self._spider.logger.info("%s was not fetched for the browser: %s.", asked.url, error)
            return None
        content_type = kept_of(response).capture.header("Content-Type")
        return Fetched(url=response.url, status=response.status, content=response.body, content_type=content_type)

    async def discovered(self, response: Response, ask: Ask) -> AsyncIterator[Request]:
        """Feed the machine with what came, and ask for what it wants next."""
        kept = kept_of(response)
        machine = self.machine
        if machine is None:
            return
        kind = self._spider.classify(response)
        status = response.status if kind == "page" else {"gone": 404, "blocked": 403}.get(kind, 503)
        answer = Fetched(
            url=response.url,
            status=status,
            content=response.body,
            content_type=kept.capture.header("Content-Type"),
        )
        try:
            self.machine = machine = await self._context.reader.discovery(machine, ask, answer)
        except LimitExceededError as error:
            self._spider.logger.warning("%s is left out: %s.", response.url, error)
        if kind != "page":
            self._count_refusal(kind)
        self._give_robots(response.url)
        self._lists.note_discovery(
            machine.to_text(), now=self._context.started_at, requests=machine.asked, ended=self.is_known()
        )
        for request in self.ask_next():
            yield request

    def _count_refusal(self, kind: str) -> None:
        """Count what was refused; a guessed address that does not exist is no article that is gone."""
        if kind in {"blocked", "unreachable"}:
            self._context.count(kind)

    def not_discovered(self, failure: Failure) -> Iterator[Request]:
        """Go on without an answer that did not come."""
        self._spider.failed(failure)
        yield from self.ask_next()

    def is_known(self) -> bool:
        """Whether discovery had ended before this run, so that the office's lists are known."""
        row = self._lists.discovery()
        return row is not None and row["ended_at"] is not None

    def _give_robots(self, url: str) -> None:
        """Hand over the robots.txt that Scrapy's middleware has asked for already."""
        middleware = self._spider.crawler.get_downloader_middleware(StandardRobotsMiddleware)
        text = middleware.texts.get(urlsplit(url).netloc) if middleware is not None else None
        if text and not self._has_robots and self.machine is not None and not self.is_known():
            self._has_robots = True
            self.machine.robots(text, url)
