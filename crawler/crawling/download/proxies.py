"""The proxy that a crawl's environment names (``http_proxy``, ``https_proxy``): used if it may be connected to.

Behind a proxy, names are resolved by the proxy, so that it decides what a crawl reaches.
"""

import os
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit
from urllib.request import getproxies

from crawler.crawling.download.public_addresses import is_public
from crawler.errors import HealthArchiveError

ALLOWED = "HEALTHARCHIVE_PRIVATE_PROXY"
"""Environment variable: host of a proxy that may be on a private address."""
SCHEMES = ("http", "https")


def allowed_proxy() -> str:
    """Return the host of the proxy whose address may be private; empty where there is none."""
    return os.environ.get(ALLOWED, "").strip()


def refuse_private_proxies() -> None:
    """Raise `HealthArchiveError` where the environment names a proxy on a private address that is not allowed.

    Every request would fail for that reason, and each office would seem to be down.
    """
    for variable, host in _proxies():
        address = next((one for one in _addresses(host) if not is_public(one)), None)
        if address is not None and host != allowed_proxy():
            at = host if host == address else f"{host} ({address})"
            raise HealthArchiveError(
                f"The proxy {at} that {variable} names is on a private address, which a crawl does not connect to: "
                f"unset {variable}, or set {ALLOWED}={host} if it is meant."
            )


def _proxies() -> Iterator[tuple[str, str]]:
    for scheme, address in getproxies().items():
        host = urlsplit(address if "://" in address else f"http://{address}").hostname
        if scheme in SCHEMES and host:
            yield f"{scheme}_proxy", host


def _addresses(host: str) -> list[str]:
    try:
        return [str(found[4][0]) for found in socket.getaddrinfo(host, None)]
    except OSError:
        return []  # a proxy that is not found is named by the failure of each request
