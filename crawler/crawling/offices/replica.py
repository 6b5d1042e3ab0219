"""The replica offices in the place of the real ones: the same requests, sent to one local server, without pauses."""

from urllib.parse import urlsplit, urlunsplit

from scrapy.http import Request
from scrapy.settings import BaseSettings


class ReplicaAddon:
    """Where REPLICA_ADDRESS is set, takes the pauses out: there is nobody to be polite to."""

    def update_settings(self, settings: BaseSettings) -> None:
        """Change what a crawl of local replicas has different from the project's settings."""
        if not settings.get("REPLICA_ADDRESS"):
            return
        pause = settings.getfloat("REPLICA_PAUSE")
        for name, value in (
            ("DOWNLOAD_DELAY", pause),
            ("DOWNLOAD_DELAY_JITTER", 0.0),
            ("AUTOTHROTTLE_ENABLED", False),
            ("CONCURRENT_REQUESTS_PER_DOMAIN", 1 if pause else 8),
            ("BACKOFF_BASE", 0.0),
            # A proxy would be asked for the local address, which only this machine knows.
            ("HTTPPROXY_ENABLED", False),
        ):
            settings.set(name, value, priority="project")


def to_replica(request: Request, address: str) -> Request:
    """Return *request* as it goes to the replica server at *address* ("host:port").

    The office is named by the ``Host`` header, and its scheme by ``X-Forwarded-Proto``, as behind any reverse proxy.
    """
    parts = urlsplit(request.url)
    local = request.replace(url=urlunsplit(("http", address, parts.path or "/", parts.query, "")))
    local.headers["Host"] = parts.netloc
    local.headers["X-Forwarded-Proto"] = parts.scheme
    return local
