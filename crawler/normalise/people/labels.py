"""The labels of bylines in both languages, what ends a value, and what may stand before the first label."""

import re
from collections.abc import Mapping

_ZH_LABELS: Mapping[str, str] = {
    "source": (
        r"(?<!资料)(?<!图片)(?<!数据)(?<!資料)(?<!圖片)(?:信息|文章|稿件|新闻|新聞|内容"
        r"|本文)?[来來]\s?源(?:于|單位|单位)?|原创(?=\s?:)|稿\s?源|供稿单位|供稿單位|转载自|轉載自|来自(?=\s?:)|出\s?处"
    ),
    "editor": (
        r"(?:责任|責任|本期|本文|网络|網絡|执行|实习|實習|值班|见习)?(?:编\s?辑"
        r"|編\s?輯)(?![部委室])|责\s?编|責\s?編|小编|(?:发\s?布|發\s?佈|發\s?布|上\s?传|录\s?入|添\s?加)[者人员員](?=\s?[:：])|录\s?入(?=\s?[:：])"
    ),
    "reviewer": (
        r"(?:审\s?核|審\s?核|初\s?审|复\s?审|终\s?审|一审"
        r"|二审|三审|审\s?签|审\s?校|签\s?发|值班主任|值班编委)人?"
    ),
    "author": (
        r"作\s?者(?!\s?单\s?位|\s?單\s?位|简介|簡介)|文\s?/\s?[图圖]|[图圖]\s?/\s?文|(?:文|撰\s?文|撰\s?稿)(?:人|字)?(?=\s?[:：/])|(?<![\u4e00-\u9fa5])文(?=\s?[|丨])|文字(?=\s?[:：])"
        r"|(?:^[\u4e00-\u9fa5·]{2,16}\s)?(?:(?<![\u4e00-\u9fa5·:])[\u4e00-\u9fa5·]{0,12})?[记記]\s?者|(?:本[报報网網刊台站]|特[约約])*通[讯訊][员員]|[实實][习習]生"
        r"|采写|採寫|[图圖]文(?=\s?[:：])|执笔人?|執筆人?|主笔|评论员"
    ),
    "other": r"校\s?[对對]|监\s?制|監\s?製|摄\s?影|[图圖]片|攝\s?影|策\s?划|视频|制图|美编|来稿|编导|统筹",
}
ZH_LABEL = re.compile(
    "(?:" + "|".join(f"(?P<{role}>{pattern})" for role, pattern in _ZH_LABELS.items()) + r")\s{0,2}(?P<mark>[:/丨|])?"
)
BRACKETED_LABEL = re.compile(
    r"[【\[]\s?(?P<label>"
    + "|".join(_ZH_LABELS[role] for role in ("source", "editor", "author"))
    + r")(?:\s?[】\]]\s?:?|\s(?=\s?[^\s】\]:]{2,30}[】\]]))"
)
"""A label in brackets, which stand for its colon: 【来源】某报, 【来源 某报】."""
ZH_STOP = re.compile(
    r"\s{3,}|\s[·丨]\s|[●◆■]|[|【\[〔<>】\]〕]|作\s?者\s?(?:单\s?位|简介)|发布(?:时间|日期|机构|于|者)|(?:上传|录入|发表|添加|编辑)(?:时间|日期)|發布|更新(?:时间|日期)|(?:时|日)间?期?\s?[:：]|时\s?间|日\s?期|時間|浏\s?览|瀏覽|点\s?击|點擊|阅\s?读|閱讀|访问量?"
    r"|字\s?[体體号號]|打\s?印|分享|我要|评\s?论|評論|收藏|关\s?闭|扫一扫|人气|栏目|分类|点赞|大\s中\s小|\d{4}\s?[-年/.]\s?\d|次数|责任$"
    r"|/文|/[图圖]|(?<=[\s、;])[图圖摄攝]影?\s?[/:]|受访者|受訪者|供[图圖]|/[\u4e00-\u9fa5]{2,8}(?:报道|報導)|举报|纠错|参与互动|返回|查看|标\s?签|文字大小|出自|\s[\u4e00-\u9fff]{2,6}\s?:(?!//)"
)
_VI_LABELS: Mapping[str, str] = {
    "source": (
        r"(?:Nguồn\s+tin|Nguồn\s+bài(?:\s+viết)?|Nguồn|Theo\s+nguồn"
        r"|Đơn\s+vị\s+cung\s+cấp|Trích\s+nguồn)(?:\s+từ)?\s*:"
    ),
    "editor": (
        r"(?:Biên\s+tập(?:\s+viên)?|Người\s+(?:biên\s+tập|đăng(?:\s+(?:tin|bài(?:\s+viết)?))?|cập\s+nhật|nhập(?:\s+tin)?|gửi(?:\s+bài)?)"
        r"|BTV|Biên\s+soạn)\s*:|(?:Đăng|Gửi|Posted)\s+(?:bởi|by)\s*:?"
    ),
    "reviewer": r"(?:Người\s+duyệt|Duyệt\s+bài|Kiểm\s+duyệt|Người\s+kiểm\s+duyệt|Duyệt\s+tin)\s*:",
    "author": (
        r"(?:Tác\s+giả(?:\s+bài\s+viết)?|Người\s+(?:viết|đưa\s+tin)|Phóng\s+viên|PV|CTV|Cộng\s+tác\s+viên|Viết\s+bài"
        r"|(?:Tin|Bài|Tin\s+bài)(?:\s*(?:,|&|và|-|/|\+)\s*(?:bài|ảnh|hình\s+ảnh|video|clip))*)\s*:|Thực\s+hiện\s*:|Viết\s+bởi\s*:?|Written\s+by\s*:?"
    ),
    "other": r"(?:Ảnh|Hình\s+ảnh|Video|Clip|Đồ\s+họa|Thiết\s+kế|Quay\s+phim)\s*:",
}
VI_LABEL = re.compile("|".join(rf"(?P<{role}>(?<!\w){pattern})" for role, pattern in _VI_LABELS.items()), re.IGNORECASE)
ANY_SOURCE_LABEL = re.compile(rf"\s*(?:(?:{_ZH_LABELS['source']})\s?:|(?:{_VI_LABELS['source']}))\s*", re.IGNORECASE)
VI_STOP = re.compile(
    r"\s{3,}|[|;\[<>]|\s(?:vào|lúc|ngày)\s|(?:Số\s+)?lượt\s|Đã\s+(?:xem|đọc)|Ngày\s+(?:đăng|viết|gửi|cập)|Cập\s+nhật|Đăng\s+(?:lúc|ngày)|In\s+(?:trang|bài)|Gửi\s+(?:bài|mail|email)"
    r"|Views?\b|Thứ\s+(?:hai|ba|tư|năm|sáu|bảy)\b|Chủ\s+nhật|\d{1,2}/\d{1,2}/\d{4}|\d{1,2}:\d\d|Từ\s+khóa|Tags?\s*:|Chia\s+sẻ|Bình\s+luận",
    re.IGNORECASE,
)
HINT = re.compile(
    r"[源编編审審者稿文员員处校笔筆创/／]|[习習]生|签\s?发|发表|發表|发布|[:(–—-]|bởi|by|heo\s|PV|CTV|viên",
    re.IGNORECASE,
)
# What may stand before the first label of a byline: a date with its label, a weekday, an organ's name of a few letters
_PREFIX_NOISE = re.compile(
    r"(?:[a-z\d-]{1,40}\.){1,3}[a-z]{2,6}(?![a-z])|发布|發布|更新|时间|日期|時間|于|上午|下午|星期.|周[一二三四五六日]|[〇○零一二三四五六七八九十廿]{1,4}(?=[年月日])|年|月|日|时|分|秒"
    r"|ngày|đăng|lúc|cập nhật|xuất bản|thứ\s+\w+|chủ nhật|giờ|phút|tháng|năm|am|pm|sa|ch|gmt|[\W\d_]",
    re.IGNORECASE,
)
NAME_BEFORE_LABEL = re.compile(r"\d\s*[\[【(]\s*(?P<name>[\u4e00-\u9fa5]{2,4})\s*[\])】][^\w\[【(]*\Z")
"""The writer in brackets between date and source: "2004-7-16 08:19 [ 张三 ] 来源：某报"."""
_PREFIX_FIELD = re.compile(
    r"[^\W\d]{1,10}(?:\s[^\W\d]{1,10}){0,3}\s?:\s?[^:]{1,30}?(?:\s*\|\s*|\s{2,}|\s(?=\S{1,8}:|$))"
)
"""Another field before the first label that is known: a series, a price, a subject."""
_PREFIX_ADDRESS = re.compile(r"https?:/*[\w./-]*|[(\[]")
_SUPPLIER = re.compile(r"\S{2,24}(?:供稿|提供|网|網|报|報|社|中心|在线|频道)\s*\Z")
"""What may stand before the editor: the site, or the office that supplied the text."""
_STROKES = ("·", "|", "丨", "｜")
"""What sets the fields of a line apart where they have no labels."""
_MAX_PREFIX_LENGTH = 80
_MAX_PREFIX_LETTERS = 12


def role_of(match: re.Match[str]) -> str:
    """Return the role that a label names."""
    return next(role for role in _ZH_LABELS if match[role] is not None)


def is_byline_prefix(text: str, end: int, labels: int, *, role: str = "") -> bool:
    """Before the first label stand a date, other fields, and at most a few letters: a site's name, a button.

    Before the editor of a Chinese text the office that supplied it may stand.
    """
    prefix = text[:end]
    if not prefix:
        return True
    if len(prefix) > _MAX_PREFIX_LENGTH:
        return False
    prefix = _PREFIX_ADDRESS.sub(" ", _PREFIX_FIELD.sub("", prefix))
    letters = len(_PREFIX_NOISE.sub("", prefix))
    if role == "editor" and _SUPPLIER.fullmatch(prefix.strip()):
        return True
    if prefix.rstrip().endswith(_STROKES) and _SUPPLIER.fullmatch(prefix.strip(" ·|丨｜")):
        return True
    return letters == 0 or (letters <= _MAX_PREFIX_LETTERS and (labels > 1 or any(map(str.isdigit, prefix))))


def cut_at(value: str, stop: re.Pattern[str]) -> str:
    """Return what stands before the first stop; brackets at the very beginning are no stop."""
    start = len(value) - len(value.lstrip())
    found = stop.search(value, start)
    while found and found.start() == start and found[0] in "|【[〔":
        start = found.end()
        found = stop.search(value, start)
    return value[start : found.start() if found else len(value)].strip()
