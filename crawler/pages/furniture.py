"""What on a page is furniture: blocks and lines that stand around an article and are none of it.

Names are those that template writers of both countries give to ids and classes; labels are the words that readers see.
"""

import re
from functools import lru_cache

_FURNITURE_TAGS = frozenset(("nav", "footer", "aside"))
_NAME = re.compile(
    r"""(?:^|[\s_-])(?:
      nav | menu | foot | footer | sidebar | aside | crumb | crumbs | breadcrumbs? | related? | relate\w*
      | relation\w* | recommend\w*
    | xiangguan | xgxw | tuijian | share\w* | bdshare\w* | social\w* | comments? | comment\w+ | pinglun | reply
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
    return tag in _FURNITURE_TAGS or (bool(ident) and _NAME.search(ident) is not None)


def _any(*phrases: str) -> re.Pattern[str]:
    return re.compile("|".join(phrases), re.IGNORECASE)


_MARK = r"[\s\[【（(<●■◆※·•*>»|-]*"
_SAID = r"\s*[:：]"
_ENDING = re.compile(
    _MARK
    + "(?:"
    + "|".join(
        (
            # related and recommended items
            r"(?:更多)?相[关關](?:新[闻聞]|阅读|閱讀|链接|連結|鏈接|文章|[报報][道導]|[内內]容|信息|訊息|文[档檔]|[专專][题題]|[资資][讯訊]|推[荐薦]|附件|搜索|[热熱][词詞]|博文)",
            r"延伸(?:阅读|閱讀)",
            r"推[荐薦](?:阅读|閱讀|新[闻聞]|文章)",
            r"更多(?:新[闻聞]|精彩|相[关關]|[关關]于|關於|内容)",
            r"(?:最)?[热熱][门門](?:新[闻聞]|文章|推[荐薦]|[评評][论論])",
            r"[为為]你推[荐薦]|猜你喜[欢歡]|上一?[篇条條则則]\s*[:：]|下一?[篇条條则則]\s*[:：]",
            r"(?:các |những )?(?:tin bài|tin tức|bài viết|tin|bài|văn bản|thông tin) (?:khác|liên quan|mới hơn|cũ hơn|cùng|đã đưa)",
            r"(?:các |những )?(?:tin bài|tin tức|bài viết|tin|bài|văn bản|thông tin) (?:đọc nhiều|nổi bật|xem nhiều|tiếp theo|mới nhất)",
            r"theo dòng sự kiện",
            # comments and sharing
            r"(?:[网網]友)?(?:[评評][论論]|留言|跟[贴帖]|回[应應])(?:\s*$|\s*[(（：:\d区區])",
            r"我[要来來](?:[评評][论論]|[说說])|[发發]表(?:[评評][论論]|留言)|查看[评評][论論]",
            r"(?:gửi )?bình luận|ý kiến (?:bạn|của) |chia sẻ|tổng số điểm",
            r"(?:点击)?分享(?:到|至|给|：|:|$)|扫一扫|打印本[页頁]|[关關][闭閉](?:窗口|本[页頁]|$)",
            r"quay lại|về đầu trang|in (?:trang|bài)",
            # who answers for it
            r"(?:本文)?(?:责任|責任|网络|值班|执行)?(?:[编編][辑輯]|[责責][编編])" + _SAID,
            r"责任编辑|責任編輯",
            r"(?:审核|校对|终审|监制|(?:本文)?[来來]源)" + _SAID,
            r"(?:tác giả|nguồn(?: tin)?|người đăng|biên tập)" + _SAID,
            # disclaimers
            r"\w{0,6}(?:免[责責]|版[权權])?[声聲]明\s*[:：]|免[责責][声聲]明|版[权權](?:[与和與及]\w{2})?(?:[声聲]明|所有)",
            # tags and counters
            r"(?:关键[词字]|關鍵[詞字]|标签|標籤|tags?|từ kho[áó]a?)\s*(?:[:：]|$)",
            r"(?:số )?lượt (?:xem|đọc)\s*:|(?:tổng )?số (?:người|lượt) (?:đã )?(?:xem|đọc)",
        )
    )
    + ")",
    re.IGNORECASE,
)
_FOOTER = _any(
    r"copyright|©\s*\d|all rights? reserved|icp\s*[备備证證]|版[权權]所有|[经經]营许可证",
    r"未[經经](?:授[权權]|许可|書面|书面)|不得[转轉][载載]",
    r"bản quyền (?:thuộc|©|\d)|giấy phép (?:số|xuất bản|thiết)|chịu trách nhiệm (?:chính|nội dung|xuất bản)|ghi rõ nguồn",
)
_DATE = (
    r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?"
    r"|(?:(?:thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật)\s*[,-]?\s*)?(?:ngày )?\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d"
)
_TIME = r"\d{1,2}\s*[:：h时時]\s*\d{2}"
_STARTS_WITH_DATE = re.compile(rf"[\s(（\[【|-]*(?:{_DATE}|{_TIME})", re.IGNORECASE)
_STAMP = re.compile(rf"(?:{_DATE})[^\w]*(?:{_TIME})|(?:{_TIME})(?:[:：]\d\d)?[^\w]*(?:{_DATE})", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]")
_HEAD = _any(
    r"^[\s(（\[【]*(?:发布|發布|更新|发表|稿件|文章|信息)?(?:时间|時間|日期|来源|來源|出处)\s*[:：]",
    r"字体|字號|字号|字體|打印|列印|转发|轉寄|浏览次数|点击|访问量|【大|大\s*中\s*小",
    r"^\(?(?:cập nhật|ngày đăng|đăng ngày|ngày gửi|cỡ chữ|lượt (?:xem|đọc)|đã xem|số lượt|lần xem|in trang)",
    r"^\(?(?:ngày cập nhật|ngày xuất bản|nguồn|tác giả)\b|lượt xem",
    r"当前位置|您现在的位置|首页\s*[>»]|trang chủ\s*[>»/]",
    r"(?:来源|來源|作者|记者|記者)\s*[:：]",
)
_FEW_LETTERS = 12


def is_stamp(text: str) -> bool:
    """Whether a line holds a date with a time of day, as publishing stamps do and dates of papers do not."""
    return _STAMP.search(text) is not None


def ends_article(text: str) -> bool:
    """Whether a line is a label that stands after articles: related items, editors, tags, comments, counters."""
    return _ENDING.match(text) is not None or (len(text) < 300 and _FOOTER.search(text) is not None)


def heads_article(text: str) -> bool:
    """Whether a short line stands between headline and text: date, source, font size, counters, crumbs."""
    if _HEAD.search(text) or _STAMP.search(text):
        return True
    date = _STARTS_WITH_DATE.match(text)
    return date is not None and len(_LETTERS.findall(text, date.end())) <= _FEW_LETTERS
