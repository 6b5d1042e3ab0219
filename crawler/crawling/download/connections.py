"""Connections with a cap on the size of a response's head, which Twisted limits by the line only."""

from scrapy.core.downloader.handlers.http11 import _LenientHTTP11ClientFactory, _LenientHTTP11ClientProtocol
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IAddress
from twisted.web._newclient import HEADER, STATUS, Request
from twisted.web.iweb import IResponse

CHECKED_WITH = {"scrapy": ("2.19.0",), "twisted": ("26.10.0",)}
"""Versions with which the classes that stand here, in `handler`, `certificates` and `crawler.crawling.polite.throttle`
were tried: they build on parts of Scrapy and Twisted that are not public."""
LARGEST_HEAD = 256 * 2**10
"""Bytes of status line and headers; ordinary ones have under 4 kB."""


class CappedProtocol(_LenientHTTP11ClientProtocol):
    """Hangs up on a server that sends headers without end."""

    _head = 0

    def request(self, request: Request) -> Deferred[IResponse]:
        """Send a request and count its answer's head anew."""
        self._head = 0
        return super().request(request)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        """Take in a piece of the answer."""
        if self._parser is not None and self._parser.state in {STATUS, HEADER}:
            self._head += len(data)
            if self._head > LARGEST_HEAD and self.transport is not None:
                self.transport.abortConnection()
                return
        super().dataReceived(data)  # type: ignore[no-untyped-call]  # Twisted's


class CappedClientFactory(_LenientHTTP11ClientFactory):
    """Makes `CappedProtocol`s."""

    def buildProtocol(self, addr: IAddress | None) -> CappedProtocol:  # noqa: N802 - Twisted's name
        """Return the protocol of a new connection."""
        return CappedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]  # Twisted's
