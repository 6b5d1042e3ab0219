"""The parts of Scrapy that no crawl here needs.

Those that a setting switches off are loaded all the same, also where they are named with None, and bring web servers
and HTTP clients that take a fifth of the time until the first request; the others would look at every request and item
of a crawl and change none.
"""

from collections.abc import Mapping

NOT_USED = frozenset(
    {
        "scrapy.extensions.telnet.TelnetConsole",
        "scrapy.extensions.remote_control.RemoteControl",
        "scrapy.downloadermiddlewares.cookies.CookiesMiddleware",  # COOKIES_ENABLED
        "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware",
        "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware",  # HTTPERROR_ALLOW_ALL
        "scrapy.spidermiddlewares.referer.RefererMiddleware",  # REFERRER_POLICY
        "scrapy.spidermiddlewares.depth.DepthMiddleware",  # lists are walked to known ground, however deep
        "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware",
    }
)


def used(parts: Mapping[str, int]) -> dict[str, int]:
    """Return *parts*, what Scrapy enables by itself and in which order, without those that no crawl needs."""
    return {name: at for name, at in parts.items() if name not in NOT_USED}
