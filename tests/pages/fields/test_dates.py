"""When an article was published: every kind of place that says so, and every date that is something else."""

import pytest

from tests.pages.article import STORY, TITLE, article, paragraphs, read, zh_article


def published(markup: str, language: str = "vi") -> str | None:
    return read(markup, language=language).published


@pytest.mark.parametrize(
    ("under", "raw", "rule"),
    [
        ("<div>Ngày đăng: 08/03/2024</div>", "Ngày đăng: 08/03/2024", "label:Ngày đăng"),
        ("<div>(Cập nhật: 8/3/2024)</div>", "Cập nhật: 8/3/2024", "label:Cập nhật"),
        ("<div>Đăng lúc 07:30, 08/03/2024</div>", "Đăng lúc 07:30, 08/03/2024", "label:Đăng lúc"),
        ("<div>Thứ Sáu - 08/03/2024 07:30</div>", "Thứ Sáu - 08/03/2024 07:30", "structure:line"),
        ("<div>08/03/2024 07:30 | Lượt xem: 12 | In trang</div>", "08/03/2024 07:30", "structure:line"),
        ("<div><i>( 8/3/2024)</i></div>", "8/3/2024", "structure:line"),
        ("<div>Y TẾ NÔNG THÔN 08/03/2024 07:30 Tin ảnh</div>", "08/03/2024 07:30", "structure:line"),
        ("<table><tr><td>Ngày đăng</td><td>08/03/2024</td></tr></table>", "Ngày đăng 08/03/2024", "label:Ngày đăng"),
        ("<div>Ngày đăng:</div><div>08/03/2024</div>", "Ngày đăng: 08/03/2024", "label:Ngày đăng"),
        ("<div><span>08</span></div><div>Tháng 3, 2024</div>", "2024-03-08", "structure:split"),
        ("<div>08/03/2024</div><div>07:30</div>", "08/03/2024 07:30", "structure:split"),
        ('<div><script>showDate("2024/03/08 07:30:00")</script></div>', "2024/03/08 07:30:00", "structure:script"),
    ],
)
def test_a_date_under_the_headline(under: str, raw: str, rule: str) -> None:
    extract = read(article(under))
    assert extract.published == raw
    assert extract.provenance["published"] == rule


@pytest.mark.parametrize(
    ("under", "raw"),
    [
        ("<div>发布时间：2024-03-08 07:30　来源：本网　浏览次数：12</div>", "发布时间：2024-03-08 07:30"),
        ("<div>2024年03月08日 07:30 健康日报</div>", "2024年03月08日 07:30"),
        ("<div>發佈時間：2024-03-08</div>", "發佈時間：2024-03-08"),
        ("<div class=day>08</div><div class=year>2024年03月</div>", "2024-03-08"),
        ("<div>日期：2024-03-08 字号：大 中 小</div>", "日期：2024-03-08"),
    ],
)
def test_a_date_under_a_chinese_headline(under: str, raw: str) -> None:
    assert published(zh_article(under), "zh") == raw


@pytest.mark.parametrize(
    "markup",
    [
        article(),
        article("<div>Sở Y tế, ngày 8 tháng 3 năm 2024</div>"),
        article("<div>Hạn nộp hồ sơ: 08/03/2024</div>"),
        article("<table><tr><td>Ngày ban hành</td><td>08/03/2024</td></tr></table>"),
        article("<table><tr><td>Ngày hết hiệu lực</td><td>08/03/2024</td></tr></table>"),
        article(above="<div class='clock'>Thứ Sáu, 08/03/2024</div>"),
        article(above="<div>Hôm nay: 08/03/2024</div>"),
        article(
            story=f"<p>Ngày 08/03/2024, đoàn công tác của Sở Y tế đã đến thăm và làm việc tại trạm y tế xã "
            f"vùng cao.</p>{paragraphs(*STORY)}"
        ),
        article(after="<div>Bình luận</div><div>Anh Tuấn 08/03/2024 10:11</div>"),
        article(after="<div>Anh Tuấn Nguyễn 08/03/2024 10:11</div>"),
        article(head='<meta property="article:published_time" content="2024-03-08+0707:30:00">'),
        article("<ul><li>01/03/2024</li><li>02/03/2024</li><li>03/03/2024</li><li>04/03/2024</li></ul>"),
    ],
    ids=[
        "only other items and the licence",
        "head of a paper",
        "deadline",
        "date of the paper",
        "end of validity",
        "clock with weekday",
        "today",
        "event in the text",
        "comments",
        "a reader's remark",
        "malformed metadata",
        "list of dates",
    ],
)
def test_other_dates_are_not_taken(markup: str) -> None:
    assert published(markup) is None


def test_dates_after_the_text_count_when_nothing_else_does() -> None:
    after = "<div class='asset-metadata'><span>08/03/2024</span> <span>87 lượt xem</span></div>"
    assert published(article(after=after)) == "08/03/2024"
    assert published(article("<div>Ngày đăng: 09/03/2024</div>", after)) == "Ngày đăng: 09/03/2024"
    labelled = "<div>Ngày đăng: 08/03/2024</div>"
    assert published(article(after=labelled)) == "Ngày đăng: 08/03/2024"


def test_a_date_right_above_the_headline() -> None:
    assert published(article(above="<div>08/03/2024 07:30</div>")) == "08/03/2024 07:30"


def test_the_shown_date_goes_before_a_pubdate_of_another_day_which_is_reported() -> None:
    head = '<meta name="PubDate" content="2024-03-09 08:00"><meta name="ArticleTitle" content="x">'
    extract = read(zh_article("<div>发布时间：2024-03-08</div>", head=head), language="zh")
    assert extract.published == "发布时间：2024-03-08"
    assert extract.disagreements["published"] == ("2024-03-09 08:00",)


def test_the_pubdate_is_believed_where_the_address_bears_its_day() -> None:
    head = '<meta name="PubDate" content="2024-03-09 08:00"><meta name="ArticleTitle" content="x">'
    page = zh_article("<div>发布时间：2024-03-08</div>", head=head)
    extract = read(page, language="zh", url="http://wjw.example.gov.cn/art/2024/3/9/art_1_2.html")
    assert extract.published == "2024-03-09 08:00"


def test_the_moment_of_the_pages_generation_gives_no_time_to_the_shown_day() -> None:
    head = (
        '<meta name="PubDate" content="2024-03-08 16:20:31"><meta name="ArticleTitle" content="x">'
        '<meta name="others" content="页面生成时间 2024-03-08 16:20:31">'
    )
    assert published(zh_article("<div>日期：2024-03-08</div>", head=head), "zh") == "日期：2024-03-08"
    assert published(zh_article("<div>日期：2024-03-08 09:05</div>", head=head), "zh") == "日期：2024-03-08 09:05"


@pytest.mark.parametrize(
    ("head", "under", "expected"),
    [
        ('<meta name="PubDate" content="2024-03-08">', "发布时间：2024-03-08 07:30", "发布时间：2024-03-08 07:30"),
        ('<meta name="PubDate" content="2024-03-08 00:00:00">', "2024-03-08 07:30", "2024-03-08 07:30"),
        ('<meta name="PubDate" content="2024-03-08 07:30:15">', "发布时间：2024-03-08", "2024-03-08 07:30:15"),
    ],
)
def test_the_finer_date_of_the_same_day_wins(head: str, under: str, expected: str) -> None:
    assert published(zh_article(f"<div>{under}</div>", head=head), "zh") == expected


def test_published_and_updated_on_one_line() -> None:
    extract = read(article("<div>Ngày đăng: 08/03/2024 | Cập nhật: 10/03/2024</div>"))
    assert (extract.published, extract.updated) == ("Ngày đăng: 08/03/2024", "Cập nhật: 10/03/2024")


def test_an_update_alone_is_the_only_date_and_not_said_twice() -> None:
    extract = read(article("<div>Cập nhật ngày 08-03-2024</div>"))
    assert (extract.published, extract.updated) == ("Cập nhật ngày 08-03-2024", None)


def test_updated_from_metadata() -> None:
    head = '<meta property="article:modified_time" content="2024-03-10T08:00:00+07:00">'
    extract = read(article("<div>Ngày đăng: 08/03/2024</div>", head=head))
    assert extract.updated == "2024-03-10T08:00:00+07:00"


def test_the_posting_date_of_a_disclosure_table() -> None:
    table = (
        "<table><tr><td>索 引 号：</td><td>000-1</td><td>发布日期：</td><td>2024-03-08</td></tr><tr><td>"
        "发文机关：</td><td>某市卫健委</td><td>成文日期：</td><td>2024-03-01</td></tr></table>"
    )
    extract = read(zh_article(table), language="zh")
    assert extract.published is not None
    assert "2024-03-08" in extract.published
    assert extract.issued is not None
    assert "2024-03-01" in extract.issued


def test_the_dateline_of_an_agency_report() -> None:
    story = (
        "<p>　　新华社北京3月8日电（记者张三）今年的老年人免费体检工作近日在全国各地社区卫生服务中心陆续展"
        "开，居民可就近预约参加。</p>"
    )
    extract = read(zh_article(story=story + paragraphs(*STORY)), language="zh")
    assert extract.dateline is not None
    assert "3月8日电" in extract.dateline
    assert extract.author == "张三"


def test_a_page_whose_headline_is_unseen_is_dated_by_the_lines_above_the_text() -> None:
    markup = (
        f"<html><head><title>{TITLE}</title></head><body><div>08/03/2024 07:30</div><div>"
        f"{paragraphs(*STORY)}</div></body></html>"
    )
    assert published(markup) == "08/03/2024 07:30"
