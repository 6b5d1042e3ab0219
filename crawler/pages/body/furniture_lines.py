"""Lines that are furniture as a whole: tools, ratings, prompts for members.

With any other word such a line is a sentence of a text, so the forms are closed: they match whole lines or nothing.
"""

import re
from functools import lru_cache

_MAX_LENGTH = 120
_PAGE_ZH = (
    r"(?:[本此该這这](?:篇|条|項|项|网)?)(?:页面?|頁|网[页站]|文章?|信息|新闻|内容|稿件|政策解读|回复|栏目|站)"
    r"的?(?:信息|内容|服务)?"
)
_PAGE_VI = r"(?:bài viết|bài|tin|trang|nội dung|thông tin|câu trả lời)(?: này)?"
_AS_GUEST = r"(?:(?:gửi|viết|đăng|để lại|tham gia) )?(?:bình luận|ý kiến|nhận xét|phản hồi|đánh giá)"
_COUNTED = r"(?:[\d\s.,/()★☆-]|sao|điểm|lượt|phiếu|đánh giá|bình chọn|từ|trong)*"
_TOOL_VI = "in trang|in bài(?: viết)?|gửi (?:qua )?email|quay lại|về đầu trang|lưu bài"
_TOOL_ZH = r"(?:打印|关闭|收藏|返回|顶部|分享)(?:此|本)?(?:[页頁]面?|文|窗口|顶部|首页|列表|上一[页级])?"
_FORMS = (
    # ratings and surveys of the page itself
    rf"(?:đánh giá|xếp hạng)(?: {_PAGE_VI})?\s*(?:[:：(]\s*[\d(]{_COUNTED})?",
    rf"điểm trung bình(?: của {_PAGE_VI})?\s*[:：]\s*\d{_COUNTED}",
    rf"{_PAGE_VI} (?:có )?hữu ích(?: (?:với|cho|đối với) bạn)?(?: không)?",
    rf"tổng số điểm (?:của {_PAGE_VI}|đánh giá)(?: là)?\s*[:：]?{_COUNTED}",
    r"click để đánh giá(?: bài viết)?",
    rf"您(?:对|觉得|認為|认为){_PAGE_ZH}.{{0,6}}"
    r"(?:是否(?:满意|有帮助|有用)|满意吗|有帮助吗|有用吗|(?:的)?评价(?:是|为)?)",
    # what members alone may do, and what subscribers type
    r"(?:bạn |quý vị )?(?:cần |phải |vui lòng |hãy ){1,2}đăng nhập"
    rf"(?: (?:để|trước khi|mới (?:có thể|được))(?: có thể)?)?(?: {_AS_GUEST})?(?: {_PAGE_VI})?",
    r"[请請]?[您先]{0,2}登[录錄](?:[之以]?[后後])?[再才]?(?:可以?|能)?(?:[发發]表|[参參][与與]|[进進]行)?"
    r"(?:[评評][论論]|留言|回[复覆復]|跟[帖贴])",
    r"đăng ký nhận (?:bản )?tin(?: qua email)?|nhập (?:địa chỉ )?email(?: của bạn)?",
    # tools and counters
    rf"(?:{_TOOL_VI})(?:\s*[|•·-]\s*(?:{_TOOL_VI}))+",
    rf"{_TOOL_ZH}(?:\W+{_TOOL_ZH})*\s*[】\]]",
    r"(?:点赞|點贊)\s*[(（:：]?\s*\d+\s*[)）]?(?:\s*(?:收藏|分享|评论|喜欢|阅读|转发)\s*[(（:：]?\s*\d+\s*[)）]?)*",
    r"视频加载中|[您你]的浏览器不支持.{0,12}",
    r"trình duyệt (?:của bạn )?không hỗ trợ(?: (?:thẻ )?(?:video|audio|html5|iframe|phát video))?",
    r"[网網]友(?:[评評][论論]|留言)[仅只].{0,12}(?:个人|观点|看法|本站|立场).{0,20}",
)
_FORM = re.compile(rf"\W*(?:{'|'.join(_FORMS)})\W*")


@lru_cache(maxsize=1024)
def is_furniture_line(text: str) -> bool:
    """Whether a line as a whole is a tool, a rating or a prompt; it says nothing of what stands behind it."""
    return len(text) <= _MAX_LENGTH and _FORM.fullmatch(text.lower()) is not None
