"""Words of search-engine spam: what hijacked and mirrored pages carry in their title, first or last line.

A line is spam when it strings several such words together; one alone stands in honest texts, such as a warning.
"""

import re
from functools import lru_cache

_MAX_LINE_LENGTH = 300
"""Characters looked at: spam begins at once."""
_MIN_WORDS = 3
_MIN_SHARE = 0.2
"""Of a line's letters that its spam words make up."""

# Plain words only, searched in lower case: the pattern's first letters then rule most positions out at once.
_WORDS = re.compile(
    "|".join(
        (
            # video sites
            "国产|精品|亚洲|欧美|日韩|韩国|久久|一区|二区|三区|无码|无遮挡|中文字幕|成人|激情|免费观看|在线观看|在线播放",
            "高清|人妻|伊人|天堂|色情|自拍|偷拍|黄色|情色|三级|毛片|福利|番号|视频|xxx|porn",
            # gambling
            "博彩|娱乐城|百家乐|六合彩|时时彩|彩票|赌场|赌博|棋牌|真人|开户|老虎机|彩金|娱乐平台|官网登录|登录入口|投注|下注|葡京|威尼斯人|现金网|开奖",
            "澳门|新葡|永利|金沙|太阳城|真钱|快三|pk10|bet365|app store",
            "casino|nhà cái|cá cược|kèo|nổ hũ|bắn cá|tài xỉu|lô đề|soi cầu|game bài|đổi thưởng|cá độ|xóc đĩa|baccarat",
            "jackpot|rút tiền|nạp tiền|link vào|bet88|fun88|w88|789|88",
            # loans, forged papers, drugs
            "办证|代开发票|贷款|刷单|代孕|vay tiền|vay nóng|bằng giả|viagra|cialis|sextoy|gái gọi",
        )
    )
)


def is_spam_line(text: str) -> bool:
    """Return whether a title or line strings spam words together: three different ones, a fifth of its letters."""
    return _strings_words(text[:_MAX_LINE_LENGTH].lower())


@lru_cache(maxsize=4096)
def _strings_words(line: str) -> bool:
    # The pages of a site repeat their menus and footers.
    words = _WORDS.findall(line)
    if len(set(words)) < _MIN_WORDS:
        return False
    letters = sum(map(str.isalnum, line))
    return sum(map(len, words)) >= _MIN_SHARE * letters
