"""Names of Vietnamese organs: from the capitals of a letterhead to the spelling of running text.

UBND TỈNH HẢI SƠN / SỞ Y TẾ is "Sở Y tế Hải Sơn".  The text of the paper itself shows best how its organ is spelt;
only where it does not, the rules of Nghị định 30/2020/NĐ-CP annex II decide: the kind of organ, then its field, then
the place.
"""

import re
from collections.abc import Sequence

from crawler.normalise.papers.vietnamese_places import PLACES

_KINDS = (
    "ủy ban nhân dân", "uỷ ban nhân dân", "hội đồng nhân dân", "ban chỉ đạo", "ban chấp hành", "ban quản lý", "ban",
    "tổng cục", "chi cục", "cục", "vụ", "viện", "sở", "bộ", "trung tâm", "bệnh viện", "phòng khám", "phòng", "trạm",
    "văn phòng", "trường", "công an", "tỉnh ủy", "tỉnh uỷ", "thành ủy", "thành uỷ", "huyện ủy", "huyện uỷ", "thị ủy",
    "quận ủy", "đảng ủy", "đảng uỷ", "đảng bộ", "chi bộ", "công đoàn", "liên đoàn", "hội", "ubnd", "hđnd", "bảo hiểm",
    "thanh tra", "kho bạc", "quỹ",
)  # fmt: skip
_PLACE_KINDS = ("tỉnh", "thành phố", "thị xã", "thị trấn", "đặc khu", "huyện", "quận", "phường", "xã", "tp.", "tp")
_PLACE = re.compile(rf"(?<!\w)(?P<kind>{'|'.join(map(re.escape, _PLACE_KINDS))})\s+(?P<name>(?!ủy|uỷ)[^\d,;()]+)\Z")
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


def organ_name(letterhead: Sequence[str], lines: Sequence[str], place: str | None) -> str | None:
    """Return the issuing organ of a letterhead's lines in capitals, parent first, spelt as running text spells it.

    `place` is the one before the date of issue, spelt well.
    """
    organs = _merged([part for line in letterhead for part in _split(line)])
    if not organs:
        return None
    text = "\n".join(lines)[:_SEARCHED]
    organ, *parents = [part.lower() for part in reversed(organs)]
    candidates = _with_place(organ, parents[0] if parents else "", (place or "").lower())
    for candidate in candidates:
        spelt = _spelt_in(candidate, text)
        if spelt:
            return spelt
    return _with_known_places(_by_rule(candidates[0], organ, _spelt_in(organ, text)), place)


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


def _with_place(organ: str, parent: str, place_of_issue: str) -> list[str]:
    """Return the organ with the place of its parent, most usual form first; alone where it has or needs no place."""
    if _PARTY_COMMITTEE.match(parent) and organ.startswith("ban"):
        return [f"{organ} {parent}"]
    place = _PLACE.search(parent)
    if place is None:
        is_named = place_of_issue and parent.endswith(place_of_issue) and place_of_issue not in organ
        return [f"{organ} {place_of_issue}" if is_named else organ]
    if _PLACE.search(organ) or organ.endswith(place["name"]):
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


def _by_rule(name: str, organ: str, spelt_organ: str | None) -> str:
    """Spell by rule what is added to the organ, and the organ too unless the text spells it."""
    added = name[len(organ) :].strip()
    if added:
        return f"{spelt_organ or _spelt_by_kind(organ)} {_spelt_place(added)}"
    return spelt_organ or _spelt_by_kind(organ)


def _spelt_place(words: str) -> str:
    party = _PARTY_COMMITTEE.match(words)
    if party:
        return " ".join(filter(None, (_word(party["kind"]), _titled(party["name"] or ""))))
    place = _PLACE.match(words)
    return f"{place['kind']} {_titled(place['name'])}" if place else _titled(words)


def _with_known_places(name: str, place: str | None) -> str:
    """Spell a place at the end of a name that no word such as "tỉnh" announces."""
    for known in (place, *PLACES):
        if known and name.lower().endswith(f" {known.lower()}"):
            return name[: -len(known)] + known
    return name


def _spelt_by_kind(name: str) -> str:
    """Capitalise the kind of organ and the first word of its field: "Trung tâm Kiểm soát bệnh tật tỉnh Hải Sơn"."""
    place = _PLACE.search(name)
    if place and place.start() > 0:
        return f"{_spelt_by_kind(name[: place.start()].strip())} {_spelt_place(name[place.start() :])}"
    kind = next((kind for kind in sorted(_KINDS, key=len, reverse=True) if re.match(rf"{kind}(?!\w)", name)), "")
    field = name[len(kind) :].strip()
    words = [_word(kind)] if kind else []
    if field:
        words.append(_capitalised_field(field))
    return " ".join(words)


def _capitalised_field(field: str) -> str:
    first, _, rest = field.partition(" ")
    rest = " ".join(word.upper() if word in _ABBREVIATIONS else word for word in rest.split(" "))
    return f"{_word(first)} {rest}".strip()


def _word(word: str) -> str:
    return word.upper() if word in _ABBREVIATIONS else word[:1].upper() + word[1:]


def _titled(name: str) -> str:
    return " ".join(_word(word) for word in name.split(" "))
