"""Plain text, comma- and tab-separated text, in whatever charset the bytes are."""

from crawler.filetext.result import NoTextError, Words
from crawler.normalise.text.charset import decode_page
from crawler.normalise.text.legacy_vietnamese import SAMPLE

SEPARATOR = " | "
MAX_REPLACED = 0.02
"""Share of characters that cannot be decoded, above which the bytes are no text."""
UNSURE = frozenset({"fallback"})


def plain_text(body: bytes, language: str | None) -> Words:
    """Return the text of *body*; cells that tabs separate are joined by `` | ``.  Raises `NoTextError`."""
    decoded = decode_page(body, language=language)
    text = decoded.text.lstrip("\ufeff")
    if decoded.replaced > MAX_REPLACED * len(text) or (decoded.method in UNSURE and not _is_latin(text)):
        raise NoTextError("no charset makes text of its bytes")
    lines = (SEPARATOR.join(filter(None, (cell.strip() for cell in line.split("\t")))) for line in text.splitlines())
    return Words(text="\n".join(lines), method="plain")


def _is_latin(text: str) -> bool:
    """Tell whether text that is taken for windows-1252 consists of words: letters far outnumber other signs."""
    sample = text[: 10 * SAMPLE]
    marks = sum(not letter.isascii() for letter in sample)
    letters = sum(letter.isalpha() and not letter.isascii() for letter in sample)
    return 4 * marks <= len(sample) and 2 * letters >= marks
