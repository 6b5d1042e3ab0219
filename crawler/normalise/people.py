"""Bylines: who wrote, supplied, edited and checked a text.

A byline is a short line of labels and names ("Tác giả: …", 来源：… 记者 … 责任编辑：…).  Values come back without
labels, brackets and the fields that follow them; what an office says of itself (本网, 本站) is kept as said.
"""

import re
from collections.abc import Mapping

from crawler.normalise.papers.vietnamese_places import PLACES
from crawler.normalise.text.letters import LOWER, UPPER
from crawler.normalise.text.widths import visible

_MAX_BYLINE_LENGTH: Mapping[str, int] = {"zh": 160, "vi": 240}
"""Beyond this a line is a paragraph, unless an address makes it long."""
_MAX_FREE_EDITOR_LENGTH = 24
_MAX_NAMES_LENGTH = 80
_MAX_SOURCE_LENGTH = 80
_MAX_ADDRESS_LENGTH = 400

# --------------------------------------------------------------------------------------------------------------------
# Labels

_ZH_LABELS: Mapping[str, str] = {
    "source": (
        r"(?<!资料)(?<!图片)(?<!数据)(?<!資料)(?<!圖片)(?:信息|文章|稿件|新闻|新聞|内容"
        r"|本文)?[来來]\s?源(?:于|單位|单位)?|原创(?=\s?:)|稿\s?源|供稿单位|供稿單位|转载自|轉載自|出\s?处"
    ),
    "editor": (
        r"(?:责任|責任|本期|本文|网络|網絡|执行|实习|實習|值班|见习)?(?:编\s?辑"
        r"|編\s?輯)(?![部委室])|责\s?编|責\s?編|小编|(?:发\s?布|發\s?佈|發\s?布|上\s?传|录\s?入)[者人员員](?=\s?[:：])|录\s?入(?=\s?[:：])"
    ),
    "reviewer": (
        r"(?:审\s?核|審\s?核|初\s?审|复\s?审|终\s?审|一审"
        r"|二审|三审|审\s?签|审\s?校|签\s?发|值班主任|值班编委)人?"
    ),
    "author": (
        r"作\s?者(?!\s?单\s?位|\s?單\s?位|简介|簡介)|文\s?/\s?图|图\s?/\s?文|(?:文|撰\s?文|撰\s?稿)(?:人|字)?(?=\s?[:：/])|文字(?=\s?[:：])"
        r"|(?:^[\u4e00-\u9fa5·]{2,16}\s)?(?:(?<![\u4e00-\u9fa5·:])[\u4e00-\u9fa5·]{0,12})?[记記]\s?者|(?:本[报報网網刊台站]|特[约約])*通[讯訊][员員]|[实實][习習]生"
        r"|采写|图文(?=\s?[:：])|执笔人?|執筆人?|主笔|评论员"
    ),
    "other": r"校\s?对|监\s?制|摄\s?影|图片|攝影|策\s?划|视频|制图|美编|来稿|编导|统筹",
}
_ZH_LABEL = re.compile(
    "(?:" + "|".join(f"(?P<{role}>{pattern})" for role, pattern in _ZH_LABELS.items()) + r")\s{0,2}(?P<mark>[:/丨|])?"
)
_ZH_STOP = re.compile(
    r"\s{3,}|[|【\[〔<>】\]〕]|作\s?者\s?(?:单\s?位|简介)|发布(?:时间|日期|机构|于|者)|發布|更新(?:时间|日期)|(?:时|日)间?期?\s?[:：]|时\s?间|日\s?期|時間|浏\s?览|瀏覽|点\s?击|點擊|阅\s?读|閱讀|访问量?"
    r"|字\s?[体體号號]|打\s?印|分享|我要|评\s?论|評論|收藏|关\s?闭|扫一扫|人气|栏目|分类|点赞|大\s中\s小|\d{4}\s?[-年/.]\s?\d|次数|责任$"
    r"|/文|/图|受访者|供图|/[\u4e00-\u9fa5]{2,8}(?:报道|報導)|举报|纠错|参与互动|返回|查看|标\s?签|文字大小|出自"
)

_VI_LABELS: Mapping[str, str] = {
    "source": (
        r"(?:Nguồn\s+tin|Nguồn\s+bài(?:\s+viết)?|Nguồn|Theo\s+nguồn"
        r"|Đơn\s+vị\s+cung\s+cấp|Trích\s+nguồn)(?:\s+từ)?\s*:"
    ),
    "editor": (
        r"(?:Biên\s+tập(?:\s+viên)?|Người\s+(?:biên\s+tập|đăng(?:\s+(?:tin|bài))?|cập\s+nhật|nhập(?:\s+tin)?|gửi(?:\s+bài)?)"
        r"|BTV|Biên\s+soạn)\s*:|(?:Đăng|Gửi|Posted)\s+(?:bởi|by)\s*:?"
    ),
    "reviewer": r"(?:Người\s+duyệt|Duyệt\s+bài|Kiểm\s+duyệt|Người\s+kiểm\s+duyệt|Duyệt\s+tin)\s*:",
    "author": (
        r"(?:Tác\s+giả(?:\s+bài\s+viết)?|Người\s+(?:viết|đưa\s+tin)|Phóng\s+viên|PV|CTV|Cộng\s+tác\s+viên|Viết\s+bài"
        r"|(?:Tin|Bài|Tin\s+bài)(?:\s*(?:,|&|và|-|/|\+)\s*(?:bài|ảnh|hình\s+ảnh|video|clip))*)\s*:|Viết\s+bởi\s*:?|Written\s+by\s*:?"
    ),
    "other": r"(?:Ảnh|Hình\s+ảnh|Video|Clip|Đồ\s+họa|Thiết\s+kế|Quay\s+phim)\s*:",
}
_VI_LABEL = re.compile(
    "|".join(rf"(?P<{role}>(?<!\w){pattern})" for role, pattern in _VI_LABELS.items()), re.IGNORECASE
)
_ANY_SOURCE_LABEL = re.compile(rf"\s*(?:(?:{_ZH_LABELS['source']})\s?:|(?:{_VI_LABELS['source']}))\s*", re.IGNORECASE)
_VI_STOP = re.compile(
    r"\s{3,}|[|;\[<>]|\s(?:vào|lúc|ngày)\s|(?:Số\s+)?lượt\s|Đã\s+(?:xem|đọc)|Ngày\s+(?:đăng|viết|gửi|cập)|Cập\s+nhật|Đăng\s+(?:lúc|ngày)|In\s+(?:trang|bài)|Gửi\s+(?:bài|mail|email)"
    r"|Views?\b|Thứ\s+(?:hai|ba|tư|năm|sáu|bảy)\b|Chủ\s+nhật|\d{1,2}/\d{1,2}/\d{4}|\d{1,2}:\d\d|Từ\s+khóa|Tags?\s*:|Chia\s+sẻ|Bình\s+luận",
    re.IGNORECASE,
)

_HINT = re.compile(
    r"[源编編审審者稿文员員处校笔筆创/／]|[习習]生|签\s?发|发表|發表|发布|[:(–—-]|bởi|by|heo\s|PV|CTV|viên",
    re.IGNORECASE,
)

# What may stand before the first label of a byline: a date with its label, a weekday, an organ's name of a few letters
_PREFIX_NOISE = re.compile(
    r"(?:[a-z\d-]{1,40}\.){1,3}[a-z]{2,6}(?![a-z])|发布|發布|更新|时间|日期|時間|于|上午|下午|星期.|周[一二三四五六日]|年|月|日|时|分|秒"
    r"|ngày|đăng|lúc|cập nhật|xuất bản|thứ\s+\w+|chủ nhật|giờ|phút|tháng|năm|am|pm|sa|ch|gmt|[\W\d_]",
    re.IGNORECASE,
)
_NAME_BEFORE_LABEL = re.compile(r"\d\s*[\[【(]\s*(?P<name>[\u4e00-\u9fa5]{2,4})\s*[\])】][^\w\[【(]*\Z")
"""The writer in brackets between date and source: "2004-7-16 08:19 [ 张三 ] 来源：某报"."""
_PREFIX_FIELD = re.compile(
    r"[^\W\d]{1,10}(?:\s[^\W\d]{1,10}){0,3}\s?:\s?[^:]{1,30}?(?:\s*\|\s*|\s{2,}|\s(?=\S{1,8}:|$))"
)
"""Another field before the first label that is known: a series, a price, a subject."""
_PREFIX_ADDRESS = re.compile(r"https?:/*[\w./-]*|[(\[]")
_SUPPLIER = re.compile(r"\S{2,24}(?:供稿|提供|网|網|报|報|社|中心|在线|频道)\s*\Z")
"""What may stand before the editor: the site, or the office that supplied the text."""
_MAX_PREFIX_LENGTH = 80
_MAX_PREFIX_LETTERS = 12

# --------------------------------------------------------------------------------------------------------------------
# Values

_DUMMY = frozenset({
    "admin", "administrator", "super user", "superuser", "root", "webmaster", "editor", "robot", "user", "null", "none",
    "undefined", "quản trị", "quản trị viên", "ban quản trị",
    "管理员", "系统管理员", "未知", "佚名", "匿名", "无", "不详",
    "n/a", "author", "source", "tác giả", "nguồn", "đang cập nhật", "作者", "来源",
})  # fmt: skip
"""What a CMS fills in where nobody is named."""
_NO_PERSON = _DUMMY | {"网络", "互联网", "网上", "转载", "本站", "本网"}
"""Where a text is from, which says nothing of who wrote it."""
_NO_NAMES = frozenset(
    [
        "全文",
        "文图",
        "高清",
        "相关",
        "时间",
        "成都",
        "安徽",
        "江苏",
        "云南",
        "江西",
        "广州",
        "温州",
        "常州",
        "文章",
        "图文",
        "方法",
        "平安",
        "安全",
        "金融",
    ]
)
"""What begins like a family name and is none."""
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
    r"|[a-z]+[._]?\d{2,}\Z",
    re.IGNORECASE,
)
"""Names of accounts, not of people."""
_ZH_UNIT = re.compile(
    r"[\u4e00-\u9fa5]{1,20}(?:科|局|委|处|處|部|厅|廳|所|站|院|中心|办公室|辦公室|支队|大队|学校|学院|大学|公司|协会|政府|编辑部|宣传组|党支部)"
)
"""An office, or a part of one, which signs for nobody."""
_BUTTON = re.compile(r"(?<=[\u4e00-\u9fff)》]{3})\s.*\Z", re.DOTALL)
"""What stands apart behind the name of a Chinese source: 手机看新闻, 我来说两句."""
_OPEN_BRACKET = re.compile(r"\([^)]*\Z")
_EDGE = " \t\r\n.,;:：，。；、·-–—_|/()（）[]【】<>《》“”\"'*＊"
_ZH_TRAILING_WORK = re.compile(
    r"(?:[\s/、]*(?:报道|報導|摄影报道|摄影|攝影|整合|整理|综合|编译|供稿|撰写|撰稿|(?<=\s)编辑"
    r"|(?<![^\s/])(?:摄|文/图|文|图)))+\s*\Z"
)
_ZH_FROM = re.compile(r"\s(?:发自|發自)\S{2,8}\Z")
"""Where a reporter wrote from."""
_ZH_WORK_BETWEEN = re.compile(r"/(?:文|图|摄影|摄)(?=\s)")
_UNIT_BEFORE = re.compile(
    r"[\u4e00-\u9fa5]{2,20}(?:医院|醫院|中心|[局委站科室部所院校处办]|大学|学院)\s+(?P<names>[\u4e00-\u9fa5]{2,4}(?:[\s、,，]+[\u4e00-\u9fa5]{2,4}){0,3})\Z"
)
_UNIT_BEHIND = re.compile(
    r"(?P<names>[\u4e00-\u9fa5]{2,4}(?:[\s、,，]+[\u4e00-\u9fa5]{2,4}){0,3})\s?\([\u4e00-\u9fa5]{2,20}(?:医院|醫院|中心|[局委站科室部所院校处办]|大学|学院)\Z"
)
_DATELINE = re.compile(r"\d\s?日(?:电|電|讯|訊)")
_VI_TRAILING_WORK = re.compile(
    r"\s*[-–(]?\s*(?:tổng hợp|thực hiện|ghi|sưu tầm|biên tập|lược ghi)\s*\)?\s*\Z", re.IGNORECASE
)
_SENTENCE = re.compile(rf"[。！？!?]|(?<=[{LOWER}]{{2}})[.]\s+\S+\s+\S+\s+\S+|，.*，.*，")
"""More than names; the point behind a degree, as in ``BS. Nguyễn Văn A``, ends no sentence."""
_SMALL_WORDS = re.compile(rf"\s*[{LOWER}]+(?:\s+[{LOWER}]+){{3}}")
"""With a full stop at its end, a sentence whose first words only look like a label."""
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_DOMAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{1,40}(?:\.[A-Za-z0-9-]{2,30}){1,4}/?")

_ORGANS = (
    r"(?:CDC|Sở|Bộ|Bệnh\s+viện|BV\w*|Trung\s+tâm|TT\w*|Báo|Đài|Cổng|Ban|Phòng|Khoa|Chi\s+cục|Cục|Viện|Hội|Văn\s+phòng|Đảng|UBND|Ủy\s+ban|Trường|TTXVN"
    r"|Tạp\s+chí|Trang|Thông\s+tấn|Trạm|Tổng\s+cục|Website|Vụ|Quỹ|Liên\s+đoàn|Công\s+đoàn|Đoàn)"
)
_NAME_WORD = rf"(?:[{UPPER}][{LOWER}]+|[{UPPER}]{{1,7}}\.?(?![{LOWER}]))"
_NAME = rf"{_NAME_WORD}(?:[\s.-]{{1,2}}{_NAME_WORD}){{0,4}}"
_VI_PEOPLE = re.compile(rf"[{UPPER}{LOWER}]\D{{1,{_MAX_NAMES_LENGTH}}}")
_NAME_AND_ORGAN = re.compile(
    rf"\s*(?P<name>{_NAME})\s*(?:[-–—]\s*|\()(?P<organ>{_ORGANS}(?!\w)[^()|:;]{{0,60}}?)\)?[\s.]*\Z"
)
_NAME_FROM = re.compile(rf"\s*(?P<name>{_NAME})?\s*\(?\s*[Tt]heo\s*:?\s+(?P<organ>[^()|;:]{{2,60}}?)\)?[\s.]*\Z")
_NOT_A_SOURCE = re.compile(
    r"\d|(?:^|\s)(?:quyết định|nghị định|nghị quyết|thông tư|kế hoạch|báo cáo|đó"
    r"|quy định|thống kê|ông|bà|đồng chí|công văn|dự báo|dự kiến|kết quả|hướng dẫn"
    r"|chỉ đạo|đề nghị|yêu cầu|thông tin|các|những|như)(?:\s|$)",
    re.IGNORECASE,
)
_INLINE_REPORTER = re.compile(
    r"[(（]\s?(?:[\u4e00-\u9fa5]{0,8}(?:[记記]者|通[讯訊][员員]|评论员)|文\s?/\s?[图摄]|图\s?/\s?文|文\s?[/:]|撰文|作者\s?:)"
    r"\s?[:：]?\s?(?P<names>[^()（）。]{2,40})[)）]"
)
_WORKS = re.compile(r"[\s、;]\s*(?:图片?|摄影?|摄像|视频|制图)\s?[/:].*\Z")
"""Behind the writers, who took the pictures: 文/张三 图/李四."""
_NAMES_AT_END = re.compile(
    r"(?:[。！？…][”\"’]?|[”\"](?=\s?[(（]\s?\S{2,4}[\s、,，]))\s?[(（]\s?(?P<names>[\u4e00-\u9fa5]{2,4}(?:[\s、,，]+[\u4e00-\u9fa5]{2,4}){0,4})\s?[)）]\s?\Z"
)
_VI_FAMILIES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đào|Đoàn|Trịnh|Đinh|Lâm|Trương|Tạ|Phùng|Tô"
    "|Lương|Lưu|Mạc|Quách|Triệu|Nông|Cao|Kiều|Vi|Hứa|Chu|Lò|Đàm|Giàng"
)
_VI_NAME_AT_END = re.compile(
    rf"[.!?”\"…]\s*\(\s*(?P<name>(?:{_VI_FAMILIES})(?:\s+[{UPPER}][{LOWER}]*){{1,3}})\s*\)\.?\Z"
)
"""The writer in brackets behind the last sentence; without a known family it may be a place or an office."""
_VI_REPORTER = re.compile(r"\A\s*(?:PV|CTV|Phóng\s+viên|Cộng\s+tác\s+viên)\.?\s+")
_UNIT_AT_END = re.compile(
    r"[。！？”\"]\s?[(（]\s?[\u4e00-\u9fa5]{2,20}(?:医院|醫院|中心|[局委站科室部所院校处办]|大学|学院)\s+"
    r"(?P<names>[\u4e00-\u9fa5]{2,4}(?:[\s、,，]+[\u4e00-\u9fa5]{2,4}){0,3})\s?[)）]\s?\Z"
)
_REPORTERS = re.compile(r"[记記]者|通[讯訊][员員]|特约|评论员|[实實][习習]生")
_HAN_ORGAN_AND_NAME = re.compile(
    r"(?P<organ>[\u4e00-\u9fa5]{1,12}(?:报|報|网|網|社|台|臺|新闻|新聞|客户端))\s?/\s?(?P<name>[\u4e00-\u9fa5]{2,4})\Z"
)
_POSTED_BY = re.compile(r"(?P<name>[^\s:：,，。]{2,20})\s(?:发表于|發表於|發表在|发布于)(?=\s|\Z|\d)")
_POSTED_AT_BY = re.compile(r"\d:\d\d\s+by\s+(?P<name>[^\s:：,，。]{2,20})(?=\s|\Z)")

_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于"
    "时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯"
    "昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊甄曲家封储靳段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉祖武符刘景詹束龙叶"
    "幸司韶黎薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍桑桂濮牛寿边扈燕冀尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居"
    "衡步都耿满弘匡国文寇广禄阙东欧沃利蔚越隆师巩聂晁勾敖融冷訾辛阚那简饶空曾毋沙养鞠须丰巢关相查后荆红游竺权盖益桓公付肖闫闵岳帅"
    "趙錢孫鄭馮陳衛蔣韓楊許呂張嚴華謝鄒蘇範魯韋馬鳳鮑費賀湯羅畢鄔樂時顧黃蕭貝計談龐紀項閔賈婁顏鍾駱萬盧經應鄧單諸龔陸榮榮劉葉龍賴闞車喬陰聞黨譚貢勞農溫莊閻連習魚"
)
_HAN_NAME = re.compile(r"[\u4e00-\u9fa5]{2,4}")
_HAN_ORGAN_ENDS = tuple("网網报報社局办辦处處部院所站厅廳司馆館刊组組区區县縣镇鎮市省")
"""No given name ends in these: 金羊网 is a newspaper's site and 丰台区 a district, though 金 and 丰 are families."""


_HEADINGS = (
    "tin bài ảnh hình video thông báo quyết định kế hoạch công văn nghị chỉ thị tờ trình điện hướng dẫn kết luận liên "
    "quan xem thêm khác mới nhất đọc nhiều nổi bật chuyên mục trang chủ giới thiệu hệ sở bộ y tế bệnh viện trung tâm "
    "phòng ban cục tỉnh thành phố huyện xã bản thư mời lịch tài liệu đảng ủy hội đồng"
)
_HEADING_WORDS = frozenset(_HEADINGS.split())
"""Syllables of headings in capitals that no name is made of, or too few."""


# --------------------------------------------------------------------------------------------------------------------
# Public


def read_byline(line: str, language: str) -> Mapping[str, str]:
    """Return what a byline says, under ``author``, ``source``, ``editor`` and ``reviewer``; {} when it is no byline.

    The line may also carry a date and counters: "2022-11-17 06:38 来源：X 作者：Y 责任编辑：Z".
    """
    longest = _MAX_BYLINE_LENGTH.get(language, 0)
    if not _HINT.search(line, 0, longest) or (len(line) > longest and "://" not in line[:longest]):
        return {}
    if len(line) > longest + _MAX_ADDRESS_LENGTH:
        return {}
    text, places = visible(line)
    found = dict(_read_chinese(text.strip()) if language == "zh" else _read_vietnamese(text.strip()))
    if "source" in found:
        found["source"] = _as_written(line, text, places, found["source"])
    return found


def _as_written(line: str, text: str, places: list[int] | None, value: str) -> str:
    """Return a value of narrowed text with the brackets and signs that the line has."""
    start = text.find(value)
    if start < 0:
        return value
    if places is None:
        return line[start : start + len(value)]
    return line[places[start] : places[start + len(value) - 1] + 1]


def read_closing_line(line: str, language: str) -> Mapping[str, str]:
    """Return what the line that closes an article says of its makers, with or without labels.

    Beside bylines this takes a bare name ("Hà Chính"), a bare organ behind a dash ("- Sở Y tế Hải Sơn") and a reporter
    in brackets at the end of the last sentence (…。（记者 张三）).  Only position makes these bylines, so ask this of a
    text's last lines only.
    """
    found = read_byline(line, language)
    if found or len(line) > 5000:
        return found
    text = visible(line)[0].strip()
    if language == "zh":
        inline = max(_INLINE_REPORTER.finditer(text, max(0, len(text) - 80)), key=re.Match.start, default=None)
        is_maker = inline and inline.end() >= len(text) - 2 and not inline["names"].endswith(("摄", "攝"))
        names = _people(_WORKS.sub("", inline["names"]), language) if inline and is_maker else _bracketed_names(text)
        if names or not is_person_name(text, language):
            return {"author": names} if names else {}
        return {"author": text.strip(_EDGE)}
    organ = re.fullmatch(rf"[-–—]\s*({_ORGANS}(?!\w)[^;:,.]{{0,60}})\.?", text)
    if organ:
        return {"source": organ[1].strip()}
    bracketed = _VI_NAME_AT_END.search(text, max(0, len(text) - 40))
    if bracketed and bracketed["name"] not in PLACES:
        return {"author": bracketed["name"]}
    text = _VI_REPORTER.sub("", text)
    return {"author": text.strip(_EDGE)} if is_person_name(text, language) else {}


def _bracketed_names(text: str) -> str | None:
    """Return the names in brackets behind the last full stop, where a reporter needs no label: …。（张三　李四）."""
    match = _NAMES_AT_END.search(text, max(0, len(text) - 60))
    if match is None and (unit := _UNIT_AT_END.search(text, max(0, len(text) - 60))):
        match = unit
    names = re.split(r"[\s、,，]+", match["names"].strip()) if match else []
    return " ".join(names) if are_person_names("、".join(names), "zh") else None


def read_opening_line(line: str, language: str) -> Mapping[str, str]:
    """Return the reporter that a report's first line names in brackets: 本报讯（记者 张三 通讯员 李四）…."""
    if language != "zh":
        return {}
    match = _INLINE_REPORTER.search(visible(line[:120])[0], 0, 80)
    names = _people(_WORKS.sub("", match["names"]), language) if match else None
    return {"author": names} if names else {}


def is_person_name(text: str, language: str) -> bool:
    """Return whether the whole text has the shape of one person's name (or pen name) and of nothing better known."""
    name = visible(text[:_MAX_NAMES_LENGTH])[0].strip(_EDGE)
    if language == "zh":
        plain = name.replace(" ", "")
        is_name = _HAN_NAME.fullmatch(plain) and plain[0] in _SURNAMES and not plain.endswith(_HAN_ORGAN_ENDS)
        return bool(is_name) and (len(plain) < 4 or " " in name)
    words = name.split()
    if not 2 <= len(words) <= 5 or name in PLACES or name.title() in PLACES:
        return False
    if name.isupper():
        return _is_name_in_capitals(words)
    return bool(re.fullmatch(_NAME, name)) and not re.match(rf"{_ORGANS}(?!\w)", name)


def are_person_names(text: str, language: str) -> bool:
    """Return whether the text is one or several names of persons and nothing else: 张三、李四."""
    names = [
        name
        for name in re.split(r"[、,，/]+|\s{2,}", visible(text[:_MAX_NAMES_LENGTH])[0].strip(_EDGE))
        if name.strip()
    ]
    if len(names) == 1 and language == "zh" and all(len(name) > 1 for name in names[0].split()):
        names = names if is_person_name(names[0], language) else names[0].split()
    return bool(names) and all(is_person_name(name, language) and name.strip() not in _NO_NAMES for name in names)


def _is_name_in_capitals(words: list[str]) -> bool:
    """Newspapers print bylines in capitals, but pages print their headings so too."""
    shaped = len(words) <= 4 and all(re.fullmatch(rf"[{UPPER}]{{1,7}}\.?", word) for word in words)
    return shaped and not _HEADING_WORDS.intersection(word.lower() for word in words)


def clean_person(value: str | None, language: str) -> str | None:
    """Return the names of a field without label, brackets and "admin"; None when no name is left."""
    if not value:
        return None
    labelled = read_byline(value, language)
    for role in ("author", "editor", "reviewer"):
        if role in labelled:
            return labelled[role]
    return _people(visible(value)[0], language)


def clean_source(value: str | None) -> str | None:
    """Return the organ or address of a field without its label; None when nothing is left."""
    if not value:
        return None
    text, places = visible(value)
    label = _ANY_SOURCE_LABEL.match(text)
    found = _source((text[label.end() :] if label else text).strip())
    return _as_written(value, text, places, found) if found else None


# --------------------------------------------------------------------------------------------------------------------
# Reading


def _read_chinese(text: str) -> Mapping[str, str]:
    # only a reporter, or an editor on a line of their own, may be named without a colon: 记者 郑雨桐
    free = {"author", "editor"} if len(text) <= _MAX_FREE_EDITOR_LENGTH else {"author"}
    labels = [label for label in _ZH_LABEL.finditer(text) if label["mark"] or _role(label) in free]
    if not labels:
        return _unlabelled_chinese(text)
    if not _is_byline_prefix(text, labels[0].start(), len(labels), role=_role(labels[0]) if labels[0]["mark"] else ""):
        return {}
    found: dict[str, str] = {}
    for position, label in enumerate(labels):
        end = labels[position + 1].start() if position + 1 < len(labels) else len(text)
        role = _role(label)
        value = _cut(text[label.end() : end], _ZH_STOP)
        if not label["mark"] and not _is_free_author(value):
            if position == 0:
                return {}  # a sentence about reporters
            continue
        following = labels[position + 1] if position + 1 < len(labels) else None
        if following is not None and _is_title_of_next(text, label, following):
            continue
        cleaned = _source(value) if role == "source" else _people(value, "zh")
        if cleaned:
            _add(found, role, cleaned)
    found.pop("other", None)
    named = _NAME_BEFORE_LABEL.search(text[: labels[0].start()]) if "author" not in found else None
    if named and _are_han_names(named["name"]):
        found["author"] = named["name"]
    return found


def _is_title_of_next(text: str, label: re.Match[str], following: re.Match[str]) -> bool:
    """Return whether what stands behind an author's label is only the title of the next: 采写：某报见习记者 张三."""
    between = text[label.end() : following.start()]
    are_authors = _role(label) == _role(following) == "author"
    return are_authors and between[-1:].isalpha() and not are_person_names(between, "zh")


def _unlabelled_chinese(text: str) -> Mapping[str, str]:
    """Read 某报／张三, "name 发表于 date" and "date by name"."""
    match = _HAN_ORGAN_AND_NAME.match(text)
    if match and _are_han_names(match["name"]):
        return {"source": match["organ"], "author": match["name"]}
    match = _POSTED_BY.match(text) or _POSTED_AT_BY.search(text)
    name = _people(match["name"], "zh") if match else None
    return {"author": name} if name else {}


def _is_free_author(value: str) -> bool:
    """Names without a colon before them must look like names, and be of writers: 摄 took the picture."""
    names = _people(value, "zh")
    return names is not None and not value.rstrip(_EDGE).endswith(("摄", "攝")) and _are_han_names(names)


def _read_vietnamese(text: str) -> Mapping[str, str]:
    labels = list(_VI_LABEL.finditer(text))
    if labels and _is_byline_prefix(text, labels[0].start(), len(labels)):
        found: dict[str, str] = {}
        for position, label in enumerate(labels):
            end = labels[position + 1].start() if position + 1 < len(labels) else len(text)
            _add_vietnamese(found, _role(label), text[label.end() : end])
        found.pop("other", None)
        return found
    return _unlabelled_vietnamese(text)


def _add_vietnamese(found: dict[str, str], role: str, words: str) -> None:
    value = _cut(words, _VI_STOP)
    if role == "source":
        cleaned = _source(value)
    else:
        both = _NAME_AND_ORGAN.match(value)
        cleaned = _people(both["name"] if both else value, "vi")
        if cleaned and not _VI_PEOPLE.fullmatch(cleaned):
            return
        if both and role == "author":
            _add(found, "source", both["organ"].strip(_EDGE))
    if cleaned:
        _add(found, role, cleaned)


def _unlabelled_vietnamese(text: str) -> Mapping[str, str]:
    """Read "Quỳnh T – CDC X.", "Nguyễn A (Theo TTXVN)" and "Theo Báo X"."""
    if len(text) > 120:
        return {}
    match = _NAME_AND_ORGAN.match(text)
    if match and not re.match(rf"{_ORGANS}(?!\w)", match["name"]) and match["name"] not in PLACES:
        return {"author": match["name"].strip(_EDGE), "source": match["organ"].strip(_EDGE)}
    match = _NAME_FROM.match(text)
    if match and not _NOT_A_SOURCE.search(match["organ"]) and _is_organ(match["organ"]):
        source = {"source": match["organ"].strip(_EDGE)}
        return {"author": match["name"].strip(_EDGE), **source} if match["name"] else source
    reporter = _VI_REPORTER.match(text)
    if reporter and is_person_name(text[reporter.end() :], "vi"):
        return {"author": text[reporter.end() :].strip(_EDGE)}
    return {}


def _is_organ(text: str) -> bool:
    """A short proper name: it begins with a capital or is a domain, and has no verb that we could know of."""
    words = text.split()
    return len(words) <= 9 and (bool(_DOMAIN.fullmatch(text)) or words[0][:1].isupper()) and "," not in text


def _role(match: re.Match[str]) -> str:
    return next(role for role in _ZH_LABELS if match[role] is not None)


def _is_byline_prefix(text: str, end: int, labels: int, *, role: str = "") -> bool:
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
    return letters == 0 or (letters <= _MAX_PREFIX_LETTERS and (labels > 1 or any(map(str.isdigit, prefix))))


def _cut(value: str, stop: re.Pattern[str]) -> str:
    start = len(value) - len(value.lstrip())
    found = stop.search(value, start)
    while found and found.start() == start and found[0] in "|【[〔":
        start = found.end()
        found = stop.search(value, start)
    return value[start : found.start() if found else len(value)].strip()


def _source(value: str) -> str | None:
    address = _ADDRESS.match(value.strip(" ([<"))
    if address:
        return address[0].rstrip(").,;]") if len(address[0]) <= _MAX_ADDRESS_LENGTH else None
    if value.rstrip().endswith("。") and ("，" in value or "," in value):
        return None
    value = _without_edges(_BUTTON.sub("", re.split(r"\s{2,}", value.strip())[0]))
    if not value or len(value) > _MAX_SOURCE_LENGTH or _SENTENCE.search(value) or value.lower() in _NO_SOURCE:
        return None
    if _MARKUP.search(value) or _TOOL_WORDS.match(value):
        return None
    return value if any(map(str.isalpha, value)) else None


def _without_edges(text: str) -> str:
    """Return the text without the signs around it; a bracket that opens in it closes in it, or goes."""
    value = text.strip(_EDGE)
    for opening, closing in (("《", "》"), ("“", "”"), ("「", "」")):
        if value.count(opening) == value.count(closing) + 1 and f"{value}{closing}" in text:
            value += closing
        elif value.count(closing) == value.count(opening) + 1 and f"{opening}{value}" in text:
            value = opening + value
    if value.count("(") <= value.count(")"):
        return value
    return f"{value})" if f"{value})" in text else _OPEN_BRACKET.sub("", value).strip(_EDGE)


def _people(value: str, language: str) -> str | None:
    if language == "zh":
        value = _without_unit(_ZH_FROM.sub("", value.strip(_EDGE)))
        value = _ZH_WORK_BETWEEN.sub(" ", _REPORTERS.sub(" ", value.strip(_EDGE).partition(":")[0]))
        if _DATELINE.search(value):
            return None  # the place of the dateline is glued to the name: 张小三台北11日电
    trailing = _ZH_TRAILING_WORK if language == "zh" else _VI_TRAILING_WORK
    if value.rstrip().endswith(("。", ".")) and _SMALL_WORDS.match(value):
        return None
    value = trailing.sub("", value.strip(_EDGE)).strip(_EDGE)
    value = re.sub(r"\s+", " ", value)
    if not value or len(value) > _MAX_NAMES_LENGTH or _SENTENCE.search(value) or value.lower() in _NO_PERSON:
        return None
    if _MARKUP.search(value) or _TOOL_WORDS.match(value) or _ACCOUNT.match(value) or _ZH_UNIT.fullmatch(value):
        return None
    return value if any(map(str.isalpha, value)) else None


def _without_unit(value: str) -> str:
    """Return the names without the office of those who wrote: 某医院 张三, 张三（某医院）."""
    match = _UNIT_BEFORE.match(value) or _UNIT_BEHIND.match(value)
    return match["names"] if match and _are_han_names(match["names"]) else value


def _are_han_names(value: str) -> bool:
    """Names without a colon before them must look like names: each at most four characters, of a known family."""
    names = [name for name in re.split(r"[\s、,，/]+", value) if name]
    joined = len(names) == 2 and all(len(name) == 1 for name in names)
    return joined or all(_HAN_NAME.fullmatch(name) and name[0] in _SURNAMES for name in names)


def _add(found: dict[str, str], role: str, value: str) -> None:
    """Keep the first source and editor; authors and reviewers of several labels stand side by side."""
    if role not in found:
        found[role] = value
    elif role in ("author", "reviewer") and value not in found[role]:
        found[role] = f"{found[role]} {value}"
