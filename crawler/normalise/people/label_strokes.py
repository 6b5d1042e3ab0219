"""A line of fields whose labels are set off by strokes instead of colons: 作者 | 李明 | 时间 | 2022-04-02.

The stroke behind a label that stands alone between strokes is read as its colon; every character keeps its place.
"""

import re
from functools import lru_cache

_STROKES = r"[|｜丨•·・]"
_ANY_STROKE = re.compile(_STROKES)
_LABELS = (
    r"ngày(?:\s+(?:đăng|viết|tạo|xuất\s+bản|cập\s+nhật))?|đăng\s+(?:ngày|lúc|bởi)|đăng|cập\s+nhật|thời\s+gian|tác\s+giả|người\s+(?:viết|đăng)"
    r"|biên\s+tập(?:\s+viên)?|nguồn(?:\s+tin)?|(?:số\s+)?(?:lượt|lần|người)\s+(?:xem|đọc)|(?:đã\s+)?(?:xem|đọc)"
    r"|作\s?者|记者|撰稿|(?:信息|文章|稿件)?来\s?源|(?:责任)?编\s?辑|责\s?编|审\s?核|校\s?对|(?:发布|发表|更新|录入)?(?:时\s?间|日\s?期)|发布[人者]"
    r"|(?:浏览|阅读|点击|访问)(?:[次人]?数|量|率|次)?"
)
_ALONE = re.compile(
    rf"(?P<edge>(?:\A|{_STROKES})\s*(?:{_LABELS})\s*){_STROKES}(?=\s*(?!(?:{_LABELS})\s*(?:{_STROKES}|\Z))[^\s|｜])",
    re.IGNORECASE,
)
_LABEL = re.compile(rf"\s*(?:{_LABELS})\s*", re.IGNORECASE)
_STARTS = re.compile(rf"\s*(?:{_LABELS})(?=\s*[^\s:：])", re.IGNORECASE)


@lru_cache(maxsize=1024)
def with_colons(text: str) -> str:
    """Return the line with a colon for each stroke that follows a label; a line of other words as it is."""
    return _ALONE.sub(r"\g<edge>:", text) if _ANY_STROKE.search(text) else text


def is_label(text: str) -> bool:
    """Tell whether the words are a label and nothing else."""
    return _LABEL.fullmatch(text) is not None


def starts_with_label(text: str) -> bool:
    """Tell whether a label that no colon follows begins the line."""
    return _STARTS.match(text) is not None
