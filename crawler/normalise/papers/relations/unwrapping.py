"""One text for all rules: narrowed, composed, its wrapped lines joined; each character knows where it stood.

Line ends that remain are ends of paragraphs.
"""

import re
from dataclasses import dataclass

from crawler.normalise.text.widths import visible


@dataclass(frozen=True)
class Unwrapped:
    """Text to match against, and the way back to the text as given."""

    text: str
    original: str
    places: tuple[int, ...]

    def raw(self, start: int, end: int) -> str:
        """Return the verbatim part of the original that the span was read from."""
        return self.original[self.places[start] : self.places[end - 1] + 1] if start < end else ""


_VI_OPENING = re.compile(
    r"\s*(?:Căn cứ|Sửa đổi|Bãi bỏ|Thay thế|Thu hồi|Đính chính|Phúc đáp|Trả lời|Sao gửi|Chuyển"
    r"|Theo đề nghị|Theo\s|Xét|Thực hiện|Quán triệt|Điều\s+\d+\s*[.:]|Kính gửi|Số\s*:"
    r"|[-+*•]\s|\d{1,2}[.)]\s|[a-zđ]\)\s|[IVX]+\.\s"
    r"|Chương\s|Mục\s|PHỤ LỤC|Phụ lục|Nơi nhận|QUYẾT ĐỊNH|\(|V/v|Ngày|Tình trạng|Hiệu lực)"
)
_TAIL = 40
"""The last characters of a line, which tell whether it is closed."""
_VI_SHORT = 40
"""A page's lines are longer: a shorter one, before a capital, ends its paragraph."""
_VI_CLOSED = re.compile(r"[.;:!?)]\s*\Z")
_VI_OPEN_END = re.compile(r"(?:(?<!\w)(?:số|ngày|tháng|năm|của|và|tại|theo|các)|[,/-])\s*\Z")
_ZH_OPENING = re.compile(
    r"\s*(?:附件|附录|各[\u4e00-\u9fa5]{2}|[一二三四五六七八九十]{1,3}[、.]|第[一二三四五六七八九十百]{1,4}[章条節条]|\d{1,2}[.、]|[(]"
    r"|联系|地址|文号|发文|效力|时效|有效性"
    r"|施行|废止|成文|序号|发布|公开|索引|名称|标题|主题|抄送|特此|《)"
)
_ZH_CLOSED = re.compile(
    r"(?:[。;:!?)》]|通知|公告|通告|意见|决定|批复|函|令|文件|办法|规定|方案|条例|委员会|局|厅|政府|医院|中心|办公室|号|附件[\d一二三四五六七八九十]*|日期|目录|清单|一览表|文号"
    r"|[年月]\s?\d{1,2}\s?日)\s*\Z"
)


_ZH_STANDARD_COVER = re.compile(
    r"\s*(?:[\u4e00-\u9fa5]{2,20}标准|[A-Z]{1,4}\d{0,4}(?:/[A-Z]+)? ?[\d.]+ ?[-—] ?\d{4})\s*"
)
"""A line of a standard's cover: the heading, or the number below it."""


def unwrap(text: str, language: str) -> Unwrapped:
    """Join the lines that only the width of the page broke."""
    folded, places = visible(text)
    folded = folded.replace("Ð", "Đ").replace("ð", "đ")
    found = list(places) if places is not None else list(range(len(folded)))
    pieces: list[str] = []
    kept: list[int] = []
    at = 0
    for line in folded.splitlines(keepends=True):
        body = line.rstrip("\r\n")
        pieces.append(body)
        kept.extend(found[at : at + len(body)])
        at += len(line)
        if len(line) == len(body):
            continue
        joint = _joint("".join(pieces[-6:]), folded[at : at + 40], language)
        pieces.append(joint)
        kept.extend([found[at - 1]] * len(joint))
    return Unwrapped("".join(pieces), text, tuple(kept))


def _joint(before: str, after: str, language: str) -> str:
    """Return what stands for a line end: a line end, a blank, or nothing between Chinese characters."""
    paragraph = before.rpartition("\n")[2]
    if not paragraph.strip() or not after.strip() or after[0] in "\r\n":
        return "\n"
    if language == "zh":
        return "" if _wraps_in_chinese(paragraph, after) else "\n"
    if _VI_OPEN_END.search(paragraph[-_TAIL:]):
        return " "
    ends = _VI_CLOSED.search(paragraph[-_TAIL:]) and paragraph.count("(") <= paragraph.count(")")
    is_short = len(paragraph.strip()) < _VI_SHORT and after.lstrip()[:1].isupper()
    if ends or is_short or _VI_OPENING.match(after) or _is_heading(paragraph) != _is_heading(after.split("\n")[0]):
        return "\n"
    return " "


def _is_heading(line: str) -> bool:
    letters = [character for character in line if character.isalpha()]
    return len(letters) > 5 and all(map(str.isupper, letters))


_ZH_BEGUN = re.compile(r"\s*(?:根据|依据|依照|按照|遵照|转发|贯彻|落实|执行|参照|废止)[\u4e00-\u9fa5]{1,8}\Z")
_ZH_REST_OF_NUMBER = re.compile(r"\s*[\u4e00-\u9fa5]{1,8}[〔\[]\s?(?:19|20)\d\d")


def _wraps_in_chinese(paragraph: str, after: str) -> bool:
    if paragraph.count("《") > paragraph.count("》") or paragraph.count("(") > paragraph.count(")"):
        return True
    last = paragraph.rstrip()[-1]
    if last in "、,〔[" or after[0] in "〔》,、。":
        return True
    if _ZH_BEGUN.match(paragraph) and _ZH_REST_OF_NUMBER.match(after):
        return True
    if _ZH_CLOSED.search(paragraph[-_TAIL:]) or _ZH_OPENING.match(after):
        return False
    is_cover = paragraph.rstrip()[-1].isascii() != after.lstrip()[0].isascii()
    if is_cover and _ZH_STANDARD_COVER.fullmatch(paragraph):
        return False
    return len(paragraph.strip()) >= 8 and last not in "。;:!?"
