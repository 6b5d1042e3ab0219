import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalise.text.spam import is_spam_line


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("国产高清在线观看,亚洲精品久久一区二区", True),
        ("Nhà cái uy tín - cá cược, nổ hũ, bắn cá đổi thưởng", True),
        ("某娱乐城 百家乐 真人投注 开户", True),
        ("公安机关提醒：警惕网络赌博", False),
        ("Cảnh báo tình trạng cá cược trên mạng", False),
        ("某市召开深化医改工作推进会议", False),
        ("Hội nghị triển khai công tác tiêm chủng năm 2025", False),
        (
            "警方破获跨境赌博案，抓获以投注为名行骗的嫌疑人，提醒市民不要轻信陌生来电，遇到开户转账要求请立即报警并保存证据",
            False,
        ),
        ("", False),
    ],
)
def test_strings_of_spam_words(text, expected):
    assert is_spam_line(text) is expected


@given(st.text(max_size=400))
def test_total(text):
    assert is_spam_line(text) in (True, False)
