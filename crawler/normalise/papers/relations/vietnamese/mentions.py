"""Documents named in Vietnamese text: "khoản 2 Điều 5 Nghị định số 75/2017/NĐ-CP ngày 20/6/2017 của Chính phủ về …"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from crawler.normalise.papers.document_numbers import document_number_key
from crawler.normalise.papers.number_grammar import NumberFound
from crawler.normalise.papers.relations.days import VIETNAMESE_DAY, vietnamese_day
from crawler.normalise.papers.relations.shapes import Mention
from crawler.normalise.papers.relations.vietnamese.laws import law_at
from crawler.normalise.papers.relations.vietnamese.short_names import short_names
from crawler.normalise.text.letters import LOWER, UPPER

KIND = (
    r"(?:Thông tư liên tịch|Thông tư|Bộ luật|Luật|Nghị định|Nghị quyết|Pháp lệnh|Quyết định|Chỉ thị"
    r"|Quy chế|Quy định|Thông cáo|Thông báo|Hướng dẫn"
    r"|Chương trình hành động|Chương trình|Kế hoạch|Phương án|Đề án|Dự án|Báo cáo|Biên bản|Tờ trình"
    r"|Công điện|Bản ghi nhớ|Giấy mời|Phiếu chuyển|Phiếu báo|Phiếu trình"
    r"|Kết luận|Công văn|Văn bản hợp nhất|Văn bản|Thông tri|Lệnh|Công thư|Thư mời|Hợp đồng|Bản án"
    r"|quyết định|công văn|thông tư|nghị định|kế hoạch|thông báo|văn bản|chỉ thị|nghị quyết|công điện"
    r"|báo cáo|tờ trình|hướng dẫn"
    r"|QUYẾT ĐỊNH|CÔNG VĂN|THÔNG TƯ|NGHỊ ĐỊNH|KẾ HOẠCH|THÔNG BÁO|CHỈ THỊ|NGHỊ QUYẾT"
    r"|Qđ|Cv|Kh|Tb|Nđ|QĐ|CV|KH|TB|CT|NQ|TTLT|TT|NĐ|BC|TTr|BB|HD|KL|VB|CĐ)(?![\w/])"
)
_KINDS = re.compile(rf"(?<![\w/-]){KIND}")
_LABEL = re.compile(r"[(,]?\s*(?:có\s+)?(?:số(?:\s+hiệu)?|Số|ký hiệu|kí hiệu)(?:\s*(?:và|,)\s*k[ýí] hiệu)?\s*:?\s*\Z")
_UNIT = (
    r"(?:(?:điểm|Điểm|khoản|Khoản|điều|Điều|mục|Mục|chương|Chương|phần|Phần|phụ lục|Phụ lục"
    r"|Phụ Lục)\s+(?:số\s+)?(?:[IVXLC]+|\d+[a-zđ]?|[a-zđ])(?!\w)"
    r"(?:\s*,\s*(?:\d+[a-zđ]?|[a-zđ])(?!\w)(?!\s*(?:/|tháng)))*(?:\s+và\s+(?:\d+[a-zđ]?|[a-zđ])(?!\w))?)"
)
ARTICLE = rf"{_UNIT}(?:(?:\s*,\s*|\s*;\s*|\s+và\s+|\s+của\s+|\s+)(?:các\s+)?{_UNIT})*"
_ARTICLE_BEFORE = re.compile(
    rf"(?P<article>{ARTICLE})\s*,?\s*(?:(?:của|tại|trong|thuộc|ban hành kèm theo)\s+)?(?:các\s+)?\Z"
)
_ARTICLE_AFTER = re.compile(
    rf"\s*\((?P<bracketed>{ARTICLE})\)"
    rf"|\s*,?\s*tại\s+(?P<article>{ARTICLE})(?=\s*,?\s+(?:được|bị|đã|có|quy định|nêu|ghi)(?!\w))"
)
_DAY = re.compile(
    rf"[^\S\n]*,?[^\S\n]*\(?\s*(?:(?:được\s+|đã\s+)?(?:k[ýí]|ban hành|ra|đề|lập|thông qua|phát hành)\s+)?"
    r"(?P<label>(?:cùng\s+)?ngày\s+)?"
    rf"(?P<day>{VIETNAMESE_DAY})(?P<close>\s*\))?",
    re.IGNORECASE,
)
_OPENERS = (
    r"(?:[Vv]ề việc|về|V/v|quy định|hướng dẫn|sửa đổi|bổ sung|ban hành|phê duyệt|công bố|đính chính"
    r"|thay thế|bãi bỏ|tăng cường|triển khai|đề nghị|giao"
    r"|thành lập|thông báo|ban bố|phòng, chống|chấn chỉnh|kiện toàn|bổ nhiệm|điều chỉnh|công nhận"
    r"|thu hồi|xử phạt|gia hạn)"
)
_CHANGES = re.compile(r"(?:sửa đổi|bổ sung|thay thế|bãi bỏ|đính chính|hướng dẫn|quy định chi tiết)")
_MAIN = (
    r"(?:Sở|Ủy ban|UBND|Bộ|Cục|Trung tâm|Bệnh viện|Chi cục|Phòng|Giám đốc|Chính phủ|Thủ tướng|Ban"
    r"|Hội đồng|Viện|Trạm|Khoa|đề nghị|yêu cầu|nay|căn cứ|trong đó"
    r"|theo|gồm|như sau|sau khi|để|cụ thể|đồng thời|các (?:đơn vị|cơ sở|bệnh viện|khoa|phòng|trạm)"
    r"|đơn vị|cơ sở|phòng|khoa|nếu|khi|thì|tại|do"
    r"|(?:bệnh viện|trung tâm|trạm|chi cục|ủy ban|khoa|phòng)(?:\s\w+){0,4}?\s(?:thông báo|yêu cầu|đề nghị"
    r"|báo cáo|ban hành"
    r"|xây dựng|tổ chức|triển khai|có ý kiến|giao|trả lời))(?!\w)"
)
_AND_PAPER = (
    rf"(?:các\s+)?(?:{KIND}\s+(?:số\s+)?\d|{KIND}\s+(?:của|số|ngày)|{KIND}(?:\s+[{LOWER}]+){{1,4}}\s+số\s+\d"
    r"|số\s+\d|\d+[/-])"
)
_VERB = (
    r"(?:hết hiệu lực|chấm dứt|không còn|còn hiệu lực|có hiệu lực|bị(?!\w)|được (?:thay|sửa|bãi|gia|kéo"
    r"|áp dụng|ban hành)|đã(?!\w)|thay thế|bãi bỏ|hủy bỏ|đề nghị|tới|đến các)"
)
_PURPOSE = (
    r"\s+(?:như sau|sau đây)(?!\w)|\s+để\s+(?:các|quý|đơn vị|biết|nghiên cứu|triển khai|thực hiện|tổ chức"
    r"|tham khảo|áp dụng"
    r"|phối hợp)(?!\w)[^.;\n\ue001]{0,40}(?=[.;\n]|\Z)"
    r"|\s+kể từ ngày\s+(?:ký|ban hành|Quyết định|Thông tư|Nghị định|Luật|Kế hoạch|Thông báo|Văn bản|Quy chế"
    r"|Quy định)(?!\w)"
    r"|\s+(?:vừa|mới)\s+(?:được|ban hành|có hiệu lực)(?!\w)"
    r"|\s+(?:đến|tới)\s+(?:toàn thể\s+)?(?:các|quý|toàn bộ|tất cả)\s+(?:đơn vị|cơ sở|bệnh viện|trung tâm"
    r"|phòng|trạm|khoa"
    r"|sở|Sở|địa phương|xã|phường|huyện|doanh nghiệp|cá nhân)(?!\w)"
)
_OUT_OF_FORCE = (
    r"(?<!văn bản)(?<!pháp luật)(?<!thủ tục)\s+(?:(?:sẽ|chính thức|đều)\s+)?(?:hết hiệu lực(?: thi hành)?"
    r"|không còn (?:hiệu lực|giá trị)|chấm dứt hiệu lực)(?=\s+(?:kể từ|từ|khi|sau)(?!\w)|\s*[,.;]|\s*\Z)"
)
_PASSIVE = (
    r"\s*,?\s+(?:(?:đã|và)\s+)?(?:được|bị)\s+(?:sửa đổi|thay thế|bãi bỏ|hợp nhất)[^.;\n]{0,24}?"
    r"\s(?:bởi|tại|bằng)(?!\w)"
)
_STOP = (
    rf"(?:{_OUT_OF_FORCE}|{_PASSIVE}|\s*(?:[;:(\n\"”]|\.(?=\s|\Z|\n)|\)|\Z)|\s*,\s*(?:và\s+)?(?:{_MAIN}|{_AND_PAPER})|\s+(?:và"
    rf"|cùng)\s+(?:{_VERB}|{_AND_PAPER})|{_PURPOSE})"
)
_STOP_CHANGE = (
    rf"(?:{_OUT_OF_FORCE}|{_PASSIVE}|{_PURPOSE}"
    rf"|\s*(?:[;:(\n\"”]|\.(?=\s|\Z|\n)|\)|\Z)|\s*,\s*(?:và\s+)?{_MAIN}|\s+và\s+{_VERB})"
)
_SUBJECT = re.compile(rf"[^\S\n]*,?[^\S\n]+(?P<title>{_OPENERS}(?!\w).{{3,400}}?)(?={_STOP})", re.DOTALL)
_SUBJECT_CHANGE = re.compile(
    rf"[^\S\n]*,?[^\S\n]+(?P<title>{_CHANGES.pattern}(?!\w).{{3,400}}?)(?={_STOP_CHANGE})", re.DOTALL
)
_ISSUER = re.compile(
    rf"[^\S\n]*,?[^\S\n]*(?:của|do)\s+(?P<issuer>[{UPPER}].{{1,90}}?)(?=\s*[,;:.()\n\"”]|\Z|\s+(?:{_OPENERS}"
    rf"|{_VERB}|ban hành|ngày|gửi)(?!\w)"
    rf"|\s+(?:và|cùng)\s+(?:{_VERB}|sửa đổi|{_AND_PAPER})|\s+(?:yêu cầu|hỏi|xin|phản ánh|kiến nghị|để|tới|đến|cho|có"
    rf"|là|thì|trong"
    rf"|tại|theo|như|khi)\s)",
    re.DOTALL,
)
_MAX_NAME_LENGTH = 60
_MAX_ARTICLE_LENGTH = 300
_NO_NAME = re.compile(r"\b(?:và|theo|tại|về việc|đề nghị|thực hiện|này|sau|trên)\b|[.;:()\n]")
_LICENCE_LABEL = re.compile(
    r"(?:giấy phép|chứng chỉ|giấy chứng nhận|giấy xác nhận|giấy đăng ký|số đăng ký|sđk|gphđ|gpkd|cchn"
    r"|gcn|gxn|số lô|mã số|mã hồ sơ|hồ sơ|phiếu(?: (?:tiếp nhận|công bố|kiểm nghiệm|xét nghiệm|kết quả))?(?= số)"
    r"|phiếu tiếp nhận|phiếu công bố"
    r"|đơn|tài khoản|fax|điện thoại|quầy|cửa số|thẻ|hóa đơn|biên lai|sổ|tờ khai|mã|thửa(?: đất)?|tờ bản đồ"
    r"|mẫu(?: (?:bệnh phẩm|nước|thử|máu|xét nghiệm|kiểm nghiệm|thực phẩm|thuốc|phân|đờm))?(?= (?:số|ký hiệu|mã))"
    r"|hợp đồng|chứng từ|biên nhận|(?:phiếu|giấy) hẹn|(?:ủy|uỷ) nhiệm chi|phiếu (?:chi|thu|nhập|xuất)|séc|vận đơn"
    r"|gói thầu|bảo lãnh(?: dự thầu)?|hộ chiếu|chuyến bay|lô đất"
    r"|nhà|ngõ|hẻm|kiệt|biển(?: kiểm soát)?|giường|máy lẻ)(?!\w)(?P<rest>[^.;\n]{0,70})\Z",
)
"""Over small letters."""
_FORM_LABEL = re.compile(r"(?:[Bb]iểu\s+mẫu|[Mm]ẫu|[Bb]iểu|MẪU|BIỂU)(?:\s+(?:[Ss]ố|SỐ))?\s*:?\s*\Z")
_GENERAL = re.compile(
    r"(?P<kind>Thông tư liên tịch|Thông tư|Nghị định|Nghị quyết|Quyết định|Chỉ thị|Công văn"
    r"|Công điện|Kế hoạch|Thông báo|Văn bản)(?=\s)"
)
_LETTER_BEFORE_DRAFT = re.compile(r"(?:[Dd]ự thảo|[Bb]an hành)\s+\Z")


@dataclass(frozen=True)
class _Tail:
    end: int
    date: str | None = None
    issuer: str | None = None
    title: str | None = None
    title_start: int = 0


def vietnamese_mentions(
    text: str, numbers: Sequence[NumberFound], own_keys: frozenset[str] = frozenset(), own_kind: str | None = None
) -> list[Mention]:
    """Return every document that unwrapped Vietnamese text names, in order of place.

    What is said behind the paper's own number is no title of another paper; "Thông tư này" in a paper of another kind
    is one named before.
    """
    numbers = [number for number in numbers if not _is_licence(text, number)]
    mentions: list[Mention] = []
    limit = 0
    for number in numbers:
        if number.start < limit:
            inner = Mention(
                start=number.start, end=number.end, raw_start=number.start, raw_end=number.end, number=number.number,
                date=_day_behind(text, number.end), issuer=number.issuer, nested=True,
            )  # fmt: skip
            mentions.append(inner)
            continue
        mention = _with_number(text, number, limit, is_own=document_number_key(number.number) in own_keys)
        mentions.append(mention)
        limit = mention.end
    mentions.extend(_by_name(text, mentions))
    mentions = _share_dates(text, _in_order(mentions))
    return _in_order([*mentions, *short_names(text, mentions, own_kind, _ARTICLE_BEFORE)])


def _in_order(mentions: Sequence[Mention]) -> list[Mention]:
    return sorted(mentions, key=lambda mention: (mention.start, -mention.end))


def _is_licence(text: str, number: NumberFound) -> bool:
    if number.kind == "standard":
        return False
    before = text[max(0, number.start - 40) : number.start]
    is_bare = number.kind == "state" and re.fullmatch(r"\d+[a-zA-Z]?/[^/-]+", number.number)
    if _FORM_LABEL.search(before):
        return True
    if is_bare and not (_LABEL.search(before) or _KINDS.search(before)):
        return True
    label = _LICENCE_LABEL.search(text[max(0, number.start - 110) : number.start].lower())
    return label is not None and not _KINDS.search(text[number.start - len(label["rest"]) : number.start])


def _with_number(text: str, number: NumberFound, limit: int, *, is_own: bool) -> Mention:
    start, name = _opening(text, number.start, limit)
    article = _ARTICLE_BEFORE.search(text, max(limit, start - _MAX_ARTICLE_LENGTH), start)
    tail = _tail(text, number, is_own=is_own)
    behind = None if article else _ARTICLE_AFTER.match(text, tail.end)
    words = article["article"] if article else behind and (behind["bracketed"] or behind["article"])
    date = tail.date or _day_before(text, max(limit, start - _MAX_CLAUSE_LENGTH), start)
    return Mention(
        start=article.start() if article else start,
        end=behind.end() if behind else tail.end,
        raw_start=number.start,
        raw_end=number.end,
        number=number.number,
        title=name or tail.title,
        date=date,
        article=_words(words) if words else None,
        issuer=number.issuer,
    )


def _day_behind(text: str, end: int) -> str | None:
    day = _DAY.match(text, end)
    return vietnamese_day(day["day"]) if day and day["label"] else None


_MAX_CLAUSE_LENGTH = 120
_DAY_BEFORE = re.compile(
    rf"(?<!\w)[Nn]gày\s+(?P<day>{VIETNAMESE_DAY})\s*,\s*[{UPPER}][^.;,\n]{{2,60}}?"
    r"\s(?:đã\s+)?(?:có|ban hành|ký)\s+(?:ban hành\s+)?\Z"
)


def _day_before(text: str, start: int, end: int) -> str | None:
    """Return the day that the sentence gives first: "Ngày 18/3/2024, Bộ Y tế ban hành Công văn số …"."""
    day = _DAY_BEFORE.search(text, start, end) if text.find("gày ", start, end) >= 0 else None
    return vietnamese_day(day["day"]) if day else None


def _opening(text: str, start: int, limit: int) -> tuple[int, str | None]:
    """Return where the group begins, and the name of a law that stands before its number."""
    label = _LABEL.search(text, max(limit, start - _MAX_NAME_LENGTH), start)
    end = label.start() if label else start
    law = law_at(text, max(limit, end - 200), end)
    if law:
        return law
    for kind in reversed(list(_KINDS.finditer(text, max(limit, end - _MAX_NAME_LENGTH), end))):
        if not _NO_NAME.search(text, kind.end(), end):
            return kind.start(), None
    return end, None


def _tail(text: str, number: NumberFound, *, is_own: bool) -> _Tail:
    tail = _Tail(number.end)
    if number.kind == "standard":
        return tail
    for _ in range(3):
        longer = _longer(text, tail)
        if is_own and longer.title:
            break
        tail = longer
    return tail


def _longer(text: str, tail: _Tail) -> _Tail:
    day = _DAY.match(text, tail.end) if tail.date is None and tail.title is None else None
    if day and (day["label"] or "(" in day[0]):
        end = day.end() if "(" in day[0] else day.end("day")
        return replace(tail, date=vietnamese_day(day["day"]), end=end)
    issuer = _ISSUER.match(text, tail.end) if tail.issuer is None and tail.title is None else None
    if issuer:
        return replace(tail, issuer=issuer["issuer"], end=issuer.end())
    subject = None
    if tail.title is None:
        subject = _SUBJECT_CHANGE.match(text, tail.end) or _SUBJECT.match(text, tail.end)
    if subject and not (subject[0].lstrip().startswith(",") and _begins_clause(subject["title"])):
        end = _end_of_list(text, subject.start("title"), subject.end())
        title = _words(text[subject.start("title") : end])
        return replace(tail, title=title, end=end, title_start=subject.start("title"))
    return tail


_DATED_NUMBER = rf"(?:số\s+)?\d+/[\w/-]+(?:\s+ngày\s+{VIETNAMESE_DAY})?"
_NUMBER_ENDS = re.compile(rf"(?P<kind>{KIND})\s+{_DATED_NUMBER}\Z")
_MORE_OF_LIST = re.compile(rf"\s+và\s+(?:(?P<kind>{KIND})\s+)?{_DATED_NUMBER}")


def _end_of_list(text: str, start: int, end: int) -> int:
    """Return where a subject ends whose last words are a list of papers of one kind: triển khai Quyết định A và B."""
    last = _NUMBER_ENDS.search(text, max(start, end - _MAX_CLAUSE_LENGTH), end)
    more = _MORE_OF_LIST.match(text, end) if last else None
    return more.end() if last and more and more["kind"] in (None, last["kind"]) else end


def _begins_clause(title: str) -> bool:
    """After a comma only "về việc" and "V/v" name a subject; other verbs are the sentence's own."""
    return not re.match(r"(?:[Vv]ề|V/v|quy định)", title)


_LAW_KIND = re.compile(r"(?:Bộ luật|Luật|Pháp lệnh|Hiến pháp)(?=\s)")


def _goes_on(text: str, start: int) -> bool:
    """Whether a word begun before goes on here; asked behind the match, so that the search skips to capitals."""
    return start > 0 and (text[start - 1].isalnum() or text[start - 1] in "_-")


_IN_TITLE = re.compile(
    r"\w(?<!ự thảo)(?<!Ự THẢO),?\s+(?:Thông tư|Nghị định|Nghị quyết|Quyết định|Luật)"
    r"\s+(?:quy định chi tiết|hướng dẫn|sửa đổi|bổ sung)"
    r"\s[^.;:,\n]{0,80}\Z"
)
"""In a sentence a paper without a number and its subject: a law that the subject names is no document of its own."""


def _by_name(text: str, numbered: list[Mention]) -> Iterator[Mention]:
    """Yield laws by their name, and papers by kind, office and subject, that have no number."""
    taken = _Taken(len(text), numbered)
    for match in _LAW_KIND.finditer(text):
        if _goes_on(text, match.start()) or taken.holds(match.start()):
            continue
        is_of_title = _IN_TITLE.search(text, max(0, match.start() - _MAX_CLAUSE_LENGTH), match.start())
        mention = None if is_of_title else _law(text, match.start())
        if mention:
            taken.add(mention)
            yield mention
    for match in _GENERAL.finditer(text):
        if _goes_on(text, match.start()) or taken.holds(match.start()):
            continue
        mention = _named_paper(text, match, taken)
        if mention:
            taken.add(mention)
            yield mention


class _Taken:
    """Which characters belong to a mention, and which begin one."""

    def __init__(self, length: int, mentions: Sequence[Mention]) -> None:
        self._inside, self._begins = bytearray(length), bytearray(length)
        for mention in mentions:
            self.add(mention)

    def add(self, mention: Mention) -> None:
        """Take the characters of a mention."""
        self._inside[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
        self._begins[mention.start] = 1

    def holds(self, at: int) -> bool:
        """Whether a character belongs to a mention."""
        return self._inside[at] == 1

    def begins_between(self, start: int, end: int) -> bool:
        """Whether a mention begins behind *start* and before *end*."""
        return 1 in self._begins[start + 1 : end]


_LAW_YEAR = re.compile(
    r"(?:\s*,?\s*\(?(?:(?:đã\s+)?(?:được\s+)?sửa đổi(?:,\s*bổ sung)?\s+)?năm\s+(?:19|20)\d\d(?!\d)\)?)+"
    r"|\s+(?:19|20)\d\d(?![\d/])"
)
"""Luật Phòng, chống bệnh truyền nhiễm năm 2007 (sửa đổi, bổ sung năm 2018)."""


def _law(text: str, start: int) -> Mention | None:
    found = law_at(text, start, None)
    if found is None:
        return None
    end, name = found
    year = _LAW_YEAR.match(text, end)
    end = year.end() if year else end
    day = _DAY.match(text, end)
    is_dated = day is not None and day["label"]
    article = _ARTICLE_BEFORE.search(text, max(0, start - _MAX_ARTICLE_LENGTH), start)
    return Mention(
        start=article.start() if article else start,
        end=day.end("day") if day and is_dated else end,
        raw_start=start,
        raw_end=found[0],
        title=name,
        date=vietnamese_day(day["day"]) if day and is_dated else None,
        article=_words(article["article"]) if article else None,
    )


def _named_paper(text: str, kind: re.Match[str], taken: _Taken) -> Mention | None:
    """A paper without a number is named by its office or day, and its subject."""
    if _LETTER_BEFORE_DRAFT.search(text, max(0, kind.start() - 20), kind.start()):
        return None
    tail = _Tail(kind.end())
    for _ in range(3):
        tail = _longer(text, tail)
    is_known = tail.issuer is not None or tail.date is not None
    if tail.title is None or not is_known or taken.begins_between(kind.start(), tail.end):
        return None
    article = _ARTICLE_BEFORE.search(text, max(0, kind.start() - _MAX_ARTICLE_LENGTH), kind.start())
    return Mention(
        start=article.start() if article else kind.start(),
        end=tail.end,
        raw_start=kind.start(),
        raw_end=tail.end,
        title=tail.title,
        date=tail.date,
        article=_words(article["article"]) if article else None,
    )


_LIST_GAP = re.compile(r"\s*(?:,|và|;|cùng)?\s*(?:và\s+)?(?:(?:số|Số)\s*)?\Z")


def _share_dates(text: str, mentions: list[Mention]) -> list[Mention]:
    """Give the one date after a list of numbers ("số 12/QĐ-BYT và 13/QĐ-BYT ngày …") to each of them."""
    shared = list(mentions)
    top = [at for at, mention in enumerate(mentions) if not mention.nested and mention.number]
    for before, after in reversed(list(pairwise(top))):
        first, second = shared[before], shared[after]
        is_list = first.raw_end == first.end and _LIST_GAP.match(text[first.end : second.raw_start])
        if is_list and first.date is None and second.date is not None and first.title is None:
            shared[before] = replace(first, date=second.date, listed=True)
    return shared


def _words(text: str) -> str:
    return " ".join(text.split()).strip(" ,")
