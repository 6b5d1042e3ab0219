"""The evidence that a saved file becomes: a WARC record without the HTTP head that nobody kept."""

from datetime import datetime
from hashlib import sha1
from uuid import uuid4

from crawler.archive.db.times import utc_text
from crawler.archive.importing.found import FoundRecord
from crawler.archive.importing.kinds import HTML_START, picture_type


def page_type(body: bytes) -> str:
    """Return the media type that a saved file's first bytes show."""
    if body.startswith(b"%PDF-"):
        return "application/pdf"
    if HTML_START.match(body[:512]):
        return "text/html"
    return picture_type(body) or "application/octet-stream"


def resource_record(found: FoundRecord) -> bytes:
    """Return a WARC resource record of a saved file: its bytes, without the HTTP head that nobody kept."""
    headers = {
        "WARC-Type": "resource",
        "WARC-Record-ID": f"<urn:uuid:{uuid4()}>",
        "WARC-Target-URI": found.url,
        "WARC-Date": _date(found.fetched_at),
        "WARC-Block-Digest": f"sha1:{sha1(found.body, usedforsecurity=False).hexdigest()}",
        "Content-Type": page_type(found.body),
        "Content-Length": str(len(found.body)),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return b"WARC/1.1\r\n" + head.encode() + b"\r\n" + found.body + b"\r\n\r\n"


def _date(moment: datetime) -> str:
    """Return *moment* with its fraction of a second, where it has one: that tells the order of two captures."""
    text = utc_text(moment)
    return f"{text.removesuffix('Z')}.{moment.microsecond:06d}Z" if moment.microsecond else text
