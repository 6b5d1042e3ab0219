"""Author, source and editor: labelled anywhere around the text, or known by their place."""

import pytest

from tests.pages.article import STORY, ZH_STORY, article, paragraphs, read, zh_article


@pytest.mark.parametrize(
    ("under", "after", "author", "source"),
    [
        ("<div>Tác giả: Lê Minh Hà</div>", "", "Lê Minh Hà", None),
        ("", "<p><b>Tác giả:</b> Lê Minh Hà</p><p><b>Nguồn tin:</b> Báo Sức khỏe</p>", "Lê Minh Hà", "Báo Sức khỏe"),
        ("", "<div class='tacgia'><p>Lê Minh Hà</p></div>", "Lê Minh Hà", None),
        ("", "<p style='text-align: right'><b>Lê Minh Hà</b></p>", "Lê Minh Hà", None),
        ("", "<div align=right>- Trung tâm Y tế huyện</div>", None, "Trung tâm Y tế huyện"),
        ("", "<div class='news-author'>yte.example.vn</div>", "yte.example.vn", None),
        ("", "<div class='nguon'>yte.example.vn</div>", None, "yte.example.vn"),
        ("", "<div style='float:right'>Theo TTXVN</div>", None, "TTXVN"),
    ],
)
def test_vietnamese_bylines(under: str, after: str, author: str | None, source: str | None) -> None:
    extract = read(article(under, after))
    assert (extract.author, extract.source) == (author, source)


@pytest.mark.parametrize(
    "after",
    [
        "<div class='tacgia'>Ngày 3/4: họp</div>",
        "<p style='text-align:right'><a href='/x'>Lê Minh Hà</a></p>",
        "<p style='text-align:right'>xem tiếp trang sau nhé các bạn</p>",
        "<p>Trân trọng thông báo</p>",
    ],
)
def test_other_lines_after_the_text_name_nobody(after: str) -> None:
    assert read(article(after=after)).author is None


def test_the_name_under_an_official_paper_is_its_signers() -> None:
    foot = (
        "<p>Nơi nhận:</p><p>- Như trên;</p><p style='text-align:right'>KT. GIÁM ĐỐC</p><p "
        "style='text-align:right'>Lê Minh Hà</p>"
    )
    assert read(article(story=paragraphs(*STORY) + foot)).author is None


def test_chinese_bylines_around_the_text() -> None:
    extract = read(
        zh_article(
            "<div>2024-03-08 07:30 来源：健康日报 作者：王小明</div>",
            story=paragraphs(*ZH_STORY, "（责任编辑：李四）"),
        ),
        language="zh",
    )
    assert (extract.author, extract.source, extract.editor) == ("王小明", "健康日报", "李四")


def test_a_button_in_front_of_a_byline_is_no_part_of_it() -> None:
    assert read(zh_article(after="<div>【纠错】 责任编辑： 李四</div>"), language="zh").editor == "李四"


@pytest.mark.parametrize(
    "line",
    ["2024年03月08日07:30 健康时报", "2024-03-08 07:30 《健康时报》 【大 中 小】", "健康时报 (2024-03-08 07:30)"],
)
def test_a_newspaper_beside_the_date(line: str) -> None:
    extract = read(zh_article(f"<div>{line}</div>"), language="zh")
    assert extract.source == "健康时报"


def test_the_shown_source_goes_before_government_metadata_which_are_reported() -> None:
    head = (
        '<meta name="ArticleTitle" content="x"><meta name="ContentSource" content="省卫健委"><meta '
        'name="Author" content="王小明">'
    )
    extract = read(zh_article("<div>来源：市卫健委</div>", head=head), language="zh")
    assert (extract.source, extract.author) == ("市卫健委", "王小明")
    assert extract.provenance["source"] == "byline:head"
    assert extract.disagreements["source"] == ("省卫健委",)


@pytest.mark.parametrize("account", ["文化和旅游局", "丰台区", "系统管理员", "信息发布员6", "wjw2019"])
def test_an_account_or_a_department_in_government_metadata_is_no_author(account: str) -> None:
    head = (
        '<meta name="ArticleTitle" content="x"><meta name="SiteName" content="y"><meta name="ContentSource" '
        f'content="省卫健委"><meta name="Author" content="{account}">'
    )
    assert read(zh_article("<div>2024-03-08</div>", head=head), language="zh").author is None


def test_an_author_in_metadata_must_be_shown_or_belong_to_data() -> None:
    assert read(article(head='<meta name="author" content="Super User">')).author is None
    shown = article("<dl><dd>Phòng Truyền thông</dd></dl>", head='<meta name="author" content="Phòng Truyền thông">')
    assert read(shown).author == "Phòng Truyền thông"
    data = '<script type="application/ld+json">{"@type": "NewsArticle", "author": {"name": "Lê Minh Hà"}}</script>'
    assert read(article(head=data)).author == "Lê Minh Hà"


def test_a_link_of_the_author_under_the_title_shows_the_author() -> None:
    head = '<meta name="author" content="林语堂">'
    shown = zh_article("<div><a href='/u/7'>林语堂</a></div><div>2024-03-08</div>", head=head)
    assert read(shown, language="zh").author == "林语堂"
    part_of_a_word = zh_article("<div>林语堂网站首页</div>", head=head)
    assert read(part_of_a_word, language="zh").author is None


def test_an_author_who_is_the_source_the_editor_or_a_domain_is_none() -> None:
    same = '<meta property="article:author" content="健康日报">'
    extract = read(zh_article("<div>2024-03-08 07:30 来源：健康日报</div>", head=same), language="zh")
    assert (extract.author, extract.source) == (None, "健康日报")
    typed = '<meta name="author" content="林语堂">'
    extract = read(zh_article(head=typed, after="<div>责任编辑：林语堂</div>"), language="zh")
    assert (extract.author, extract.editor) == (None, "林语堂")
    domain = '<meta name="author" content="yte.example.vn">'
    assert read(article("<div>yte.example.vn</div>", head=domain)).author is None


def test_what_offices_fill_into_the_annex_is_no_maker() -> None:
    head = (
        '<meta name="SiteName" content="宁州市卫健委"><meta name="ArticleTitle" content="宁州市控烟条例">'
        '<meta name="ContentSource" content="宁州市控烟条例"><meta name="Author" content="宁州市卫健委">'
    )
    extract = read(zh_article(head=head), language="zh")
    assert (extract.author, extract.source) == (None, None)


def test_a_site_may_say_that_it_is_the_source() -> None:
    head = '<meta property="og:site_name" content="Báo Y tế"><meta itemprop="sourceOrganization" content="Báo Y tế">'
    assert read(article(head=head)).source == "Báo Y tế"
    filled_in = '<meta property="og:site_name" content="Báo Y tế"><meta name="source" content="Báo Y tế">'
    assert read(article(head=filled_in)).source is None


def test_a_person_in_the_place_of_the_source_beside_a_newspaper_is_the_author() -> None:
    under = "<div>2024-03-08 07:30 《健康时报》</div>"
    both = read(zh_article(under, after="<p>来源: 林语</p>"), language="zh")
    assert (both.author, both.source) == ("林语", "健康时报")
    alone = read(zh_article(after="<p>来源: 林语</p>"), language="zh")
    assert (alone.author, alone.source) == (None, "林语")


def test_the_site_is_not_its_own_author() -> None:
    head = (
        '<meta property="og:site_name" content="Y tế huyện">'
        '<script type="application/ld+json">{"@type": "NewsArticle", "author": {"name": "Y tế huyện"}}</script>'
    )
    assert read(article(head=head)).author is None


PROSE = paragraphs(*ZH_STORY)


@pytest.mark.parametrize(
    ("story", "author", "source"),
    [
        (f"<p>图集</p><p>本报宁州3月4日电（记者 林语堂）{ZH_STORY[0]}</p>{PROSE}", "林语堂", None),
        (f"{PROSE}<p>让老人们少跑腿、看好病。（评论员 陈安 周明）</p><p>图集</p>", "陈安 周明", None),
        (f"{PROSE}<p>（周明）</p><p>宁州大学医学院新闻中心</p>", "周明", "宁州大学医学院新闻中心"),
        (f"{PROSE}<p>（周明）</p><p>宁州市人民医院</p>", "周明", None),
        (f"{PROSE}<p>周明</p><p>宁州大学医学院新闻中心</p>", None, None),
        (f"{PROSE}<p>（略）</p><p>图集</p>", None, None),
        (f"{PROSE}<p>体检结果七天内反馈（附后）</p>", None, None),
        (f"<p>本地新闻</p><p>宁州日报／林语堂</p>{PROSE}", "林语堂", "宁州日报"),
        (f"<p>{ZH_STORY[1]}</p><p>某端新闻·宁州商报记者林语堂/文 受访者供图</p>{PROSE}", "林语堂", None),
        (f"<p>林语堂<br><br>{'<br>'.join(ZH_STORY)}</p>", "林语堂", None),
        (f"<p>关注</p>{PROSE}", None, None),
    ],
    ids=[
        "caption before the opening",
        "caption after the closing",
        "name in brackets above a newsroom",
        "name in brackets above an office",
        "bare name above a newsroom",
        "word in brackets",
        "end of a sentence in brackets",
        "newspaper and name above the text",
        "reporter below the standfirst",
        "name on the first line of the text",
        "button above the text",
    ],
)
def test_chinese_makers_at_the_edges_of_the_text(story: str, author: str | None, source: str | None) -> None:
    extract = read(zh_article(story=story), language="zh")
    assert (extract.author, extract.source) == (author, source)


@pytest.mark.parametrize(
    ("after", "editor"),
    [
        ("<p>本篇热门关键词：</p><p>[发表评论]</p><p>编辑： 林语堂</p>", "林语堂"),
        ("<p>[发表评论]</p><p>【责任编辑：林语堂】</p>", "林语堂"),
        ("<p>[发表评论]</p><p>编辑部地址：某路一号</p>", None),
        ("<p>[发表评论]</p><p><a href='/x'>编辑：林语堂</a></p>", None),
        ("<p>[发表评论]</p><p>来源：某某日报</p>", None),
    ],
)
def test_the_editor_below_the_tools(after: str, editor: str | None) -> None:
    extract = read(zh_article(after=after), language="zh")
    assert extract.editor == editor
    assert extract.source is None


@pytest.mark.parametrize(
    ("after", "author"),
    [
        ("<div>LÊ MINH</div>", "LÊ MINH"),
        ("<div><b>Lê Minh Hà</b></div>", "Lê Minh Hà"),
        ("<div><b>Từ Khóa</b></div>", None),
        ("<div>TIN KHÁC</div>", None),
        ("<div>HÀ NỘI</div>", None),
        ("<div><a href='/lm'>LÊ MINH</a></div>", None),
    ],
)
def test_a_name_in_capitals_or_bold_below_the_last_sentence(after: str, author: str | None) -> None:
    assert read(article(after=f"<div>{after}</div>")).author == author


def test_a_name_below_a_function_is_a_signers() -> None:
    story = paragraphs(*STORY, "GIÁM ĐỐC")
    assert read(article(story=story, after="<div><b>Lê Minh Hà</b></div>")).author is None
