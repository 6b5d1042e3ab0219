"""A ping after each crawl, for services that tell somebody when it stays away (healthchecks.io and its kind)."""

import logging
from collections.abc import Mapping
from http.client import HTTPException
from typing import Literal
from urllib.request import Request

from crawler.crawling.alerts.channels import PREFIX
from crawler.crawling.alerts.webhooks import checked, send

logger = logging.getLogger(__name__)

Event = Literal["start", "success", "fail"]
_PATH: Mapping[Event, str] = {"start": "/start", "success": "", "fail": "/fail"}
MAX_BODY = 10_000
"""Bytes of the text that goes along."""


def ping(environment: Mapping[str, str], event: Event, text: str = "") -> None:
    """Tell the address in ``HEALTHARCHIVE_NOTIFY_PING``, if there is one, that a crawl began, ended or failed."""
    address = environment.get(f"{PREFIX}PING", "").strip()
    if not address:
        return
    try:
        send(Request(checked(address).rstrip("/") + _PATH[event], text.encode()[:MAX_BODY], method="POST"))
    except (OSError, HTTPException, ValueError) as error:
        logger.warning("The ping after the crawl was not taken (%s).", type(error).__name__)
