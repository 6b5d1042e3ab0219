"""Messages as JSON over HTTP."""

import json
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from crawler.crawling.alerts.message import Message

SECONDS = 10.0
"""That a message may take; the crawl is over and waits for nothing else."""
Deliver = Callable[[Message], None]


def webhook(address: str) -> Deliver:
    """Return a channel that posts JSON ``{"text": …}``, as Slack and many others take it.

    Raises `ValueError` (a clause without the address) where *address* is none.
    """
    checked(address)
    return lambda message: post(address, {"text": message.text})


def telegram(token: str, chat: str) -> Deliver:
    """Return a channel through Telegram's bot API."""
    address = checked(f"https://api.telegram.org/bot{token}/sendMessage")
    return lambda message: post(address, {"chat_id": chat, "text": message.text})


def checked(address: str) -> str:
    """Return an address that can be asked; raises `ValueError` with a clause that does not repeat it."""
    if not address.startswith(("https://", "http://")):
        raise ValueError("its address does not begin with https:// or http://")
    if not _is_valid(address):
        raise ValueError("its address is not valid")
    return address


def _is_valid(address: str) -> bool:
    if any(character.isspace() or not character.isprintable() for character in address):
        return False
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:  # its text would repeat the address
        return False


def post(address: str, body: Mapping[str, str]) -> None:
    """Post *body* as JSON; raises as `urlopen` does."""
    data = json.dumps(body, ensure_ascii=False).encode()
    send(Request(address, data, {"Content-Type": "application/json; charset=utf-8"}))


def send(request: Request) -> None:
    """Send a request and read the beginning of its response."""
    with urlopen(request, timeout=SECONDS) as response:
        response.read(1)
