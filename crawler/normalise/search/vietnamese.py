"""Vietnamese syllables that are a word of their own, or only a part of another one: tả is cholera, mô tả describes."""

import re
from collections.abc import Sequence

_COMPOUNDS = """
    mô tả|miêu tả|diễn tả|đặc tả|khắc tả|tả lại|tả thực|tả tơi|bên tả|tả ngạn
    lao động|lao công|lao tù|lao xao|lao đao|lao lý|lao dịch|lao tâm|lao vào|ngọn lao|phóng lao
    phong trào|phong tỏa|phong phú|phong cách|phong tục|phong bì|phong độ|phong ba|phong cảnh|tiên phong|phong tặng
    phong hàm|phong chức|phong kiến|phong lan|phong thủy
    hoang dại|cỏ dại|khờ dại|dại dột|dại khờ|ngây dại|cây dại|hoa dại|mọc dại|dại gì
    than đá|mỏ than|than thở|than phiền|than củi|than hoạt|bếp than|than tổ|ngành than|than khoáng
    giá đỗ|giá đỡ|giá trị|giá thể|đánh giá|băng giá|giá rét
    ho hắng|hò ho
    đêm giao|nuôi con|con dấu
    cúm núm|hủi tục|thi đua|thi hành|thi công|thi thể|chó má|chó sói|thuốc nổ|thuốc trừ|thuốc nhuộm
    hè phố|vỉa hè|bạn bè|tết tóc|cầu thủ|yêu cầu|nhu cầu|cầu lông|toàn cầu|hồng cầu|bạch cầu|tiểu cầu|cầu nguyện
    đảo lộn|đảo ngược|đảo chiều|chủ đảo|trẻ trung|trẻ hóa|đẻ ra|lịch sử|lịch sự|du lịch|thanh lịch|lai lịch
    sốt sắng|sốt ruột|cơn sốt đất|nôn nóng|giáp ranh
"""

COMPOUNDS = frozenset(
    tuple(compound.split()) for line in _COMPOUNDS.strip().split("\n") for compound in line.strip().split("|")
)


_I, _Y = "iíìỉĩị", "yýỳỷỹỵ"
_OTHER_LETTER = str.maketrans(_I + _Y, _Y + _I)
_EITHER_LETTER = re.compile(rf"(?<![^\W\d_])(?P<onset>h|k|l|m|s|t|qu)(?P<vowel>[{_I}{_Y}])(?![^\W\d_])", re.IGNORECASE)
"""A syllable that ends in a single i or y after one of these letters is spelled with either."""


def other_spellings(text: str) -> list[str]:
    """Return the text with i for y, and with y for i, where these are one sound; nothing where no syllable has it.

    >>> other_spellings("kĩ thuật"), other_spellings("quý"), other_spellings("thủy")
    (['kỹ thuật'], ['quí'], [])
    """
    spelled = _EITHER_LETTER.sub(lambda found: found["onset"] + found["vowel"].translate(_OTHER_LETTER), text)
    return [spelled] if spelled != text else []


def stands_alone(words: Sequence[str], at: int) -> bool:
    """Tell whether the marked word at a place is a word of its own there."""
    before, after = tuple(words[max(at - 1, 0) : at + 1]), tuple(words[at : at + 2])
    return before not in COMPOUNDS and after not in COMPOUNDS
