"""The words by which pages label their dates, counts, bylines, files and side matter.

A label outlives a redesign, so these are the candidates that every family shares.  Matching is done on `folded` text:
lower case, composed, and with the traditional forms of the few characters that labels use, position by position.
The patterns are case-sensitive for that reason, and several times faster so.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from crawler.normalise.people.label_strokes import with_colons

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


_WIDE_FIGURE = re.compile("[０-９：]")
_WIDE_FIGURES = str.maketrans("０１２３４５６７８９：", "0123456789:")


def plain_figures(text: str) -> str:
    """Return *text* with the wide figures of Chinese keyboards made plain, each in its place."""
    return text.translate(_WIDE_FIGURES) if _WIDE_FIGURE.search(text) else text


@lru_cache(maxsize=2048)
def folded(text: str) -> str:
    """Return *text* ready for label matching; every character keeps its place unless the text was decomposed.

    The readers of the fields ask it of the same lines.
    """
    composed = plain_figures(unicodedata.normalize("NFC", text))
    return (composed.translate(_SIMPLIFIED) if _TRADITIONAL.search(composed) else composed).lower()


_PUBLISHED = (
    r"đăng(?=\s*:)|ngày\s+đăng(?:\s+(?:tin|bài|tải|lúc))?|đăng\s+(?:lúc|ngày|bởi|vào|tải)|được\s+đăng|ngày\s+xuất\s+bản|xuất\s+bản(?:\s+(?:lúc|ngày))?"
    r"|ngày\s+(?:phát\s+hành|viết|tạo|gửi|công\s+bố|đưa\s+tin)|(?:thời\s+gian|giờ)\s+(?:đăng|gửi|phát\s+hành)|ngày(?:\s+giờ)?(?=\s*:)"
    r"|(?:được\s+)?(?:gửi|đưa\s+lên|đăng\s+tải)\s*(?:bài\s+|tin\s+)?(?:vào|lúc|hồi|ngày|,)(?=\s)|(?:gửi|đăng|viết)\s+bởi"
    r"|(?:submitted|posted|written|created)\s+by|posted(?:\s+on|\s+at)?|published(?:\s+on|\s+at)?|publish\s?date|release\s?date|pub\s?time|(?<![a-z])date(?=\s*:)"
    r"|(?:发\s*布|发\s*表|发\s*稿|刊\s*发|发\s*文|录\s*入|上\s*传|添\s*加|创\s*建|提\s*交|公\s*开|公\s*布|登\s*载|投\s*稿|编\s*辑|成\s*稿|写\s*作|文\s*章|新\s*闻|稿\s*件|信\s*息)(?:\s*的)?\s*(?:时\s*间|日\s*期)"
    r"|(?:发\s?布|发\s?表|刊\s?发|刊\s?登|刊\s?载|上\s?传|录\s?入|投\s?稿|提\s?交|推\s?送|编\s?辑|写)[于在](?=[\s:：]*(?:19|20)?\d{2}|$)|发布[于在]|发表[于在]|发布(?=\s*[:：])|发表(?=\s*[:：])|(?:发稿|刊发|编发|刊登)(?=\s*[:：]\s*\d)|(?<![\u4e00-\u9fff])(?:时\s*间|日\s*期)(?=\s*[:：])|时间(?=\s*\d{4})|日期(?=\s*\d{4})"
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
    r"|(?:通过|批准|公布|修订|修正)(?=\s*(?:[)）;；]|$))|起施行|许可证|备案|页面生成|maketime|版权"
)
DATE_LABEL = re.compile(
    f"(?P<issued>{_ISSUED})|(?P<other>{_OTHER})|(?P<updated>{_UPDATED})|(?P<published>{_PUBLISHED})"
)

POSTED: Mapping[str, re.Pattern[str]] = {
    "zh": re.compile(
        r"(?:(?:本文|本稿|本篇|此文|此稿|该文|该稿|文章|稿件|本信息|该信息)[^，。；\d]{0,4})?由\s*(?P<who>[^，。；\s]{2,20}?)\s*(?:于|在)\s*(?:(?:星期|周).\s*[,，]?\s*)?(?P<date>(?:19|20)\d{2}[^，。]{5,24}?)\s*"
        r"(?:(?P<wrote>投给|投稿|投至|投送|撰写|写成|发表)|发布|上传|录入|提交|推荐|编辑|整理|转载|刊发|供稿|发出)"
    ),
    "vi": re.compile(
        r"(?:bài(?:\s+viết)?(?:\s+này)?|tin(?:\s+bài)?)\s+(?:được\s+|do\s+|bởi\s+)+(?P<who>[^\d,.]{2,40}?)\s+(?:(?P<wrote>viết|gửi)|đăng|đưa)(?:\s+(?:lên|tải|bài))?"
        r"(?:\s+(?:vào|lúc|ngày|hồi))?\s*,?\s*(?P<date>[^.]{0,20}\d{1,2}/\d{1,2}/(?:19|20)\d{2}(?:[^\d.]{0,8}\d{1,2}[:h]\d{2})?)",
        re.IGNORECASE,
    ),
}
"""The sentence that says who posted a text and when, by language."""

OF_THE_ARTICLE = re.compile(
    r"\W*(?:本文|本篇|此文|此稿|该文|本稿|文章|稿件|(?:bài(?:\s+viết)?|tin(?:\s+bài)?)\s+(?:này|được|do|bởi)(?!\w)"
    r"|(?:đăng|gửi|viết)\s+bởi)"
)
"""How a line begins that says something of the article itself."""

EVENT_TIME = re.compile(
    r"[\W\d一二三四五六]*(?:thời\s+gian|ngày\s+giờ|(?:活动|会议|开会|考试|开标)?\s*时\s*间|日\s*期)\s*[:：]"
)
NAMED_EVENT_TIME = re.compile(
    r"\W*(?:thời\s+gian|giờ|lịch)\s+(?!đăng|gửi|phát|cập|xuất|tạo|đưa|viết|đọc|công|ban|sửa|in\b|truy|xem|hiện|bây|tải|nhập)"
    r"[^\W\d]+(?:\s[^\W\d]+){0,4}\s*[:：](?=.*\d)"
    r"|\W*(?:接种|体检|义诊|门诊|[开出坐就]诊|报名|培训|讲座|集合|办理|领取|筛查|随访|采血|献血)\s*时\s*间\s*[:：](?=.*\d)"
)
"""The time of what the label itself names: an examination, a course."""
EVENT_PLACE = re.compile(
    r"[\W\d一二三四五六]*(?:địa\s+điểm|nơi\s+tổ\s+chức|thành\s+phần|(?:活动|会议|考试|开标)?\s*地\s*[点址])\s*[:：]"
)
"""The labels of the time and the place of an event, which a text announces side by side."""

META_WORD = re.compile(
    r"(?:tin|bài)(?:\s*(?:,|&|và|-)\s*(?:bài|ảnh))*\s*:|lượt\s*(?:xem|đọc|truy\s*cập)|đã\s+xem|người\s+(?:xem|đọc)|số\s+lần|tác\s+giả|người\s+(?:viết|đăng)|biên\s+tập|nguồn|lượt\s+tải|cỡ\s+chữ|bản\s+in|in\s+trang|gửi\s+email|chia\s+sẻ|bình\s+luận"
    r"|来\s*源|作\s*者|编\s*辑|记\s*者|浏\s*览|点\s*击|阅\s*读|访\s*问|字\s*号|字\s*体|字\s*[级級]|打\s*印|分\s*享|收\s*藏|评\s*论|责\s*编|供\s*稿|人\s*气|查\s*看|大\s*中\s*小|我要|纠\s*错|跟\s*帖|参\s*与|文\s*/|稿\s*源|信\s*息\s*员|审\s*核|[上录][传入]者|通\s*讯\s*员|摄\s*影|撰\s*稿|发\s*布|关\s*闭",
)
"""What else stands in the line under a title."""

_FIELD = re.compile(rf"(?:{META_WORD.pattern}|{_PUBLISHED}|{_UPDATED})[^\s:：]{{0,8}}\s{{0,3}}[:：]")
_ANY_FIELD = re.compile(r"[^\W\d]{1,16}\s?[:：](?!\s?\d\d\b|//)|[^\W\d]{1,16}\s?[:：](?=\s?\d{2,4}[-/年.])")
_MAX_META_LENGTH, _FIRST_FIELD, _MAX_VALUE_LENGTH = 300, 12, 120


def is_meta_line(text: str) -> bool:
    """Tell whether a line, however long, is made of fields with labels: date, source, author, count, tools."""
    if len(text) > _MAX_META_LENGTH or "。" in text:
        return False
    words = folded(with_colons(text))
    if ":" not in words:
        return False
    fields = list(_ANY_FIELD.finditer(words))
    if len(fields) < 2 or fields[0].start() > _FIRST_FIELD or not _FIELD.search(words):
        return False
    return all(later.start() - former.end() <= _MAX_VALUE_LENGTH for former, later in pairwise(fields))


WEEKDAY = re.compile(
    r"\bt[2-7](?=\s?,)|\bcn(?=\s?,)|th[ứu]\s*(?:hai|ba|t[ưu]|n[ăa]m|s[áa]u|b[ảa]y|[2-7])|ch[ủu]\s*nh[ậa]t|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|wed|thu|fri|sat|sun)\b|星期[一二三四五六日天]|[周週][一二三四五六日]|礼拜.",
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

BACK_LINK = re.compile(
    r"\W*(?:(?:返回|回到?)(?:首页|上页|列表|频道|栏目|主页|网站)?|(?:查看|点击|阅读)?更多|首页|上一页|更多精彩|(?:关闭(?:窗口|本页)?|打印(?:本页)?)(?!\w)"
    r"|(?:quay\s+(?:lại|về)|trở\s+(?:lại|về)|về)(?:\s+(?:trang|mục|đầu))?|xem\s+(?:tiếp|thêm)|trang\s+chủ|back)(?!\w*[》」])"
)
"""The words of a link that leads back, or on to other items."""
_CHANNELS = (
    r"(?:微信|公众号|公号|二维码|客户端|微博|app(?![a-z])|视频号|抖音"
    r"|fanpage|facebook|zalo|youtube|tiktok|mã\s+qr|ứng\s+dụng)"
)
_FOLLOW = r"(?:关注|扫码|扫一扫|扫描|长按|下载|添加|搜索|theo\s+dõi|quét|tải|truy\s+cập|đăng\s+ký)"
_PROMISE = (
    r"(?:我们|更多|资讯|精彩|第一时间|最新|读者|chúng\s+tôi|bạn\s+đọc|độc\s+giả"
    r"|mới\s+nhất|nhanh\s+nhất|tin\s+(?:mới|tức)|nhận\s+(?:thông\s+)?tin)"
)
INVITES = re.compile(
    rf"^\W*(?=想|更多|欢迎|请|快|长按|扫|关注|点击|打开|微信|搜索|若想|下载|mời|hãy|để|quét|theo\s+dõi|tải|vui\s+lòng)"
    rf"(?=[^。]*{_FOLLOW})(?=[^。]*{_CHANNELS})"
    rf"(?:(?=[^。]*{_PROMISE})|.*{_CHANNELS}\s*[:：]?\s*(?:[“\"「][^”\"」]{{1,20}}[”\"」])?\W*$|.*(?:关注|下载|theo\s+dõi)吧?\W*$)"
    r"|^\W*(?:quét\s+mã(?:\s+qr)?(?:\s+(?:để|và)\s+(?:theo\s+dõi|quan\s+tâm|kết\s+nối|xem\s+thêm|(?:đọc|xem|mở)\s+(?:bài|trang|trên))[^,.]{0,30})?"
    r"|(?:长按|扫描?)(?:识别)?(?:下方|右侧|上方|图中)?(?:二维码|图片)[，,\s]*(?:即可)?(?:(?:关注|识别|添加|查看更多|了解更多)[^,.，。]{0,20})?)\W*$"
)
"""A sentence that asks the reader to follow a channel: it begins with the asking."""
SERVICE = re.compile(
    r"预约|报名|挂号|体检|接种|疫苗|问卷|调查|办理|登记|报到|查询|留言|举报|缴费|就诊|改约"
    r"|(?<!\w)(?:khám|tiêm|đăng\s+ký(?!\s+(?:kênh|theo\s+dõi|nhận))|thủ\s+tục|khảo\s+sát|phiếu|lịch|đường\s+dây\s+nóng|hotline|khai\s+báo)(?!\w)"
    r"|\d{1,2}\s?[/月]\s?\d|\d{3}"
)
"""What an office asks for in its notices: who is to scan or install for that reads an instruction of the text."""
REPORTED = re.compile(r"[说表示介绍](?:[，：:]|道)|(?:cho\s+biết|nói)\b")
MENU_PART = re.compile(r"\s+[|｜·•/–—-]\s+|\s*[|｜]\s*")
VISITOR_COUNT = re.compile(
    r"^\W*(?:trang|website|cổng|bạn|quý\s+khách|您是|本站|网站)[^.。]{0,40}?(?:thứ|số|第|访问量?|truy\s+cập|bạn\s+đọc)\D{0,12}\d[\d.,]*\s*(?:位|次|人|lượt|访客|访问者)?\W*$"
)
"""A line that counts the visitors of the site."""

DUMMY_TITLE = re.compile(
    r"\W*(?:undefined|null|none|nan|untitled(?:\s+document|\s+page)?|no\s+title|new\s+page\s*\d*|document|title|index|default|page|home\s*page"
    r"|(?:信件|来信|信息|公告|通知|文件|视频|图片|政策|问答|问政|咨询|留言|信访|投诉|建议|答复|征集|调查)(?:详情|详细|内容|查看)页?"
    r"|无标题(?:文档|页|网页)?|未命名|新建(?:网页|文档|文本文档)\s*\d*|标题|网页标题|文章(?:标题|详情|内容)?|新闻(?:详情|内容)?|内容(?:详情|页)|详情页?|正文"
    r"|không\s+(?:có\s+)?tiêu\s+đề|trang\s+mới(?:\s+\d+)?|tiêu\s+đề|(?:nội\s+dung\s+|thông\s+tin\s+)?chi\s+tiết(?:\s+(?:tin(?:\s+tức)?|bài\s+viết|văn\s+bản|thông\s+tin|nội\s+dung))?|trang\s+web\s+mới)\W*"
)
"""What an editor's program or an empty field leaves as a page's title."""
SECTION_NAME = re.compile(
    r"\W*(?:(?:bản\s+)?tin\s+(?:tức|hoạt\s+động|nổi\s+bật|chuyên\s+(?:ngành|môn)|(?:trong|ngoài)\s+(?:ngành|nước|tỉnh)|quốc\s+tế|y\s+tế|địa\s+phương|tổng\s+hợp)"
    r"(?:\W+(?:và\s+)?(?:sự\s+kiện|thông\s+báo))?|tin\s+tức\s+sự\s+kiện|sự\s+kiện(?:\W+tin\s+tức)?"
    r"|hoạt\s+động(?:\s+(?:của\s+)?(?:ngành|đơn\s+vị|bệnh\s+viện|trung\s+tâm))?|chuyên\s+mục|văn\s+bản(?:\s+(?:mới|pháp\s+quy|quy\s+phạm\s+pháp\s+luật|chỉ\s+đạo(?:\W+điều\s+hành)?))?|thông\s+tin\s+(?:chung|cần\s+biết|y\s+tế)"
    r"|(?:新闻|工作|医院|院内|要闻|政务|行业|最新|基层|媒体|图片)(?:动态|中心|资讯|快讯|要闻|报道|聚焦)|通知公告|公示公告|公告公示|新闻发布"
    r"|健康(?:教育|科普|知识|宣教)|科普(?:知识|园地|宣传|天地))\W*"
)
"""A line that names a section of a site, and no article."""
TITLE_LABEL = re.compile(
    r"^\s*(?:主\s?题|标\s?题|標\s?題|题\s?目|題\s?目|Tiêu\s+đề|TIÊU\s+ĐỀ|Chủ\s+đề|CHỦ\s+ĐỀ)\s*[:：]\s*(?=\S)"
)
TITLE_CELL = re.compile(
    r"\W*(?:信件|来信|邮件|咨询|问题|留言|写信|文章|信息)?(?:标\s*题|主\s*题)\W*|\W*(?:tiêu\s+đề|chủ\s+đề)(?:\s+(?:câu\s+hỏi|thư))?\W*"
)
"""What the cell to the left of a title says."""
TITLE_FIELD = re.compile(
    r"标\s*题|主\s*题(?!词)|题\s*名|名\s*称|事\s*项|tiêu\s+đề|chủ\s+đề|trích\s+yếu|(?<!\w)tên(?!\s+(?:tác\s+giả|người|đơn\s+vị|cơ\s+quan|file|tệp))"
)
"""What the label of a field says that names what the page is about."""
CRUMB_ARROWS = frozenset("»›>〉")
"""What ends a step of the path to a page."""
PAPER_NAME = re.compile(
    r"\s*(?:hiến\s+pháp|bộ\s+luật|luật|pháp\s+lệnh|lệnh|nghị\s+quyết|nghị\s+định|quyết\s+định|chỉ\s+thị|thông\s+tư(?:\s+liên\s+tịch)?"
    r"|công\s+văn|kế\s+hoạch|thông\s+báo|hướng\s+dẫn|báo\s+cáo|tờ\s+trình|công\s+điện|quy\s+chế|văn\s+bản\s+hợp\s+nhất)\s+(?:số\s*:?\s*)?(?:\d+\s*/|không\s+số)"
)
"""A paper named by its kind and number alone."""
