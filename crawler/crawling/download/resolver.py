"""Resolves host names to public addresses only.

Twisted connects to exactly the addresses that this resolver hands out, so the check holds at connect time and for every
redirect, however often a name changes its mind: there is no second look-up that could answer differently.
"""

import logging
from collections.abc import Sequence
from typing import Any

from scrapy.crawler import Crawler
from scrapy.resolver import CachingHostnameResolver
from twisted.internet.base import ReactorBase
from twisted.internet.interfaces import IAddress, IHostnameResolver, IHostResolution, IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]  # zope ships no types

from crawler.crawling.download.proxies import allowed_proxy
from crawler.crawling.download.public_addresses import is_public

logger = logging.getLogger(__name__)


@implementer(IHostnameResolver)
class PublicResolver(CachingHostnameResolver):
    """Scrapy's caching resolver, behind a filter."""

    def __init__(self, reactor: ReactorBase, cache_size: int, exempt: str = "") -> None:
        super().__init__(reactor, cache_size)
        self.exempt = exempt
        """The one host whose address may be private: that of the replica server, or of an allowed proxy."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> "PublicResolver":
        """Make the resolver of the process."""
        replica = str(crawler.settings.get("REPLICA_ADDRESS") or "").rpartition(":")[0]
        return cls(reactor, crawler.settings.getint("DNSCACHE_SIZE"), exempt=replica or allowed_proxy())

    def resolveHostName(  # noqa: N802 - Twisted's name
        self,
        resolutionReceiver: IResolutionReceiver,  # noqa: N803 - Twisted's name
        hostName: str,  # noqa: N803 - Twisted's name
        portNumber: int = 0,  # noqa: N803 - Twisted's name
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803 - Twisted's name
        transportSemantics: str = "TCP",  # noqa: N803 - Twisted's name
    ) -> IHostResolution:
        """Resolve *hostName* and pass on what is public of it."""
        # Zope's interfaces are no types to a checker, so the filter passes as Any.
        receiver: Any = resolutionReceiver if hostName == self.exempt else _PublicOnly(resolutionReceiver, hostName)
        return super().resolveHostName(receiver, hostName, portNumber, addressTypes, transportSemantics)


@implementer(IResolutionReceiver)
class _PublicOnly:
    """Passes public addresses on; a name that has no others does not exist for us."""

    def __init__(self, receiver: Any, host: str) -> None:
        self.receiver = receiver
        self.host = host

    def resolutionBegan(self, resolution: IHostResolution) -> None:  # noqa: N802 - Twisted's name
        self.receiver.resolutionBegan(resolution)

    def addressResolved(self, address: IAddress) -> None:  # noqa: N802 - Twisted's name
        host: Any = getattr(address, "host", "")
        if is_public(str(host)):
            self.receiver.addressResolved(address)
        else:
            logger.warning("%s resolves to %s, which is not a public address; it is not connected to.", self.host, host)

    def resolutionComplete(self) -> None:  # noqa: N802 - Twisted's name
        self.receiver.resolutionComplete()
