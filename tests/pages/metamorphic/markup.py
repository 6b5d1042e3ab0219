"""Transformations of a page's source that change no word and no place that a person sees."""

import re
import unicodedata
import zlib
from collections.abc import Callable

_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)((?:\s+[^<>\s=/]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s<>\"']+))?)*)\s*(/?)>")
_ATTRIBUTE = re.compile(r"([^\s=/\"'<>]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s<>\"']+))?")
_RAW = re.compile(
    r"(?is)<(script|style|textarea|pre|noscript)\b.*?</\1\s*>|<!--.*?-->|<!doctype[^>]*>|<title\b.*?</title>"
)
_TEXT = re.compile(r">([^<>]+)<")
_SEEN_NAME = re.compile(r"hid(?:e|den)|none|sr-only|icon|(?:^|-)fa(?:$|-)|eye|glyph", re.IGNORECASE)
"""Classes by which a page hides what it holds, or shows a picture in a letter's place: a person sees these."""
_SHORT = 90
"""Characters of a text that may be a label or a date line."""


def _outside_raw(text: str, change: Callable[[str], str]) -> str:
    """Apply a change to all of a page but scripts, styles, comments and preformatted text."""
    pieces, end = [], 0
    for raw in _RAW.finditer(text):
        pieces += [change(text[end : raw.start()]), raw[0]]
        end = raw.end()
    return "".join([*pieces, change(text[end:])])


def _each_tag(text: str, change: Callable[[re.Match[str]], str]) -> str:
    return _outside_raw(text, lambda part: _TAG.sub(change, part))


def _each_text(text: str, change: Callable[[str], str]) -> str:
    return _outside_raw(text, lambda part: _TEXT.sub(lambda match: f">{change(match[1])}<", part))


def rename_names(text: str, _language: str) -> str:
    """Give every id and class a name that says nothing; the same name wherever it stood."""

    def renamed(match: re.Match[str]) -> str:
        names = match[2].strip("\"'").split()
        fresh = " ".join(name if _SEEN_NAME.search(name) else f"n{zlib.crc32(name.encode()):x}" for name in names)
        return f'{match[1]}="{fresh}"' if match[1].lower() in ("class", "id") else match[0]

    def tag(match: re.Match[str]) -> str:
        attributes = _ATTRIBUTE.sub(lambda found: renamed(found) if found[2] else found[0], match[3])
        return f"<{match[1]}{match[2]}{attributes}{' /' if match[4] else ''}>"

    return _each_tag(text, tag)


def reverse_attributes(text: str, _language: str) -> str:
    """Turn the order of each element's attributes around."""

    def tag(match: re.Match[str]) -> str:
        found = [attribute[0] for attribute in _ATTRIBUTE.finditer(match[3])]
        attributes = "".join(f" {attribute}" for attribute in reversed(found))
        return f"<{match[1]}{match[2]}{attributes}{' /' if match[4] else ''}>"

    return _each_tag(text, tag)


def uppercase_tags(text: str, _language: str) -> str:
    """Write the tags in capitals, as old editors do."""
    return _each_tag(text, lambda match: f"<{match[1]}{match[2].upper()}{match[3]}{' /' if match[4] else ''}>")


def drop_closing_tags(text: str, _language: str) -> str:
    """Leave out the closing tags that HTML lets be left out."""
    return _outside_raw(text, lambda part: re.sub(r"(?i)</(?:p|li|td|tr|dd|dt|option)\s*>", "", part))


def drop_meta(text: str, _language: str) -> str:
    """Take out all meta elements but the charset, and structured data."""
    kept = re.sub(r"(?is)<script[^>]*ld\+json.*?</script\s*>", "", text)
    return re.sub(r"(?is)<meta\b(?![^>]*charset)[^>]*>", "", kept)


def add_meta(text: str, _language: str) -> str:
    """Add the meta elements of a search optimiser and of a share button, which say nothing of the article."""
    more = (
        '<meta name="robots" content="index,follow"><meta property="og:type" content="website">'
        '<meta property="og:image" content="/logo.png"><meta name="renderer" content="webkit">'
    )
    return re.sub(r"(?i)(<head\b[^>]*>)", lambda match: match[1] + more, text, count=1)


def indent(text: str, _language: str) -> str:
    """Break and indent the source between tags and between words."""

    def spaced(words: str) -> str:
        return f"\n    {words.replace(' ', chr(10) + '      ', 1)}" if words.strip() and words[0].isspace() else words

    return _each_text(text, spaced)


def write_entities(text: str, _language: str) -> str:
    """Write letters beyond ASCII as character references."""

    def referred(words: str) -> str:
        return "".join(letter if letter.isascii() else f"&#{ord(letter)};" for letter in words)

    return _each_text(text, referred)


def hard_spaces(text: str, _language: str) -> str:
    """Set no-break spaces where a short text has spaces."""
    return _each_text(text, lambda words: words.replace(" ", "&nbsp;") if len(words.strip()) < _SHORT else words)


def wrap_words(text: str, _language: str) -> str:
    """Set every piece of text in elements of type, as office programs do."""

    def wrapped(part: str) -> str:
        return re.sub(
            r"(<(?:p|div|td|li|h\d)\b[^<>]*>)([^<>]*\S[^<>]*)(?=</(?:p|div|td|li|h\d)>)",
            r'\1<span style="font-family: Arial"><font>\2</font></span>',
            part,
        )

    return _outside_raw(text, wrapped)


def split_paragraphs(text: str, _language: str) -> str:
    """Break long paragraphs in two behind a sentence."""
    return _outside_raw(
        text, lambda part: re.sub(r"(<p\b[^<>]*>)([^<>]{60,}?[。.])(\s?[^<>]{40,}</p>)", r"\1\2</p>\1\3", part)
    )


def join_paragraphs(text: str, _language: str) -> str:
    """Set line breaks where one paragraph follows another."""
    return _outside_raw(text, lambda part: re.sub(r"(?i)(?<=[。.！”])\s*</p>\s*<p>\s*(?=[^<>\s]{2})", "<br><br>", part))


_SYNONYMS = {
    "zh": (
        ("发布时间：", "发布日期："),
        ("发布日期:", "发布时间:"),
        ("浏览次数：", "阅读次数："),
        ("点击数：", "浏览量："),
        ("责任编辑：", "编辑："),
        ("文章来源：", "信息来源："),
    ),
    "vi": (
        ("Ngày đăng:", "Đăng ngày:"),
        ("Lượt xem:", "Số lượt xem:"),
        ("Lượt đọc:", "Đã xem:"),
        ("Nguồn:", "Nguồn tin:"),
        ("Tác giả:", "Người viết:"),
        ("Số ký hiệu", "Số hiệu văn bản"),
    ),
}


def swap_labels(text: str, language: str) -> str:
    """Put a label in the place of another that means the same."""

    def swapped(words: str) -> str:
        if len(words) <= _SHORT:
            for label, other in _SYNONYMS[language]:
                words = words.replace(label, other)
        return words

    return _each_text(text, swapped)


def reformat_dates(text: str, language: str) -> str:
    """Write the dates of short lines in another form of the same order."""

    def chinese(words: str) -> str:
        found = re.search(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)", words)
        return words.replace(found[0], f"{found[1]}年{int(found[2])}月{int(found[3])}日") if found else words

    def vietnamese(words: str) -> str:
        return re.sub(r"(?<![\d/-])(\d\d)/(\d\d)/((?:19|20)\d\d)(?![\d/-])", r"\1-\2-\3", words)

    change = chinese if language == "zh" else vietnamese
    return _each_text(text, lambda words: change(words) if len(words) <= _SHORT else words)


def decompose(text: str, language: str) -> str:
    """Take letters and marks apart (NFD)."""
    return _each_text(text, lambda words: unicodedata.normalize("NFD", words)) if language == "vi" else text


def widen(text: str, language: str) -> str:
    """Write figures and colons of short Chinese lines in their wide forms."""
    wide = {ord(letter): ord(letter) + 0xFEE0 for letter in "0123456789:"}
    if language != "zh":
        return text
    return _each_text(
        text, lambda words: words.translate(wide) if len(words) <= _SHORT and not re.search("[&/]", words) else words
    )


def add_comments(text: str, _language: str) -> str:
    """Leave remarks of a template's author in the source."""
    return _outside_raw(text, lambda part: re.sub(r"(?i)(<div\b)", r"<!-- block -->\1", part))


MARKUP: tuple[Callable[[str, str], str], ...] = (
    rename_names, reverse_attributes, uppercase_tags, drop_closing_tags, drop_meta, add_meta, indent, write_entities,
    hard_spaces, wrap_words, split_paragraphs, join_paragraphs, swap_labels, reformat_dates, decompose, widen,
    add_comments,
)  # fmt: skip
