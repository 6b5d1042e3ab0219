"""The words by which pages label their dates, counts, bylines, files and side matter.

A label outlives a redesign, so these are the candidates that every family shares.  Matching is done on `folded` text:
lower case, composed, and with the traditional forms of the few characters that labels use, position by position.
The patterns are case-sensitive for that reason, and several times faster so.
"""

import re
import unicodedata
from typing import Literal

DateRole = Literal["published", "updated", "issued", "other"]

_TRADITIONAL_FORMS = (
    "發時間來編輯責點擊閱讀瀏覽數號關機稱刊錄佈記實習審圖檢訪問後"
    "創題類讚評論網頁鏈載當簽創標檔據裡寫請熱門鬥圖順聯繫係備權舉報"
)
_SIMPLIFIED_FORMS = (
    "发时间来编辑责点击阅读浏览数号关机称刊录布记实习审图检访问后"
    "创题类赞评论网页链载当签创标档据里写请热门斗图顺联系系备权举报"
)
_TRADITIONAL = re.compile(f"[{_TRADITIONAL_FORMS}]")
_SIMPLIFIED = str.maketrans(_TRADITIONAL_FORMS, _SIMPLIFIED_FORMS)


def folded(text: str) -> str:
    """Return *text* ready for label matching; every character keeps its place unless the text was decomposed."""
    composed = unicodedata.normalize("NFC", text)
    return (composed.translate(_SIMPLIFIED) if _TRADITIONAL.search(composed) else composed).lower()


_PUBLISHED = (
    r"ngày\s+đăng(?:\s+(?:tin|bài|tải|lúc))?|đăng\s+(?:lúc|ngày|bởi|vào|tải)|được\s+đăng|ngày\s+xuất\s+bản|xuất\s+bản(?:\s+(?:lúc|ngày))?"
    r"|ngày\s+(?:phát\s+hành|viết|tạo|gửi|công\s+bố|đưa\s+tin)|(?:thời\s+gian|giờ)\s+(?:đăng|gửi|phát\s+hành)|ngày(?:\s+giờ)?(?=\s*:)"
    r"|posted(?:\s+on|\s+at)?|published(?:\s+on|\s+at)?|publish\s?date|release\s?date|pub\s?time|(?<![a-z])date(?=\s*:)"
    r"|(?:发\s*布|发\s*表|发\s*稿|刊\s*发|发\s*文|录\s*入|上\s*传|添\s*加|创\s*建|提\s*交|公\s*开|公\s*布|登\s*载|投\s*稿|编\s*辑|成\s*稿|写\s*作|文\s*章|新\s*闻|稿\s*件|信\s*息)(?:\s*的)?\s*(?:时\s*间|日\s*期)"
    r"|发布[于在]|发表[于在]|发布(?=\s*[:：])|发表(?=\s*[:：])|(?<![\u4e00-\u9fff])(?:时\s*间|日\s*期)(?=\s*[:：])|时间(?=\s*\d{4})|日期(?=\s*\d{4})"
)
_UPDATED = (
    r"(?:lần\s+)?cập\s+nhật(?:\s+(?:lúc|ngày|lần\s+cuối|mới\s+nhất))?|ngày\s+(?:cập\s+nhật|sửa)|(?:chỉnh\s+)?sửa\s+(?:đổi\s+)?lần\s+cuối"
    r"|last\s+(?:updated?|modified)|updated(?:\s+on|\s+at)?|modified|update(?=\s*:)"
    r"|(?:最后|最近)?\s*(?:更\s*新|修\s*改|修\s*订)\s*(?:时\s*间|日\s*期|于|[:：])|最后(?:更新|修改|编辑)"
)
_ISSUED = (
    r"ngày\s+(?:ban\s+hành|ký|văn\s+bản|vb)|ban\s+hành\s+ngày"
    r"|(?:成\s*文|生\s*成|印\s*发|制\s*发|签\s*发|发\s*文)\s*(?:日\s*期|时\s*间)"
)
_OTHER = (
    r"(?:ngày\s+)?(?:bắt\s+đầu\s+|có\s+|hết\s+)?hiệu\s+lực|hết\s+hạn|hạn\s+(?:nộp|cuối|chót|góp\s+ý)|hôm\s+nay|bây\s+giờ|giấy\s+phép|sinh\s+ngày|khai\s+mạc"
    r"|打印(?:时间|日期)|当前(?:时间|日期)|今天(?:是)?|现在(?:是)?|截止|截至|(?:生\s*效|施\s*行|实\s*施|失\s*效|废\s*止|执\s*行)\s*(?:日\s*期|时\s*间)?|有效期|访问时间|(?:回\s*复|答\s*复|受\s*理|活动|开始|结束|会议|播出|访谈|注册|登录|评论)\s*(?:时\s*间|日\s*期)"
    r"|许可证|备案|页面生成|maketime|版权"
)
DATE_LABEL = re.compile(
    f"(?P<issued>{_ISSUED})|(?P<other>{_OTHER})|(?P<updated>{_UPDATED})|(?P<published>{_PUBLISHED})"
)

META_WORD = re.compile(
    r"lượt\s*(?:xem|đọc|truy\s*cập)|đã\s+xem|người\s+(?:xem|đọc)|số\s+lần|tác\s+giả|nguồn|lượt\s+tải|cỡ\s+chữ|bản\s+in|in\s+trang|gửi\s+email|chia\s+sẻ|bình\s+luận"
    r"|来\s*源|作\s*者|编\s*辑|记\s*者|浏\s*览|点\s*击|阅\s*读|访\s*问|字\s*号|字\s*体|打\s*印|分\s*享|收\s*藏|评\s*论|责\s*编|供\s*稿|人\s*气|查\s*看|大\s*中\s*小|我要|纠\s*错|跟\s*帖|参\s*与|文\s*/|稿\s*源|信\s*息\s*员|审\s*核|通\s*讯\s*员|摄\s*影|撰\s*稿|发\s*布|关\s*闭",
)
"""What else stands in the line under a title."""

WEEKDAY = re.compile(
    r"th[ứu]\s*(?:hai|ba|t[ưu]|n[ăa]m|s[áa]u|b[ảa]y|[2-7])|ch[ủu]\s*nh[ậa]t|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|wed|thu|fri|sat|sun)\b|星期[一二三四五六日天]|[周週][一二三四五六日]|礼拜.",
)

SIDE_HEADING = re.compile(
    r"^\W*(?:(?:các\s+|những\s+)?(?:tin|bài|tin\s+tức|bài\s+viết|bài\s+đăng|văn\s+bản|thông\s+tin|tin\s+bài|chủ\s+đề)\s*(?:tức\s*)?(?:bài\s*)?"
    r"(?:liên\s+quan|khác|mới|cũ|cùng|đã\s+đăng|đã\s+đưa|tiếp\s+theo|trước|đọc\s+nhiều|nổi\s+bật|xem\s+nhiều|tiêu\s+điểm|trong\s+chuyên\s+mục)"
    r"|có\s+thể\s+bạn\s+quan\s+tâm|xem\s+(?:thêm|nhiều)|đọc\s+(?:thêm|nhiều)|ý\s+kiến|bình\s+luận|gửi\s+(?:bình\s+luận|phản\s+hồi|ý\s+kiến)|theo\s+dòng\s+sự\s+kiện|từ\s+khó?a|tags?\b"
    r"|thống\s+kê|lượt\s+truy\s+cập|số\s+lượt\s+truy\s+cập|liên\s+kết|thăm\s+dò|bản\s+quyền|tiêu\s+điểm|trang\s+(?:trước|sau)"
    r"|相\s*关\s*(?:新闻|文章|信息|链接|阅读|报道|内容|稿件|专题|附件下载)|推荐(?:阅读|新闻|文章|信息)?|热点|热门|延伸阅读|猜你喜欢|更多(?:新闻|文章|相关)?|上一[篇条页]|下一[篇条页]|上篇|下篇"
    r"|(?:网友|最新|发表|我要|热门|全部)?(?:评论|留言|跟帖)|点击排行|排行|最新(?:文章|新闻|信息|动态)|图片新闻|友情链接|关于我们|网站(?:地图|首页)|版权所有|copyright|主办|承办|icp)",
)
"""A line that opens what follows the article: other items, comments, counters of the site, footer."""

_CONTACTS = (
    r"địa\s+chỉ",
    r"điện\s+thoại",
    "email",
    "fax",
    "tel",
    *map(r"\s*".join, ("地址", "电话", "邮编", "传真", "信箱")),
)
# No alternative is a group of several: the engine then skips to the letters that any of them begins with.
FOOTER = re.compile(
    "|".join(rf"{contact}\s*[:：]" for contact in _CONTACTS)
    + r"|bản\s+quyền|giấy\s+phép|chịu\s+trách\s+nhiệm|cơ\s+quan\s+chủ\s+quản|ghi\s+rõ\s+nguồn|thiết\s+kế"
    r"|all\s+rights\s+reserved|copyright|©|版权所有|icp备|公安备|许可证|主办单位|承办单位|网站标识码|技术支持|违法和不良信息",
)
