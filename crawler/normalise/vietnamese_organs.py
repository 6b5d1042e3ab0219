"""Names of Vietnamese organs: from the capitals of a letterhead to the spelling of running text.

UBND TỈNH HẢI SƠN / SỞ Y TẾ is "Sở Y tế Hải Sơn".  The text of the paper itself shows best how its organ is spelt;
only where it does not, the rules of Nghị định 30/2020/NĐ-CP annex II decide: the kind of organ, then its field, then
the place.
"""

import re
from collections.abc import Sequence

_KINDS = (
    "ủy ban nhân dân", "uỷ ban nhân dân", "hội đồng nhân dân", "ban chỉ đạo", "ban chấp hành", "ban quản lý", "ban",
    "tổng cục", "chi cục", "cục", "vụ", "viện", "sở", "bộ", "trung tâm", "bệnh viện", "phòng khám", "phòng", "trạm",
    "văn phòng", "trường", "công an", "tỉnh ủy", "tỉnh uỷ", "thành ủy", "thành uỷ", "huyện ủy", "huyện uỷ", "thị ủy",
    "quận ủy", "đảng ủy", "đảng uỷ", "đảng bộ", "chi bộ", "công đoàn", "liên đoàn", "hội", "ubnd", "hđnd", "bảo hiểm",
    "thanh tra", "kho bạc", "quỹ",
)  # fmt: skip
_PLACE_KINDS = ("tỉnh", "thành phố", "thị xã", "thị trấn", "đặc khu", "huyện", "quận", "phường", "xã", "tp.", "tp")
_PLACE = re.compile(rf"(?<!\w)(?P<kind>{'|'.join(map(re.escape, _PLACE_KINDS))})\s+(?P<name>[^\d,;()]+)\Z")
_PEOPLES_COMMITTEE = re.compile(
    r"(?P<committee>(?:UBND|(?:ỦY|UỶ)\s+BAN\s+NHÂN\s+DÂN|HĐND)\s+(?:TỈNH"
    r"|THÀNH PHỐ|TP\.?|THỊ XÃ|HUYỆN|QUẬN|PHƯỜNG|XÃ)\s+.+?)"
    r"\s+(?P<organ>(?:SỞ|TRUNG TÂM|BỆNH VIỆN|CHI CỤC|VĂN PHÒNG|PHÒNG|TRẠM|BAN)\s.+)\Z"
)
_PARTY_COMMITTEE = re.compile(r"(?P<kind>(?:tỉnh|thành|huyện|thị|quận|đảng) (?:ủy|uỷ))(?:\s+(?P<name>.+))?\Z")
_ABBREVIATIONS = frozenset(
    {"ubnd", "hđnd", "cdc", "hiv", "hiv/aids", "aids", "tw", "mttq", "lđlđ", "bhxh", "tp", "tp."}
)
_SEARCHED = 60_000
"""Characters of the text searched for the organ's own spelling."""


def organ_name(letterhead: Sequence[str], lines: Sequence[str]) -> str | None:
    """Return the issuing organ of a letterhead's lines in capitals, parent first, spelt as running text spells it."""
    organs = _merged([part for line in letterhead for part in _split(line)])
    if not organs:
        return None
    text = "\n".join(lines)[:_SEARCHED]
    organ = organs[-1].lower()
    for candidate in _with_place(organ, [parent.lower() for parent in organs[:-1]]):
        spelt = _spelt_in(candidate, text)
        if spelt:
            return spelt
    candidates = _with_place(organ, [parent.lower() for parent in organs[:-1]])
    return _by_rule(candidates[0], _spelt_in(organ, text), organ)


def _split(line: str) -> list[str]:
    """Split parent and organ where their two lines became one."""
    match = _PEOPLES_COMMITTEE.match(line)
    return [match["committee"], match["organ"]] if match else [line]


def _merged(parts: Sequence[str]) -> list[str]:
    """Join a name that was broken over two lines: a line that begins no organ belongs to the one above."""
    merged: list[str] = []
    for part in parts:
        begins_organ = part.lower().startswith(_KINDS)
        if merged and not begins_organ:
            merged[-1] = f"{merged[-1]} {part}"
        else:
            merged.append(part)
    return [part for part in merged if part.lower().startswith(_KINDS)]


def _with_place(organ: str, parents: Sequence[str]) -> list[str]:
    """Return the organ with the place of its parent, most usual form first; alone where it has or needs no place."""
    parent = parents[-1] if parents else ""
    party = _PARTY_COMMITTEE.match(parent)
    if party and organ.startswith("ban"):
        return [f"{organ} {parent}"]
    place = _PLACE.search(parent)
    if place is None or _PLACE.search(organ) or organ.endswith(place["name"]):
        return [organ]
    short, full = f"{organ} {place['name']}", f"{organ} {place['kind']} {place['name']}"
    is_provincial = place["kind"] == "tỉnh" or organ.startswith(("sở", "ban", "chi cục"))
    return [short, full] if is_provincial else [full, short]


def _spelt_in(name: str, text: str) -> str | None:
    """Return the name as the text spells it in mixed case."""
    lowered = text.lower()
    if len(lowered) != len(text):
        return None
    at = lowered.find(name)
    while at >= 0:
        spelt = text[at : at + len(name)]
        if spelt[0].isupper() and spelt != spelt.upper() and not text[at + len(name) : at + len(name) + 1].isalpha():
            return spelt
        at = lowered.find(name, at + 1)
    return None


def _by_rule(name: str, spelt_organ: str | None, organ: str) -> str:
    """Spell the name by rule; the organ without its place may be spelt in the text."""
    place = _PLACE.search(name)
    head = name[: place.start()].strip() if place else name
    tail = f" {place['kind']} {_titled(place['name'])}" if place else ""
    if name.startswith(organ) and spelt_organ:
        rest = name[len(organ) :]
        plain = _PLACE.search(rest)
        return spelt_organ + (f" {plain['kind']} {_titled(plain['name'])}" if plain else _titled(rest) if rest else "")
    if name.startswith(organ) and not place:
        return _spelt_by_kind(organ) + _titled(name[len(organ) :])
    return _spelt_by_kind(head) + tail


def _spelt_by_kind(name: str) -> str:
    """Capitalise the kind of organ and the first word of its field: "Trung tâm Kiểm soát bệnh tật"."""
    kind = next((kind for kind in sorted(_KINDS, key=len, reverse=True) if re.match(rf"{kind}(?!\w)", name)), "")
    field = name[len(kind) :].strip()
    words = [_word(kind)] if kind else []
    if field:
        words.append(_capitalised_field(field))
    return " ".join(words)


def _capitalised_field(field: str) -> str:
    place = _PLACE.match(field)
    if place:
        return f"{place['kind']} {_titled(place['name'])}"
    first, _, rest = field.partition(" ")
    rest = " ".join(word.upper() if word in _ABBREVIATIONS else word for word in rest.split(" "))
    return f"{_word(first)} {rest}".strip()


def _word(word: str) -> str:
    return word.upper() if word in _ABBREVIATIONS else word[:1].upper() + word[1:]


def _titled(name: str) -> str:
    return " ".join(_word(word) for word in name.split(" "))
