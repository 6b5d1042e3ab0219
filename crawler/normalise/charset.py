"""From a fetched body to text: which character set the bytes are in, decided by the bytes rather than the label."""

from dataclasses import dataclass
from unicodedata import normalize


@dataclass(frozen=True)
class Decoded:
    """A body as text."""

    text: str
    """NFC."""
    encoding: str
    method: str
    """The step of the ladder that answered."""
    replaced: int
    """Characters that could not be decoded and became U+FFFD."""


def decode_page(body: bytes, content_type: str | None = None, language: str | None = None) -> Decoded:
    """Return the text of an HTML page, its encoding found from bytes, label and visible text together."""
    try:
        return Decoded(normalize("NFC", body.decode("utf-8")), "utf-8", "utf-8", 0)
    except UnicodeDecodeError:
        text = body.decode("gb18030", "replace")
    return Decoded(normalize("NFC", text), "gb18030", "fallback", text.count("\ufffd"))
