"""From a fetched body to text: which character set the bytes are in, decided by the bytes rather than by the label.

A ladder; the first step that answers wins.  UTF-8 that decodes outranks any label.  A declared Chinese set must make
common characters of the bytes.  Legacy Vietnamese is recognised by the words it makes, on the visible text of the
page: also where such text was stored in UTF-8 as if it were Latin-1, or as entities.
"""

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Literal
from unicodedata import is_normalized, normalize

from crawler.normalise.text import legacy_vietnamese
from crawler.normalise.text.mixed_charsets import decode_stretches, undo_second_encoding

REPLACEMENT = "\ufffd"

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

CHINESE = {
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "cp936", "x-gbk", "gb_2312-80", "euc-cn", "hz-gb-2312"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "big5hkscs", "cp950", "x-x-big5", "cn-big5"), "big5hkscs"),
}
"""Label → the widest set of its family: a page labelled gb2312 holds GBK characters as a rule."""

VIETNAMESE = {
    "windows-1258": "windows-1258",
    "cp1258": "windows-1258",
    "viscii": "viscii",
    "x-viet-vps": "vps",
    "vps": "vps",
    "x-viet-tcvn5712": "tcvn3",
    "x-viet-tcvn": "tcvn3",
    "tcvn": "tcvn3",
    "tcvn3": "tcvn3",
    "tcvn-5712": "tcvn3",
    "x-viet-vni": "vni",
}

COMMON_HAN = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得"
    "经医卫健院病防疫局通知关會為國發時產動過說種後學經醫衛關與務"
)

LABEL = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
META = re.compile(rb"<meta\b[^<>]{0,400}|<\?xml\b[^<>]{0,200}", re.IGNORECASE)
XML_LABEL = re.compile(rb"""encoding\s*=\s*["']([\w.:-]{2,40})""", re.IGNORECASE)
HEAD = 8192
"""Bytes in which a page declares its charset, if it does."""

OTHER_LABEL = re.compile(r"windows-125[0-7]|iso-8859-(?:[2-9]|1[0-6])|koi8-[ru]|shift_jis|euc-(?:jp|kr)|tis-620")
"""Sets of the wider world that a page may be in; Latin-1 is what remains when all else fails."""

ASCII = bytes(range(128))
MIN_PAIRED = 8
"""Bytes beyond ASCII, all of them in pairs, from which a text without common characters is taken for Chinese."""

UTF8_HAN = re.compile(rb"(?:[\xe4-\xe9][\x80-\xbf]{2}){3}")
"""Han characters in UTF-8; GBK text that looks like it is looked at more closely."""
TWICE_ENCODED = frozenset(("utf-8-in-utf-8", "gb18030-in-utf-8"))
"""Names of encodings that were undone twice: such a page is no old one, but one that a system damaged."""

LEGACY_ENTITY = re.compile(rb"&(?:micro|para|cedil|sup1|oslash|#18[1245]|#248|#x[bB][568]|#x[fF]8);")
LEGACY_SIGNS = tuple(sign.encode() for sign in "µ¸¶¹®øûïöõ")
"""Frequent in any legacy text, rare otherwise: à ị á ả ạ đ of TCVN3, the tone marks of VNI."""


@dataclass(frozen=True)
class Decoded:
    """A body as text."""

    text: str
    """NFC, but for addresses in attributes, which stay as they were."""
    encoding: str
    """Such as ``utf-8``, ``utf-8-nfd``, ``gb18030``, ``big5hkscs``, ``windows-1258``, ``tcvn3``, ``tcvn3-in-utf-8``."""
    method: str
    """The step of the ladder that answered."""
    replaced: int
    """Characters that could not be decoded and became U+FFFD."""


def decode_page(body: bytes, content_type: str | None = None, language: str | None = None) -> Decoded:
    """Return the text of an HTML page.

    `content_type` is the HTTP header, `language` a hint (``vi`` or ``zh``); any bytes give an answer.
    """
    whole = _by_byte_order(body) or _as_utf8(body)
    if whole is not None and not whole.replaced:
        return whole
    labels = _labels(body, content_type)
    mixed = _as_mixed(body, labels, language)
    if whole is not None:
        return mixed if mixed is not None and mixed.replaced < whole.replaced else whole
    return mixed or _by_label_or_score(body, labels, language)


def _as_mixed(body: bytes, labels: list[str], language: str | None) -> Decoded | None:
    """Decode a page of which only a part is in the declared set."""
    first = labels[0] if labels else "utf-8"
    declared = "utf-8" if first in ("utf-8", "utf8") else CHINESE.get(first)
    if declared not in ("utf-8", "gb18030") or (declared == "gb18030" and not UTF8_HAN.search(body)):
        return None
    found = decode_stretches(body, declared, language)
    return _decoded(found[0], declared, "mixed sets", found[1]) if found else None


def _by_byte_order(body: bytes) -> Decoded | None:
    for mark, encoding in BYTE_ORDER_MARKS:
        if body.startswith(mark):
            text = body[len(mark) :].decode(encoding, "replace")
            return _decoded(text, encoding, "byte order mark", text.count(REPLACEMENT))
    start = body[:HEAD]
    for encoding, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[::2])):
        if 3 * zeros.count(0) > len(start):
            text = body.decode(encoding, "replace")
            return _decoded(text, encoding, "zero bytes", text.count(REPLACEMENT))
    return None


def _as_utf8(body: bytes) -> Decoded | None:
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        text = body.decode("utf-8", "replace")
        replaced = text.count(REPLACEMENT) - body.count(REPLACEMENT.encode())
        whole = _beyond_ascii(text) - replaced
        is_cut = error.reason == "unexpected end of data"
        fits = whole > 0 and (is_cut or replaced <= max(1, whole // 20))
        return _decoded(text, "utf-8", "utf-8 with damage", replaced) if fits else None
    latin = _latin_share(body)
    legacy = legacy_vietnamese.detect(text) if _may_hold_legacy(body, latin) else None
    if legacy is None:
        twice = undo_second_encoding(text) if latin == "most" else None
        if twice is not None:
            return _decoded(twice[0], f"{twice[1]}-in-utf-8", "second encoding")
        return _decoded(text, "utf-8", "utf-8")
    return _decoded(legacy_vietnamese.convert_page(text, legacy), f"{legacy}-in-utf-8", "words")


def _latin_share(body: bytes) -> Literal["none", "some", "most"]:
    """Return how many of valid UTF-8's letters beyond ASCII are those of Latin-1.

    Counts lead bytes, since this is asked of every page: C2 and C3 start Latin-1, E1 Vietnamese, E4 and E5 Han.
    """
    if body.isascii():
        return "some"
    latin = body.count(b"\xc2") + body.count(b"\xc3")
    if latin < body.count(b"\xe4") + body.count(b"\xe5"):
        return "none"
    return "most" if latin >= legacy_vietnamese.MINIMUM and latin > 3 * body.count(b"\xe1") else "some"


def _may_hold_legacy(body: bytes, latin: str) -> bool:
    """Return whether valid UTF-8 has so many Latin-1 letters for its other letters that it is worth a look."""
    if latin == "most":
        return sum(map(body.count, LEGACY_SIGNS)) >= legacy_vietnamese.MINIMUM
    return latin == "some" and LEGACY_ENTITY.search(body) is not None


def _labels(body: bytes, content_type: str | None) -> list[str]:
    """Return the declared charsets in lower case: the page's own first, then the header's."""
    found = []
    for tag in META.finditer(body[:HEAD]):
        label = LABEL.search(tag[0]) or XML_LABEL.search(tag[0])
        if label:
            found.append(label[1])
    header = LABEL.search((content_type or "").encode("ascii", "ignore"))
    return [label.decode("ascii", "ignore").lower() for label in [*found, *([header[1]] if header else [])]]


def _by_label_or_score(body: bytes, labels: list[str], language: str | None) -> Decoded:
    chinese = [CHINESE[label] for label in labels if label in CHINESE]
    vietnamese = [VIETNAMESE[label] for label in labels if label in VIETNAMESE]
    vietnamese_first = language == "vi" or (bool(vietnamese) and not chinese)
    decoded = _as_vietnamese(body, vietnamese) if vietnamese_first else None
    decoded = decoded or _as_chinese(body, chinese)
    decoded = decoded or (None if vietnamese_first else _as_vietnamese(body, vietnamese))
    return (
        decoded
        or _as_damaged_utf8(body)
        or _by_other_label(body, labels)
        or _as_pairs(body)
        or _by_detector(body)
        or _as_windows_1252(body)
    )


def _as_chinese(body: bytes, declared: list[str]) -> Decoded | None:
    """Decode as the declared set if common characters come out, else as the Chinese set that has more of them."""
    beyond_ascii = len(body.translate(None, ASCII))
    scored: list[tuple[int, Decoded]] = []
    for encoding in dict.fromkeys([*declared, "gb18030", "big5hkscs"]):
        text = body.decode(encoding, "replace")
        replaced = text.count(REPLACEMENT)
        fits = replaced <= len(body) // 500 + 1
        if encoding in declared and fits and _has_common(text, beyond_ascii):
            return _decoded(text, encoding, "declared", replaced)
        common = sum(map(text.count, COMMON_HAN))
        scored.append((common - 5 * replaced, _decoded(text, encoding, "score", replaced)))
    score, best = max(scored, key=lambda pair: pair[0])
    if score > 0 and score * 50 >= beyond_ascii:
        return best
    first = scored[0][1]
    return replace(first, method="declared") if declared and first.replaced <= len(body) // 500 + 1 else None


def _has_common(text: str, beyond_ascii: int) -> bool:
    """Return whether a fiftieth of the bytes beyond ASCII came out as common characters; counts no more than needed."""
    return any(50 * seen >= beyond_ascii for seen in accumulate(map(text.count, COMMON_HAN)))


def _as_vietnamese(body: bytes, declared: list[str]) -> Decoded | None:
    text = _latin(body)
    recognised = legacy_vietnamese.detect(text)
    encoding = recognised or next(iter(declared), None)
    if encoding is None:
        return None
    converted = legacy_vietnamese.convert_page(text, encoding)
    return _decoded(converted, encoding, "words" if recognised else "declared")


def _as_damaged_utf8(body: bytes) -> Decoded | None:
    text = body.decode("utf-8", "replace")
    replaced = text.count(REPLACEMENT)
    return _decoded(text, "utf-8", "utf-8 with damage", replaced) if _beyond_ascii(text) > 3 * replaced else None


def _as_pairs(body: bytes) -> Decoded | None:
    """Decode a text of few words as GB 2312, where all its bytes beyond ASCII are pairs of that set's characters."""
    if len(body.translate(None, ASCII)) < MIN_PAIRED:
        return None
    try:
        text = body.decode("gb2312")
    except UnicodeDecodeError:
        return None
    return _decoded(text, "gb18030", "pairs")


def _by_other_label(body: bytes, labels: Iterable[str]) -> Decoded | None:
    for label in labels:
        if OTHER_LABEL.fullmatch(label):
            try:
                return _decoded(body.decode(label), label, "declared")
            except (UnicodeDecodeError, LookupError):
                continue
    return None


def _by_detector(body: bytes) -> Decoded | None:
    # Loaded when every other step has failed, which is rare.
    from cchardet import detect

    guess = (detect(body)["encoding"] or "").lower()
    return _by_other_label(body, [guess])


def _as_windows_1252(body: bytes) -> Decoded:
    return _decoded(_latin(body), "windows-1252", "fallback")


def _latin(body: bytes) -> str:
    return body.decode("latin-1").translate(legacy_vietnamese.WINDOWS_1252)


def _beyond_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _decoded(text: str, encoding: str, method: str, replaced: int = 0) -> Decoded:
    if is_normalized("NFC", text):
        return Decoded(text, encoding, method, replaced)
    composed = "".join(
        piece if index % 2 else normalize("NFC", piece)
        for index, piece in enumerate(legacy_vietnamese.ADDRESS.split(text))
    )
    loose_marks = len(text) - len(composed)
    if encoding == "utf-8" and loose_marks > len(normalize("NFD", text)) - len(text):
        encoding = "utf-8-nfd"
    return Decoded(composed, encoding, method, replaced)
