"""Which hosts are the office's own: its home's, and those that its home redirects to.

Nothing else is: platforms put neighbours beside each other, and copies of a site stand under hosts of nearly the same
name.
"""

from urllib.parse import urlsplit


def bare_host(url: str) -> str:
    """Return the host of an address without ``www.``, lower case."""
    try:
        return (urlsplit(url).hostname or "").lower().removeprefix("www.")
    except ValueError:
        return ""


class OwnHosts:
    """The hosts of one office."""

    def __init__(self, *urls: str, hosts: tuple[str, ...] = ()) -> None:
        self.hosts = {bare_host(url) for url in urls} | {host.lower().removeprefix("www.") for host in hosts}
        self.hosts.discard("")

    def add(self, url: str) -> None:
        """Take the host of an address for the office's own."""
        self.hosts.add(bare_host(url))

    def has_below(self, url: str) -> bool:
        """Whether an address lies on one of the office's hosts or below it, where interfaces stand."""
        host = bare_host(url)
        return any(host == own or host.endswith(f".{own}") for own in self.hosts)

    def has(self, url: str) -> bool:
        """Whether an address lies on one of the office's hosts."""
        return bare_host(url) in self.hosts
