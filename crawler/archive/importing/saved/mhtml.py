"""Pages that browsers save as one file (MHTML): the page and its pictures, each with its own address."""

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime

from crawler.archive.importing.found import is_web_address
from crawler.archive.importing.kinds import MAX_PICTURE_BYTES, picture_type
from crawler.filetext.markup.mhtml import MAX_BOUNDARIES

NAMES = re.compile(r"\.mht(?:ml)?$", re.IGNORECASE)
MAX_PARTS = 2000


@dataclass(frozen=True)
class PageInOne:
    """A page that was saved as one file."""

    url: str
    content: bytes
    """Its HTML, as it was sent."""
    moment: datetime | None
    pictures: dict[str, bytes]
    """Address → picture."""


def read_mhtml(content: bytes) -> PageInOne | None:
    """Return the page that the MHTML file *content* holds; None where there is none with an address."""
    if len(re.findall(rb"\bboundary\s*=", content, re.IGNORECASE)) > MAX_BOUNDARIES:
        return None  # the parser of mails calls itself for each part in a part
    message = email.message_from_bytes(content.lstrip(b"\xef\xbb\xbf \t\r\n"), policy=email.policy.compat32)
    pages: list[tuple[str, bytes]] = []
    pictures: dict[str, bytes] = {}
    for part, url, body in _parts(message):
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            pages.append((url, body))
        elif is_web_address(url) and picture_type(body) and len(body) <= MAX_PICTURE_BYTES:
            pictures.setdefault(url, body)
    if not pages:
        return None
    url, page = pages[0]  # frames follow the page that shows them
    address = _address(message, "Snapshot-Content-Location") or url
    return PageInOne(address, page, _moment(message), pictures) if is_web_address(address) else None


def _parts(message: Message) -> Iterator[tuple[Message, str, bytes]]:
    for number, part in enumerate(message.walk()):
        if number >= MAX_PARTS:
            return
        body = None if part.is_multipart() else part.get_payload(decode=True)
        if isinstance(body, bytes) and body:
            yield part, _address(part, "Content-Location"), body


def _address(message: Message, field: str) -> str:
    return re.sub(r"\s+", "", str(message.get(field, "")))


def _moment(message: Message) -> datetime | None:
    try:
        moment = parsedate_to_datetime(str(message.get("Date", "")))
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
