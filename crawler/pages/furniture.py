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


_ENDING = re.compile(
    r"""[\s\[【（(<●■◆·•*>»|-]*(?:
      (?:更多)?相[关關](?:新[闻聞]|阅读|閱讀|链接|連結|鏈接|文章|[报報][道導]|[内內]容|信息|訊息|文[档檔]|[专專][题題]|[资資][讯訊]|推[荐薦]|附件|搜索|[热熱][词詞]|博文)
    | 延伸(?:阅读|閱讀) | 推[荐薦](?:阅读|閱讀|新[闻聞]|文章) | 更多(?:新[闻聞]|精彩|相[关關]|[关關]于|关於)
    | (?:最)?[热熱][门門](?:新[闻聞]|文章|推[荐薦]|[评評][论論]) | [为為]你推[荐薦] | 猜你喜[欢歡]
    | (?:[网網]友)?(?:[评評][论論]|留言|跟[贴帖]|回[应應])(?:\s*$|\s*[(（：:\d区區]) | 我[要来來](?:[评評][论論]|[说說])
    | [发發]表(?:[评評][论論]|留言) | [查]看[评評][论論]
    | 上一?[篇条条頁页則则]\s*[:：] | 下一?[篇条頁页則则]\s*[:：] | 打印本[页頁] | [关關][闭閉](?:窗口|本[页頁]|$) | (?:点击)?分享(?:到|至|给|：|:|$)
    | 扫一扫 | (?:[\w]{0,6})?(?:免[责責]|版[权權])?[声聲]明\s*[:：] | 免[责責][声聲]明 | 版[权權](?:[声聲]明|所有)
    | 关键[词字] | 關鍵[詞字] | 标签\s*[:：] | 標籤\s*[:：] | tags?\s*[:：]?\s*$
    | (?:本文)?(?:责任|責任|网络|值班|执行)?(?:[编編][辑輯]|[责責][编編])\s*[:：] | 责任编辑 | 責任編輯 | (?:审核|校对|终审|监制)\s*[:：]
    | (?:本文)?[来來]源\s*[:：]
    | (?:các\s+|những\s+)?(?:tin\s+bài|tin\s+tức|bài\s+viết|tin|bài|văn\s+bản|thông\s+tin)\s+
        (?:khác|liên\s+quan|mới\s+hơn|cũ\s+hơn|cùng|đã\s+đưa|đọc\s+nhiều|nổi\s+bật|xem\s+nhiều|tiếp\s+theo|mới\s+nhất)
    | từ\s+kho[áó]a?\s*: | chia\s+sẻ | (?:gửi\s+)?bình\s+luận | ý\s+kiến\s+(?:bạn|của)\s+
    | (?:số\s+)?lượt\s+(?:xem|đọc)\s*: | tags?\s*:
    | tác\s+giả\s*: | nguồn\s*(?:tin)?\s*: | quay\s+lại | về\s+đầu\s+trang | in\s+(?:trang|bài)
    | (?:tổng\s+)?số\s+(?:người|lượt)\s+(?:đã\s+)?(?:xem|đọc) | theo\s+dòng\s+sự\s+kiện | tổng\s+số\s+điểm
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_FOOTER = re.compile(
    r"""copyright | ©\s*\d | all\s+rights?\s+reserved | icp\s*[备備证證] | 版[权權]所有 | [经經]营许可证
    | 未[经經](?:授[权權]|许可|書面|书面) | 不得[转轉][载載]
    | bản\s+quyền\s+(?:thuộc|©|\d) | giấy\s+phép\s+(?:số|xuất\s+bản|thiết)
    | chịu\s+trách\s+nhiệm\s+(?:chính|nội\s+dung|xuất\s+bản) | ghi\s+rõ\s+nguồn""",
    re.VERBOSE | re.IGNORECASE,
)
_HEAD = re.compile(
    r"""(?:
      ^[\s(（\[【]*(?:发布|發布|更新|发表|稿件|文章|信息)?(?:时间|時間|日期|来源|來源|出处)\s*[:：]
    | ^[\s(（\[]*(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}
    | ^[\s(（\[|-]*(?:(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy)|chủ\s+nhật)\s*[,-]?\s*)?
        (?:ngày\s+)?\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d
    | ^[\s(（\[]*\d{1,2}:\d\d
    | 字体 | 字號 | 字号 | 字體 | 打印 | 列印 | 转发 | 轉寄 | 浏览次数 | 点击 | 访问量 | 阅读 | 【大 | 大\s*中\s*小
    | ^\(?(?:cập\s+nhật|ngày\s+đăng|đăng\s+ngày|ngày\s+gửi|cỡ\s+chữ|lượt\s+(?:xem|đọc)|đã\s+xem|số\s+lượt
        |lần\s+xem|in\s+trang|ngày\s+cập\s+nhật|ngày\s+xuất\s+bản|nguồn|tác\s+giả)
    | 当前位置 | 您现在的位置 | 首页\s*[>»] | trang\s+chủ\s*[>»/] | lượt\s+xem | 来源\s*[:：] | 來源\s*[:：] | 作者\s*[:：]
    )""",
    re.VERBOSE | re.IGNORECASE,
)


def ends_article(text: str) -> bool:
    """Whether a line is a label that stands after articles: related items, editors, tags, comments, counters."""
    return _ENDING.match(text) is not None or (len(text) < 300 and _FOOTER.search(text) is not None)


def heads_article(text: str) -> bool:
    """Whether a short line stands between headline and text: date, source, font size, counters, crumbs."""
    return _HEAD.search(text) is not None
