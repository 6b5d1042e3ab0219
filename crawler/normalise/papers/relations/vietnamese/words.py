"""The words by which Vietnamese papers relate to others."""

import re

from crawler.normalise.papers.relations.rules import Around, Forward, Language, compiled
from crawler.normalise.papers.relations.shapes import RelationType

_CHAIN = r"\s*(?:(?:,|;|và|cùng|cùng với|hoặc|\s)\s*)*(?:(?:các|số|theo)\s+)*"
_PASSIVE_BY = r"(?:bởi|bằng|tại|theo)"
_OWN = (
    r"(?:Luật|Nghị định|Thông tư|Quyết định|Công văn|Kế hoạch|Thông báo|Văn bản|Quy chế|Quy định"
    r"|Hướng dẫn|Chỉ thị|Nghị quyết|Báo cáo|văn bản|công văn|kế hoạch|quyết định) (?:liên tịch )?này"
)


_FIRST_WORD = r"(?:(?<=\n)|(?<=^)|(?<=[.;:] )|(?<=V/v ))"
"""In a sentence a capital begins the name of a paper, not what is done."""
_NO_VERB = r"(?![^.;,:\n\ue001]{0,70}?(?i:sửa đổi|bổ sung|bãi bỏ|thay thế|thực hiện|căn cứ|(?<!kèm )theo(?! dõi)))"
"""What says something else of a document than that this text is a part of it."""


_CLAUSE_HEAD = r"(?:(?<=\n)|(?<=^)|(?<=[.;:)] )|(?<=này ))"
_PART_OF = (
    r"\s(?:(?!theo|thực hiện|phải|căn cứ)[^.;:\n\ue001]){1,60}?"
    r"(?:(?:quy định|nêu|ghi|được giao|ban hành|phê duyệt|công bố|hướng dẫn|thông báo)\s)?(?:tại|ban hành theo)"
    r"(?=\s+(?:các\s+)?M)"
)
"""What of a paper is changed: "Bãi bỏ các nội dung quy định tại Thông tư …"."""
_UNDENIED = r"(?:(?!không|chưa)[^.;\n]){0,20}?"


def _around(kind: RelationType | None, pattern: str, *, proposable: bool = False) -> Around:
    return Around(kind, compiled(pattern, _CHAIN), proposable)


def _forward(
    kind: RelationType | None,
    pattern: str,
    *,
    signs: str,
    reach: int = 120,
    across_comma: bool = False,
    proposable: bool = False,
) -> Forward:
    whole = compiled(rf"(?<!\w)(?:{pattern})(?!\w)", _CHAIN)
    return Forward(kind, whole, reach, across_comma, proposable, tuple(signs.split("|")))


_AROUND = (
    # a second basis: "Căn cứ A, theo B, trạm tổ chức …"
    _around("based_on", r"(?:Căn cứ|Theo)\s[^.;,\n\ue001]{0,30}M\s*,\s*theo\s+(?:các\s+)?R(?=\s*,)"),
    # what may come about
    _around(
        "cites",
        r"(?:[Tt]rường hợp|[Kk]hi|[Nn]ếu)\s[^.;\n\ue001]{0,80}?R[^.;\n\ue001]{0,20}?\s(?:được|bị|có)\s+"
        r"(?:sửa đổi|bổ sung|thay thế|bãi bỏ)"
        r"[^.;\n\ue001]{0,60}?(?:\sthì|,)\s",
    ),
    # what another paper does, in the bracket behind it
    _around("cites", r"M\s*\((?:đã\s+)?(?:thay thế|sửa đổi|bổ sung|bãi bỏ|đính chính|hướng dẫn)[^()\n\ue001]{0,40}?R"),
    # what another paper rests on
    _around(
        "cites",
        r"M\s+(?:đã\s+)?được\s+(?:ban hành|xây dựng)\s[^.;,\n\ue001]{0,24}?"
        r"(?:thực hiện|triển khai|căn cứ|cơ sở|hướng dẫn|quy định chi tiết|cụ thể hóa|thay thế|sửa đổi)"
        r"\s(?:các\s+)?R",
    ),
    _around(
        "cites",
        r"R\s*,?\s*(?:vẫn|vẫn tiếp tục|tiếp tục)\s+(?:được\s+)?(?:thực hiện|áp dụng|có hiệu lực(?! đến| tới))",
    ),
    _around(
        "amends",
        r"[Kk]hông áp dụng\s[^.;,\n\ue001]{0,60}?R[^.;\n\ue001]{0,30}?(?:trong (?:thời gian|thời hạn)"
        r"|kể từ|cho đến)",
    ),
    _around(
        "based_on",
        r"R\s*(?:(?:được|có thể)\s+(?:\w+\s+){0,2})?(?:là|làm)\s+(?:một trong những\s+)?(?:căn cứ|cơ sở|nền tảng)"
        r"(?: pháp lý| chính trị)?\s+(?:để|cho|xây dựng|thực hiện"
        r"|ban hành)",
    ),
    _around("amends", r"R[^.;,\n]{0,12}?(?:tạm thời\s+)?không (?:được )?áp dụng (?:trong|cho|từ|đối với)"),
    _around(
        "attached_to",
        rf"(?:(?<=\n)|(?<=^)){_NO_VERB}[^.;,:\n\ue001]{{0,80}}?"
        r"(?i:(?:ban hành )?kèm theo)\s+R\s*\)?\s*(?=\n|\Z)",
    ),
    # what another paper did to this document: that other paper is only cited
    _around(
        "cites",
        rf"(?:được|đã|bị)\s+(?:được\s+)?(?:sửa đổi|bổ sung|thay thế|bãi bỏ|đính chính|hợp nhất|hướng dẫn)"
        rf"(?:[^.;\n]{{0,40}}?)\s{_PASSIVE_BY}\s+(?:các\s+)?R",
    ),
    _around("replaces", rf"R{_UNDENIED}(?:được|bị) thay thế {_PASSIVE_BY} (?:\w+ ){{0,8}}?{_OWN}"),
    _around("amends", rf"R{_UNDENIED}(?:được|bị) sửa đổi[^.;\n]{{0,12}} {_PASSIVE_BY} {_OWN}"),
    _around("repeals", rf"R{_UNDENIED}(?:được|bị) bãi bỏ {_PASSIVE_BY} {_OWN}"),
    _around(
        "cites", r"R[^.;\n]{0,30}?(?:đã hết hiệu lực|đã bị (?:bãi bỏ|thay thế|hủy bỏ)|đã được (?:bãi bỏ|thay thế))"
    ),
    _around(
        "cites",
        r"R[^.;\n]{0,30}?(?:không (?:bị )?hết hiệu lực|không bị bãi bỏ|vẫn còn hiệu lực"
        r"|tiếp tục được áp dụng)",
    ),
    _around(
        "repeals",
        r"R\s*,?\s*(?:(?:sẽ|cũng|cùng ngày|này|nêu trên|trên|đồng thời|chính thức|đều|toàn bộ)\s+)*"
        r"(?:hết hiệu lực(?! khi (?!(?:\w+\s){1,4}này))|chấm dứt hiệu lực"
        r"|không còn (?:hiệu lực|giá trị)|(?:nay )?(?:bị|được) (?:bãi bỏ|hủy bỏ|huỷ bỏ)"
        r"|bãi bỏ kể từ|nay (?:bãi bỏ|hủy bỏ|huỷ bỏ|thôi thực hiện))",
    ),
    _around(
        "repeals",
        r"(?:(?<=\n)|(?<=^)|(?<=[.;] ))R\s*(?:,|và|,\s*và)"
        r"\s+(?:các|những|mọi)\s+(?:quy định|văn bản|nội dung)[^.;\n\ue001]{0,40}?\s(?:trái|khác)\s"
        r"[^.;\n\ue001]{0,40}?(?:bị bãi bỏ|đều bãi bỏ|hết hiệu lực)",
    ),
    _around(
        "amends",
        r"R\s*,?\s*(?:(?:sẽ|cũng|cùng ngày|này|nêu trên|trên|đồng thời|chính thức|đều|toàn bộ)\s+)*(?:được "
        r"(?:gia hạn|kéo dài)|tạm (?:dừng|ngừng|ngưng)|ngưng hiệu lực|được đính chính|được (?:sửa đổi"
        r"|điều chỉnh)(?![^.;\n]{0,30}(?:bởi|tại|theo|bằng)))",
    ),
    _around(
        "amends",
        r"(?:[Gg]ia hạn|[Kk]éo dài|[Ll]ùi|[Hh]oãn|[Tt]ạm hoãn|[Rr]út ngắn|[Tt]ạm (?:dừng|ngừng|ngưng)"
        r"|[Đđ]ình chỉ|[Nn]gưng)(?:\s+\w+){0,8}?\s+"
        r"(?:của|theo|tại)?\s*(?:các\s+)?R",
    ),
    _around(
        "amends",
        r"(?:[Tt]hay(?: thế)?|[Bb]ỏ|[Bb]ãi bỏ|[Bb]ổ sung|[Tt]hêm)\s+(?:các\s+)?(?:cụm từ|từ|chữ"
        r"|đoạn)[^.;\n\ue001]{0,160}?(?:tại|của|trong|vào)\s+(?:các\s+)?R",
    ),
    _around(
        "amends",
        rf"R[^.;\n]{{0,40}}?(?:trái với|khác với|không phù hợp với|mâu thuẫn với)\s+{_OWN}[^.;\n]{{0,20}}"
        rf"(?:thực hiện|áp dụng) theo",
    ),
    _around(
        "replies_to",
        r"(?<!hiện )(?<!cứ )R[^.\n]{0,40}?\s(?:hỏi|xin ý kiến|xin hướng dẫn|phản ánh|kiến nghị|đề nghị)(?!\w)"
        r"[^.\n]{0,160}?(?:trả lời|phúc đáp) như sau",
    ),
    _around(
        "replies_to",
        r"[Nn]hận(?: được)?\s[^.;\n]{0,60}?R(?=[\s\S]{0,300}?(?:ý kiến|trả lời|phúc đáp|Về việc này|Về vấn đề này"
        r"|Sau khi|xin thông tin|hướng dẫn như sau|thông báo như sau|báo cáo như sau))",
    ),
    _around(
        "amends",
        r"R[^.;\n\ue001]{0,60}?(?:sai sót|nhầm lẫn|(?:bị|có|in|ghi|viết|đánh máy) (?:sai|nhầm))[^.\n\ue001]{0,80}?"
        r"(?:đính chính|sửa lại|điều chỉnh|sửa thành|đọc là)",
    ),
    _around("cites", r"(?:trừ|ngoại trừ|không áp dụng|không thuộc phạm vi|không căn cứ|trái với)\s+(?:các\s+)?R"),
)

_KEM_THEO = r"(?:(?:ban hành\s+)?kèm theo|ban hành theo|đính kèm)\s+(?:tại\s+)?(?:các\s+)?(?=M)"
_FORWARD = (
    _forward(
        "repeals",
        rf"{_CLAUSE_HEAD}(?:[Bb]ãi bỏ|[Hh](?:ủy|uỷ) bỏ){_PART_OF}",
        signs="ãi bỏ|ủy bỏ|uỷ bỏ",
        across_comma=True,
        proposable=True,
    ),
    _forward("replaces", rf"{_CLAUSE_HEAD}[Tt]hay thế{_PART_OF}", signs="hay thế", across_comma=True, proposable=True),
    _forward(
        "amends",
        rf"{_CLAUSE_HEAD}(?:[Ss]ửa đổi|[Đđ]iều chỉnh|[Tt]hay đổi|[Đđ]ính chính)(?:, bổ sung)?{_PART_OF}",
        signs="ửa đổi|iều chỉnh|hay đổi|ính chính",
        across_comma=True,
        proposable=True,
    ),
    _forward(
        "cites",
        r"[Vv]ăn bản (?:thay thế|bãi bỏ|sửa đổi(?:,? bổ sung)?|đính chính|hướng dẫn|quy định chi tiết|hợp nhất)\s*:",
        signs="ăn bản",
    ),
    _forward("guides", r"(?<=này )làm rõ(?:\s+\w+){0,6}?\s+(?:của|tại)(?=\s+(?:các\s+)?M)", signs="làm rõ"),
    _forward(
        "attached_to",
        rf"(?:(?<=\()|(?<=\n)|(?<=^))\s*(?:\(|\*)?\s*(?i:{_KEM_THEO})",
        signs="èm|ÈM|an hành|AN HÀNH|ính kèm|ÍNH KÈM",
    ),
    _forward(
        "attached_to",
        rf"(?:(?<=\n)|(?<=^)){_NO_VERB}(?:PHỤ LỤC|Phụ lục|DANH MỤC|Danh mục|MẪU|Mẫu|QUY CHẾ|BIỂU"
        rf"|Biểu mẫu)[^.;\n]{{0,120}}?(?i:{_KEM_THEO})"
        r"(?=M(?!\s+(?:không|vẫn|được|có|là|gồm|đã|phải|bị)(?!\w)))",
        signs="èm|ÈM|an hành|AN HÀNH|ính kèm|ÍNH KÈM",
    ),
    _forward(None, rf"(?i:{_KEM_THEO})", signs="èm|ÈM|an hành|AN HÀNH|ính kèm|ÍNH KÈM"),
    _forward(
        None,
        r"(?:ban hành|phê duyệt|công bố|thành lập)\s+(?:theo|tại|bằng)(?=\s+(?:các\s+)?M)",
        signs="an hành|hê duyệt|ông bố|hành lập",
    ),
    _forward(
        "based_on",
        r"[Cc]ăn cứ[^.;\n\ue001]{0,90}?(?:quy định|nêu|ban hành kèm theo) tại",
        across_comma=True,
        signs="ăn cứ",
    ),
    _forward(
        "based_on",
        r"[Tt]heo (?:đề nghị|tinh thần|chỉ đạo|ý kiến|yêu cầu|kết luận|thẩm quyền|phân công)",
        across_comma=True,
        signs="heo ",
    ),
    _forward(
        "cites",
        r"[Tt]heo (?:đúng )?(?:các )?quy định|[Qq]uy định tại|(?:[Nn]hư )?(?:[Đđ]ã )?(?:[Nn]êu|[Nn]ói"
        r"|[Hh]ướng dẫn|[Tt]hông báo|[Gg]ửi|[Bb]áo cáo|[Tt]rả lời|(?<!heo )(?<!và )[Cc]hỉ đạo) tại|[Tt]iếp theo"
        r"|[Tt]iếp nối",
        signs="heo |uy định tại|tại|iếp theo|iếp nối",
    ),
    _forward(
        "cites",
        r"thực hiện theo|giải quyết theo|(?<![Kk]èm )(?<!đính )theo(?=\s+(?:các\s+)?M)|áp dụng"
        r"|[Tt]uân thủ|[Vv]i phạm|[Tt]ham khảo|[Xx]em|đáp ứng|phù hợp với|so với|[Ss]au khi có|ngoài",
        signs="theo|áp dụng|uân thủ|i phạm|ham khảo|em|đáp ứng|phù hợp|so với|au khi có|ngoài",
    ),
    _forward("based_on", r"(?<=; )theo", signs="theo"),
    _forward("based_on", r"(?:(?<=\n)|(?<=^)|(?<=[.;] )|(?<=[.;\n]))\s*(?:[-+*]\s*)?Theo(?=\s)", signs="Theo"),
    _forward(
        "based_on",
        r"[Cc]ăn cứ(?: vào)?|CĂN CỨ|Xét|[Tt]rên cơ sở|(?<!hiệu lực )[Tt]hi hành|[Cc]hiếu theo|[Dd]ựa (?:trên"
        r"|vào)|[Bb]ám sát|[Hh]ưởng ứng",
        across_comma=True,
        signs="ăn cứ|CĂN CỨ|Xét|rên cơ sở|hi hành|hiếu theo|ựa |ám sát|ưởng ứng",
    ),
    _forward(
        "guides",
        rf"(?<![Tt]heo )(?<![Tt]hực hiện )(?<![Cc]ăn cứ )(?:hướng dẫn|{_FIRST_WORD}Hướng dẫn)"
        r"(?! (?:của|tại) (?!các Đ|Đ))(?! (?:này|tạm thời|số))(?: chi tiết)?"
        r"(?:(?:\s+(?!tại)\w+){0,6}?\s+(?:thi hành|thực hiện|áp dụng|triển khai))?(?: một số (?:điều|nội dung)"
        r" (?:của|tại))?|[Qq]uy định chi tiết(?:(?: một số điều)?,? (?:và )?(?:các )?(?:hướng dẫn"
        r"|biện pháp)(?: để)?(?: tổ chức)? thi hành)?(?: một số điều của)?"
        r"|(?:[Cc]ụ thể|[Cc]hi tiết) h(?:óa|oá)|[Gg]iải thích",
        reach=80,
        signs="ướng dẫn|uy định chi tiết|hóa|oá|iải thích",
    ),
    _forward(
        "based_on",
        r"[Tt]riển khai(?: thực hiện)?|[Tt]hực hiện|[Qq]uán triệt|[Cc]hấp hành|THỰC HIỆN|TRIỂN KHAI|QUÁN TRIỆT",
        across_comma=True,
        signs="riển khai|hực hiện|uán triệt|hấp hành|THỰC HIỆN|TRIỂN KHAI|QUÁN TRIỆT",
    ),
    _forward(
        "amends",
        r"(?:[Ss]ửa đổi|[Bb]ổ sung|[Đđ]iều chỉnh|[Tt]hay đổi)(?:\s*,\s*(?:bổ sung|điều chỉnh|thay thế))?"
        r"|[Đđ]ính chính|[Cc]ải chính|SỬA ĐỔI|ĐÍNH CHÍNH|[Ss]ửa(?: tên| lại)?(?=\s+M)",
        proposable=True,
        signs="ửa |ổ sung|iều chỉnh|hay đổi|ính chính|ải chính|SỬA ĐỔI|ĐÍNH CHÍNH",
    ),
    _forward(
        "amends",
        r"[Tt]ạm (?:dừng|ngừng|ngưng|đình chỉ)(?: (?:việc )?(?:thực hiện|áp dụng|thi hành))?"
        r"|(?:[Dd]ừng|[Nn]gừng|[Nn]gưng) (?:việc )?(?:thực hiện|áp dụng|thi hành)"
        r"|[Tt]ạm(?: thời)? (?:chưa|không) (?:thực hiện|áp dụng|thi hành)|[Đđ]ình chỉ"
        r"(?: (?:việc )?(?:thực hiện|thi hành))?|[Nn]g(?:ưng|ừng) hiệu lực(?: thi hành)?|[Gg]ia hạn|[Kk]éo dài",
        proposable=True,
        signs="ạm |ừng|ưng|ình chỉ|hiệu lực|ia hạn|éo dài",
    ),
    _forward(
        "repeals",
        r"(?:[Ss]au(?: đây)?|dưới đây|sau này)\s+(?:sẽ\s+|đều\s+)?(?:hết hiệu lực|không còn hiệu lực|(?:bị"
        r"|được) (?:bãi bỏ"
        r"|hủy bỏ))[^.;\n\ue001]{0,90}?(?=:)",
        signs="au|dưới đây",
    ),
    _forward("replaces", r"[Ss]au(?: đây)?\s+(?:bị|được) thay thế[^.;\n\ue001]{0,90}?(?=:)", signs="au"),
    _forward(
        "replaces",
        r"[Tt]hay thế(?: cho)?|[Tt]hay cho|[Tt]hay(?=\s+(?:các\s+)?M)|THAY THẾ",
        proposable=True,
        signs="hay|THAY THẾ",
    ),
    _forward(
        "repeals",
        r"[Bb]ãi bỏ|[Hh](?:ủy|uỷ)(?: bỏ)?|[Hh]ết hiệu lực (?:toàn bộ |một phần )?đối với"
        r"|[Tt]hu hồi|[Rr]út lại|BÃI BỎ|[Cc]hấm dứt hiệu lực(?: thi hành)?(?: của)?|không "
        r"(?:tiếp tục )?(?:thực hiện|áp dụng) nữa|[Cc]hấm dứt (?:việc )?(?:thực hiện|áp dụng)",
        proposable=True,
        signs="út lại|ãi bỏ|BÃI BỎ|ủy|uỷ|hu hồi|hấm dứt|không|đối với",
    ),
    _forward(
        "forwards",
        rf"(?:[Gg]ửi kèm(?: theo)?\s+{_OWN}(?:\s+là)?|Kèm theo\s+{_OWN}\s+(?:là|có)(?:\s+bản \w+)?)(?=\s+(?:các\s+)?M)",
        signs="ửi kèm|Kèm theo",
    ),
    _forward(
        "forwards",
        r"[Gg]ửi (?:đến |tới |cho )?(?:các|quý|toàn thể)\s(?:(?!theo|tại|về|để|của)\w+\s+){1,7}(?=M)"
        r"|[Gg]ửi kèm[^.;\n\ue001]{1,40}?(?:bản sao|bản chụp|toàn văn)|[Ss]ao gửi|[Ss]ao lục|[Ss]ao y"
        r"|[Ss]ao chuyển|[Cc]huyển(?: tiếp)?|[Gg]ửi (?:kèm(?: theo)? "
        r"|[^.;\n\ue001]{0,60}?)?(?:bản sao|bản chụp|toàn văn)|[Gg]ửi(?: kèm)?(?=\s+(?:các\s+)?M)",
        reach=60,
        signs="ửi|ao |huyển|oàn văn",
    ),
    _forward(
        "replies_to",
        r"[Pp]húc đáp|PHÚC ĐÁP|[Tt]rả lời(?! tại)|TRẢ LỜI|[Đđ]áp lại",
        signs="húc đáp|PHÚC ĐÁP|rả lời|TRẢ LỜI|áp lại",
    ),
    _forward(
        "replies_to",
        r"(?:[Pp]húc đáp|[Tt]rả lời)\s(?:[^.;,:\n\ue001]|\.(?!\s+[A-ZĐ])){1,90}?(?:chuyển|gửi)(?: đến| tới| về)?\s"
        r"(?:theo|tại|kèm theo|kèm|qua|bằng)(?=\s+(?:các\s+)?M)",
        signs="húc đáp|rả lời",
    ),
    _forward(
        "replies_to",
        r"(?:[Pp]húc đáp|[Tt]rả lời)\s[^.;,:\n\ue001]{1,90},\s*(?:tại\s+)?(?=M)",
        signs="húc đáp|rả lời",
    ),
)

RULES = Language(
    around=_AROUND,
    around_signs=re.compile(
        "[Ss]ửa đổi|[Bb]ổ sung|thay|Thay|[Bb]ãi bỏ|hủy|huỷ|hiệu lực|[Gg]ia hạn|[Kk]éo dài|[Tt]ạm|[Ll]ùi"
        "|[Hh]oãn|[Rr]út ngắn"
        "|[Đđ]ình chỉ|[Nn]gưng|đính chính"
        "|(?<!tiếp )(?<!xác )(?<!công )(?<!ghi )[Nn]hận"
        "|trừ|, theo |[Kk]hông|[Kk]èm theo|KÈM THEO|tiếp tục|vẫn|điều chỉnh|hợp nhất|hướng dẫn|trái với|sai|nhầm"
        "|trả lời|phúc đáp|khác với|mâu thuẫn|[Bb]ỏ|[Tt]hêm|căn cứ|cơ sở|nền tảng|được ban hành|được xây dựng"
    ),
    forward=_FORWARD,
    chain=re.compile(
        r"\s*(?:(?:,|;|và|cùng với|cùng|hoặc|\n|(?:theo )?số|các)\s*|(?:\d{1,2}[.)]|[a-zđ]\)|[-+*•])\s+"
        r"|\([^()]{0,60}\)\s*"
        r"|(?:ý kiến|chỉ đạo|nội dung|yêu cầu)(?: chỉ đạo)?(?: của [^.;,\n]{1,60}?)? (?:tại|trong)\s*"
        r"|của [^.;,\n]{1,60}?(?=,|;|và|\Z)\s*)*\Z"
    ),
    end_of_sentence=re.compile(r"\.(?<!TP\.)(?<!Tp\.)(?=\s|\Z)|\n"),
    denied=re.compile(
        r"(?:[Kk]hông|[Cc]hưa|chẳng|không phải|không được|chưa được|không làm|không có nghĩa là)"
        r"(?:\s+(?:(?:thực hiện|tiến hành)(?:\s+việc)?|(?:có|đủ)\s+(?:cơ sở|căn cứ|thẩm quyền|điều kiện|lý do)"
        r"(?:\s+để)?"
        r"|đồng ý|thống nhất|chấp thuận|cho phép|có (?:chủ trương|kế hoạch|ý định|quyết định|đề xuất)))?\s*\Z"
    ),
    proposed=re.compile(
        r"(?:kiến nghị|đề nghị|đề xuất|dự kiến|xem xét|nghiên cứu|cân nhắc|xin (?:ý kiến|phép|chủ trương)"
        r"|sẽ|mong muốn|tham mưu|trình)(?:(?:\s+(?!quyết định)[^\s,;.]+){0,6}"
        r"|(?:\s+[^\s,;.]+){0,4}\s+ban hành\s+(?:quyết định|nghị quyết|nghị định|thông tư|luật)"
        r"|[^.;\n\ue001]{0,24}?(?:sửa đổi|bổ sung|bãi bỏ|thay thế|hủy bỏ)[^.;\n]{0,80}[\ue000\ue001],?"
        r"\s+(?:và|đồng thời)(?:\s+[^\s,;.]+){0,4})\s*\Z",
        re.IGNORECASE,
    ),
    title_between=re.compile(r"(?!)"),
    this_paper="Văn bản này",
    draft=re.compile(r"dự thảo", re.IGNORECASE),
)
