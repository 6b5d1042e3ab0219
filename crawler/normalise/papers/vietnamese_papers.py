"""Vietnamese official papers: letterhead, number, place and date, type and subject; authority and signer."""

import re
from collections.abc import Sequence

from crawler.normalise.dates.find import find_date
from crawler.normalise.papers.document_numbers import (
    blank_number_symbol,
    document_type_of,
    find_document_number,
    type_of_symbol,
)
from crawler.normalise.papers.official_paper import OfficialPaper, PaperFields
from crawler.normalise.papers.vietnamese_organs import organ_name
from crawler.normalise.text.letters import LOWER, UPPER
from crawler.normalise.text.widths import visible

_HEAD_LINES = 40
_FOOT_LINES = 80
_MAX_HEAD_LINE_LENGTH = 1200
_MAX_FOOT_LINE_LENGTH = 2000
_MIN_EVIDENCE = 2
"""Of three: motto, number, place and date."""

_MOTTO = re.compile(
    r"CỘNG\s+H(?:OÀ|ÒA|OA)\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA\s+VIỆT\s+NAM|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM|CHỦ\s+NGHĨA\s+VIỆT\s+NAM"
)
_MOTTO_SECOND = re.compile(r"Độc\s+lập\s*[-–—.]?\s*Tự\s+do\s*[-–—.]?\s*Hạnh\s+phúc", re.IGNORECASE)
_NUMBER_LINE = re.compile(r"(?:^|[|\s])S(?:ố|Ố)\s{0,3}[:.]?\s{0,3}(?=[\d…._/\s])")
_PLACE_AND_DATE = re.compile(
    rf"(?:^|[|]|\s)(?P<place>[{UPPER}][^\d,|.;:]{{1,40}})?[,.]?\s*ngày[\s.…_]*(?:\d{{1,2}})?[\s.…_]*tháng[\s.…_]*(?:\d{{1,2}})?[\s.…_]*năm\s*\d{{4}}\s*\.?\s*(?=$|[|])"
)
# A letterhead that lost its line breaks is broken again where its parts begin and end
_BREAK = re.compile(
    rf"\s+(?=CỘNG\s+H[OÒ]|ĐẢNG\s+CỘNG\s+SẢN|Độc\s+lập\s*[-–]|Số\s{{0,3}}:)|(?<=[Pp]húc)\s+(?=[{UPPER}])"
    rf"|(?<=năm\s\d{{4}})\s+(?=[{UPPER}]{{2}})"
)
_DATE_HINT = re.compile(r"tháng[\s\d.…_]{1,20}năm\s*\d{4}\s*\.?\s*(?:$|[|]|[A-ZĐ])", re.MULTILINE)
_RULE = re.compile(r"[\s\-–—_*=.~]*\Z")
_ADDRESSEE = re.compile(r"K[ií]nh\s+g[ửu]i\s*:?", re.IGNORECASE)
_SUBJECT_OF_LETTER = re.compile(r"(?:^|[|\s])(?:V/v|V/V|Về việc)\s*:?\s+(?P<subject>.+)")
_BODY_OPENING = re.compile(
    r"\s*(?:Căn cứ|Thực hiện|Theo đề nghị|Xét đề nghị|Điều\s+\d"
    r"|Kính gửi|Để |Ngày \d|Trong |Tại |Nhằm |[IVX]+\.|\d+[.)]|-|\+|\*)",
    re.IGNORECASE,
)

_SIGNED = re.compile(
    r"[\s(\[“\"]*(?:đã\s+k[ýí](?:\s+và\s+đóng\s+dấu)?|k[ýí],?\s*(?:ghi\s+rõ\s+họ\s+tên|đóng\s+dấu)[^)]{0,30}|k[ýí]\s+tên|chữ\s+ký[^)]{0,20})[\s)\]”\".:]*",
    re.IGNORECASE,
)
_AUTHORITY = r"(?:(?:TM|KT|TL|TUQ|T/M|K/T|T/L)(?:\s?\.|(?=\s))|(?:Q|PT)\.)"
_OFFICES = (
    r"(?:PHÓ\s+)?(?:TỔNG\s+)?(?:QUYỀN\s+)?(?:GIÁM\s+ĐỐC|CHỦ\s+TỊCH|BỘ\s+TRƯỞNG|CỤC\s+TRƯỞNG|VỤ\s+TRƯỞNG|VIỆN\s+TRƯỞNG|CHI\s+CỤC\s+TRƯỞNG|TRƯỞNG\s+(?:PHÒNG|BAN|KHOA|ĐOÀN|TRẠM|BỘ\s+PHẬN)"
    r"|CHÁNH\s+(?:VĂN\s+PHÒNG|THANH\s+TRA)|THỦ\s+TƯỚNG(?:\s+CHÍNH\s+PHỦ)?|BÍ\s+THƯ(?:\s+THƯỜNG\s+TRỰC)?|HIỆU\s+TRƯỞNG|CHỦ\s+NHIỆM|TỔNG\s+BÍ\s+THƯ|TỔNG\s+THƯ\s+K[ÝÍ]|TỔNG\s+CỤC\s+TRƯỞNG)"
    r"|THỨ\s+TRƯỞNG|PHÓ\s+(?:TRƯỞNG\s+(?:PHÒNG|BAN|KHOA|ĐOÀN)|CHÁNH\s+VĂN\s+PHÒNG|VĂN\s+PHÒNG|CHÁNH\s+THANH\s+TRA|CỤC\s+TRƯỞNG|VIỆN\s+TRƯỞNG|VỤ\s+TRƯỞNG|BÍ\s+THƯ|HIỆU\s+TRƯỞNG)|ỦY\s+VIÊN|UỶ\s+VIÊN"
)
_SIGNING_LINE = re.compile(
    rf"(?:^|[|\s;.])(?:{_AUTHORITY}\s*(?=[{UPPER}]{{2}})[^|()\n]{{2,80}}?|(?:{_OFFICES})(?![{LOWER}]))"
)
_DEGREES = re.compile(
    r"(?:(?:GS|PGS|TS|ThS|Th\.S|THS|BS|BSCKI{1,2}|BSCK\s?(?:I{1,2}|1|2)|BSNT|DS|DSCK\s?(?:I{1,2}|1|2)|CN|KS|CKI{1,2}|TTƯT|TTND|Ths|Bs|Ts|Ds|Thạc\s+sĩ|Tiến\s+sĩ|Bác\s+sĩ|Ông|Bà)[\s.,-]+)+"
)
_NAME_WORD = rf"[{UPPER}](?:[{LOWER}]+|(?=\s|\.|\Z))"
_NAME = re.compile(rf"(?P<name>{_NAME_WORD}(?:\s{_NAME_WORD}){{1,5}})(?=\s*(?:$|[|.<(]))")
_CAPITAL_NAME = re.compile(rf"(?P<name>[{UPPER}]{{2,7}}(?:\s[{UPPER}]{{1,7}}){{1,4}})\s*\Z")
_RECIPIENTS = re.compile(r"Nơi\s+nhận", re.IGNORECASE)
_SIGNER_DISTANCE = 6
"""Between the last office and the name stand at most "(Đã ký)" and blank or seal lines."""


def read_vietnamese_paper(lines: Sequence[str]) -> OfficialPaper | None:
    """Return what a Vietnamese paper says of itself, or None when the lines are none."""
    opening = _folded(lines[:_HEAD_LINES], _MAX_HEAD_LINE_LENGTH)
    if sum(bool(pattern.search(opening)) for pattern in (_MOTTO, _NUMBER_LINE, _DATE_HINT)) < _MIN_EVIDENCE:
        return None
    head = _cells(_BREAK.sub("\n", opening))
    end = _end_of_head(head)
    letterhead = head[:end]
    motto = any(_MOTTO.search(cell) for cell in letterhead)
    number_at = next((at for at, cell in enumerate(letterhead) if _NUMBER_LINE.search(cell)), None)
    dated = next((cell for cell in letterhead if _PLACE_AND_DATE.search(cell)), None)
    if (motto, number_at is not None, dated is not None).count(True) < _MIN_EVIDENCE:
        return None
    number_line = letterhead[number_at] if number_at is not None else ""
    return _assembled(lines, head, end, number_line, dated)


def _assembled(lines: Sequence[str], head: list[str], end: int, number_line: str, dated: str | None) -> OfficialPaper:
    fields = PaperFields()
    fields.take("document_number", find_document_number(number_line, "vi") if number_line else None, "head")
    date = _issue_date(dated) if dated else None
    fields.take("issued_on", date, "head")
    fields.take("issuer", _issuer(head[:end], lines, _place_of_issue(dated)), "head")
    heading_at = next((at for at, cell in enumerate(head) if _heading(cell)), None)
    if heading_at is not None:
        fields.take("document_type", _heading(head[heading_at]), "heading")
        fields.take("subject", _subject_below(head, heading_at), "heading")
    symbol = blank_number_symbol(number_line)
    fields.take("document_type", document_type_of(fields.values.get("document_number", ""), "vi"), "symbol")
    fields.take("document_type", type_of_symbol(symbol) if symbol else None, "symbol")
    fields.take("subject", _letter_subject(head), "head")
    fields.take("signer", _signer(lines), "foot")
    return fields.paper()


def _folded(lines: Sequence[str], longest: int) -> str:
    """Return the lines as folded text, one cell a line; a letterhead is often a table of two columns."""
    text = "\n".join(line[:longest] for line in lines)
    return visible(text)[0].replace("Ð", "Đ").replace(" | ", "\n")


def _cells(folded: str) -> list[str]:
    return [cell for line in folded.split("\n") if (cell := " ".join(line.split()))]


def _end_of_head(head: Sequence[str]) -> int:
    """Return where the letterhead ends: at the first line that is addressed, argued or long."""
    for at, cell in enumerate(head):
        opens_body = re.match(r"Căn cứ|Kính gửi|Điều 1|Theo đề nghị|Xét đề nghị", cell, re.IGNORECASE)
        is_paragraph = len(cell) > 220 and not _MOTTO.search(cell) and not _NUMBER_LINE.search(cell)
        if opens_body or is_paragraph:
            return at
    return len(head)


def _issue_date(line: str) -> str | None:
    match = _PLACE_AND_DATE.search(line)
    found = find_date(match[0], "vi") if match else None
    return found.iso[:10] if found and found.precision != "year" else None


def _place_of_issue(line: str | None) -> str | None:
    match = _PLACE_AND_DATE.search(line) if line else None
    place = (match["place"] or "").strip() if match else ""
    return place if place and place != place.upper() and not place.lower().startswith("ngày") else None


def _issuer(letterhead: Sequence[str], lines: Sequence[str], place: str | None) -> str | None:
    """Return the organ named in capitals above the number (or above the motto, where the number stands lower)."""
    organs: list[str] = []
    for cell in letterhead:
        before_number = _NUMBER_LINE.split(cell)[0] if _NUMBER_LINE.search(cell) else cell
        plain = _MOTTO_SECOND.sub(" ", _MOTTO.sub(" ", before_number)).strip(" -–—_*.")
        if plain and not _RULE.match(plain) and not _PLACE_AND_DATE.search(cell):
            is_capitals = plain == plain.upper() and sum(map(str.isalpha, plain)) >= 4
            if is_capitals and not _heading(plain):
                organs.append(plain)
            elif organs:
                break
        if before_number is not cell or len(organs) == 4:
            break
    return organ_name(organs, lines, place) if organs else None


def _heading(cell: str) -> str | None:
    """Return the type of paper that a line in capitals names."""
    opening = cell.split("  ")[0]
    kind = document_type_of(opening, "vi")
    if kind is None or not opening.startswith(kind.upper()) or _NUMBER_LINE.search(opening):
        return None
    return kind


def _subject_below(head: Sequence[str], at: int) -> str | None:
    kind = _heading(head[at]) or ""
    parts = [part for part in (head[at][len(kind) :].strip(" :*-–"),) if part]
    for cell in head[at + 1 : at + 5]:
        if not _continues_subject(parts, cell):
            break
        parts.append(cell.strip(" *-–"))
    subject = " ".join(parts)
    return subject.strip(" .") if 5 <= len(subject) <= 600 else None


def _continues_subject(parts: Sequence[str], cell: str) -> bool:
    if _RULE.match(cell) or cell == cell.upper() or len(cell) > 300 or cell.endswith((";", ":")):
        return False
    if parts:
        return cell[0].islower() and not parts[-1].endswith(".")
    return not _BODY_OPENING.match(cell) or cell.startswith(("V/v", "Về"))


def _letter_subject(head: Sequence[str]) -> str | None:
    for at, cell in enumerate(head):
        match = _SUBJECT_OF_LETTER.search(cell)
        if match and (match.start("subject") < 30 or _NUMBER_LINE.search(cell)):
            subject = re.split(r"\s*(?:CỘNG\s+H|Độc\s+lập)", match["subject"])[0]
            following = head[at + 1] if at + 1 < len(head) else ""
            if following[:1].islower() and len(following) < 200:
                subject = f"{subject} {following}"
            return subject.strip(" .")
    return None


def _signer(lines: Sequence[str]) -> str | None:
    """Return the name below the last authority and office."""
    foot = _cells(_folded(lines[-_FOOT_LINES:], _MAX_FOOT_LINE_LENGTH))
    for at in range(len(foot) - 1, -1, -1):
        cell = foot[at]
        office = max(_SIGNING_LINE.finditer(cell), key=re.Match.end, default=None)
        if office is None or (len(cell) > 160 and not _RECIPIENTS.search(cell)):
            continue
        found = _name_in(_after_office(cell, office.end()), whole=False)
        if found:
            return found
        return _name_below(foot[at + 1 : at + 1 + _SIGNER_DISTANCE])
    return None


def _after_office(cell: str, end: int) -> str:
    """Return what follows the office and the rest of its words in capitals: "PHÓ GIÁM ĐỐC SỞ (Đã ký) Đỗ Minh"."""
    rest = cell[end:]
    signed = _SIGNED.search(rest)
    if signed:
        return rest[signed.end() :]
    words = rest.split(" ")
    while words and words[0] == words[0].upper() and len(words[0]) != 1:
        words.pop(0)
    return " ".join(words)


def _name_below(cells: Sequence[str]) -> str | None:
    for cell in cells:
        if _RULE.match(cell):
            continue
        text = _SIGNED.sub(" ", cell).strip()
        if not text or (cell == cell.upper() and re.search(_OFFICES, cell)):
            continue
        return _name_in(text, whole=True)
    return None


def _name_in(text: str, *, whole: bool) -> str | None:
    """Return the personal name that the text begins with (or is), academic degrees left out."""
    plain = _DEGREES.sub("", text.strip(" .,:;*-–()<>"), count=1).strip(" .,:;-–")
    match = _NAME.match(plain)
    if match and (not whole or len(plain) - match.end() <= 3):
        return match["name"]
    capitals = _CAPITAL_NAME.match(plain)
    return capitals["name"] if capitals and whole and not re.search(_OFFICES, plain) else None
