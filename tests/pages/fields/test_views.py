"""The article's own count of readers, and every other number on a page."""

import pytest

from tests.pages.article import STORY, ZH_STORY, article, paragraphs, read, zh_article


@pytest.mark.parametrize(
    ("under", "after", "raw"),
    [
        ("<div>Lượt xem: 2.318</div>", "", "Lượt xem: 2.318"),
        ("", "<div>(Lượt đọc: 95)</div>", "Lượt đọc: 95"),
        ("<div><span>87</span> lượt xem</div>", "", "87 lượt xem"),
        ("<table><tr><td>Lượt xem:</td><td>418</td></tr></table>", "", "Lượt xem: 418"),
        ("<div>08/03/2024 <i class='fa fa-eye'></i> 4217 <i class='fa fa-comment-o'></i> 1</div>", "", "4217"),
        ("<div><span class='icon-eye'></span><b>77</b></div>", "", "77"),
        ("<div><span id='viewCount'>77</span></div>", "", "77"),
        ("<div style='display:none'><span id='js-viewCount'>77</span></div>", "", "77"),
        ("<div style='display:none'>Lượt xem: 78</div>", "", "Lượt xem: 78"),
        (
            '<dl><dd class="hits"><meta itemprop="interactionCount" content="UserPageVisits:15">Lượt xem: 15</dd></dl>',
            "",
            "15",
        ),
    ],
)
def test_the_count_is_found(under: str, after: str, raw: str) -> None:
    assert read(article(under, after)).views == raw


@pytest.mark.parametrize(
    "markup",
    [
        article(),
        article("<div>Lượt xem:</div>"),
        article("<div>Lượt xem: <span id='dem'></span></div><div>2024</div>"),
        article("<div>Lượt tải: 318</div><div>Bình luận: 12</div>"),
        article(after="<div>Thống kê truy cập</div><div>Đang online: 12</div><div>Tất cả: 90221</div>"),
        article(after="<div>Tổng lượt truy cập: 90221</div>"),
        article("<div><i class='fa fa-eye'></i> Xem bản in</div>"),
    ],
    ids=[
        "counts of other items and of the site",
        "label alone",
        "label filled by script, then a year",
        "downloads and comments",
        "visitors",
        "site total",
        "icon with words",
    ],
)
def test_other_numbers_are_not_taken(markup: str) -> None:
    assert read(markup).views is None


def test_a_count_in_the_texts_last_line() -> None:
    assert read(article(story=f"{paragraphs(*STORY)}<p>Số lần đọc: 312</p>")).views == "Số lần đọc: 312"


@pytest.mark.parametrize(
    ("under", "raw"),
    [("浏览次数：3.4万", "浏览次数：3.4万"), ("點擊：539", "點擊：539"), ("来源：本网 阅读 61", "阅读 61")],
)
def test_chinese_labels(under: str, raw: str) -> None:
    assert read(zh_article(f"<div>{under}</div>"), language="zh").views == raw


def test_chinese_visitors_are_not_taken() -> None:
    assert (
        read(zh_article(after=f"{paragraphs(*ZH_STORY)}<div>您是第 2873341 位访客</div>"), language="zh").views is None
    )


ENDPOINT = '<script src="/module/visitcount/articlehits.jsp?colid=3&artid=31"></script>'


@pytest.mark.parametrize(
    ("shown", "raw"),
    [
        ("<span id='soLuot'>0</span><script>ghiLuot('8812', 'soLuot')</script>", None),
        ("<span id='soLuot'>0</span><script>$('#soLuot').load(x)</script>", None),
        ("<i class='j-luot' data-setting='{infoId:8812}'>0</i>", None),
        (f"<b id='dem'>0</b>{ENDPOINT}", None),
        ("<b id='dem'>—</b>", None),
        ("<b id='dem'></b>", None),
        ("<span id='soLuot'>31</span><script>ghiLuot('8812', 'soLuot')</script>", "Lượt xem: 31"),
        ("<span>0</span>", "Lượt xem: 0"),
        (f"31{ENDPOINT}", "Lượt xem: 31"),
    ],
    ids=["named by a call", "selected", "data", "endpoint", "dash", "empty", "filled by the server", "zero", "both"],
)
def test_what_stands_in_for_a_scripted_count_is_none(shown: str, raw: str | None) -> None:
    assert read(article(f"<div>Lượt xem: {shown}</div>")).views == raw


SITE = "<p>Số lượt truy cập: 48.210</p>"


@pytest.mark.parametrize(
    ("body", "raw"),
    [
        (f"<h1>Lịch tiêm trong tuần 31</h1><p>Ngày đăng: 08/03/2024 - Lượt xem: 95</p><p>{STORY[0]}</p>{SITE}", "95"),
        (f"<h1>Bảng giá</h1><p>Ngày đăng: 08/03/2024</p><p>Lượt xem: 95</p><iframe src='/a.pdf'></iframe>{SITE}", "95"),
        (f"<h1>Bảng giá</h1><p>Ngày đăng: 08/03/2024</p><p>{STORY[0]}</p><div><p>Lượt xem: 95</p>{SITE}</div>", None),
    ],
    ids=["a headline with a number of a week", "a frame between", "side by side"],
)
def test_the_count_beside_the_sites_own_is_the_sites(body: str, raw: str | None) -> None:
    page = f"<html lang='vi'><head><title>Trung tâm</title></head><body>{body}</body></html>"
    found = read(page).views
    assert (found is None) if raw is None else (found is not None and found.endswith(raw))
