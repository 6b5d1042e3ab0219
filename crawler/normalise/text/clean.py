"""Clean a page's text for display without changing what it says: one Unicode form, plain spaces, nothing invisible."""

import re
from unicodedata import normalize

INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # control characters that are no white space
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    "\U000e0001-\U000e007f]"
)
"""Characters without a shape: zero-width spaces and joiners, soft hyphens, direction marks, selectors, controls."""

VIETNAMESE_LETTER = re.compile("[ĂăĐđƠơƯư\u1ea0-\u1ef9]")
HORNED_U = str.maketrans("Ƣƣ", "Ưư")
"""The text layer of some signed PDF files has the letter oi (Ƣ) for the horned u."""


def clean_line(text: str, language: str | None = None) -> str:
    """Return `text` as one line: NFC, invisible characters out, every run of white space one space, stripped.

    Ƣ becomes Ư in Vietnamese, which is what `language` says (``vi``) or another letter of the line shows.
    """
    return _one_line(_legible(text), language)


def clean_block_text(text: str, language: str | None = None) -> str:
    """Return `text` with each line cleaned as by `clean_line` and empty lines dropped."""
    lines = (" ".join(line.split()) for line in _legible(text).splitlines())
    cleaned = "\n".join(line for line in lines if line)
    if "Ƣ" in cleaned or "ƣ" in cleaned:
        return "\n".join(_one_line(line, language) for line in cleaned.split("\n"))
    return cleaned


def _legible(text: str) -> str:
    return normalize("NFC", INVISIBLE.sub("", text))


def _one_line(text: str, language: str | None) -> str:
    line = " ".join(text.split())
    if ("Ƣ" in line or "ƣ" in line) and (language == "vi" or VIETNAMESE_LETTER.search(line)):
        # A tone after the mistaken letter composes only with the right one.
        return normalize("NFC", line.translate(HORNED_U))
    return line
