"""What on a page is furniture: blocks and lines that stand around an article and are none of it.

Names are those that template writers of both countries give to ids and classes; labels are the words that readers see.
"""

import re
from functools import lru_cache

from crawler.normalise.people.label_strokes import with_colons
from crawler.normalise.people.names import is_person_name
from crawler.normalise.text.letters import UPPER
from crawler.pages.body.furniture_lines import is_furniture_line
from crawler.pages.dom.tree import PageTree
from crawler.pages.vocabulary import (
    DATE_LABEL,
    EVENT_PLACE,
    EVENT_TIME,
    MENU_PART,
    META_WORD,
    NAMED_EVENT_TIME,
    OF_THE_ARTICLE,
    VISITOR_COUNT,
    WEEKDAY,
    folded,
    is_meta_line,
    plain_figures,
)

FURNITURE_TAGS = frozenset(("nav", "footer", "aside"))
_NAME = re.compile(
    r"""(?:^|[\s_-])(?:
      nav | menu | foot | footer | sidebar | aside | crumb | crumbs | breadcrumbs? | related? | relate\w*
      | relation\w* | recommend\w*
    | xiangguan | xgxw | tuijian | share\w* | bdshare\w* | social\w* | comments? | comment\w+ | cmt\w* | pinglun | reply
    | copyright | copyrights
    | banner | ads? | ad\d+ | advert\w* | guanggao | friend\w* | login | search\w* | tags? | keywords? | pager
    | pagination | pagenav
    | popular | hot\w* | rank\w* | top10 | tin-?khac | tin-?lien-?quan | tinlienquan | lien-?quan | other\w*
    | doc-?nhieu | binh-?luan
    | vote\w* | poll | survey | weather | widget | toolbar | tools? | booking | subscribe | feedback
    | disclaimer | qrcode | print
    | prev-?next | prenext | shang-?xia | statistic\w* | thong-?ke | counter | news-?relat\w* | jiathis\w* | logo
    )(?=$|[\s_\d-])""",
    re.VERBOSE,
)


_TEXT_TAGS = frozenset(("p", "span", "font", "label", "h1", "h2", "h3", "h4", "h5", "h6", "html", "body"))


@lru_cache(maxsize=4096)
def is_furniture_name(tag: str, ident: str) -> bool:
    """Whether a block's tag, id or classes say that it is navigation, a related list, comments or the like."""
    if tag in _TEXT_TAGS:
        return False
    return tag in FURNITURE_TAGS or (bool(ident) and _NAME.search(ident) is not None)


_MARK = r"[\s\[【（(<●■◆※·•*>»|-]*"
_SAID = r"\s*[:：丨]"
_LABELS = (
    # related and recommended items
    r"(?:更多)?相[关關](?:新[闻聞]|阅读|閱讀|链接|連結|鏈接|文章|[报報][道導]|[内內]容|信息|訊息|文[档檔])",
    r"(?:更多)?相[关關](?:[专專][题題]|日[志誌]|[资資][讯訊]|推[荐薦]|附件|搜索|[热熱][词詞]|博文)",
    r"其[他它]\w{0,4}(?:新[闻聞]|文章|[报報][道導]|[资資][讯訊])(?=\s*(?:[:：]|$))|延伸\s?[·・]\s?推[荐薦]",
    r"延伸(?:阅读|閱讀)|推[荐薦](?:阅读|閱讀|新[闻聞]|文章)|[为為]你推[荐薦]|猜你喜[欢歡]",
    r"更多(?:新[闻聞]|精彩|相[关關]|内容|(?:[关關]于|關於).{0,16}$)|最?[热熱][门門點点](?:新[闻聞]|文章|推[荐薦]|[评評][论論]|[资資][讯訊])",
    r"(?:các |những )?(?:tin bài|tin tức|bài viết|tin|bài|văn bản|thông tin) "
    r"(?:khác|liên quan|mới hơn|cũ hơn|cùng|đã đưa|đọc nhiều|nổi bật|xem nhiều|tiếp theo|mới nhất)",
    r"theo dòng sự kiện",
    # comments and sharing
    r"(?:[网網]友)?(?:[评評][论論]|留言|跟[贴帖]|回[应應])(?=\s*(?:$|[(（：:\d区區]))",
    r"我[要来來](?:[评評][论論]|[说說])|[发發]表(?:[评評][论論]|留言)|查看[评評][论論]",
    r"(?:gửi )?bình luận|ý kiến của bạn|chia sẻ|tổng số điểm",
    r"(?:phản hồi|nhận xét|ý kiến)(?: của)? (?:bạn đọc|độc giả|người đọc)",
    r"(?:点击)?分享(?:到|至|给)?|打印本[页頁]|[关關][闭閉](?:窗口|本[页頁])?",
    r"(?:打印|列印|收藏)(?=\s*(?:$|[\]】|]))",
    r"quay lại(?=\W*$| (?:trang|đầu|danh sách|mục|trước))|về đầu trang|in (?:trang|bài)",
    # tags and counters
    r"\w{0,6}(?:关键[词字]|關鍵[詞字]|标签|標籤)|tags?|từ kh(?:óa|oá)",
    r"(?:số )?lượt (?:xem|đọc|truy cập)",
)
"""Words that are a label where they stand alone on a short line or before a colon."""
_LABEL_REST = r"(?:[^\u3400-\u9fff]{0,16}|.{0,6})$"
"""What may follow such a label on its line: a few words, or fewer Han characters."""
_MAKERS = (
    r"(?:本文)?(?:责任|責任|网络|值班|执行)?(?:[编編][辑輯]|[责責][编編])" + _SAID,
    r"责任编辑|責任編輯",
    r"(?:审核|校对|[初复终]审|[一二三]审|编审|审签|供稿|监制|(?:本文)?[来來]源)(?:人|单位)?" + _SAID,
    r"(?:tác giả(?: bài viết)?|nguồn(?: tin)?|người đăng(?: (?:tin|bài(?: viết)?))?|biên tập)" + _SAID,
)
_CREDITS = (
    *_MAKERS,
    r"正文已[结結]束|手?机?扫一扫(?=\W*$|.{0,6}(?:关注|分享|看|打开|下载|访问|浏览))|网站标识码",
    r"[上下前后][一]?[篇条則则頁页](?:文章|新闻|信息)?" + _SAID,
    r"(?:文章|信息|稿件)?[录錄]入" + _SAID,
    r"[【\[]?(?:我要)?纠错[】\]]|顶一下\s*\(|鲜花\s+握手",
    r"主办(?:单位)?\s*[:：].{0,60}(?:地址|电话|邮编|备案号?|技术支持|承办单位?|维护单位?)\s*[:：]|cơ quan chủ quản\s*:",
    r"(?:tổng )?số (?:người|lượt) (?:đã )?(?:xem|đọc)[^:：]{0,25}:",
    r"\w{0,6}(?:免[责責]|版[权權])?[声聲]明" + _SAID,
    r"免[责責][声聲]明|版[权權](?:[与和與及]\w{2})?[声聲]明",
)
"""Words that begin a label whatever follows."""
_ENDING = re.compile(rf"{_MARK}(?:(?:{'|'.join(_LABELS)})(?:\s*[:：]|{_LABEL_REST})|{'|'.join(_CREDITS)})")
_FOOTER = re.compile(
    "|".join(
        (
            r"copyright|©\s*\d|all rights? reserved|icp\s*[备備证證]|版[权權]所有|公网安备",
            *(rf"{ban}[^。]{{0,20}}(?:[转轉][载載]|摘[编編]|[镜鏡]像)" for ban in ("未[經经]", "不得")),
            r"bản quyền (?:thuộc|©|\d)|\d\s?/\s?gp-(?:st?ttt|ttđt|btttt|bc|cbc|ptth|bvhtt)",
            r"chịu trách nhiệm (?:chính|nội dung|xuất bản)\s*:|ghi rõ nguồn",
        )
    ),
)
"""Every alternative begins with a letter of its own: the engine then skips to those letters."""
_PERMIT = re.compile(
    r"\W*giấy phép (?:xuất bản|thiết lập|số.{0,80}(?:gp-|ttđt|bttt|-bc\b|thông tin|báo chí|xuất bản|phát thanh))"
    r"|.*(?:互联网|网络|信息|电信|出版|视听|广播)[^。]{0,16}[许許]可[证證]"
)
"""A permit of the site itself; those of the offices that a text tells of have other numbers."""
_MAX_FOOTER_LENGTH = 300
_COUNTED = (
    r"(?:tổng\s+)?(?:số\s+)?(?:lượt\s+)?(?:truy\s+cập|khách)(?:\s+(?:hiện\s+tại|trực\s+tuyến|hôm\s+(?:nay|qua)|tổng\s+cộng|website))?"
    r"|(?:đang\s+)?(?:trực\s+tuyến|online)|(?:hôm|tuần|tháng|năm)\s+(?:nay|qua|này|trước)|trong\s+(?:ngày|tuần|tháng|năm)"
    r"|tất\s+cả|tổng\s+cộng|thành\s+viên|(?:本站|网站)?(?:总|今日|昨日|本月|当前)?(?:访问|浏览|点击|在线)(?:总)?(?:量|人数|次数|人次)?"
)
_SITE_COUNTS = re.compile(
    rf"\W*(?:(?:{_COUNTED})\s*(?:[:：]\s*)?\d[\d.,]*\s*(?:lượt|người|khách|次|人)?[\s|,;–-]*)+\W*", re.IGNORECASE
)
"""A line of nothing but counts, one of which is labelled as that of the site's visitors."""
_VISITORS = re.compile(r"truy\s+cập|trực\s+tuyến|online|khách|访问|在线", re.IGNORECASE)
_FIGURE = re.compile(r"\d")
_MAX_COUNTS_LENGTH = 200
_DATE = (
    r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?"
    r"|\d{1,2} (?:th(?:g|áng)?\.? ?)\d{1,2},? (?:19|20)\d\d"
    r"|(?:(?:thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật)\s*[,-]?\s*)?(?:ngày )?\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d"
    r"|(?:thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật)\s*[,-]?\s*(?:ngày )?\d{1,2} tháng \d{1,2},? (?:năm )?(?:19|20)\d\d"
)
_TIME = r"\d{1,2}\s*[:：h时時]\s*\d{2}"
_STARTS_WITH_DATE = re.compile(rf"[\s(（\[【|-]*(?:{_DATE}|{_TIME})", re.IGNORECASE)
_STAMP = re.compile(rf"(?:{_DATE})[^\w]*(?:{_TIME})|(?:{_TIME})(?:[:：]\d\d)?[^\w]*(?:{_DATE})", re.IGNORECASE)
_DATE_ANYWHERE = re.compile(_DATE, re.IGNORECASE)
_CENTURY = re.compile("[12１２][09０９]")
"""The figures that begin the year of every date of `_DATE`; looked for first, since most lines have none."""
_NO_WORDS = re.compile(
    r"(?:https?://|www\.)[\w./?=&%-]+|[\u4e00-\u9fff]{1,14}[〔\[［(（](?:19|20)\d\d[〕\]］)）]\s?第?\s?\d{1,5}\s?号|(?:số\s*:?\s*)?\d{1,5}/(?:\d{4}/)?[^\W\d]+(?:-[^\W\d]+)*"
)
"""The site's address and the number of a paper, which may stand beside the date."""
_ISSUED_BY = re.compile(r"[\u4e00-\u9fff]{2,12}(?:网|報|报|社|台|频道|客户端|中心|委|局)")
"""The office or newspaper that stands beside the date."""
_LETTERS = re.compile(r"[^\W\d_]")
_HEAD = re.compile(
    "|".join(
        (
            r"^[\s(（\[【]*(?:发布|發布|更新|发表|稿件|文章|信息)?(?:时间|時間|日期|来源|來源|出处)\s*[:：]",
            r"(?:^|[\s\[【|])(?:打印|列印|转发|轉發|轉寄|引用|收藏|分享)(?:$|[\s\]】|])",
            r"^(?:发布|更新)(?:时间|日期)\s+(?:19|20)\d\d|^\(?(?:đăng bởi|viết bởi|người (?:đăng|viết))\s*:"
            r"|^\(?(?:được )?(?:đăng|viết|gửi|tạo) bởi (?:\S+ ?){1,4}$",
            r"字体|字號|字号|字體|【大|大\s*中\s*小|(?:点击|浏览|阅读|閱讀|访问)(?:次|量|数|率|次数|次數)?\s*[:：]|访问量",
            r"^\(?(?:cập nhật|đăng|ngày đăng|đăng ngày|ngày gửi|ngày cập nhật|ngày xuất bản)(?: lúc| ngày)?\s*[:\d]",
            r"^\(?(?:(?:bài|tin)(?: viết| bài)? )?(?:được )?(?:đăng|gửi|cập nhật)(?: tải| lên)?"
            r"(?: vào)? (?:lúc|ngày|hồi).{0,12}\d",
            r"^\(?(?:cỡ chữ|đã xem|số lượt|(?:số )?lần xem|in trang)|lượt (?:xem|đọc)",
            r"^\(?(?:nguồn(?: tin)?|tác giả)\s*:",
            r"^.{0,32}(?<!\d)\d{1,2} ?(?:(?:phút|giờ|ngày|tuần|tháng) trước|(?:分钟|小时|天|周)前)$",
            r"^(?:hôm (?:qua|nay)|昨天|今天|前天)(?: lúc| \|)?\s*\d{1,2}[:：]\d{2}$",
            r"^(?:chuyên mục|danh mục|thể loại)\s*:|^(?:所属)?(?:栏目|分类)\s*[:：]",
            r"当前位置|您现在的位置|首页\s*[>»]|trang chủ\s*[>»/]|(?:来源|來源|作者)\s*[:：]",
        )
    ),
    re.IGNORECASE,
)
_PLAYER = re.compile(
    r"\W*(?:nghe\s+(?:bài\s+viết|đọc\s+(?:bài|tin)|audio|nội\s+dung)|giọng\s+(?:nam|nữ|đọc|miền)"
    r"|(?:点击|點擊)?(?:收听|收聽|播报|播報|朗读|朗讀|语音播报)(?:全文|本文|文章)?(?![^\W\d]))[^.,;，。；]{0,60}$"
    r"|\W*\d{1,2}:\d{2}(?:\s*/\s*\d{1,2}:\d{2})?\W*$",
    re.IGNORECASE,
)
"""The words and times of a player that reads the text out."""
_CLOCK = re.compile(r"\d{1,2}[:：]\d{2}")
_FEW_LETTERS = 12
_MOTTO = re.compile(r"độc lập|tự do", re.IGNORECASE)
"""The state's motto is written like a menu: Độc lập - Tự do - Hạnh phúc."""
_LONE = 2
"""Letters beside a date that stands alone."""
_MENU_PARTS = 3
_MENU_NAME = re.compile(r"[^\W\d_]{1,8}(?: [^\W\d_]{1,8}){0,3}")
_POINTER = re.compile(
    rf"{_MARK}(?:(?:xem|đọc|tham khảo) thêm|bài liên quan|(?:相关|延伸|推荐)(?:阅读|新闻|链接))\s*[:：]"
)
_COMMENTS = re.compile(
    rf"{_MARK}(?:(?:[网網]友|读者|讀者|最新|全部|[热熱][门門])?(?:[评評][论論]|留言|跟[贴帖]|回[应應]|来信)"
    r"|(?:bình luận|ý kiến|phản hồi|nhận xét)(?: của)?(?: bạn đọc| độc giả)?)"
    r"\s*[(（]?\d*[)）]?\s*[:：]?\s*$"
)

_COMMENTED = (
    "表于",
    "表於",
    "复于",
    "覆於",
    "论于",
    "論於",
    "viết lúc",
    "bình luận lúc",
    "bình luận vào",
    "trả lời lúc",
)
_COMMENT_HEAD = re.compile(
    r"\W*[^\s:：，。]{1,20}\s?(?:[发發]表[于於]|[回][复復覆][于於]|[评評][论論][于於])\s?[:：]?\s?(?:19|20)\d\d[-/.年]"
    r"|\W*[^:.]{2,30}\s(?:đã\s)?(?:viết|bình luận|trả lời)\s(?:lúc|vào|ngày)[^.]{0,12}\d",
    re.IGNORECASE,
)
_ROLE = (
    r"^\W*(?:(?:责任|責任)?[编編][辑輯]|[责責][编編]|作\s?者|(?:信息|文章|稿件)?[来來]\s?源|稿源|供稿|撰稿|审核|校对|[初复终]审|"
    r"(?i:tác giả(?: bài viết)?|nguồn(?: tin)?|người (?:đăng|viết)|biên tập(?: viên)?|tin|bài|ảnh))"
    r"(?:人|单位)?\s*[:：]\s*"
)
_NAMED = re.compile(rf"{_ROLE}(?:[{UPPER}]|(?P<name>[^，。]*)[，。])")
_ORGAN_END = re.compile(r"(?:[局委科室部院所站会处社报网台校厅]|中心|公司|大学)$")
_SENTENCE_END = frozenset("。！？.!?")
_CLOSING_QUOTES = '”」』"’)）'
_SENTENCE_WORDS, _SENTENCE_LETTERS, _MIN_SENTENCE = 6, 10, 10
_WORD = re.compile(r"[^\W\d_]{2,}")
_TIME_WORDS = frozenset(["lúc", "ngày", "tháng", "năm", "giờ", "phút", "vào", "hồi"])
_DISCLAIMS = re.compile(r"\W*(?:\w{0,6}声明|\w{0,6}聲明|免[责責]|版[权權]|bản quyền|ghi rõ nguồn)")


@lru_cache(maxsize=1024)
def is_sentence(text: str) -> bool:
    """Whether a line is a whole sentence of a text, although a label, a date or a count may stand in it.

    What says something of the article itself is none: who wrote it, when it was posted, how often it was read.  When an
    event is held is said by the text, in however few words.
    """
    if NAMED_EVENT_TIME.match(folded(text)):
        return True
    shown = text.rstrip().rstrip(_CLOSING_QUOTES)
    if len(shown) < _MIN_SENTENCE or shown[-1] not in _SENTENCE_END or is_meta_line(text):
        return False
    words = folded(shown)
    if OF_THE_ARTICLE.match(words) or _names_maker(shown):
        return False
    if shown[-1] in "。！？":
        says = "，" in shown or len(_LETTERS.findall(shown)) >= _SENTENCE_LETTERS
        return says and sum(map(shown.count, ":：")) - len(_CLOCK.findall(shown)) <= 1
    rest = META_WORD.sub(" ", DATE_LABEL.sub(" ", WEEKDAY.sub(" ", words)))
    return sum(word not in _TIME_WORDS for word in _WORD.findall(rest)) >= _SENTENCE_WORDS


def _names_maker(text: str) -> bool:
    """Whether a label of a maker stands before a name, an office, or nothing."""
    match = _NAMED.match(text)
    if match is None:
        return False
    name = match["name"]
    return not name or is_person_name(name, "zh") or _ORGAN_END.search(name) is not None


def opens_event(text: str, following: str) -> bool:
    """Whether a line says when something takes place: where it does is said behind it, or on the next line."""
    time = EVENT_TIME.match(folded(text))
    return time is not None and (
        EVENT_PLACE.match(folded(following)) is not None or EVENT_PLACE.search(folded(text), time.end()) is not None
    )


def is_disclaimer(text: str) -> bool:
    """Whether a line begins like a statement of rights."""
    return _DISCLAIMS.match(text.lower()) is not None


def is_stamp(text: str) -> bool:
    """Whether a line holds a date with a time of day, as publishing stamps do and dates of papers do not."""
    return _CENTURY.search(text) is not None and _STAMP.search(plain_figures(text)) is not None


@lru_cache(maxsize=1024)
def is_labelled_stamp(text: str) -> bool:
    """Whether a line is a date line: labelled, with its time, alone, or beside a byline, and little else."""
    if not _CENTURY.search(text):
        return False
    words = folded(text)
    found = _STAMP.search(words) or _DATE_ANYWHERE.search(words)
    if found is None or is_sentence(text):
        return False
    rest = _NO_WORDS.sub("", f"{words[: found.start()]} {words[found.end() :]}")
    letters = len(_LETTERS.findall(rest))
    if letters <= _LONE or META_WORD.search(rest) or _ISSUED_BY.fullmatch(rest.strip(" |｜·-—,，")):
        return letters <= 2 * _FEW_LETTERS
    label = DATE_LABEL.match(words.lstrip("([【（ "))
    return (label is not None and label.lastgroup != "other") or (
        _STAMP.search(words) is not None and letters <= 2 * _FEW_LETTERS
    )


def _tells(text: str) -> bool:
    """Whether a line that begins with the words of a label is a sentence, and no statement of rights."""
    if is_disclaimer(text):
        return False
    return is_sentence(text) or (text.endswith("。") and ":" not in text and "：" not in text)


@lru_cache(maxsize=1024)
def ends_article(text: str) -> bool:
    """Whether a line is a label that stands after articles: related items, editors, tags, comments, counters.

    The steps of finding one body ask it of the same lines several times.
    """
    words = text.lower()
    if is_furniture_line(text) or (_ENDING.match(words) and not _tells(text)):
        return True
    if ("giấy phép" in words or "可" in words) and _PERMIT.match(words):
        return True
    if (
        len(text) < _MAX_COUNTS_LENGTH
        and _FIGURE.search(text)
        and _VISITORS.search(text)
        and _SITE_COUNTS.fullmatch(text)
    ):
        return True
    return len(text) < _MAX_FOOTER_LENGTH and _FOOTER.search(words) is not None


def is_footer_word(text: str) -> bool:
    """Whether a line is taken for the page's foot because of a word in it, and does not begin like a label."""
    return not _ENDING.match(text.lower()) and ends_article(text)


def is_said_in_text(text: str) -> bool:
    """Whether a line that may end an article may as well be a sentence of it: where the text goes on, it is."""
    return is_footer_word(text) or (is_sentence(text) and not is_disclaimer(text))


def is_pointer(text: str) -> bool:
    """Whether a line begins with the words that point to another article in the middle of a text."""
    return _POINTER.match(text.lower()) is not None


@lru_cache(maxsize=1)  # the steps of reading one page ask for it one after another
def comment_heads(tree: PageTree) -> frozenset[int]:
    """Return the lines that say which reader commented and when; one such line alone may be the article's own."""
    if not any(word in tree.source for word in _COMMENTED):
        return frozenset()
    found = [line.index for line in tree.lines if _COMMENT_HEAD.match(line.text)]
    return frozenset(found if len(found) > 1 else ())


def is_comment_label(text: str) -> bool:
    """Whether a line opens the readers' comments."""
    return _COMMENTS.match(text.lower()) is not None


def is_menu(text: str) -> bool:
    """Whether a line without links is a menu: a few short names between strokes."""
    if "|" not in text and "｜" not in text and " - " not in text and " · " not in text:
        return False
    if _MOTTO.search(text):
        return False
    parts = MENU_PART.split(text.strip(" |｜"))
    return len(parts) >= _MENU_PARTS and all(_MENU_NAME.fullmatch(part) for part in parts)


def heads_article(text: str) -> bool:
    """Whether a short line stands between headline and text: date, source, font size, counters, crumbs."""
    text = plain_figures(with_colons(text))
    if _PLAYER.match(text):
        return True
    if VISITOR_COUNT.match(folded(text)):
        return True
    if is_sentence(text):
        return False
    if _HEAD.search(text) or _STAMP.search(text) or is_menu(text):
        return True
    if not _LETTERS.search(text):
        return _CENTURY.search(text) is not None and _DATE_ANYWHERE.search(text) is not None
    date = _STARTS_WITH_DATE.match(text)
    return date is not None and len(_LETTERS.findall(text, date.end())) <= _FEW_LETTERS
