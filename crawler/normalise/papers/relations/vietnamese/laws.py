"""Names of Vietnamese laws, which hold commas and "và" themselves: "Luật Phòng, chống tác hại của rượu, bia"."""

import re

from crawler.normalise.text.letters import LOWER, UPPER

_NAMES = (
    "Khám bệnh, chữa bệnh", "Phòng, chống bệnh truyền nhiễm", "Phòng, chống HIV/AIDS", "Phòng bệnh",
    "Phòng, chống nhiễm vi rút gây ra hội chứng suy giảm miễn dịch mắc phải ở người (HIV/AIDS)",
    "Phòng, chống tác hại của thuốc lá", "Phòng, chống tác hại của rượu, bia", "Phòng, chống ma túy",
    "Phòng, chống tham nhũng", "Phòng, chống thiên tai", "Phòng, chống bạo lực gia đình", "Phòng, chống mua bán người",
    "Phòng, chống rửa tiền", "Phòng, chống khủng bố", "Phòng cháy, chữa cháy và cứu nạn, cứu hộ",
    "Phòng cháy và chữa cháy", "An toàn, vệ sinh lao động", "An toàn thực phẩm", "Bảo vệ, chăm sóc và giáo dục trẻ em",
    "Bảo vệ sức khỏe nhân dân", "Hiến, lấy, ghép mô, bộ phận cơ thể người và hiến, lấy xác",
    "Thực hành tiết kiệm, chống lãng phí", "Quản lý, sử dụng tài sản công", "Quản lý, sử dụng vốn nhà nước",
    "Chất lượng sản phẩm, hàng hóa", "Tiêu chuẩn và quy chuẩn kỹ thuật", "Hôn nhân và gia đình",
    "Khoa học và công nghệ", "Thi đua, khen thưởng", "Viên chức", "Cán bộ, công chức",
    "Nghĩa vụ quân sự", "Bảo vệ quyền lợi người tiêu dùng",
    "Ban hành văn bản quy phạm pháp luật", "Giao dịch điện tử", "Xử lý vi phạm hành chính", "Bảo vệ môi trường",
    "Bảo vệ dữ liệu cá nhân", "Người lao động Việt Nam đi làm việc ở nước ngoài theo hợp đồng", "Trẻ em",
    "Người khuyết tật", "Người cao tuổi", "Dân số", "Dược", "Bảo hiểm y tế", "Bảo hiểm xã hội",
    "Nhập cảnh, xuất cảnh, quá cảnh, cư trú của người nước ngoài tại Việt Nam", "Tố tụng hành chính",
    "Ưu đãi người có công với cách mạng", "Phí và lệ phí", "Bảo vệ và kiểm dịch thực vật",
    "Hoạt động giám sát của Quốc hội và Hội đồng nhân dân", "Đầu tư theo phương thức đối tác công tư",
    "Bầu cử đại biểu Quốc hội và đại biểu Hội đồng nhân dân", "Phòng, chống dịch bệnh động vật",
    "Quản lý thuế", "Thuế thu nhập cá nhân", "Tiếp công dân", "Khiếu nại", "Tố cáo", "Đấu thầu", "Giá",
    "Ngân sách nhà nước", "Lưu trữ", "Quảng cáo", "Thanh tra", "Tiếp cận thông tin", "Giáo dục đại học",
)  # fmt: skip
_WITH_SIGNS = sorted(_NAMES, key=len, reverse=True)
_KIND = r"(?:Bộ luật|Luật|Pháp lệnh)"
_STOP_WORD = r"(?:số|ngày|năm|của|được|có|và|hoặc|thì|này|hiện|đã|cũng|không|về|tại|do|trong|để|là|cùng)"
_OTHER = rf"[{UPPER}][{LOWER}]+(?:\s+(?!{_STOP_WORD}(?!\w))[{UPPER}{LOWER}]+){{0,9}}"
"""Any other name: a capital, and words up to the first that joins clauses."""
_PREVENTION = rf"Phòng, chống(?:\s+(?!{_STOP_WORD}(?!\w))[{LOWER}]+){{1,8}}"
_SHORT = rf"[{UPPER}]{{3,8}}(?=[\s,.;:)]|\Z)"
"""Luật BHYT, Luật KBCB: the name in capitals."""
_NAME = rf"(?:{'|'.join(re.escape(name) for name in _WITH_SIGNS)}(?!\w)|{_PREVENTION}|{_OTHER}|{_SHORT})".replace(
    r"\ ", r"\s+"
)
_AMENDING = (
    rf"(?:sửa đổi,\s+bổ sung|sửa đổi)\s+(?:một\s+số\s+)?điều(?:\s+[\d, và]+)?\s+của\s+(?:các\s+)?{_KIND}\s+{_NAME}"
    rf"(?:(?:\s*,|\s+và)\s+{_KIND}\s+{_NAME}){{0,6}}"
)
_CONSTITUTION = r"Hiến pháp(?:\s+nước\s+Cộng\s+h(?:òa|oà)\s+xã\s+hội\s+chủ\s+nghĩa\s+Việt\s+Nam)?"
_LAW = re.compile(rf"(?P<law>{_KIND}\s+(?:{_AMENDING}|(?!sư|gia){_NAME})|{_CONSTITUTION})(?!\w)")


_SIGN = re.compile("uật|háp lệnh|iến pháp")


def law_at(text: str, start: int, end: int | None) -> tuple[int, str] | None:
    """Find the name of a law.

    With `end` None, the name that begins at `start`: its end and itself.  Else the name that ends at `end` and begins
    not before `start`: its start and itself.
    """
    if end is None:
        match = _LAW.match(text, start)
        return (match.end(), " ".join(match["law"].split())) if match else None
    if not _SIGN.search(text, start, end):
        return None
    for match in _LAW.finditer(text, start, end):
        if not text[match.end() : end].strip(" ,("):
            return match.start(), " ".join(match["law"].split())
    return None
