"""Mend what stops a parser from seeing the whole page, before the page is parsed.

Servers paste headers and footers together, so `</body></html>` may stand in the middle of a page, and error logs or
byte order marks may come before the doctype.  A parser then builds the wrong tree or drops text; the repairs here are
plain text substitutions that a sound page passes through unchanged in meaning.
"""

import re

_STRAY_END = re.compile(rb"</(?:[hH][tT][mM][lL]|[bB][oO][dD][yY])\b[^<>]*>")
_MARK = "\ufeff"
"""A byte order mark, which a server leaves at each place where it put files together."""
_DOCUMENT_START = re.compile(r"<!doctype\b|<html\b", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[a-z/]", re.IGNORECASE)
_CONTROL = bytes([*range(0x09), 0x0B, *range(0x0E, 0x20)])

_NESTING = re.compile(
    rb"</?(?:div|span|font|center|b|i|u|em|strong|table|tbody|tr|td|ul|ol|li|dl|dd|section|article)\b[^<>]*>",
    re.IGNORECASE,
)

_MAX_PREFIX_LENGTH = 20_000
"""Characters in which the doctype is looked for behind log lines."""


def repair_markup(text: str) -> bytes:
    """Return the page in UTF-8 without stray end tags, control characters, and text that stands before the document."""
    if _MARK in text:
        text = text.replace(_MARK, "")
    markup = _without_prefix(text).encode("utf-8", "replace")
    return _STRAY_END.sub(b"", markup).translate(None, _CONTROL)


def _without_prefix(text: str) -> str:
    """Cut text such as log lines before the doctype; a prefix that holds elements is part of the page."""
    start = _DOCUMENT_START.search(text, 0, _MAX_PREFIX_LENGTH)
    if start is None or _ANY_TAG.search(text, 0, start.start()):
        return text
    return text[start.start() :]


def flatten_markup(markup: bytes) -> bytes:
    """Return the page with line breaks for elements that nest: for pages nested deeper than a parser goes."""
    return _NESTING.sub(b"<br>", markup)
