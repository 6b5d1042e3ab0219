"""Opens a page in Chromium once, to see which requests its scripts make.  Needs the extra ``browser``.

The browser itself never reaches the network: each of its requests is handed to the crawl's own downloader, so that
robots.txt, pauses, limits and the archive hold for it as for any other.  Pictures, styles and fonts are left out.
"""

import asyncio
import importlib.util
import os
import shutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from crawler.discovery.found import Fetched
from crawler.discovery.watched import Exchange, Shown
from crawler.pages.lists.request import ListRequest

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
WANTED = frozenset(("document", "script", "xhr", "fetch"))
"""Kinds of requests that are made; the others only change how a page looks."""
MAX_REQUESTS = 40
SECONDS = 20
QUIET_SECONDS = 1.0
"""Without a request after which a page is taken to be complete."""
LINKS = "() => [...document.querySelectorAll('a[href]')].map(a => [a.innerText, a.href])"
TEXT = "() => document.body ? document.body.innerText : ''"

Fetch = Callable[[ListRequest], Awaitable[Fetched | None]]
"""Returns what answers a request; None where it may not be made or gets no answer."""


class BrowserError(Exception):
    """The browser could not be started or did not show the page; the text says why."""


def browser_program() -> str | None:
    """Return the path of the system's Chromium, or None where it or the extra is not installed."""
    if importlib.util.find_spec("playwright") is None:
        return None
    return next((path for name in PROGRAMS if (path := shutil.which(name))), None)


async def open_once(url: str, program: str, fetch: Fetch) -> Shown:
    """Return what the page at *url* shows once its scripts have run, and what they asked for.

    Raises `BrowserError` where it cannot be shown.
    """
    from playwright.async_api import Error, async_playwright

    try:
        async with asyncio.timeout(3 * SECONDS), async_playwright() as playwright:
            # Chromium's own sandbox does not work for root.
            opened = await playwright.chromium.launch(
                executable_path=program, chromium_sandbox=os.geteuid() != 0, args=["--disable-background-networking"]
            )
            try:
                return await _watch(await opened.new_page(service_workers="block"), url, fetch)
            finally:
                await opened.close()
    except (Error, TimeoutError, OSError) as error:
        raise BrowserError(
            f"{url} could not be shown: {str(error).partition(chr(10))[0] or 'it took too long'}"
        ) from error


@dataclass
class _Traffic:
    exchanges: list[Exchange]
    asked: int = 0
    running: int = 0


async def _watch(page: Any, url: str, fetch: Fetch) -> Shown:
    traffic = _Traffic([])

    async def answer(route: Any) -> None:
        request = route.request
        if request.resource_type not in WANTED or traffic.asked >= MAX_REQUESTS:
            await route.abort()
            return
        traffic.asked += 1
        traffic.running += 1
        try:
            asked = _request(request)
            got = await fetch(asked)
        finally:
            traffic.running -= 1
        if got is None:
            await route.abort()
            return
        if request.resource_type != "document":
            traffic.exchanges.append(Exchange(asked, got, is_script=request.resource_type == "script"))
        headers = {"Content-Type": got.content_type} if got.content_type else {}
        await route.fulfill(status=got.status, headers=headers, body=got.content)

    await page.route("**/*", answer)
    await page.goto(url, wait_until="domcontentloaded", timeout=SECONDS * 1000)
    await _settled(traffic)
    links = await page.evaluate(LINKS)
    text = await page.evaluate(TEXT)
    return Shown(
        url=url,
        exchanges=tuple(traffic.exchanges),
        links=tuple((" ".join(str(label).split()), str(address)) for label, address in links),
        text=str(text),
    )


async def _settled(traffic: _Traffic) -> None:
    """Wait until no request has been made for a while."""
    async with asyncio.timeout(SECONDS):
        seen = -1
        while traffic.running or traffic.asked != seen:
            seen = traffic.asked
            await asyncio.sleep(QUIET_SECONDS)


def _request(request: Any) -> ListRequest:
    if request.method != "POST":
        return ListRequest(request.url)
    kind = request.headers.get("content-type", "application/x-www-form-urlencoded").partition(";")[0]
    return ListRequest(request.url, "POST", request.post_data or "", (("Content-Type", kind),))
