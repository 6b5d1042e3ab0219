"""What stands behind a label, cleaned: names of people without their office, an organ without buttons behind it."""

import re

from crawler.normalise.people.names import EDGE, MAX_NAMES_LENGTH, are_han_names
from crawler.normalise.text.letters import LOWER

_CLAUSE = 6
"""Characters from which what ends in a full stop is no name."""
_MAX_SOURCE_LENGTH = 80
MAX_ADDRESS_LENGTH = 400
_DUMMY = frozenset({
    "admin", "administrator", "super user", "superuser", "root", "webmaster", "editor", "robot", "user", "null", "none",
    "host", "undefined", "quản trị", "quản trị viên", "ban quản trị",
    "管理员", "系统管理员", "未知", "佚名", "匿名", "无", "不详",
    "n/a", "author", "source", "tác giả", "nguồn", "đang cập nhật", "作者", "来源",
})  # fmt: skip
"""What a CMS fills in where nobody is named."""
_NO_PERSON = _DUMMY | {"网络", "互联网", "网上", "转载", "本站", "本网"}
"""Where a text is from, which says nothing of who wrote it."""
_NO_SOURCE = _DUMMY | {"转载", "转载文章", "原创"}
_TOOL_WORDS = re.compile(
    r"(?:加入|点击|點擊|打印|列印|关闭|關閉|收藏|分享|查看|返回|下载|下載|注册|登录|登錄|订阅|訂閱|设为|手机|手機|触屏|觸屏|我要|扫码|更多)"
    r"|(?:触屏|电脑|手机|移动|桌面|繁体|简体)版\Z|(?:首页|窗口|收藏夹|本页|全文|大\s?中\s?小)\Z"
    r"|(?:in trang|gửi email|chia sẻ|trang chủ|xem thêm)",
    re.IGNORECASE,
)
"""Buttons that stand behind an empty label."""
_MARKUP = re.compile(r"=\s?[\"']|<\w|\{\{|\$\{|\w\(\)|%[sd]\b")
"""What a template that failed leaves in a field."""
_ACCOUNT = re.compile(
    r"(?:信息|网站|系统|内容)?(?:发布|管理|录入|审核|维护|编辑|信息)[员員]\s?\d*\Z|(?:admin|user|test|guest|editor|quantri\w*|bientap)[\w.-]{0,12}\Z"
    r"|[a-z]+[._]?\d{2,}\Z|super\s?user(?:\s+account)?\Z",
    re.IGNORECASE,
)
"""Names of accounts, not of people."""
_LOGIN = re.compile(r"[a-z][a-z\d_.-]{2,19}")
_ZH_UNIT = re.compile(
    r"[\u4e00-\u9fa5]{1,20}(?:科|局|委|处|處|部|厅|廳|所|站|院|中心|办公室|辦公室|支队|大队|学校|学院|大学|公司|协会|政府|编辑部|宣传组|党支部)"
)
"""An office, or a part of one, which signs for nobody."""
_BUTTON = re.compile(r"(?<=[\u4e00-\u9fff)》]{3})\s.*\Z", re.DOTALL)
"""What stands apart behind the name of a Chinese source: 手机看新闻, 我来说两句."""
_OPEN_BRACKET = re.compile(r"\([^)]*\Z")
_ZH_TRAILING_WORK = re.compile(
    r"(?:[\s/、]*(?:报道|報導|摄影报道|摄影|攝影|整合|整理|综合|编译|供稿|撰写|撰稿|(?<=\s)编辑"
    r"|(?<![^\s/])(?:[摄攝]|文/[图圖]|文|[图圖])))+\s*\Z"
)
_ZH_FROM = re.compile(r"\s(?:发自|發自)\S{2,8}\Z")
"""Where a reporter wrote from."""
_ZH_WORK_BETWEEN = re.compile(r"/(?:文|[图圖]|[摄攝]影|[摄攝])(?=\s)")
_UNIT_BEFORE = re.compile(
    r"[\u4e00-\u9fa5]{1,20}(?:医院|醫院|中心|[局委站科室部所院校处办]|大学|学院)\s+(?P<names>[\u4e00-\u9fa5]{2,4}(?:[\s、,，]+[\u4e00-\u9fa5]{2,4}){0,3})\Z"
)
_UNIT_BEHIND = re.compile(
    r"(?P<names>[\u4e00-\u9fa5]{2,4}(?:[\s、,，]+[\u4e00-\u9fa5]{2,4}){0,3}?)(?:\s?\(|\s+)[\u4e00-\u9fa5]{4,20}(?:医院|醫院|中心|[局委站科室部所院校处办]|大学|学院)\Z"
)
_POST_BEHIND = re.compile(
    r"(?P<names>[\u4e00-\u9fa5]{2,4})[,，][\u4e00-\u9fa5、,，]{0,40}"
    r"(?:医师|医生|主任|护师|护士长?|药师|技师|教授|研究员|院长|科长|所长|局长|站长|专家)\Z"
)
"""The writer's post behind the name."""
_DATELINE = re.compile(r"\d\s?日(?:电|電|讯|訊)")
VI_TRAILING_WORK = re.compile(
    r"\s*[-–(]?\s*(?:tổng hợp|thực hiện|ghi|sưu tầm|biên tập|lược ghi)\s*\)?\s*\Z", re.IGNORECASE
)
_SENTENCE = re.compile(rf"[。！？!?]|(?<=[{LOWER}]{{2}})[.]\s+\S+\s+\S+\s+\S+|，.*，.*，")
"""More than names; the point behind a degree, as in ``BS. Nguyễn Văn A``, ends no sentence."""
_SMALL_WORDS = re.compile(rf"\s*[{LOWER}]+(?:\s+[{LOWER}]+){{3}}")
"""With a full stop at its end, a sentence whose first words only look like a label."""
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_REPORTERS = re.compile(r"[记記]者|通[讯訊][员員]|特约|评论员|[实實][习習]生")


def source_in(value: str) -> str | None:
    """Return the organ or address behind a label; None for a sentence, a button or what a template left."""
    address = _ADDRESS.match(value.strip(" ([<"))
    if address:
        return address[0].rstrip(").,;]") if len(address[0]) <= MAX_ADDRESS_LENGTH else None
    if value.rstrip().endswith("。") and ("，" in value or "," in value):
        return None
    if value.rstrip().endswith(".") and _SMALL_WORDS.match(value):
        return None
    value = _without_edges(_BUTTON.sub("", re.split(r"\s{2,}", value.strip())[0]))
    if not value or len(value) > _MAX_SOURCE_LENGTH or _SENTENCE.search(value) or value.lower() in _NO_SOURCE:
        return None
    if _MARKUP.search(value) or _TOOL_WORDS.match(value):
        return None
    return value if any(map(str.isalpha, value)) else None


def _without_edges(text: str) -> str:
    """Return the text without the signs around it; a bracket that opens in it closes in it, or goes."""
    value = text.strip(EDGE)
    for opening, closing in (("《", "》"), ("“", "”"), ("「", "」")):
        if value.count(opening) == value.count(closing) + 1 and f"{value}{closing}" in text:
            value += closing
        elif value.count(closing) == value.count(opening) + 1 and f"{opening}{value}" in text:
            value = opening + value
    if value.count("(") <= value.count(")"):
        return value
    return f"{value})" if f"{value})" in text else _OPEN_BRACKET.sub("", value).strip(EDGE)


def people_in(value: str, language: str) -> str | None:
    """Return the names behind a label, without office and kind of work; None where nobody is named."""
    if language == "zh":
        value = _without_unit(_ZH_FROM.sub("", value.strip(EDGE)))
        value = _ZH_WORK_BETWEEN.sub(" ", _REPORTERS.sub(" ", value.strip(EDGE).partition(":")[0]))
        if _DATELINE.search(value):
            return None  # the place of the dateline is glued to the name: 张小三台北11日电
    trailing = _ZH_TRAILING_WORK if language == "zh" else VI_TRAILING_WORK
    if value.rstrip().endswith(("。", ".")) and _SMALL_WORDS.match(value):
        return None
    value = trailing.sub("", value.strip(EDGE)).strip(EDGE)
    value = re.sub(r"\s+", " ", value)
    if not value or len(value) > MAX_NAMES_LENGTH or _SENTENCE.search(value) or value.lower() in _NO_PERSON:
        return None
    if _MARKUP.search(value) or _TOOL_WORDS.match(value) or _ACCOUNT.match(value) or _ZH_UNIT.fullmatch(value):
        return None
    return value if any(map(str.isalpha, value)) else None


def is_clause(value: str) -> bool:
    """Return whether the words behind a label end in a full stop, have clauses, and do not begin with a name."""
    if not value.rstrip().endswith("。"):
        return False
    clauses = re.split(r"[，,]", value.strip(EDGE))
    return (len(clauses) > 1 or len(clauses[0]) >= _CLAUSE) and not are_han_names(clauses[0])


def is_login(name: str) -> bool:
    """Return whether a name is the account of somebody who put a text on the site: one word of small letters."""
    return _LOGIN.fullmatch(name) is not None


def _without_unit(value: str) -> str:
    """Return the names without the office of those who wrote: 某医院 张三, 张三（某医院）."""
    match = _UNIT_BEFORE.match(value) or _UNIT_BEHIND.match(value) or _POST_BEHIND.match(value)
    return match["names"] if match and are_han_names(match["names"]) else value
