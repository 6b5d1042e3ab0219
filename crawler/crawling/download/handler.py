"""The one door to the network: every request of a crawl passes this download handler."""

from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadFailedError, IgnoreRequest
from scrapy.http import Request, Response

from crawler.crawling.download.certificates import CertificatePolicy, UntrustedHostError
from crawler.crawling.download.connections import CappedClientFactory
from crawler.crawling.download.public_addresses import is_public
from crawler.crawling.offices.replica import to_replica
from crawler.site import Site, TlsRule


class ArchiveDownloadHandler(HTTP11DownloadHandler):
    """Scrapy's own handler, with the replica offices put in the place of the real ones when so configured."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = CappedClientFactory
        self._stats = crawler.stats
        self._certificates = CertificatePolicy()
        self._contextFactory: Any = self._certificates  # Zope's interfaces are no types to a checker
        self._site: Site | None = getattr(crawler.spidercls, "site", None)  # a probe belongs to no office
        self._replica = str(crawler.settings.get("REPLICA_ADDRESS") or "")

    async def download_request(self, request: Request) -> Response:
        """Fetch *request* and return the response under the address that was asked for."""
        refuse_private_literal(request.url)
        if not self._replica:
            return await self._download_verified(request)
        local = to_replica(request, self._replica)
        response = await super().download_request(local)
        request.meta["download_latency"] = local.meta.get("download_latency", 0.0)
        return response.replace(url=request.url)

    async def _download_verified(self, request: Request) -> Response:
        """Fetch strictly first; a host that breaks a rule is asked again without it if its office is excepted."""
        host = urlsplit(request.url).hostname or ""
        while True:
            left_out = frozenset(self._certificates.excepted[host])
            try:
                return await super().download_request(request)
            except DownloadFailedError as error:
                fault = self._certificates.fault(host, error)
                if fault is None or fault.rule in left_out:
                    raise
                self._stats.set_value(f"{fault.rule}/{host}", fault.sentence)
                if not self._is_excepted(host, fault.rule):
                    raise UntrustedHostError(fault.sentence) from error
            self._certificates.excepted[host].add(fault.rule)

    def _is_excepted(self, host: str, rule: TlsRule) -> bool:
        site = self._site
        return site is not None and rule in site.tls_exceptions() and host in site.all_hosts()


class PrivateAddressError(IgnoreRequest):
    """An address names a machine that is not on the public internet."""


def refuse_private_literal(url: str) -> None:
    """Raise `PrivateAddressError` where *url*, an office's link or redirect, names a private IP address outright.

    Names are checked when they are resolved; this also holds while replicas stand in for the real hosts.
    """
    host = urlsplit(url).hostname or ""
    try:
        ip_address(host)
    except ValueError:
        return
    if not is_public(host):
        raise PrivateAddressError(f"{host} is not a public address; it is not connected to.")
