"""Web archives (MHTML), which Word and Excel save under .doc and .xls: the text of their pages."""

import email
import email.policy
import re
from email.message import Message

from crawler.filetext.markup.html import html_text
from crawler.filetext.result import LARGEST, NoTextError, TooHeavyError, TooLargeError, Words

MAX_BYTES = 32 * 2**20
MAX_PARTS = 200
MAX_BOUNDARIES = 20
"""Nested parts; the parser of mails calls itself for each."""
FRAMESET = re.compile(rb"<frameset\b", re.IGNORECASE)
LIST_OF_FILES = re.compile(r"filelist|tabstrip|header\.htm", re.IGNORECASE)


def mhtml_text(body: bytes, language: str | None) -> Words:
    """Return the text of a web archive's pages in their order.  Raises `FileError`."""
    if len(body) > MAX_BYTES:
        raise TooLargeError(f"it has {len(body)} bytes as a web archive")
    if len(re.findall(rb"\bboundary\s*=", body, re.IGNORECASE)) > MAX_BOUNDARIES:
        raise TooHeavyError("its parts are nested too deeply")
    message = email.message_from_bytes(body.lstrip(b"\xef\xbb\xbf \t\r\n"), policy=email.policy.compat32)
    texts = []
    for number, part in enumerate(message.walk()):
        if number >= MAX_PARTS:
            break
        content = _page(part)
        if content and len(content) <= LARGEST:
            texts.append(html_text(content, language, part.get("Content-Type")).text)
    if not texts:
        raise NoTextError("the web archive holds no page")
    return Words(text="\n".join(texts))


def _page(part: Message) -> bytes | None:
    """Return the HTML of a part that is a page of its own, neither a frame around others nor a list of files."""
    if part.get_content_type() not in ("text/html", "application/xhtml+xml"):
        return None
    if LIST_OF_FILES.search(part.get("Content-Location") or ""):
        return None
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes) or FRAMESET.search(content):
        return None
    return content
