"""The ways to tell an operator something; each is set up by environment variables and used when they are there."""

import json
import logging
import smtplib
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from urllib.request import Request, urlopen

logger = logging.getLogger(__name__)

PATIENCE = 10.0
"""Seconds that a message may take; the crawl is over and waits for nothing else."""

Channel = Callable[[str], None]
"""Sends one message; raises OSError (as all of the standard library's network errors are) when it cannot."""


def channels(environment: Mapping[str, str]) -> list[Channel]:
    """Return the channels that the environment names.

    ``HEALTHARCHIVE_NOTIFY_WEBHOOK`` (JSON ``{"text": …}``), ``HEALTHARCHIVE_NOTIFY_SLACK`` (an incoming webhook),
    ``HEALTHARCHIVE_NOTIFY_TELEGRAM_TOKEN`` with ``…_TELEGRAM_CHAT``, and ``HEALTHARCHIVE_NOTIFY_EMAIL`` with
    ``…_SMTP`` ("host:port", by default localhost:25) and ``…_EMAIL_FROM``.
    """
    prefix = "HEALTHARCHIVE_NOTIFY_"
    given = {
        name.removeprefix(prefix): value for name, value in environment.items() if name.startswith(prefix) and value
    }
    found: list[Channel] = [_webhook(given[name]) for name in ("WEBHOOK", "SLACK") if name in given]
    if "TELEGRAM_TOKEN" in given and "TELEGRAM_CHAT" in given:
        found.append(_telegram(given["TELEGRAM_TOKEN"], given["TELEGRAM_CHAT"]))
    if "EMAIL" in given:
        sender = given.get("EMAIL_FROM", given["EMAIL"])
        found.append(_email(given["EMAIL"], sender, given.get("SMTP", "localhost:25")))
    return found


def tell(message: str, through: list[Channel]) -> bool:
    """Send *message* through every channel; return whether at least one took it.  Failures are logged."""
    taken = 0
    for channel in through:
        try:
            channel(message)
        except OSError as error:
            logger.warning("A notification could not be sent: %s", error)
        else:
            taken += 1
    return taken > 0


def _post(address: str, body: Mapping[str, str]) -> None:
    if not address.startswith(("https://", "http://")):
        raise OSError(f"{address.partition(':')[0]} is no scheme of a webhook")
    data = json.dumps(body, ensure_ascii=False).encode()
    request = Request(address, data, {"Content-Type": "application/json; charset=utf-8"})
    with urlopen(request, timeout=PATIENCE) as response:
        response.read(1)


def _webhook(address: str) -> Channel:
    return lambda message: _post(address, {"text": message})


def _telegram(token: str, chat: str) -> Channel:
    address = f"https://api.telegram.org/bot{token}/sendMessage"
    return lambda message: _post(address, {"chat_id": chat, "text": message})


def _email(to: str, sender: str, server: str) -> Channel:
    host, _, port = server.partition(":")

    def send(message: str) -> None:
        letter = EmailMessage()
        letter["To"], letter["From"], letter["Subject"] = to, sender, f"healtharchive: {message[:80]}"
        letter.set_content(message)
        with smtplib.SMTP(host, int(port or 25), timeout=PATIENCE) as smtp:
            smtp.send_message(letter)

    return send
