import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalise.numbers.counts import find_views, is_site_counter, parse_views
from tests.shared import SHARED, needs_shared

LABELLED = {
    "read count in brackets": ("(Lượt đọc: 812)", 812),
    "thousands with a dot": ("Lượt xem: 12.345", 12_345),
    "thousands with a comma": ("Lượt xem: 12,345", 12_345),
    "thousands with a space": ("Lượt xem: 12 345", 12_345),
    "thousands with a no-break space": ("Lượt xem: 12\u00a0345", 12_345),
    "several groups": ("Số lượt xem: 1.234.567", 1_234_567),
    "no space": ("Lượt xem:418", 418),
    "no colon": ("Lượt đọc 95", 95),
    "decomposed letters": ("Lu\u031bo\u031b\u0323t xem: 95", 95),
    "people who saw this item": ("Tổng số người đã xem bài này: 77", 77),
    "reads by people": ("Số lượt người đọc : 742", 742),
    "visits to the item": ("Số lượt truy cập bài viết: 40", 40),
    "views of the item": ("Lượt xem bài viết: 41", 41),
    "number in square brackets": ("点击：[1234]", 1234),
    "already seen": ("Đã xem: 417 lượt", 417),
    "label behind": ("2.730 lượt xem", 2730),
    "label behind, in a sentence": ("Bài viết có 2.730 lượt xem", 2730),
    "label on both sides": ("87 Số lần xem", 87),
    "thousand in letters": ("Lượt xem: 4,6 N", 4600),
    "thousand in a word": ("Lượt xem: 3 nghìn", 3000),
    "million": ("Lượt xem: 1,5 tr", 1_500_000),
    "English": ("Views: 7.068", 7068),
    "English with unit": ("3.7K views", 3700),
    "hits": ("Hits: 6158", 6158),
    "structured data": ("UserPageVisits:1532", 1532),
    "stated zero": ("Lượt xem: 0", 0),
    "beside a date": ("Ngày đăng: 19/09/2022 Lượt xem: 3.518 Lượt tải: 74", 3518),
    "before a date": ("Lượt đọc 95 | Ngày đăng 7/9/2016", 95),
    "Chinese": ("浏览次数：2,907", 2907),
    "Chinese full-width": ("浏览量:４０６", 406),
    "Chinese in brackets": ("【阅读：56次】", 56),
    "Chinese, passive": ("本文被浏览 73 次", 73),
    "Chinese, ten thousands": ("阅读量 6.9万+", 69_000),
    "Chinese, traditional": ("點閱次數：5,816", 5816),
    "Chinese, people": ("已有2047人阅读", 2047),
    "Chinese clicks": ("点击数:77", 77),
}
NONE = {
    "empty label": "Lượt xem:",
    "minutes before an empty label": "2024-09-17 15:42 阅读：",
    "people served": "惠及群众超过21万人次",
    "number before an empty label": "第6版 34 浏览次数：",
    "label filled by a script": "阅读次数：<script>",
    "date behind the label": "Lượt xem: 25/08/2017",
    "time behind the label": "Lượt xem: 12:30",
    "percentage": "Lượt xem: 12%",
    "read more": "Xem thêm 8 bài",
    "visitors online": "Đang online: 7 / Hôm nay: 342",
    "visitors of the site": "Tổng lượt truy cập: 2.804.517",
    "visitors of the site, Chinese": "本站访问量：814206",
    "visitors now": "在线人数：37",
    "likes": "点赞 29",
    "comments": "Bình luận: 5",
    "downloads": "Lượt tải: 96",
    "no label": "7264",
    "nothing": "",
}


@pytest.mark.parametrize("name", LABELLED)
def test_finds(name):
    text, expected = LABELLED[name]
    value, raw = find_views(text)
    assert value == expected
    assert raw in text
    assert parse_views(text) == expected


@pytest.mark.parametrize("name", NONE)
def test_finds_none(name):
    assert find_views(NONE[name]) is None


@pytest.mark.parametrize(
    ("text", "expected"), [("4217", 4217), (" (1.234) ", 1234), ("128 lượt", 128), ("56次", 56), ("4217 tin", None)]
)
def test_whole_text_may_be_the_number(text, expected):
    assert parse_views(text) == expected


def test_site_counter_vetoes_the_whole_element():
    assert is_site_counter("Thống kê truy cập")
    assert parse_views("Người xem: 6 Tổng truy cập: 2.804.517") is None
    assert parse_views("hôm nay 12") is None
    assert not is_site_counter("Lượt xem: 5")


@given(
    st.one_of(
        st.text(max_size=80),
        st.lists(st.sampled_from(["Lượt xem", ":", " ", "1", "234", ".", "万", "浏览", "次"])).map("".join),
    )
)
def test_total(text):
    found = find_views(text)
    assert found is None or (found[0] >= 0 and found[1])
    assert parse_views(text) is None or parse_views(text) >= 0


@given(st.integers(min_value=0, max_value=10**9))
def test_reads_every_number(number):
    assert parse_views(f"Lượt xem: {number}") == number
    assert parse_views(f"浏览次数：{number:,}次") == number


@needs_shared
def test_reference_cases():
    cases = json.loads((SHARED / "reference/cases/counts.json").read_text("utf-8"))["cases"]
    assert [case["input"] for case in cases if parse_views(case["input"]) != case["expected"]] == []


@needs_shared
def test_labels_of_the_rendered_pages():
    pages = [json.loads(line) for line in (SHARED / "rendered/gold.jsonl").read_text("utf-8").splitlines()]
    shown = [page for page in pages if page["views_raw"]]
    assert [page["file"] for page in shown if parse_views(page["views_raw"]) != page["views"]] == []
