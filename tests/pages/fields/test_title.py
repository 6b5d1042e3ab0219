"""The headline: agreement of metadata and markup, and markup alone where the metadata say nothing."""

import pytest

from crawler.pages.fields.headline.claims import bare, without_site
from crawler.pages.fields.headline.features import is_document_number
from tests.pages.article import STORY, TITLE, ZH_STORY, ZH_TITLE, article, paragraphs, read, zh_article

NUMBERED = (
    "<table><tr><td>Số ký hiệu</td><td>12/KH-TTYT</td></tr><tr><td>Trích yếu</td><td>Kế hoạch khám sức "
    "khỏe người cao tuổi</td></tr></table>"
)


def page(content: str, title: str = "", head: str = "", story: str | None = None) -> str:
    return (
        f"<html><head><title>{title}</title>{head}</head><body><div class='banner'><h2>TRUNG TÂM Y TẾ HUYỆN</h2></div>"
        f"<div class='main'>{content}<div>{paragraphs(*STORY) if story is None else story}</div></div></body></html>"
    )


@pytest.mark.parametrize(
    "markup",
    [
        article(),
        article(document_title="Trung tâm Y tế huyện"),
        article(document_title="Trung tâm Y tế huyện | " + TITLE),
        article(document_title=f"{TITLE} | Tin hoạt động | Cổng thông tin điện tử"),
        article(document_title="Trang tin", head=f'<meta property="og:title" content="{TITLE} - Trang tin">'),
        page(f"<div class='tieu-de'>{TITLE}</div><div>01/02/2023</div>", "Trang thông tin điện tử"),
        page(f"<p><font size=4><b>{TITLE}</b></font></p><p><i>(01/02/2023)</i></p>", "Website"),
        page(f"<p style='font-size: 20px'><strong>{TITLE}</strong></p>", "Sở Y tế"),
        page(f"<h5>{TITLE}</h5><div>Chia sẻ</div>", "Sở Y tế"),
        page(f"<span id='ctl00_g_1a2b_lblTieuDe'>{TITLE}</span><br>01/02/2023 08:00"),
        page("<h1>Huyện miền núi mở đợt khám sức khỏe<br>cho người cao tuổi</h1>", "Sở Y tế"),
        page(
            "<div>Huyện miền núi mở đợt khám</div><div>sức khỏe cho người cao tuổi</div>",
            head=f'<meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2023-01-02">',
        ),
        page(
            f"<h1 itemprop='headline'>{TITLE}</h1>", head='<meta property="og:title" content="Tên khác hẳn của trang">'
        ),
        page(f"<h1>» {TITLE} [10:25]</h1>", f"{TITLE} - Tin tức"),
    ],
    ids=[
        "title element with site",
        "useless title element",
        "site first",
        "section and site",
        "open graph with site",
        "class name",
        "large bold type",
        "style",
        "low heading before the text",
        "id that ends in the name",
        "headline on two lines",
        "headline in two blocks",
        "microdata against open graph",
        "ornaments and clock time",
    ],
)
def test_the_headline_is_found(markup: str) -> None:
    assert read(markup).title == TITLE


def test_spam_in_title_keywords_and_first_heading_is_not_the_headline() -> None:
    spam = "在线观看一区,免费视频二区,高清精品三区,国产四区,亚洲五区"
    head = f"<meta name=keywords content='{spam}'><meta name=description content='{spam}'>"
    markup = (
        f"<html><head><title>{spam}</title>{head}</head><body><h1><a href='/'>{spam}</a></h1><div class='m'>"
        f"<h1 class='article-title'>{ZH_TITLE}</h1>{paragraphs(*ZH_STORY)}</div></body></html>"
    )
    extract = read(markup, language="zh")
    assert extract.title == ZH_TITLE
    assert "seo_spam" in extract.flags
    assert "seo_spam" not in read(zh_article(), language="zh").flags


def test_a_long_notice_above_the_headline_does_not_hide_it() -> None:
    notice = (
        "<marquee>Chào mừng quý vị đến với trang thông tin điện tử của trung tâm y tế huyện, kính chúc "
        "quý vị một ngày làm việc hiệu quả và nhiều sức khỏe</marquee>"
    )
    assert read(page(f"{notice}<div class='title-news'>{TITLE}</div>", "Trung tâm Y tế")).title == TITLE


def test_the_path_to_the_page_is_no_part_of_the_headline() -> None:
    markup = page(f"<h1>Y tế cơ sở » Tin tức » {TITLE}</h1>", "Sở Y tế")
    assert read(markup).title == TITLE


def test_two_bold_lines_of_one_small_block_are_one_headline() -> None:
    markup = page(
        "<div class='tieude'><b>Huyện miền núi mở đợt khám<br>sức khỏe cho người cao tuổi</b></div>", "Sở Y tế"
    )
    assert read(markup).title == TITLE


def test_the_cell_that_labels_another_is_no_headline() -> None:
    table = "<table><tr><td><b>Cơ quan thực hiện</b></td><td>Trung tâm Y tế huyện</td></tr></table>"
    assert read(page(f"<h4>{TITLE}</h4>{table}", "Sở Y tế")).title == TITLE


def test_a_plain_line_above_the_text_is_believed_when_nothing_contradicts_it() -> None:
    assert read(page(f"<div>{TITLE}</div><div>Chia sẻ</div>", "Sở Y tế")).title == TITLE


def test_a_line_of_the_text_is_not() -> None:
    wrapped = "".join(f"<p>{ZH_STORY[n % 3][start : start + 22]}</p>" for n in range(9) for start in (0, 22))
    markup = f"<html><head><title>首页</title></head><body>{wrapped}<p>，{ZH_STORY[0]}</p></body></html>"
    assert read(markup, language="zh").title is None


def test_a_line_that_the_text_repeats_is_not_preferred_to_the_first() -> None:
    markup = article(story=f"<p>{TITLE}</p>{paragraphs(*STORY)}")
    extract = read(markup)
    assert extract.title == TITLE


def test_a_paper_whose_heading_is_its_number_is_named_by_its_subject() -> None:
    extract = read(page(f"<h1>12/KH-TTYT</h1>{NUMBERED}", "12/KH-TTYT - Văn bản"))
    assert extract.title == "Kế hoạch khám sức khỏe người cao tuổi"
    assert extract.document_number == "12/KH-TTYT"


def test_a_number_beside_the_headline_is_not_part_of_it() -> None:
    extract = read(
        zh_article(
            "<div>宁卫罚决〔2023〕7号</div>",
            head=f'<meta name="ArticleTitle" content="{ZH_TITLE} 宁卫罚决〔2023〕7号">',
        ),
        language="zh",
    )
    assert extract.title == ZH_TITLE
    assert extract.document_number == "宁卫罚决〔2023〕7号"


def test_metadata_stand_in_for_a_headline_that_is_not_shown() -> None:
    markup = f"<html><head><title>{TITLE} - Sở Y tế</title></head><body>{paragraphs(*STORY)}</body></html>"
    extract = read(markup)
    assert (extract.title, extract.provenance["title"]) == (TITLE, "title")
    markup = f"<html><head><meta property=og:title content='{TITLE}'></head><body>{paragraphs(*STORY)}</body></html>"
    assert read(markup).provenance["title"] == "meta:og:title"


def test_a_page_without_any_headline_has_none() -> None:
    assert read(f"<html><head><title>Sở Y tế</title></head><body>{paragraphs(*STORY)}</body></html>").title is None
    assert read("<html></html>").title is None


def test_another_title_in_metadata_is_reported() -> None:
    extract = read(article(head='<meta property="og:title" content="Tuyển dụng nhân viên y tế học đường">'))
    assert extract.title == TITLE
    assert extract.disagreements["title"] == ("Tuyển dụng nhân viên y tế học đường",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("体检工作启动_工作动态_某市卫生健康委员会", "体检工作启动"),
        ("体检工作启动－某某网", "体检工作启动"),
        ("某某新闻网", None),
        ("Cổng thông tin - Họp giao ban ngành y tế", "Họp giao ban ngành y tế"),
        ("Họp giao ban | Sở Y tế tỉnh", "Họp giao ban"),
        ("Sở Y tế tỉnh", None),
        ("", None),
    ],
)
def test_without_site(text: str, expected: str | None) -> None:
    assert without_site(text) == expected


def test_without_site_knows_the_names_that_metadata_give() -> None:
    assert without_site("Góc nhìn - Chào năm học mới", frozenset({bare("Góc nhìn")})) == "Chào năm học mới"


@pytest.mark.parametrize(
    ("text", "is_number"),
    [("12/KH-TTYT", True), ("Số: 3/2021/TT-BYT", True), ("某卫发〔2020〕第3号", True), ("Kế hoạch 12/KH-TTYT", False)],
)
def test_is_document_number(text: str, is_number: bool) -> None:
    assert is_document_number(text) is is_number
