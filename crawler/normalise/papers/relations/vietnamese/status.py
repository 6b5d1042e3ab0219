"""What a Vietnamese paper says of its own force: "có hiệu lực kể từ ngày ký", "Tình trạng: Hết hiệu lực", "Dự thảo"."""

import re
from datetime import date, timedelta

from crawler.normalise.papers.relations.days import VIETNAMESE_DAY, vietnamese_day
from crawler.normalise.papers.relations.rules import FIRST
from crawler.normalise.papers.relations.shapes import PaperStatus, State

_KINDS = (
    r"(?:Luật|Nghị định|Nghị quyết|Thông tư|Quyết định|Công văn|Kế hoạch|Thông báo|Văn bản|Quy chế"
    r"|Quy định|Hướng dẫn|Chỉ thị|Báo cáo|Quy trình"
    r"|Phương án|Đề án|Pháp lệnh|Chương trình|Danh mục|Giấy phép|Công điện)"
)
_OWN = rf"(?:(?i:{_KINDS}(?: liên tịch)? này)|\A\s*{_KINDS}(?=\s+đã\s+(?:hết|bị|được thay)))"
"""A note on the page of a paper may leave "này" out."""
_FROM = (
    rf"(?:(?:kể\s+)?từ\s+(?:ngày\s+)?(?:(?P<day>{VIETNAMESE_DAY})|(?P<sign>(?:được\s+)?ký"
    rf"(?:\s+ban hành)?)|(?P<issue>(?:được\s+)?(?:ban hành|công bố|đăng)))"
    rf"|sau\s+(?P<days>\d{{1,3}})(?:\s*\([^)]*\))?\s+ngày,?\s*(?:kể\s+)?từ\s+ngày\s+(?:được\s+)?"
    rf"(?P<base>ký|ban hành|công bố|đăng)|(?:vào\s+)?ngày\s+(?P<on>{VIETNAMESE_DAY}))"
)
_BEGIN = re.compile(
    rf"(?P<who>{_OWN}\s+(?:(?:thay thế|bãi bỏ|sửa đổi|được|đã được)(?!\w)[^.;\n]{{0,800}}?(?:,|\s+và)\s+)?"
    rf"|(?:\A|\n|[.;]\s+)\s*(?:(?:Điều|Khoản) \d+\.\s+|(?i:hiệu lực)[^:.\n]{{0,20}}:\s+)?(?:{_KINDS}\s+)?)"
    rf"(?:(?:sẽ|chính thức)\s+)?(?i:có hiệu lực(?:\s+"
    rf"(?:thi hành|thực hiện|áp dụng))?|được áp dụng|áp dụng|(?<=này )(?:được )?thực hiện)\s*,?\s*{_FROM}"
)
_BEGIN_LABEL = re.compile(
    rf"(?:\A|[\n|]|\.\s+|;(?=[^;:]{{4,30}}:))\s*(?i:ngày (?:bắt đầu )?(?:có )?hiệu lực|hiệu lực từ(?: ngày)?"
    rf"|thời điểm có hiệu lực)\s*:?\s*(?P<day>{VIETNAMESE_DAY})"
)
_END_LABEL = re.compile(rf"(?i:ngày hết hiệu lực|hết hiệu lực ngày)\s*:\s*(?P<day>{VIETNAMESE_DAY})")
_UNTIL = re.compile(
    rf"{_OWN}(?:\s+(?:thay|bãi bỏ|sửa đổi)[^.;\n]{{2,200}}?\s(?:và|đồng thời)(?=\s))?"
    rf"[^.;\n{FIRST}]{{0,100}}?(?:có hiệu lực|hiệu lực|có giá trị|giá trị|áp dụng"
    rf"|thực hiện)[^.;\n{FIRST}]{{0,60}}?(?:đến|tới)\s+(?:hết\s+)?(?:ngày\s+)?"
    rf"(?P<day>{VIETNAMESE_DAY})"
)
_TO = re.compile(rf"\s*,?\s*(?:đến|tới)\s+(?:hết\s+)?(?:ngày\s+)?(?P<day>{VIETNAMESE_DAY})")
"""Behind the day from which a paper is in force."""
_ENDED = re.compile(
    rf"{_OWN}(?:[^.;\n{FIRST}]{{0,80}}?\s(?:và|,))?\s+(?:(?:đã|sẽ"
    rf"|tự)\s+)*hết hiệu lực(?: thi hành)?\s*(?P<since>(?:kể\s+)?từ\s+|vào\s+"
    rf"|sau\s+)?(?:ngày\s+)?(?P<day>{VIETNAMESE_DAY})"
)
_TERM = re.compile(
    rf"{_OWN}[^.;\n]{{0,100}}?(?:thời hạn|hiệu lực trong|trong vòng|có giá trị(?:\s+trong)?)\s+(?:là\s+)?"
    rf"(?P<no>\d{{1,2}})\s*(?:\([^)]*\)\s*)?(?P<unit>năm|tháng)"
)
_STATE_LABEL = re.compile(
    r"(?i:(?:tình trạng|trạng thái)(?: hiệu lực)?|hiệu lực(?: văn bản)?)\s*:\s*(?P<state>"
    r"(?i:còn hiệu lực|đang có hiệu lực|hết hiệu lực(?: toàn bộ| một phần)?|đã hết hiệu lực"
    r"|bị thay thế|bị bãi bỏ|đã bị bãi bỏ|đã bị thay thế|dự thảo))"
)
_SAID = re.compile(
    rf"{_OWN}\s+(?:[^.;\n{FIRST}]{{1,60}}?\s(?:do|vì|và)\s+(?=(?:đã\s+)?bị\s))?"
    rf"(?P<now>(?:đã\s+|hiện\s+|vẫn\s+)*)(?P<how>(?:được|bị)\s+(?:thay thế|bãi bỏ|hủy bỏ)|hết hiệu lực"
    rf"|còn hiệu lực)",
    re.IGNORECASE,
)
_ENDED_BY = re.compile(
    rf"{_OWN}\s[^.;\n{FIRST}]{{0,80}}?,\s*(?:do\s+|và\s+)?(?:đã\s+)?(?P<how>(?:được|bị)\s+(?:thay thế|bãi bỏ|hủy bỏ))"
    r"\s+(?:bởi|bằng|tại|theo)(?!\w)"
)
"""This paper ends on a day, replaced by another."""
_HINT = re.compile(
    "[Hh]iệu lực|áp dụng|giá trị|[Tt]hay thế|[Bb]ãi bỏ|[Hh]ủy bỏ|[Tt]ình trạng|[Tt]rạng thái|HIỆU LỰC|thực hiện"
)
"""Words of force, which tell something where a paper speaks of itself."""
_SELF = ("này", "Này", "NÀY")
_PLAIN_HINT = re.compile("[Hh]iệu lực|HIỆU LỰC|[Tt]ình trạng|[Tt]rạng thái|[Áá]p dụng[ ,]+(?:kể|từ|sau|vào|ngày)")
"""Words of force that tell something by themselves."""
_PLAIN_SIGNS = ("iệu lực", "HIỆU LỰC", "ình trạng", "rạng thái", "p dụng")
_DRAFT_SIGNS = ("ự thảo", "DỰ THẢO")
_DRAFT = re.compile(
    r"\A\s*(?:\(?\s*)?(?:DỰ THẢO|Dự thảo)(?!\w)|(?:\A|\n)\s*\(?\s*(?:DỰ THẢO|Dự thảo"
    r"(?: lần \d+)?)\s*\)?\s*(?:\n|\Z)"
    r"|[Dd]ự thảo[^.\n]{0,160}(?:đăng|công bố|tổ chức)?[^.\n]{0,40}(?:lấy|xin|tham vấn) ý kiến|(?:[Ll]ấy|[Xx]in"
    r"|[Tt]ham vấn) ý kiến[^.\n]{0,60}dự thảo",
)
_REPLY_TO_DRAFT = re.compile(r"góp ý|tham gia ý kiến|nhận được")


def vietnamese_status(masked: str) -> PaperStatus | None:
    """Return what unwrapped text, its documents masked, says of its own paper; None where it says nothing."""
    of_force = "\n".join(line for line in masked.split("\n") if _may_tell(line))
    begin = (
        _BEGIN.search(of_force)
        if any(sign in of_force.lower() for sign in ("hiệu lực", "áp dụng", "thực hiện"))
        else None
    )
    effective = _effective(of_force, begin) if of_force else None
    expires = _expires(of_force, begin, effective) if of_force else None
    state = (_state(of_force) if of_force else None) or _draft(masked)
    if not (effective or expires or state):
        return None
    return PaperStatus(effective_from=effective, expires=expires, state=state)


def _may_tell(line: str) -> bool:
    """Whether a paragraph is worth the rules."""
    is_plain = any(sign in line for sign in _PLAIN_SIGNS) and _PLAIN_HINT.search(line)
    return bool(is_plain or (any(sign in line for sign in _SELF) and _HINT.search(line)))


def _effective(masked: str, match: re.Match[str] | None) -> str | None:
    label = _BEGIN_LABEL.search(masked)
    if label:
        return vietnamese_day(label["day"])
    if match is None:
        return None
    if match["day"] or match["on"]:
        return vietnamese_day(match["day"] or match["on"])
    if match["days"]:
        base = "signed" if match["base"] == "ký" else "published"
        return f"{base}+{int(match['days'])}d"
    return "signed" if match["sign"] else "published"


def _expires(masked: str, begin: re.Match[str] | None, effective: str | None) -> str | None:
    ends = "hết hiệu lực" in masked.lower()
    label = _END_LABEL.search(masked) if ends else None
    if label is None and ("đến" in masked or "tới" in masked):
        label = _UNTIL.search(masked) or (_TO.match(masked, begin.end()) if begin else None)
    if label:
        return vietnamese_day(label["day"])
    ended = _ENDED.search(masked) if ends else None
    if ended:
        day = vietnamese_day(ended["day"])
        is_first_day_without = (ended["since"] or "").split()[-1:] == ["từ"]
        return (date.fromisoformat(day) - timedelta(days=1)).isoformat() if day and is_first_day_without else day
    term = _TERM.search(masked) if effective and effective[:1].isdigit() else None
    if term and effective:
        return _after(effective, int(term["no"]), term["unit"])
    return None


def _after(start: str, number: int, unit: str) -> str:
    """Return the last day of a term of years or months that begins on *start*."""
    first = date.fromisoformat(start)
    months = first.month - 1 + number * (12 if unit == "năm" else 1)
    year, month = first.year + months // 12, months % 12 + 1
    day = first.day
    while True:
        try:
            return (date(year, month, day) - timedelta(days=1)).isoformat()
        except ValueError:  # the 31st of a month that has none
            day -= 1


def _state(masked: str) -> State | None:
    label = _STATE_LABEL.search(masked)
    if label:
        return _labelled(label["state"].lower())
    said = _SAID.search(masked)
    if said and not re.search(r"(?:từ ngày|khi|ngày|với|của|tại|theo)\s*\Z", masked[: said.start()]):
        is_past = "đã" in said["now"].lower()
        state = _said(said["how"].lower(), masked[said.end() : said.end() + 60], is_past=is_past)
        if state:
            return state
    ended = _ENDED_BY.search(masked) if said else None
    return _said(ended["how"].lower(), "", is_past=True) if ended else None


def _draft(masked: str) -> State | None:
    if not any(sign in masked for sign in _DRAFT_SIGNS):
        return None
    draft = _DRAFT.search(masked)
    return "draft" if draft and not _REPLY_TO_DRAFT.search(masked[: draft.start()]) else None


def _labelled(words: str) -> State | None:
    if "một phần" in words:
        return "in_force"
    for sign, state in _LABELS:
        if sign in words:
            return state
    return None


_LABELS: tuple[tuple[str, State], ...] = (
    ("còn", "in_force"), ("đang", "in_force"), ("thay thế", "replaced"), ("bãi bỏ", "repealed"), ("hết", "expired"),
    ("dự thảo", "draft"),
)  # fmt: skip


def _said(words: str, after: str, *, is_past: bool) -> State | None:
    if "thay thế" in words:
        return "replaced"
    if "bãi bỏ" in words or "hủy bỏ" in words:
        return "repealed"
    if "còn" in words:
        return "in_force"
    if re.match(r"\s*(?:thi hành\s*)?một phần", after):
        return "in_force"
    # "hết hiệu lực khi …" tells a condition, "hết hiệu lực từ ngày …" a day that may be to come
    tells_when = (
        r"\s*(?:thi hành\s*)?(?:khi|nếu)" if is_past else r"\s*(?:thi hành\s*)?(?:khi|nếu|kể từ|từ|vào|sau|ngày)"
    )
    return None if re.match(tells_when, after) else "expired"
