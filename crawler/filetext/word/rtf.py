"""The text of RTF: words of control that are text, bytes in the charset of their font, no group that is no text."""

import re
from dataclasses import dataclass, field, replace

from crawler.filetext.fonts import FontCoding, font_coding, joined
from crawler.filetext.result import MAX_CHARACTERS, Words

PIECE = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,40})(?P<number>-?\d{1,10})? ?|\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z'])"
    rb"|(?P<open>\{)|(?P<close>\})|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\",
    re.DOTALL,
)
CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5hkscs", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
"""What ``\\fcharset`` says of a font; 1 is the charset of the whole file."""
DEFAULT_CHARSET = 1
LETTERS = {
    "par": "\n", "line": "\n", "sect": "\n", "page": "\n", "column": "\n", "row": "\n", "nestrow": "\n", "tab": "\t",
    "cell": " | ", "nestcell": " ", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ",
}  # fmt: skip
SIGNS = {b"~": "\u00a0", b"_": "-", b"-": "\u00ad", b"{": "{", b"}": "}", b"\\": "\\", b"\n": "\n", b"\r": "\n"}
NO_TEXT = frozenset(
    ("fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "themedata", "colorschememapping", "datastore",
     "listtable", "listoverridetable", "rsidtbl", "generator", "xmlnstbl", "latentstyles", "filetbl", "revtbl",
     "fldinst", "annotation", "atnid", "atnauthor", "bkmkstart", "bkmkend", "template", "nonshppict", "objdata", "tc",
     "xe", "private", "shpinst2", "datafield", "pgptbl", "mmathPr", "wgrffmtfilter", "docvar", "passwordhash")
)  # fmt: skip
"""Destinations that hold no text of the document."""
STARRED_TEXT = frozenset(("shptxt", "shpinst", "sp", "sv"))
MAX_GROUPS = 2000
"""Groups in groups."""


@dataclass(frozen=True)
class RtfState:
    """What holds within a group."""

    font: int = 0
    skipped_after_u: int = 1
    """Bytes after ``\\u`` that stand for it where Unicode is not known."""
    is_silent: bool = False
    is_hidden: bool = False
    is_deleted: bool = False
    in_fonts: bool = False


@dataclass
class RtfReader:
    """Where reading stands."""

    codepage: str = "cp1252"
    default_font: int = 0
    charsets: dict[int, str | None] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    state: RtfState = field(default_factory=RtfState)
    groups: list[RtfState] = field(default_factory=list)
    spans: list[tuple[str, FontCoding | None]] = field(default_factory=list)
    pending: bytearray = field(default_factory=bytearray)
    """Bytes that may be halves of characters, in the charset of the present font."""
    to_skip: int = 0
    is_starred: bool = False
    surrogate: int = 0
    size: int = 0

    def flush(self) -> None:
        """Turn the pending bytes into text."""
        if self.pending:
            content = bytes(self.pending)
            self.pending.clear()
            if self.state.in_fonts:
                self.names[self.state.font] = self.names.get(self.state.font, "") + content.decode("latin-1")
            else:
                self.add(content.decode(self._charset(), "replace"))

    def _charset(self) -> str:
        coding = font_coding(self._font_name())
        if coding is not None:
            return "cp1252"
        return self.charsets.get(self.state.font) or self.codepage

    def _font_name(self) -> str:
        return self.names.get(self.state.font, "").strip().rstrip(";").strip('"')

    def add(self, text: str) -> None:
        """Add text that is shown."""
        state = self.state
        if not (state.is_silent or state.is_hidden or state.is_deleted or state.in_fonts):
            self.spans.append((text, font_coding(self._font_name())))
            self.size += len(text)


def rtf_text(body: bytes) -> Words:
    """Return the text of an RTF file."""
    reader = RtfReader()
    place = 0
    while place < len(body) and reader.size <= MAX_CHARACTERS:
        found = PIECE.match(body, place)
        if found is None:
            break
        place = found.end()
        if found["word"] is not None:
            word, number = found["word"].decode("ascii"), found["number"]
            value = int(number) if number is not None else None
            if word == "bin":
                place += max(0, value or 0)
                continue
            _take_word(reader, word, value)
        else:
            _take_piece(reader, found)
    reader.flush()
    lines = (line.removesuffix("|").rstrip().removesuffix("|") for line in joined(reader.spans).split("\n"))
    return Words(text="\n".join(line.replace(" |  | ", " | ") for line in lines))


def _take_piece(reader: RtfReader, found: re.Match[bytes]) -> None:
    if found["open"]:
        reader.flush()
        if len(reader.groups) < MAX_GROUPS:
            reader.groups.append(reader.state)
        reader.to_skip = 0
    elif found["close"]:
        reader.flush()
        if reader.groups:
            reader.state = reader.groups.pop()
        reader.to_skip = 0
    elif found["byte"]:
        _take_bytes(reader, bytes.fromhex(found["byte"].decode("ascii")))
    elif found["text"]:
        _take_bytes(reader, found["text"])
    elif found["sign"]:
        _take_sign(reader, found["sign"])
    reader.is_starred = reader.is_starred and not (found["text"] or found["open"] or found["close"])


def _take_bytes(reader: RtfReader, content: bytes) -> None:
    skipped = min(reader.to_skip, len(content))
    reader.to_skip -= skipped
    if reader.state.is_silent:
        return
    reader.pending += content[skipped:]


def _take_sign(reader: RtfReader, sign: bytes) -> None:
    if sign == b"*":
        reader.is_starred = True
    elif sign in SIGNS:
        if reader.to_skip:
            reader.to_skip -= 1
            return
        reader.flush()
        reader.add(SIGNS[sign])


def _take_word(reader: RtfReader, word: str, value: int | None) -> None:
    starred, reader.is_starred = reader.is_starred, False
    if word == "u" and value is not None:
        _take_unicode(reader, value)
        return
    reader.flush()
    reader.to_skip = 0
    state = reader.state
    if word == "fonttbl":
        reader.state = replace(state, in_fonts=True)
    elif word in NO_TEXT or (starred and word not in STARRED_TEXT):
        reader.state = replace(state, is_silent=True)
    elif word in LETTERS:
        reader.add(LETTERS[word])
    else:
        _take_property(reader, word, value)


def _take_unicode(reader: RtfReader, value: int) -> None:
    reader.flush()
    code = value + 65536 if value < 0 else value
    if 0xD800 <= code < 0xDC00:
        reader.surrogate = code
    elif 0xDC00 <= code < 0xE000:
        if reader.surrogate:
            reader.add(chr(0x10000 + ((reader.surrogate - 0xD800) << 10) + code - 0xDC00))
        reader.surrogate = 0
    elif 0 < code < 0x110000:
        reader.add(chr(code))
    reader.to_skip = reader.state.skipped_after_u


def _take_property(reader: RtfReader, word: str, value: int | None) -> None:
    state = reader.state
    if word == "f" and value is not None:
        reader.state = replace(state, font=value)
    elif word == "plain":
        reader.state = replace(state, font=reader.default_font, is_hidden=False, is_deleted=False)
    elif word == "v":
        reader.state = replace(state, is_hidden=value != 0)
    elif word == "deleted":
        reader.state = replace(state, is_deleted=value != 0)
    elif word == "uc" and value is not None:
        reader.state = replace(state, skipped_after_u=max(0, min(value, 8)))
    elif word == "fcharset" and value is not None and state.in_fonts:
        reader.charsets[state.font] = CHARSETS.get(value)
    elif word == "ansicpg" and value is not None:
        reader.codepage = "gb18030" if value == 936 else _known(f"cp{value}", reader.codepage)
    elif word == "deff" and value is not None:
        reader.default_font = value
        reader.state = replace(state, font=value)


def _known(codec: str, otherwise: str) -> str:
    try:
        b"".decode(codec)
    except LookupError:
        return otherwise
    return codec
