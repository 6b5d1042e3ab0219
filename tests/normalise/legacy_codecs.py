"""Write Vietnamese the way old pages do, for the tests: the inverse of the tables under test, plus sample texts."""

import re
from unicodedata import normalize

from crawler.normalise.tables.legacy_vietnamese import TCVN3, VISCII, VPS, as_table
from crawler.normalise.text.legacy_vietnamese import VNI_PAIRS

PARAGRAPHS = (
    "Trung tâm y tế huyện vừa mở lớp tập huấn về phòng chống sốt xuất huyết cho cán bộ các trạm xá.",
    "Buổi sáng, bác sĩ trưởng khoa trình bày cách nhận biết sớm người bệnh nặng và quy trình chuyển tuyến.",
    "Buổi chiều, học viên thực hành phun hóa chất diệt muỗi, súc rửa bể nước và ghi chép sổ theo dõi hộ gia đình.",
    "Lãnh đạo ngành đề nghị mỗi xã lập một đội xung kích, hằng tuần báo cáo số ca mới về đơn vị đầu mối.",
)
"""Without capitals that carry a mark beyond Đ and Ô: TCVN3 has no others."""

TONES = "\u0300\u0301\u0303\u0309\u0323"

CHINESE = (
    "县卫生健康局发布通知，要求各医院做好流感防控工作，对门诊病人进行登记，并在周五以前上报本周的人数。"
    "通知还说，学校和养老院是重点，发现聚集性病例的，应当在两个小时以内报告疾病预防控制中心。"
)
TRADITIONAL = (
    "縣衛生局發布通知，要求各醫院做好流感防治工作，對門診病人進行登記，並在週五以前上報本週的人數。"
    "通知還說，學校和養老院是重點，發現群聚病例的，應當在兩個小時以內報告疾病管制中心。"
)


def to_bytes(text: str, encoding: str) -> bytes:
    """Return the text as an old page would hold it."""
    if encoding == "vni":
        typed = {letter: code for code, letter in VNI_PAIRS.items() if code[1:].islower() or len(code) == 1}
        return "".join(typed.get(letter, letter) for letter in text).encode("cp1252")
    if encoding == "windows-1258":
        return b"".join(_to_1258(letter) for letter in text)
    codes = {
        letter: code for code, letter in as_table({"tcvn3": TCVN3, "viscii": VISCII, "vps": VPS}[encoding]).items()
    }
    return bytes(codes.get(letter, ord(letter)) for letter in text)


def _to_1258(letter: str) -> bytes:
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        tone = next(mark for mark in normalize("NFD", letter) if mark in TONES)
        base = normalize("NFC", normalize("NFD", letter).replace(tone, ""))
        return (base + tone).encode("cp1258")


def as_page(body: bytes, head: bytes = b"") -> bytes:
    """Return an HTML page around the encoded paragraphs, with much ASCII markup as usual."""
    script = b"<script>var menu = 'a < b && c > d'; document.write('<td>');</script>"
    table = b"<TABLE width=100% cellSpacing=0><TR><TD class=NoiDung bgColor=#eef5ff>"
    return b"<HTML><HEAD>" + head + b"</HEAD><BODY>" + script * 3 + table * 5 + body + b"</TABLE></BODY></HTML>"


def visible(html: str) -> str:
    """Return the text of such a page without its tags."""
    return re.sub(r"<[^<>]*>", "", html)
