"""What a page's machine-readable parts say, and what of it is refused."""

import pytest

from crawler.pages.dom.builder import parse_page
from crawler.pages.fields.metadata import Metadata, plain, read_metadata
from tests.pages.article import TITLE, article, read


def metadata(head: str, body: str = "<p>x</p>") -> Metadata:
    return read_metadata(parse_page(f"<html><head>{head}</head><body>{body}</body></html>", "https://a.example/1"))


def said(page: Metadata, name: str) -> list[tuple[str, str]]:
    return [(found.value, found.rule) for found in page.find(name)]


def test_government_names_come_first_in_any_case_and_without_markup() -> None:
    page = metadata(
        '<meta property="og:title" content="标题甲 - 网站"><META NAME="ArticleTitle" CONTENT="标题甲&lt;br/&gt;续行">'
        '<meta name="PUBDATE" content="2023-05-06 07:08"><meta name="contentsource" content="健康报">'
    )
    assert said(page, "title")[0] == ("标题甲续行", "meta:articletitle")
    assert said(page, "published") == [("2023-05-06 07:08", "meta:pubdate")]
    assert said(page, "source") == [("健康报", "meta:contentsource")]
    assert page.is_government


def test_an_author_element_alone_makes_no_government_page() -> None:
    assert not metadata('<meta name="author" content="x"><meta name="PubDate" content="2023-05-06">').is_government


@pytest.mark.parametrize(
    ("content", "accepted"),
    [
        ("2022-11-21T09:15:00+07:00", True),
        ("2022-11-21", True),
        ("2022-11-21+0709:15:00", False),
        ("21/11/2022", False),
    ],
)
def test_open_graph_times_must_be_iso(content: str, accepted: bool) -> None:
    page = metadata(f'<meta property="article:published_time" content="{content}">')
    assert bool(said(page, "published")) is accepted


def test_an_empty_element_does_not_hide_a_full_one() -> None:
    assert said(
        metadata('<meta name="PubDate" content=" "><meta name="pubdate" content="2020-01-02">'), "published"
    ) == [("2020-01-02", "meta:pubdate")]


ARTICLE = (
    '{"@type": "NewsArticle", "headline": "Bản tin", "datePublished": "2021-02-03T04:05:06+07:00", '
    '"author": {"name": "Lan"}}'
)


@pytest.mark.parametrize(
    "script",
    [
        ARTICLE,
        f"[{ARTICLE}]",
        f'{{"@graph": [{{"@type": "WebSite"}}, {ARTICLE}]}}',
        f'{{"@type": "WebPage", "mainEntity": {ARTICLE}}}',
        f"<!-- {ARTICLE} -->",
        f"//<![CDATA[\n{ARTICLE}\n//]]>",
        ARTICLE[:-1] + ",}",
        ARTICLE.replace('"Bản tin"', '"Bản tin", "description": "hai\ndòng"'),
        ARTICLE + ";",
    ],
    ids=["object", "list", "graph", "main entity", "comment", "cdata", "comma too many", "line break", "semicolon"],
)
def test_json_ld_is_read_however_it_is_wrapped(script: str) -> None:
    page = metadata(f'<script type="application/ld+json">{script}</script>')
    assert said(page, "title") == [("Bản tin", "json-ld:headline")]
    assert said(page, "published") == [("2021-02-03T04:05:06+07:00", "json-ld:datePublished")]
    assert said(page, "author") == [("Lan", "json-ld:author")]


def test_a_broken_object_still_gives_its_strings() -> None:
    page = metadata(
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "A \\"B\\"", "x": [1 2], '
        '"datePublished": "2021-02-03"</script>'
    )
    assert said(page, "title") == [('A "B"', "json-ld:headline")]
    assert said(page, "published") == [("2021-02-03", "json-ld:datePublished")]


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "WebPage", "name": "x", "datePublished": "2021-02-03"}',
        '{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "khác", '
        '"datePublished": "2021-02-03"}]}',
        '[{"@type": "Article", "headline": "a", "datePublished": "2021-02-03"}, {"@type": "Article", "headline": "b"}]',
        "no json at all",
        '"a string"',
    ],
    ids=["other type", "list of items", "two articles", "nonsense", "string"],
)
def test_what_is_no_article_of_this_page_is_left_alone(script: str) -> None:
    page = metadata(f'<script type="application/ld+json">{script}</script>')
    assert said(page, "published") == []


def test_baidus_own_json_counts_as_an_article() -> None:
    script = (
        '{"@context": "https://ziyuan.baidu.com/contexts/cambrian.jsonld", "title": "题", "pubDate": '
        '"2020-01-02T03:04:05"}'
    )
    assert said(metadata(f'<script type="application/ld+json">{script}</script>'), "published") == [
        ("2020-01-02T03:04:05", "json-ld:pubDate")
    ]


def test_several_authors_are_joined() -> None:
    script = '{"@type": "Article", "author": [{"name": "Lan"}, "Minh", {"url": "x"}]}'
    assert said(metadata(f'<script type="application/ld+json">{script}</script>'), "author") == [
        ("Lan Minh", "json-ld:author")
    ]


def test_microdata_of_the_articles_scope() -> None:
    page = metadata(
        "",
        '<div itemscope itemtype="http://schema.org/NewsArticle"><h1 itemprop="headline">Đề mục</h1>'
        '<span itemprop="datePublished">2021-02-03T04:05:06+07:00</span><time itemprop="dateModified" '
        'datetime="2021-03-01">x</time>'
        '<span itemprop="author" itemscope itemtype="http://schema.org/Person"><b itemprop="name">Minh Anh</b></span>'
        '<div itemprop="articleBody">…</div></div>'
        '<div itemscope itemtype="http://schema.org/ListItem"><span itemprop="headline">Mục khác</span></div>',
    )
    assert said(page, "title") == [("Đề mục", "microdata:headline")]
    assert said(page, "published") == [("2021-02-03T04:05:06+07:00", "microdata:datePublished")]
    assert said(page, "updated") == [("2021-03-01", "microdata:dateModified")]
    assert said(page, "author") == [("Minh Anh", "microdata:author")]


def test_of_several_article_scopes_only_the_one_with_a_body_counts() -> None:
    item = (
        '<div itemscope itemtype="http://schema.org/Article"><b itemprop="headline">{}</b><i '
        'itemprop="datePublished">{}</i>{}</div>'
    )
    page = metadata(
        "",
        item.format("Tin cũ", "2019-01-01", "")
        + item.format("Tin này", "2021-02-03", '<p itemprop="articleBody">x</p>'),
    )
    assert said(page, "published") == [("2021-02-03", "microdata:datePublished")]


def test_items_of_a_list_give_nothing() -> None:
    item = (
        '<div itemscope itemtype="http://schema.org/Article"><b itemprop="headline">{}</b><i '
        'itemprop="datePublished">2019-01-0{}</i></div>'
    )
    assert said(metadata("", item.format("a", 1) + item.format("b", 2)), "published") == []


@pytest.mark.parametrize(
    ("markup", "value", "rule"),
    [
        ('<meta itemprop="interactionCount" content="UserPageVisits:1532">', "1532", "microdata:interactionCount"),
        (
            '<script type="application/ld+json">{"@type": "Article", "interactionStatistic": [{"interactionType": '
            '"http://schema.org/CommentAction", "userInteractionCount": 3}, {"interactionType": {"@type": '
            '"ViewAction"}, '
            '"userInteractionCount": "77"}]}</script>',
            "77",
            "json-ld:interactionStatistic",
        ),
    ],
)
def test_counts_kept_as_data(markup: str, value: str, rule: str) -> None:
    views = metadata("", markup).views
    assert views is not None
    assert (views.value, views.rule) == (value, rule)


@pytest.mark.parametrize("content", ["UserComments:12", "UserPageVisits:", ""])
def test_other_interactions_are_no_views(content: str) -> None:
    assert metadata("", f'<meta itemprop="interactionCount" content="{content}">').views is None


def test_the_title_element_is_the_first_that_says_something() -> None:
    assert metadata("<title> </title><title>Tin &amp; bài</title>").document_title == "Tin & bài"
    assert metadata("").document_title is None


def test_plain_takes_markup_and_entities_off() -> None:
    assert plain("<b>A</b>&nbsp;&amp;\n B") == "A & B"


@pytest.mark.parametrize(
    "source",
    [
        "[" * 50_000,
        '{"@graph":' * 900 + "1" + "}" * 900,
        '{"@type": 7, "headline": "x"}',
        '{"@type": {"a": 1}, "headline": {"name": {"name": {"name": {"name": {"name": {"name": "x"}}}}}}}',
        '{"@type": "NewsArticle", "author": [1, null, {"name": []}], "headline": {}, "datePublished": 5}',
        '{"@type": "NewsArticle", "interactionStatistic": [1, {"interactionType": [], "userInteractionCount": {}}]}',
        '[[[{"@graph": {"@type": 1}}]]]',
    ],
    ids=["brackets", "deep", "type a number", "type an object", "odd values", "odd counters", "lists in lists"],
)
def test_odd_data_say_nothing_and_do_no_harm(source: str) -> None:
    extract = read(article(head=f'<script type="application/ld+json">{source}</script>'))
    assert extract.title == TITLE
    assert (extract.author, extract.views, extract.published) == (None, None, None)
