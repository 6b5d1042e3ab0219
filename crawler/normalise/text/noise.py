"""What stands in a page's text and means nothing: counters, ratings, weather, prices, clocks, codes to copy.

Such a value changes by itself.  For comparing two readings it is masked where its own label stands beside it; prose
that happens to count something keeps its numbers.
"""

import re
from functools import lru_cache

MAX_LINE_LENGTH = 200
"""Characters; a longer line is prose, whatever it counts."""

_NUMBER = r"\d+(?:[.,\s]\d{3})*(?:[.,]\d+)?\s?(?:k|tr|triệu|nghìn|万|千|°\s?c|℃|%|usd|đ|vnd|元)?"
_GAP = r"\s{0,2}[:：=(（\[]?\s{0,2}(?:là\s+|khoảng\s+|约|已有|有)?"

_COUNTED = (
    # visits, downloads, reactions
    r"(?:tổng\s+)?(?:số\s+)?(?:lượt|lần|người)\s+(?:đã\s+|đang\s+)?(?:xem|đọc|truy\s*cập|tải(?:\s+(?:về|xuống))?|thích|chia\s+sẻ|bình\s+luận|đánh\s+giá|bình\s+chọn|quan\s+tâm|theo\s+dõi|online|trực\s+tuyến)"
    r"|(?:tổng|đang|số)\s+(?:số\s+)?(?:truy\s*cập|online|trực\s+tuyến)|(?:đang\s+)?(?:online|trực\s+tuyến)|khách\s+(?:online|trực\s+tuyến|viếng\s+thăm|truy\s+cập)"
    r"|đã\s+(?:xem|tải)|tải\s+(?:về|xuống)|chia\s+sẻ|bình\s+luận|(?:phiếu|lượt)\s+bầu|lượt\s+vote|số\s+phiếu"
    r"|(?:page\s?)?views?|hits?|downloads?|likes?|shares?|comments?|votes?|visitors?|visits?|ratings?"
    r"|(?:总|今日|昨日|本月|本站|本页|全站|累计)?(?:浏览|阅读|点击|访问|下载|转发|分享|点赞|收藏|评论|投票|围观|关注)(?:[次人]?[数量]|次|人次|率)?"
    r"|(?:当前|现在)?在线(?:人数|用户)?|访客(?:数|人数)?|人气|跟帖|网友评论"
)
_MEASURED = (
    r"thời\s+tiết|nhiệt\s+độ\s+(?:ngoài\s+trời|không\s+khí|hiện\s+tại)|độ\s+ẩm|chất\s+lượng\s+không\s+khí|aqi"
    r"|giá\s+(?:vàng|xăng|dầu|usd|đô)|tỷ\s+giá|vn-?index|usd|eur"
    r"|天气|气温|空气质量|pm2\.5|汇率|金价|油价|美元"
)
_WEAK = (
    r"hôm\s+nay|hôm\s+qua|(?:tuần|tháng|năm)\s+(?:này|nay|trước|qua)|tất\s+cả|tổng(?:\s+(?:số|cộng))?"
    r"|khách|thành\s+viên|máy\s+chủ\s+tìm\s+kiếm|今日|昨日|本月|总计|会员|游客"
)
"""Labels of a visitor box, which tables use as well: they count beside a label that leaves no doubt."""

_LABELLED = re.compile(rf"(?<!\w)(?:{_COUNTED}){_GAP}(?P<value>{_NUMBER})")
_REPORTED = re.compile(rf"^\W*(?:[^:：|,，]{{0,20}}\s)?(?:今日)?(?:{_MEASURED})(?:\s+hôm\s+nay)?\s*[:：].{{0,100}}$")
"""Weather and prices are told in words, too; a line that begins with them is nothing else."""
_AFTER = re.compile(
    r"(?<![\d.,/\-a-zà-ỹ])\d[\d.,]*\s{0,2}(?:k|万|千)?\+?\s{0,2}"
    r"(?:(?:lượt|lần|người)\s+(?:đã\s+|đang\s+)?(?:xem|đọc|truy\s*cập|tải|thích|chia\s+sẻ|bình\s+luận|đánh\s+giá|bình\s+chọn|online|bầu)|bình\s+luận|phiếu\s+bầu|lượt\s+bầu"
    r"|(?:views?|hits?|downloads?|likes?|shares?|comments?|votes?)(?!\w)|(?:次|人次?)?(?:浏览|阅读|点击|访问|下载|点赞|收藏|评论|投票|在线|转发|参与评分))"
)
_RATING = re.compile(
    r"(?<!\w)(?:đánh\s+giá|xếp\s+hạng|điểm\s+đánh\s+giá|rating|rated|评分|得分|星级)\s{0,2}[:：]?\s{0,2}(?:\d[\d.,]*)?(?:\s*(?:/|trên|out\s+of|共)\s*(?:5|10|100))?(?:\s*(?:sao|星|分|stars?|điểm))?"
    r"|\d(?:[.,]\d+)?\s*/\s*(?:5|10)\s*(?:sao|stars?|星)"
)
_CODE = re.compile(
    r"(?<!\w)(?:mã\s+(?:xác\s+nhận|bảo\s+vệ|bảo\s+mật|kiểm\s+tra|captcha)|captcha|验证码|校验码)\s{0,2}[:：]?\s{0,2}[a-z0-9]{3,8}(?!\w)"
)
_WEAKLY = re.compile(rf"(?<!\w)(?:{_WEAK}){_GAP}{_NUMBER}")
_CLOCK = re.compile(
    r"^[\W\d]*(?:(?:hôm\s+nay|bây\s+giờ|giờ\s+hiện\s+tại|giờ\s+máy\s+chủ|现在(?:时间|是)?|今天(?:是)?|当前时间|北京时间|today\s+is)\s*(?:là)?[:：,]?\s*)?"
    r"(?:(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|\d)|chủ\s+nhật|星期[一二三四五六日天]|周[一二三四五六日])[\s,，|-]*(?:ngày\s+)?\d{1,4}\s?[/.年-]\s?\d{1,2}\s?[/.月-]\s?\d{1,4}日?"
    r"|(?:hôm\s+nay|bây\s+giờ|giờ\s+hiện\s+tại|giờ\s+máy\s+chủ|现在(?:时间|是)?|今天是?|当前时间|北京时间|today\s+is)(?![a-zà-ỹ]).*\d日?"
    r"|\d{1,2}:\d{2}:\d{2})"
    r"[\s,，|-]*(?:(?:lúc|giờ)\s*)?(?:\d{1,2}\s?[:h时]\s?\d{2}(?:\s?[:'分]\s?\d{2})?(?:秒|\s?(?:am|pm|sa|ch))?)?[\s,，|-]*(?:gmt\s?[+-]\d+|星期[一二三四五六日天])?\W*$"
)
_UPDATED = re.compile(
    r"(?:cập\s+nhật(?:\s+(?:lúc|lần\s+cuối|mới\s+nhất|ngày))*|last\s+(?:updated?|modified)|(?:最后|最近)?更新(?:时间|日期|于))\s*[:：]?\s*[\d\s:/.h年月日时分秒-]{6,}"
)
_RELATIVE = re.compile(r"(?<!\w)\d+\s+(?:giây|phút|giờ|ngày|tuần|tháng)\s+trước|\d+\s?(?:秒|分钟|小时|天|周|个月)前")
_COUNTDOWN = re.compile(
    r"(?<!\w)còn\s+(?:lại\s+)?\d+\s+(?:giây|phút|giờ|ngày)(?:\s+(?:nữa|\d+\s+(?:giây|phút|giờ)))*|(?:倒计时|还有)\s?\d+\s?(?:天|小时|分|秒)"
)
_READING_TIME = re.compile(
    r"(?<!\w)\d+\s*(?:phút|min(?:ute)?s?)\s+(?:đọc|nghe|read|listen)(?!\w)"
    r"|(?:thời\s+gian\s+(?:đọc|nghe)|reading\s+time|(?:预计)?阅读(?:时间|时长|需要?))\s{0,2}[:：]?\s{0,2}(?:khoảng\s+|约)?\d+\s*(?:phút|giây|min|分钟?|秒)?"
)
_HINTS = re.compile(r"\d|thời\s+tiết|天气|captcha|验证码|校验码|mã\s")
_PLAIN = str.maketrans(
    dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‘’‚‛′", "'") | dict.fromkeys("–—−‒―", "-") | {"…": "..."}
)
"""Editors of content systems write these as they like, and otherwise with each saving."""
_MASK = "#"


@lru_cache(maxsize=4096)
def masked(line: str) -> str:
    """Return *line* with the values that change by themselves masked, and its quotes and dashes written plainly.

    >>> masked("Đang online: 12 | Hôm nay: 340")
    'đang online: # | hôm nay: #'
    >>> masked("Hôm nay: 340 ca mắc mới")
    'Hôm nay: 340 ca mắc mới'
    """
    line = line.translate(_PLAIN)
    if len(line) > MAX_LINE_LENGTH or not _HINTS.search(line):
        return line
    lower = line.lower()
    if _CLOCK.search(lower) or _REPORTED.search(lower):
        return _MASK
    found = _UPDATED.sub(_MASK, _CODE.sub(_MASK, lower))
    found = _READING_TIME.sub(_MASK, _RATING.sub(_MASK, found))
    found = _LABELLED.sub(lambda match: match[0][: match.start("value") - match.start()] + _MASK, found)
    found = _AFTER.sub(_MASK, found)
    if found == lower:
        return line
    return _WEAKLY.sub(lambda match: re.sub(_NUMBER, _MASK, match[0]), found)
