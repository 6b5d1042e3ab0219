"""What a request was made for, and what was kept of its response: typed records in Scrapy's untyped ``meta``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.items import Capture, CaptureKind

_PURPOSE, _KEPT = "purpose", "kept"


@dataclass(frozen=True, kw_only=True)
class Purpose:
    """Why a request is made."""

    kind: CaptureKind
    section: str | None = None
    article_url: str | None = None
    """For files and counters: the address of the article that they belong to."""
    framed_by: str | None = None
    """The article's own address, where the request is for a page that it only frames."""
    depth: int = 0
    """Frames between the article's address and this request."""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A response's capture and its row in the archive."""

    capture: Capture
    row: int


def make_request(
    url: str,
    purpose: Purpose,
    *,
    callback: Callable[..., Any],
    errback: Callable[..., Any],
    headers: Mapping[str, str] | None = None,
    method: str = "GET",
    body: str = "",
    priority: int = 0,
    cb_kwargs: Mapping[str, Any] | None = None,
    meta: Mapping[str, Any] | None = None,
) -> Request:
    """Return a request that carries its purpose; *meta* is for Scrapy's own keys."""
    return Request(
        url,
        callback,
        errback=errback,
        method=method,
        body=body,
        headers=dict(headers or {}),
        # Who asks knows what was asked for; a redirect that comes back to such an address is to be followed.
        dont_filter=True,
        cb_kwargs=dict(cb_kwargs or {}),
        priority=priority,
        meta={**(meta or {}), _PURPOSE: purpose},
    )


def purpose_of(request: Request) -> Purpose | None:
    """Return why *request* was made; None for those that Scrapy makes itself."""
    purpose: Purpose | None = request.meta.get(_PURPOSE)
    return purpose


def request_of(failure: Failure) -> Request:
    """Return the request that failed."""
    request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
    return request


def note_kept(request: Request, kept: Kept) -> None:
    """Leave what was kept of a response with its request."""
    request.meta[_KEPT] = kept


def kept_of(response: Response) -> Kept:
    """Return what was kept of *response*; every response of a crawl has passed `CaptureMiddleware`."""
    kept: Kept = response.meta[_KEPT]
    return kept
