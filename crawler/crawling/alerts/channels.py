"""The channels that an operator has set up, as environment variables name them."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from http.client import HTTPException

from crawler.crawling.alerts.mail import Mail, MailServer
from crawler.crawling.alerts.message import Message
from crawler.crawling.alerts.webhooks import Deliver, telegram, webhook

logger = logging.getLogger(__name__)

PREFIX = "HEALTHARCHIVE_NOTIFY_"


@dataclass(frozen=True)
class Channel:
    """One way to tell somebody something."""

    name: str
    """For the log; an address or a token would be a secret there."""
    deliver: Deliver | None
    """Sends a message; raises `OSError`, `HTTPException` or `ValueError` when it cannot."""
    fault: str = ""
    """Why it cannot be used, where its settings make no sense."""


def channels(environment: Mapping[str, str]) -> list[Channel]:
    """Return the channels that the environment names.

    ``HEALTHARCHIVE_NOTIFY_WEBHOOK`` (JSON ``{"text": …}``), ``…_SLACK`` (an incoming webhook), ``…_TELEGRAM_TOKEN``
    with ``…_TELEGRAM_CHAT``, and ``…_EMAIL`` with ``…_SMTP`` ("host:port", by default localhost:25),
    ``…_SMTP_SECURITY``, ``…_SMTP_USER``, ``…_SMTP_PASSWORD`` and ``…_EMAIL_FROM``.
    """
    given = {
        name.removeprefix(PREFIX): value.strip()
        for name, value in environment.items()
        if name.startswith(PREFIX) and value.strip()
    }
    found = [_made(name.lower(), partial(webhook, given[name])) for name in ("WEBHOOK", "SLACK") if name in given]
    if "TELEGRAM_TOKEN" in given and "TELEGRAM_CHAT" in given:
        found.append(_made("telegram", partial(telegram, given["TELEGRAM_TOKEN"], given["TELEGRAM_CHAT"])))
    if "EMAIL" in given:
        found.append(_made("email", partial(_mail, given)))
    return found


def tell(message: Message, through: Sequence[Channel]) -> bool:
    """Send *message* through every channel; return whether at least one took it.  Failures are logged."""
    return sum(_tell_one(message, channel) for channel in through) > 0


def _tell_one(message: Message, channel: Channel) -> bool:
    if channel.deliver is None:
        logger.warning("The alert channel %s cannot be used: %s.", channel.name, channel.fault)
        return False
    try:
        channel.deliver(message)
    except (OSError, HTTPException, ValueError) as error:
        # The text of such an error may hold the address or the token; its kind says enough.
        logger.warning("The alert channel %s took no message (%s).", channel.name, _kind(error))
        return False
    return True


def _kind(error: Exception) -> str:
    status = getattr(error, "code", None) or getattr(error, "smtp_code", None)
    if status:
        return f"it answered with status {status}"
    reason = getattr(error, "reason", None)
    inner = reason if isinstance(reason, OSError) else error
    return getattr(inner, "strerror", None) or type(inner).__name__


def _made(name: str, make: Callable[[], Deliver]) -> Channel:
    try:
        return Channel(name, make())
    except ValueError as error:
        return Channel(name, None, str(error))


def _mail(given: Mapping[str, str]) -> Deliver:
    server = MailServer.parse(
        given.get("SMTP", "localhost:25"),
        security=given.get("SMTP_SECURITY", ""),
        user=given.get("SMTP_USER", ""),
        password=given.get("SMTP_PASSWORD", ""),
    )
    return Mail(to=given["EMAIL"], sender=given.get("EMAIL_FROM", given["EMAIL"]), server=server).deliver
