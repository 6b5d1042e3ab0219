"""The page tree: lines, blocks and what else one pass over a page leaves for the field readers."""

import pytest

from crawler.pages.dom.builder import parse_page
from crawler.pages.dom.tree import PageTree

URL = "http://yte.example.vn/tin/bai-1.html"


def page(body: str) -> PageTree:
    return parse_page(f"<!DOCTYPE html><html><head><title>Tin</title></head><body>{body}</body></html>", URL)


def texts(tree: PageTree) -> list[str]:
    return [line.text for line in tree.lines]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("<p>Một</p><p>Hai</p>", ["Một", "Hai"], id="paragraphs"),
        pytest.param("<div>Một<br>Hai<br/><br>Ba</div>", ["Một", "Hai", "Ba"], id="line breaks"),
        pytest.param(
            "<p>Tiêm <b>vắc</b>\n  xin\xa0 sởi</p>", ["Tiêm vắc xin sởi"], id="inline elements and space runs"
        ),
        pytest.param("<div>trước<p>giữa</p>sau</div>", ["trước", "giữa", "sau"], id="text around a block"),
        pytest.param("<pre>một\nhai</pre>", ["một", "hai"], id="preformatted text"),
        pytest.param("<p>\u200b\xa0</p><p>còn</p>", ["còn"], id="a line of nothing visible"),
        pytest.param("<p>đọc</p><script>var a</script><style>p{}</style>", ["đọc"], id="script and style"),
        pytest.param("<select><option>2020</select><p>đọc</p>", ["đọc"], id="select box"),
        pytest.param("<p>ba<!-- chú --> bốn</p>", ["ba bốn"], id="comment inside a sentence"),
        pytest.param("<p>卫<ruby>生<rt>sheng</rt></ruby></p>", ["卫生"], id="ruby readings"),
    ],
)
def test_lines(body: str, expected: list[str]) -> None:
    assert texts(page(body)) == expected


@pytest.mark.parametrize(
    "hiding",
    ['style="DISPLAY: none"', 'style="visibility:hidden"', "hidden", 'aria-hidden="true"', 'class="x d-none"'],
)
def test_hidden_words_leave_the_sentence_but_not_the_page(hiding: str) -> None:
    tree = page(f"<p>Phòng <span {hiding}>quảng cáo</span>bệnh</p><div {hiding}><p>bản in</p></div>")
    assert [(line.text, line.hidden) for line in tree.lines] == [
        ("quảng cáo", True),
        ("Phòng bệnh", False),
        ("bản in", True),
    ]


def test_text_after_a_stray_end_of_the_document_is_kept() -> None:
    tree = parse_page("<html><body><div>đầu trang</div></body></html><div id='c'><p>nội dung</p></div></html>", URL)
    assert texts(tree) == ["đầu trang", "nội dung"]
    assert [line.text for line in tree.lines if line.block.parent is tree.block_of(tree.select("#c")[0])] == [
        "nội dung"
    ]


def test_lines_of_a_log_before_the_document_are_no_text() -> None:
    tree = parse_page(
        "12:01 INFO start\n12:02 INFO end\n\ufeff<!DOCTYPE html><html><body><p>tin</p></body></html>", URL
    )
    assert texts(tree) == ["tin"]


def test_text_before_a_fragment_stays() -> None:
    assert texts(parse_page("<p>một</p><html><body>hai", URL)) == ["một", "hai"]


def test_a_line_knows_its_links_emphasis_and_cell() -> None:
    tree = page(
        "<table><tr><td align=center><b>Số: 5</b></td><td>xem <a href='/x'>tệp</a></td></tr></table><h2><i>A</i></h2>"
    )
    number, link, heading = tree.lines
    assert number.emphasised
    assert number.centred
    assert number.cell is tree.select("td")[0]
    assert link.link_share == pytest.approx(3 / 7)
    assert not link.emphasised
    assert heading.heading == 2
    assert heading.italic
    assert heading.cell is None


def test_blocks_cover_their_lines() -> None:
    tree = page("<div class='a'><p>1</p><div class='b'>2<p>3</p></div></div><p>4</p>")
    ranges = {block.ident: (block.first, block.last) for block in tree.blocks if block.ident}
    assert ranges == {"a": (0, 3), "b": (1, 3)}
    assert [block.tag for block in tree.lines[2].block.ancestors()] == ["div", "div", "body", "html"]


def test_a_span_with_an_id_is_a_block_that_breaks_no_line() -> None:
    tree = page("<td>Đăng: <span id='ngay'>5/6/2014</span></td><div><span id='bai'>một<br>hai</span></div>")
    assert texts(tree) == ["Đăng: 5/6/2014", "một", "hai"]
    article = tree.block_of(tree.select("#bai")[0])
    assert article is not None
    assert (article.first, article.last) == (1, 3)


def test_head_matter_is_at_hand() -> None:
    tree = parse_page(
        '<html lang="vi"><head><title>Tin\n mới</title><meta name="PubDate" content="2020-01-02"><base href="/goc/">'
        '<meta property="og:title" content="Tin"></head><body><p>a</p><a href="b.pdf">tệp</a><img src="c.jpg">'
        "<textarea><p>d</p></textarea><iframe src='e.html'></iframe><!--f--><script>g</script></body></html>",
        URL,
    )
    assert tree.language == "vi"
    assert tree.page_titles == ["Tin mới"]
    assert tree.metas == [("pubdate", "2020-01-02"), ("og:title", "Tin")]
    assert tree.absolute("b.pdf") == "http://yte.example.vn/goc/b.pdf"
    assert [anchor.line for anchor in tree.anchors] == [1]
    assert [image.line for image in tree.images] == [1]
    assert tree.payloads == ["<p>d</p>"]
    assert [frame.get("src") for frame in tree.frames] == ["e.html"]
    assert tree.comments == ["f"]
    assert [script.text for script in tree.scripts] == ["g"]


def test_an_address_that_is_none_stays_as_it_is() -> None:
    assert page("").absolute(" http://[x ") == "http://[x"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n",
        "\0",
        "<",
        "<!-- mở",
        "<html>",
        '<?xml version="1.0" encoding="gbk"?>',
        "\ud800",
        "\x01\x02PNG\xff",
        "<a <b <c",
    ],
)
def test_any_text_gives_a_tree(text: str) -> None:
    assert isinstance(parse_page(text, URL), PageTree)


def test_elements_nested_too_deep_for_the_parser_lose_no_text() -> None:
    tree = parse_page("<p>đầu</p>" + "<div>" * 4000 + "giữa" + "</div>" * 4000 + "<p>cuối</p>", URL)
    assert texts(tree) == ["đầu", "giữa", "cuối"]


def test_a_tag_of_an_office_program_breaks_no_line() -> None:
    assert texts(page("<p>Kế<o:p></o:p> hoạch</p>")) == ["Kế hoạch"]


def test_a_button_counts_as_a_link() -> None:
    (line,) = page("<button>Gửi</button>").lines
    assert line.link_share == 1.0
