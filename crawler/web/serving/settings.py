"""What an operator decides about a served site."""

import re
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from crawler.errors import HealthArchiveError

_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\]", re.ASCII)
_LOCAL = ("localhost", "127.0.0.1", "[::1]")
"""Names that the machine's own checks use."""


@dataclass(frozen=True)
class SiteSettings:
    """How a site is reached, and by whom."""

    public: bool = False
    """For readers on a network: no SQL box, no diagnosis pages."""
    base_url: str | None = None
    """Where readers find the site, such as ``https://archive.example``; None follows the request's Host."""
    allowed_hosts: tuple[str, ...] = ()
    """Names that the site answers to, without ports; none: any."""
    indexed: bool = True
    """Search engines are welcome."""
    releases: str | None = None
    """Folder whose subfolders are dated releases."""
    evidence: str | None = None
    """Folder of the WARC files, where it does not stand beside the archive."""

    @classmethod
    def checked(
        cls,
        *,
        public: bool,
        base_url: str | None,
        allowed_hosts: tuple[str, ...],
        indexed: bool = True,
        releases: str | None = None,
        evidence: str | None = None,
    ) -> Self:
        """Return the settings.  Raises `HealthArchiveError` for an address or a host that is none.

        A site with an address of its own answers to the host in it, too, and to the machine's local names.
        """
        hosts = [host.strip().lower() for host in allowed_hosts if host.strip()]
        if base_url is not None:
            base_url = base_url.rstrip("/")
            parts = urlsplit(base_url)
            if (
                parts.scheme not in {"http", "https"}
                or not parts.hostname
                or parts.path
                or parts.query
                or parts.fragment
            ):
                raise HealthArchiveError(f"“{base_url}” is no address of a site such as https://archive.example.")
            hosts.append(f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname)
        for host in hosts:
            if not _HOST.fullmatch(host):
                raise HealthArchiveError(f"“{host}” is no name of a host such as archive.example.")
        known = tuple(dict.fromkeys([*hosts, *(_LOCAL if hosts else ())]))
        return cls(public, base_url, known, indexed, releases, evidence)

    def answers_to(self, host: str) -> bool:
        """Tell whether a request for that Host, with or without a port, is for this site."""
        return not self.allowed_hosts or re.sub(r":[0-9]{1,5}$", "", host.strip().lower()) in self.allowed_hosts
