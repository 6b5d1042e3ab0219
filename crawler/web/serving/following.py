"""A site that follows a link to the snapshot in force: a new snapshot is taken over without a restart.

A file may not change under an open database, so each snapshot gets a site of its own; requests that are being answered
from the old one end on it, and then it is closed.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from crawler.errors import HealthArchiveError
from crawler.web.serving.guard import Application, Receive, Scope, Send

LOOK_SECONDS = 2.0
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Opened:
    """The site of one snapshot."""

    application: Application
    close: Callable[[], None]


@dataclass
class _InForce:
    snapshot: Path
    site: Opened
    answering: int = 0
    retired: bool = False

    def leave(self) -> None:
        """Close the site when it is retired and nobody is being answered."""
        if self.retired and not self.answering:
            self.site.close()


class FollowingSite:
    """An ASGI application: the site of whatever snapshot the link names."""

    def __init__(self, link: Path, open_site: Callable[[Path], Opened]) -> None:
        """Open the snapshot that *link* names now; *open_site* raises `HealthArchiveError` for one that it cannot."""
        self._link = link
        self._open_site = open_site
        snapshot = link.resolve()
        self._current = _InForce(snapshot, open_site(snapshot))
        self._refused: Path | None = None
        self._looking: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request from the snapshot in force when it came."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        site = self._current
        site.answering += 1
        try:
            await site.site.application(scope, receive, send)
        finally:
            site.answering -= 1
            site.leave()

    async def _live(self, receive: Receive, send: Send) -> None:
        while (message := await receive())["type"] != "lifespan.shutdown":
            if message["type"] == "lifespan.startup":
                self._looking = asyncio.create_task(self._look())
                await send({"type": "lifespan.startup.complete"})
        if self._looking is not None:
            self._looking.cancel()
            with suppress(asyncio.CancelledError):
                await self._looking
        self._retire()
        await send({"type": "lifespan.shutdown.complete"})

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            await self.look()

    async def look(self) -> None:
        """Take over the snapshot that the link names, where it names another one that can be served."""
        snapshot = self._link.resolve()
        if snapshot in (self._current.snapshot, self._refused) or not snapshot.is_file():
            return
        try:
            site = await asyncio.to_thread(self._open_site, snapshot)
        except HealthArchiveError as error:
            self._refused = snapshot
            _LOG.error("%s cannot be served (%s); the snapshot before stays in force", snapshot, error)
            return
        self._retire()
        self._current = _InForce(snapshot, site)
        _LOG.warning("serving %s now", snapshot.name)

    def _retire(self) -> None:
        self._current.retired = True
        self._current.leave()


def is_followed(path: Path) -> bool:
    """Tell whether a path is a link to a snapshot, as `publish` makes one."""
    return path.is_symlink()
