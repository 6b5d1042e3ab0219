"""Articles that a page carries as data: in a `<textarea>`, in a template, or in a string of a script.

Some portals send an empty shell and let a script put the text into it.  Asked only where the shell shows no text, so
that an editor's sample or an advertisement never replaces a real article.
"""

import re
from collections.abc import Iterable, Iterator
from html import unescape

from crawler.pages.dom.model import Script

_MIN_LENGTH = 120
"""Characters without markup from which a string may be an article."""
_MARKUP = re.compile(r"<(?:p|br|div|span|section|table)\b", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_LETTERS = re.compile(r"[\u3400-\u9fffăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]")
_STRING = re.compile(
    r""""((?:[^"\\\n]|\\.)*+)"?|'((?:[^'\\\n]|\\.)*+)'?|`((?:[^`\\]|\\.)*+)`?""",
    re.DOTALL,
)
"""An unclosed string is taken to its end, so that no part of a script is looked at twice."""
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_CONTROL = {"n": "\n", "r": "\n", "t": " ", "b": "", "f": ""}
_DATA_TYPE = re.compile(r"html|template|xml|x-tmpl", re.IGNORECASE)


def article_payload(payloads: Iterable[str], scripts: "Iterable[Script]") -> str | None:
    """Return the longest string among a page's text areas and scripts that reads like an article's HTML, or None."""
    found = [(size, html) for html in _candidates(payloads, scripts) if (size := _size(html)) >= _MIN_LENGTH]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _candidates(payloads: Iterable[str], scripts: "Iterable[Script]") -> Iterator[str]:
    for text in payloads:
        yield _as_html(text)
    for script in scripts:
        text = script.text
        if len(text) < _MIN_LENGTH or not (_LETTERS.search(text) or "\\u" in text):
            continue
        if _DATA_TYPE.search(script.media_type):
            sections = [part.partition("]]>")[0] for part in text.split("<![CDATA[")[1:]]
            yield "".join(sections) or text
        else:
            yield from (_as_html(_unescaped(string)) for string in _long_strings(text))


def _long_strings(text: str) -> Iterator[str]:
    for found in _STRING.finditer(text):
        string = found[1] or found[2] or found[3] or ""
        if len(string) >= _MIN_LENGTH:
            yield string


def _unescaped(string: str) -> str:
    return _ESCAPE.sub(_character, string).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _character(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _CONTROL.get(found[3], found[3])


def _as_html(text: str) -> str:
    """Undo one more layer of escaping where a string holds escaped markup; keep line breaks of plain text."""
    if not _MARKUP.search(text) and "&lt;" in text:
        text = unescape(text)
    return text if _MARKUP.search(text) else text.replace("\n", "<br>")


def _size(html: str) -> int:
    """Characters of Vietnamese or Chinese text in a piece of HTML; 0 where there are too few telling letters."""
    text = " ".join(_TAG.sub(" ", html).split())
    return len(text) if len(_LETTERS.findall(text)) * 20 > len(text) else 0
