"""From bytes to an extract: language, family, encoding, text; and the web-poet form of the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.errors import HealthArchiveError
from crawler.pages import FAMILIES, family_of, read_page
from crawler.pages.dom.builder import parse_page
from crawler.pages.signals.language import find_language
from tests.pages.article import STORY, TITLE, URL, ZH_STORY, ZH_TITLE, article, read, zh_article


@pytest.mark.parametrize(
    ("markup", "language"),
    [
        (article(), "vi"),
        (zh_article(), "zh"),
        ("<html lang='vi'><body>" + ZH_STORY[0] + "</body></html>", "zh"),
        ("<html lang='zh-CN'><body><p>Hello</p></body></html>", "zh"),
        ("<html lang='vi'><body><p>Hello</p></body></html>", "vi"),
        ("<html><body><p>健康 Hello</p></body></html>", "zh"),
        ("<html></html>", "vi"),
    ],
)
def test_the_language_is_seen_in_the_letters(markup: str, language: str) -> None:
    assert find_language(parse_page(markup, URL)) == language
    assert read(markup, language=None).language == language


@pytest.mark.parametrize(
    ("markup", "url", "family"),
    [
        ("<meta name=generator content='NukeViet v4.5'>", "", "nukeviet"),
        ("<meta name=generator content='Microsoft SharePoint'>", "", "sp_trang"),
        ("<meta name=generator content='Joomla! - Open Source'>", "", "joomla"),
        ("<meta name=generator content='WordPress 6.4'>", "", "wordpress"),
        ("<meta name=generator content='Hugo'><link href='/wp-content/a.css'>", "", "wordpress"),
        ("<img alt=\"anh tin bai\" src='a.jpg'>", "", "vnpt_portal"),
        ("<div class='ArticleDetailControl'>x</div>", "", "vnpt_portal"),
        ('<div id="p_p_id_101_INSTANCE_abc_">x</div>', "", "liferay6"),
        ("<div id='p_p_id_com_liferay_asset_publisher_web_portlet_X'>x</div>", "", "liferay7"),
        ("<div class=TRS_Editor>x</div>", "", "trs"),
        ("", "http://a.example/xw/202403/t20240308_12.html", "trs"),
        ("", "http://a.example/art/2024/3/8/art_12_345.html", "hanweb"),
        ("", "http://a.example/info/1012/3456.htm", "vsb"),
        ("", "http://a.example/xw/2024/0308/345.shtml", "cmstop"),
        ("", "http://a.example/2024/0308/c12a345/page.htm", "webplus"),
        ("", "http://a.example/xw/content/post_345.html", "nfcms"),
        ("", "http://a.example/xw/345.jhtml", "jeecms"),
        ("", "https://a.example/tin-moi-284924090315220736.htm", "vccorp"),
        ("", "https://a.example/So/yte/Trang/ChiTietTinTuc.aspx?nid=5", "sp_trang"),
        ("", "https://a.example/index.php?language=vi&nv=news&op=x", "nukeviet"),
        ("<div id='UCAP-CONTENT'>x</div>", "", "ucap"),
        ("<!--enpcontent--><p>x</p>", "", "founder"),
        ("<img src='/images/users/images/a.jpg'>", "", "legacy_custom"),
        ("<p>x</p>", "http://a.example/", "generic"),
    ],
)
def test_families_are_known_by_their_marks(markup: str, url: str, family: str) -> None:
    page = f"<html><body>{markup}</body></html>"
    assert family_of(parse_page(page, url)) == family


def test_every_family_is_read_by_a_class_of_that_name_or_an_alias() -> None:
    assert {page.family for page in FAMILIES.values()} <= FAMILIES.keys()
    assert FAMILIES["liferay"].family == "liferay7"


def test_a_given_family_is_used_and_falls_back_to_shared_candidates() -> None:
    markup = article("<div>Ngày đăng: 08/03/2024</div><div>Lượt xem: 5</div>")
    for family in FAMILIES:
        extract = read(markup, family=family)
        assert extract.family == FAMILIES[family].family
        assert (extract.title, extract.published, extract.views) == (TITLE, "Ngày đăng: 08/03/2024", "Lượt xem: 5")
        assert extract.body_text == "\n".join(STORY)


def test_a_family_without_rules_is_recognised_and_an_unknown_one_refused() -> None:
    assert read(article(), family="drupal").family == "generic"
    with pytest.raises(HealthArchiveError, match="There is no family 'không có'"):
        read(article(), family="không có")


@pytest.mark.parametrize(
    ("css", "family"),
    [
        ("ArticleHeader", "vnpt_portal"),
        ("header-title", "liferay6"),
        ("arti_title", "webplus"),
        ("entry-title", "wordpress"),
    ],
)
def test_the_familys_selector_names_the_headline(css: str, family: str) -> None:
    markup = (
        f"<html><head><title>Cổng thông tin</title></head><body><h2>Chuyên mục tin hoạt động ngành</h2><div "
        f"class='{css}'>{TITLE}</div>"
        f"<p>{STORY[0]}</p><p>{STORY[1]}</p></body></html>"
    )
    assert read(markup, family=family).title == TITLE


def test_the_text_keeps_neither_headline_nor_labels() -> None:
    extract = read(article("<div>Ngày đăng: 08/03/2024</div>", "<div>Lượt xem: 5</div>"))
    assert extract.body_text == "\n".join(STORY)


def test_a_legacy_encoding_is_named_and_flagged() -> None:
    extract = read_page(url=URL, content=zh_article().encode("gb18030"), content_type="text/html; charset=gb2312")
    assert (extract.title, extract.encoding) == (ZH_TITLE, "gb18030")
    assert "legacy_encoding" in extract.flags
    assert "legacy_encoding" not in read(article()).flags


FRAGMENTS = st.sampled_from(
    [
        "<h1>",
        "</h1>",
        "<div class='title'>",
        "</div>",
        "<td>",
        "<tr>",
        "<table>",
        "<a href='/x.pdf'>",
        "</a>",
        "<script>",
        "</script>",
        "<meta name=PubDate content='",
        "'>",
        "<span class='fa fa-eye'></span>",
        "Ngày đăng: ",
        "08/03/2024",
        "Lượt xem: 5",
        "2024年3月8日",
        "来源：本网",
        "（记者 张三）",
        "\x00",
        "<br>",
        "<!--enpproperty <date>",
        "-->",
        "&#0;",
        "<base href='http://[x'>",
        "12/KH-SYT",
        "<script type='application/ld+json'>[{",
        "</html>",
        STORY[0],
        ZH_STORY[0],
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(FRAGMENTS | st.text(max_size=8), max_size=25), st.sampled_from(["vi", "zh", None]))
def test_any_bytes_give_an_extract(parts: list[str], language: str | None) -> None:
    extract = read_page(url="", content="".join(parts).encode("utf-8", "replace"), language=language)
    assert extract.language in ("vi", "zh")


@pytest.mark.parametrize("url", ["http://[kaputt", "", "không phải địa chỉ"])
def test_an_address_that_is_none_does_no_harm(url: str) -> None:
    script = '<script>_showDynClicks("wbnews", 12, 34)</script><script src="/count.aspx?id=3"></script>'
    extract = read(article(after=f"<a href='/ke-hoach.pdf'>Kế hoạch</a>{script}"), url=url)
    assert extract.title == TITLE
    assert extract.attachments[0].url.endswith("/ke-hoach.pdf")
