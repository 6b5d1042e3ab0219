"""The body finder: a page of one idea for each rule, and the floors on the evaluation sets."""

import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.items import Image
from crawler.pages.body.find import Body, find_body
from crawler.pages.dom.builder import parse_page
from tests.shared import SHARED, needs_shared

URL = "http://yte.example.vn/tin/bai-1.html"
TITLE = "Tiêm vắc xin phòng sởi tại các xã vùng cao"
ONE = "Sáng nay, Trung tâm Y tế huyện tổ chức tiêm vắc xin phòng sởi cho trẻ dưới năm tuổi tại các trạm y tế xã."
TWO = "Bác sĩ Trần Văn Minh cho biết, đợt tiêm kéo dài ba ngày, mỗi trạm bố trí hai bàn tiêm và một phòng theo dõi."
THREE = "Những trẻ chưa được tiêm trong đợt này sẽ được mời đến trạm vào tuần sau, theo danh sách của từng thôn bản."
LEAD = "Huyện đặt mục tiêu hơn chín mươi lăm phần trăm trẻ trong độ tuổi được tiêm đủ hai mũi trước cuối tháng."
MENU = "<ul class='menu'><li><a href='/'>Trang chủ</a></li><li><a href='/t'>Tin tức</a></li></ul>"
RELATED = "".join(
    f"<li><a href='/tin/{n}.html'>Bản tin y tế cơ sở số {n} của huyện trong tháng vừa qua</a></li>" for n in range(6)
)
FOOTER = "<div class='footer'>Bản quyền thuộc Trung tâm Y tế huyện. Địa chỉ: số 1, đường Hoa Ban, thị trấn.</div>"
ZH_TITLE = "全市流感疫苗接种工作启动"
ZH_ONE = "昨天上午，市疾病预防控制中心召开会议，部署今年秋冬季流感疫苗接种工作，要求各社区医院做好准备。"
ZH_TWO = "据介绍，今年的疫苗供应充足，六十岁以上老人可以免费接种，市民凭身份证到就近的接种点登记即可。"
ZH_THREE = "专家提醒，接种后应当留观半小时，如果出现持续高热等情况，要及时到医院就诊并告知接种史。"


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def page(content: str, *, around: bool = True) -> str:
    if not around:
        return f"<html><body>{content}</body></html>"
    return f"<html><body>{MENU}{content}<ul class='list'>{RELATED}</ul>{FOOTER}</body></html>"


def body_of(markup: str, title: str | None = TITLE, *containers: str) -> Body:
    body = find_body(parse_page(markup, URL), title=title, containers=containers)
    assert body is not None
    return body


STORY = paragraphs(ONE, TWO, THREE)
TEXT = [ONE, TWO, THREE]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(f"<div class='d'><h1>{TITLE}</h1>{STORY}</div>", TEXT, id="paragraphs in a block"),
        pytest.param(
            f"<div><h1>{TITLE}</h1>{ONE}<br><br>{TWO}<br>{THREE}</div>", TEXT, id="line breaks, no paragraphs"
        ),
        pytest.param(
            f"<h1>{TITLE}</h1><font face=Arial><font size=2>"
            f"<span id=noidung>{ONE}<br>{TWO}<br>{THREE}</span></font></font>",
            TEXT,
            id="font soup",
        ),
        pytest.param(
            f"<table><tr><td>{MENU}</td><td><table><tr><td><b>{TITLE}</b></td></tr><tr><td>12/3/2014</td></tr>"
            f"<tr><td><table><tr><td>{STORY}</td></tr></table></td></tr></table></td><td>{RELATED}</td></tr></table>",
            TEXT,
            id="nested layout tables",
        ),
        pytest.param(
            f"<h1>{TITLE}</h1><div class=m>12/03/2014 08:30 | Lượt xem: 44</div><div class=c>{STORY}</div>",
            TEXT,
            id="date and counter above the text",
        ),
        pytest.param(
            f"<div class=c><h1>{TITLE}</h1><p>Thứ tư - 12/03/2014 08:30"
            f"</p><p><a href='#'>In trang</a></p>{STORY}</div>",
            TEXT,
            id="date and tools inside the block of the text",
        ),
        pytest.param(
            f"<div class=c>{STORY}<p>Tác giả: Hoa</p><p>Từ khóa: sởi"
            f"</p><div>Tin liên quan</div><ul>{RELATED}</ul></div>",
            TEXT,
            id="credits, tags and related items behind the text",
        ),
        pytest.param(
            f"<div class=c>{paragraphs(ONE, TWO)}<div class='box-related'>"
            f"<b>Nên đọc</b>{RELATED}</div>{paragraphs(THREE)}</div>",
            TEXT,
            id="box of links in the middle, by its name",
        ),
        pytest.param(
            f"<div class=c>{paragraphs(ONE, TWO)}<div><b>Nên đọc</b><ul>{RELATED}</ul></div>{paragraphs(THREE)}</div>",
            TEXT,
            id="box of links in the middle, by its links",
        ),
        pytest.param(
            f"<div class=c>{paragraphs(ONE)}<p>Tin liên quan:</p><p>Họp báo tháng ba</p>{paragraphs(TWO, THREE)}</div>",
            TEXT,
            id="labelled item in the middle, the text goes on behind it",
        ),
        pytest.param(
            f"<div class=c><h1>{TITLE}</h1>{STORY}</div><div class=k>Bình luận"
            f"</div><div><p>{LEAD}</p><p>Hay quá, cảm ơn.</p></div>",
            TEXT,
            id="comments behind the text",
        ),
        pytest.param(
            f"<div class=c><h1>{TITLE}</h1>{STORY}<p><a href='?p=1'>[1]</a> <a href='?p=2'>[2]</a> trang sau</p></div>",
            TEXT,
            id="page numbers",
        ),
        pytest.param(
            f"<div class=c>{STORY}<p style='text-align:right'>Lê Hoa – Thu Hà</p></div>", TEXT, id="author's name"
        ),
        pytest.param(
            f"<div class=c>{STORY}<p>Lê Hoa – Trung tâm Y tế huyện.</p><p>Số người đã xem tin này: 40</p></div>",
            TEXT,
            id="author with office, and a counter",
        ),
        pytest.param(f"<div class=c>{STORY}<p>(Theo Báo Sức Khỏe)</p></div>", TEXT, id="source in brackets"),
        pytest.param(
            f"<div class=c><h1>{TITLE}</h1><ul><li>{ONE}</li><li>{TWO}</li>"
            f"</ul><h3>Lưu ý</h3><blockquote>{THREE}</blockquote></div>",
            [ONE, TWO, "Lưu ý", THREE],
            id="lists, headings and quotations",
        ),
        pytest.param(
            f"<div class=c>{STORY}<table border=1><tr><th>Xã</th><th>Số trẻ"
            f"</th></tr><tr><td>Bản<br>Lầu</td><td>120</td></tr></table></div>",
            [*TEXT, "Xã | Số trẻ", "Bản Lầu | 120"],
            id="data table",
        ),
        pytest.param(
            f"<div class=c>{STORY}<p><a href='/files/12.pdf'>Danh sách trẻ.pdf"
            f"</a></p><p><a href='/f.docx'>Mẫu 1</a></p></div>",
            [*TEXT, "Danh sách trẻ.pdf", "Mẫu 1"],
            id="links to files belong to the text",
        ),
    ],
)
def test_body(content: str, expected: list[str]) -> None:
    assert body_of(page(content)).text.split("\n") == expected


def test_a_main_heading_is_the_headline_whatever_is_known_of_it() -> None:
    content = f"<div class=c><h1>{TITLE}</h1>{STORY}</div>"
    assert body_of(page(content), None).text.split("\n") == TEXT
    assert body_of(page(content), "Trang tin của Trung tâm").text.split("\n") == TEXT


def test_a_headline_broken_into_lines_is_no_text() -> None:
    broken = "<p>Tiêm vắc xin phòng sởi</p><p>tại các xã vùng cao</p><p>(Đợt một năm nay)</p>"
    lines = body_of(page(f"<div class=c>{broken}{STORY}</div>")).text.split("\n")
    assert lines == ["(Đợt một năm nay)", *TEXT]


def test_an_unclosed_heading_takes_nothing_away() -> None:
    assert body_of(page(f"<h1><div class=c>{STORY}</div>"), None).text.split("\n") == TEXT


@pytest.mark.parametrize(
    ("tail", "kept"),
    [
        ("<p>【责任编辑：小林】</p>", []),
        ("<p>来源：健康日报</p><p>相关新闻</p><ul>" + RELATED + "</ul>", []),
        ("<p>免责声明：本文由网友提供，只为传递信息，本站不对其真实性负责，请读者自行核实有关内容。</p>", []),
        (
            "<p>免责声明：以上文字由读者寄来，仅供参考；其中的说法、数字和图片没有经过本站核实，"
            "本站对其是否真实、完整、及时不作保证，也不承担由此产生的任何责任，请读者自行判断。</p>",
            [],
        ),
        ("<p>转载请注明出处：健康日报</p>", []),
        ("<p>（健康报记者 小林）</p>", ["（健康报记者 小林）"]),
        ("<div class='pinglun'><p>" + ZH_THREE + "</p></div>", []),
    ],
)
def test_behind_a_chinese_text(tail: str, kept: list[str]) -> None:
    body = body_of(f"<div><h1>{ZH_TITLE}</h1>{paragraphs(ZH_ONE, ZH_TWO)}{tail}</div>", ZH_TITLE)
    assert body.text.split("\n") == [ZH_ONE, ZH_TWO, *kept]


def test_credits_are_handed_on() -> None:
    body = body_of(page(f"<div class=c><p>12/03/2014 08:30</p>{STORY}<p>Tác giả: Lê Hoa</p></div>"))
    assert body.byline_lines == ("12/03/2014 08:30", "Tác giả: Lê Hoa")


def test_other_articles_with_leads_and_without_a_heading() -> None:
    cards = "".join(
        f"<div class='item'><a href='/{n}'>Bản tin y tế cơ sở số {n} của huyện"
        f"</a><p>{LEAD} Đợt {n} bắt đầu từ thứ hai.</p></div>"
        for n in range(8)
    )
    assert (
        body_of(page(f"<div class=l><h1>{TITLE}</h1><div>{STORY}</div><div>{cards}</div></div>")).text.split("\n")
        == TEXT
    )


def test_text_before_the_headline_counts_less() -> None:
    intro = paragraphs(LEAD, *[f"Chuyên mục {n}: {LEAD}" for n in range(3)])
    assert (
        body_of(page(f"<div class=a>{intro}</div><div class=b><h1>{TITLE}</h1>{STORY}</div>")).text.split("\n") == TEXT
    )


def test_an_official_paper_keeps_head_and_signature() -> None:
    head = "<table><tr><td>SỞ Y TẾ<br>TRUNG TÂM Y TẾ</td><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</td></tr></table>"
    foot = (
        "<table><tr><td>Nơi nhận:<br>- Như trên;</td><td>KT. GIÁM ĐỐC<br>PHÓ GIÁM ĐỐC<br>Lê Văn Hòa</td></tr></table>"
    )
    subject = f"<p>Số: 12/TTYT-KSBT</p><p>V/v {TITLE}</p><p>Kính gửi: Các trạm y tế xã</p>"
    body = body_of(page(f"<h1>V/v {TITLE}</h1><div class=c>{head}{subject}{STORY}{foot}</div>"), f"V/v {TITLE}")
    lines = body.text.split("\n")
    assert lines[:2] == ["SỞ Y TẾ", "TRUNG TÂM Y TẾ"]
    assert f"V/v {TITLE}" in lines
    assert lines[-1] == "Lê Văn Hòa"


PAPER = (
    "各县（市、区）卫生健康局，市直各医疗卫生单位：",
    "为做好今年冬春季呼吸道传染病防控工作，现将有关事项通知如下：",
    "一、加强监测预警",
    "各单位要落实监测责任，发现聚集性疫情要在两小时内报告，并配合疾控机构开展调查处置。",
    "二、做好医疗救治",
    "各医院要合理调配床位和药品，畅通急诊和转诊渠道，保障老年人、儿童等重点人群就医。",
    "市卫生健康委员会",
    "2024年1月5日",
    "（此件公开发布）",
)
PAPER_TITLE = "关于做好冬春季呼吸道传染病防控工作的通知"
DISCLOSURE = (
    "<table><tr><td>索 引 号：</td><td>0123-2024-00011</td><td>主题分类：</td><td>卫生</td></tr>"
    "<tr><td>发文机关：</td><td>市卫生健康委员会</td><td>发布日期：</td><td>2024-01-08</td></tr></table>"
)
STAMP = "<div>发布时间：2024-01-08 09:30 来源：市卫健委 浏览次数：123 【字体：<a>大</a> 中 小】</div>"
TOOLS = "<div>【打印】【关闭】</div><div>扫一扫在手机打开当前页</div>"


@pytest.mark.parametrize("title", [PAPER_TITLE, None])
@pytest.mark.parametrize(
    "layout",
    [
        pytest.param("<div>{table}<h1>{title}</h1>{stamp}<div>{text}</div>{tools}</div>", id="blocks"),
        pytest.param("<div>{table}<p align=center><b>{title}</b></p>{stamp}{text}{tools}</div>", id="flat"),
        pytest.param(
            "<table><tr><td>{table}</td></tr><tr><td><b>{title}</b></td></tr><tr><td>{stamp}</td></tr>"
            "<tr><td><table><tr><td>{text}</td></tr></table></td></tr><tr><td>{tools}</td></tr></table>",
            id="tables",
        ),
    ],
)
def test_a_chinese_paper_is_read_from_addressee_to_signature(layout: str, title: str | None) -> None:
    content = layout.format(table=DISCLOSURE, title=PAPER_TITLE, stamp=STAMP, text=paragraphs(*PAPER), tools=TOOLS)
    head = f"<head><title>{PAPER_TITLE}_市卫生健康委员会</title></head>"
    nav = "<div class=nav><a href='/'>首页</a><a href='/a'>政务公开</a></div>"
    foot = "<div>主办单位：市卫生健康委员会 网站标识码：0000000001 <a href='/'>某ICP备1号</a></div>"
    body = body_of(f"<html>{head}<body>{nav}{content}{foot}</body></html>", title)
    assert tuple(body.text.split("\n")) == PAPER


def test_questions_of_an_interview_are_text() -> None:
    lines = [
        "日前，市卫健委负责人答记者问。",
        "记者：为什么要发这个通知？",
        f"答：{ZH_ONE}",
        "记者：医院怎么做？",
        f"答：{ZH_TWO}",
    ]
    body = body_of(f"<div><h1>{ZH_TITLE}</h1>{STAMP}<div>{paragraphs(*lines)}</div></div>", ZH_TITLE)
    assert body.text.split("\n") == lines


class TestLead:
    def test_between_headline_and_text(self) -> None:
        body = body_of(
            page(f"<h1>{TITLE}</h1><p>12/03/2014</p><div class='x'>{LEAD}</div><div class=c><div>{STORY}</div></div>")
        )
        assert body.lead == LEAD
        assert body.text.split("\n") == [LEAD, *TEXT]

    def test_by_name_where_the_headline_is_unknown(self) -> None:
        body = body_of(page(f"<div><h2 class='sapo'>{LEAD}</h2></div><div class=c>{STORY}</div>"), None)
        assert body.lead == LEAD

    def test_bold_first_paragraph(self) -> None:
        body = body_of(page(f"<h1>{TITLE}</h1><div class=c><p><b>{LEAD}</b></p>{STORY}</div>"))
        assert body.lead == LEAD
        assert body.text.split("\n") == [LEAD, *TEXT]

    def test_that_the_text_repeats_stands_once(self) -> None:
        body = body_of(
            page(
                f"<h1>{TITLE}</h1><div class='summary'>{LEAD}</div>"
                f"<div class=c><div>{paragraphs(LEAD)}{STORY}</div></div>"
            )
        )
        assert body.lead == LEAD
        assert body.text.split("\n") == [LEAD, *TEXT]

    def test_a_plain_first_paragraph_is_none(self) -> None:
        assert body_of(page(f"<div class=c>{STORY}</div>")).lead is None

    def test_a_value_beside_its_label_is_none(self) -> None:
        table = f"<table><tr><td>Trích yếu</td><td>{LEAD}</td></tr><tr><td>Người ký</td><td>Lê An</td></tr></table>"
        assert body_of(page(f"<h1>{TITLE}</h1>{table}<div class=c><div>{STORY}</div></div>")).lead is None

    def test_furniture_and_links_are_none(self) -> None:
        between = f"<div class='share'>{LEAD}</div><div class='sapo'><a href='/x'>{LEAD}</a></div>"
        assert body_of(page(f"<h1>{TITLE}</h1>{between}<div class=c><div>{STORY}</div></div>")).lead is None


PICTURE = "<img src='/a.jpg' alt='anh tin bai'>"
CAPTION = "Cán bộ trạm y tế tiêm cho trẻ. Ảnh: Thu Hà"


class TestCaptions:
    @pytest.mark.parametrize(
        "figure",
        [
            pytest.param(f"<figure>{PICTURE}<figcaption>{CAPTION}</figcaption></figure>", id="figure"),
            pytest.param(f"<table><tr><td>{PICTURE}</td></tr><tr><td>{CAPTION}</td></tr></table>", id="table"),
            pytest.param(f"<p align=center>{PICTURE}</p><p align=center>{CAPTION}</p>", id="centred"),
            pytest.param(f"<p>{PICTURE}</p><p><em>{CAPTION}</em></p>", id="italic"),
            pytest.param(f"<p>{PICTURE}</p><p>{CAPTION}</p>", id="words"),
            pytest.param(f"<div>{PICTURE}<div class='chu-thich'>Trạm y tế xã</div></div>", id="name"),
        ],
    )
    def test_is_no_text(self, figure: str) -> None:
        body = body_of(page(f"<h1>{TITLE}</h1><div class=c>{paragraphs(ONE)}{figure}{paragraphs(TWO, THREE)}</div>"))
        assert body.text.split("\n") == TEXT
        assert body.images == (
            Image(url="http://yte.example.vn/a.jpg", caption="Trạm y tế xã" if "chu-thich" in figure else CAPTION),
        )

    def test_alternative_text_is_none(self) -> None:
        body = body_of(page(f"<div class=c>{paragraphs(ONE)}<p>{PICTURE}</p>{paragraphs(TWO, THREE)}</div>"))
        assert body.images == (Image(url="http://yte.example.vn/a.jpg"),)
        assert body.text.split("\n") == TEXT

    def test_lazy_pictures_give_their_own_address(self) -> None:
        lazy = "<p><img src='data:image/gif;base64,AA' data-src='/b.jpg'><img alt=x></p>"
        assert body_of(page(f"<div class=c>{STORY}{lazy}</div>")).images == (Image(url="http://yte.example.vn/b.jpg"),)

    def test_centred_lines_of_a_centred_text_are_text(self) -> None:
        poem = "".join(f"<p>{PICTURE}</p><p>{text}</p>" for text in TEXT)
        assert body_of(page(f"<div class=c align=center>{poem}</div>")).text.split("\n") == TEXT

    def test_a_picture_article_is_its_captions(self) -> None:
        figures = "".join(f"<figure>{PICTURE}<figcaption>{text}</figcaption></figure>" for text in TEXT)
        body = body_of(page(f"<h1>{TITLE}</h1><div class=c>{figures}</div>"))
        assert body.text.split("\n") == TEXT
        assert [image.caption for image in body.images] == TEXT

    def test_pictures_outside_the_text_are_not_taken(self) -> None:
        assert body_of(page(f"<div>{PICTURE}</div><h1>{TITLE}</h1><div class=c>{STORY}</div>")).images == ()


class TestCopies:
    def test_hidden_copy_is_noticed(self) -> None:
        copy = f"<div class='mobile' style='display:none'>{STORY}</div>"
        body = body_of(page(f"<h1>{TITLE}</h1><div class=c>{STORY}</div>{copy}"))
        assert body.text.split("\n") == TEXT
        assert body.flags == ("body_duplicated",)

    def test_two_copies_in_one_block_are_read_once(self) -> None:
        copies = f"<div class=c><div class=pc>{STORY}</div><div class=m>{STORY}</div></div>"
        body = body_of(f"<html><body><h1>{TITLE}</h1>{copies}</body></html>")
        assert body.text.split("\n") == TEXT
        assert body.flags == ("body_duplicated",)

    def test_a_sentence_said_twice_is_no_copy(self) -> None:
        body = body_of(page(f"<div class=c>{paragraphs(ONE, TWO, ONE, THREE, LEAD)}</div>"))
        assert body.text.split("\n") == [ONE, TWO, ONE, THREE, LEAD]
        assert body.flags == ()

    def test_one_short_text_cannot_be_told_from_its_teaser(self) -> None:
        assert body_of(page(f"<h1>{TITLE}</h1><div class=c><p>{ONE}</p></div>")).flags == ()


class TestContainers:
    def test_a_named_block_goes_first(self) -> None:
        box = f"<div class=c><p>{LEAD}</p><div id='noi-dung'>{STORY}</div></div>"
        body = body_of(page(box), None, "#khong-co", "#noi-dung")
        assert body.rule == "container:#noi-dung"
        assert body.text.split("\n") == TEXT

    def test_the_longest_of_several_wins(self) -> None:
        box = f"<div class='bai'>Thông báo nghỉ lễ.</div><div class='bai'>{STORY}</div>"
        assert body_of(page(box), None, ".bai").text.split("\n") == TEXT

    def test_an_almost_empty_one_does_not_hold(self) -> None:
        body = body_of(
            page(f"<div id='noi-dung'>Đang tải, xin chờ.</div><div class=c>{STORY}</div>"), None, "#noi-dung"
        )
        assert body.rule == "structure"

    def test_one_full_of_links_does_not_hold(self) -> None:
        box = f"<div id='noi-dung'><ul>{RELATED * 4}</ul><div class=c>{STORY}</div></div>"
        assert body_of(page(box), None, "#noi-dung").rule == "structure"


class TestThinArticles:
    def test_a_list_of_names_below_the_headline(self) -> None:
        names = "<p>Đ/c Lê Văn An</p><p>Giám đốc</p><p>Đ/c Hà Thị Bình</p><p>Phó Giám đốc</p>"
        counters = "<p>Đang truy cập:</p><b>12</b><p>Hôm nay:</p><b>340</b>"
        body = body_of(
            f"<table><tr><td>{counters}</td></tr></table><div><h1>Ban giám đốc"
            f"</h1><p>2/3/2015</p>{names}<p>Số lượt xem: 4</p></div>"
            f"<ul>{RELATED}</ul>{FOOTER}",
            "Ban giám đốc",
        )
        assert body.text.split("\n") == ["Đ/c Lê Văn An", "Giám đốc", "Đ/c Hà Thị Bình", "Phó Giám đốc"]
        assert body.rule == "below title"

    def test_a_notice_ends_at_furniture_or_links(self) -> None:
        after = f"<p><a href='/x'>Xem thêm lịch trực của các khoa phòng</a></p>{FOOTER}"
        body = body_of(
            f"<div>Hôm nay trực: 1, 2, 3</div><h1>Lịch trực</h1><div><p>Khoa nội: bác sĩ An</p></div>{after}",
            "Lịch trực",
        )
        assert body.text == "Khoa nội: bác sĩ An"

    def test_a_table_of_short_cells(self) -> None:
        rows = "".join(f"<tr><td>Xã số {n}</td><td>{n * 7}</td><td>đạt</td></tr>" for n in range(60))
        body = body_of(page(f"<div><p>Xin chào quý vị.</p></div><table>{rows}</table>"), None)
        assert body.text.split("\n")[0] == "Xã số 0 | 0 | đạt"
        assert body.rule == "table"

    def test_a_headline_with_nothing_below_it(self) -> None:
        assert body_of(f"<div><p>Đang cập nhật nội dung.</p></div><h1>{TITLE}</h1>").text == "Đang cập nhật nội dung."


class TestHiddenText:
    def test_is_read_where_nothing_else_is_there(self) -> None:
        assert body_of(f"{MENU}<div class=c style='display:none'>{STORY}</div>", None).text.split("\n") == TEXT

    def test_is_left_alone_beside_visible_text(self) -> None:
        hidden = f"<div style='display:none'>{paragraphs(LEAD)}</div>"
        assert body_of(page(f"<div class=c>{STORY}{hidden}</div>")).text.split("\n") == TEXT


def test_the_headline_may_be_a_link_in_a_heading() -> None:
    body = body_of(
        page(f"<h1><a href='#'>{TITLE}</a></h1><div class='x'>{LEAD}</div><div class=c><div>{STORY}</div></div>")
    )
    assert body.lead == LEAD


def test_the_page_title_tells_the_headline_where_nothing_else_does() -> None:
    small = f"<div class=c><p>{ONE}</p></div>"
    intro = f"<div class=i><p>{TWO}</p><p>{THREE}</p></div>"
    markup = f"<html><head><title>{TITLE} | Trung tâm</title></head><body>{intro}<b>{TITLE}</b>{small}</body></html>"
    assert body_of(markup, None).text == ONE


def test_where_it_stands() -> None:
    tree = parse_page(page(f"<div class=c>{STORY}</div>"), URL)
    body = find_body(tree, title=None)
    assert body is not None
    assert [tree.lines[i].text for i in (body.first, body.last)] == [ONE, THREE]
    assert body.block.element.get("class") == "c"


@pytest.mark.parametrize(
    "markup",
    ["", "<html></html>", "<img src=a.jpg>", f"<ul>{RELATED}</ul>", "\x00\x01\x02", "<a href='/x'>Xem</a>"],
)
def test_pages_without_an_article_have_no_body(markup: str) -> None:
    assert find_body(parse_page(markup, URL), title=TITLE) is None


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 5000 + ONE,
        "<table><tr><td>" * 900 + ONE,
        "<p>a" * 20000,
        "<" * 50000,
        bytes(range(256)).decode("latin-1") * 50,
        "<p>" + "chữ " * 50000,
    ],
    ids=["deep", "tables", "many", "brackets", "binary", "long"],
)
def test_odd_pages_are_answered(markup: str) -> None:
    body = find_body(parse_page(markup, URL), title=TITLE)
    assert body is None or body.text


TAGS = """<div> </div> <p> </p> <table><tr><td> </td></tr></table> <a/href='/x'> </a> <br> <h1> </h1> <span/hidden>
</span> <pre> </pre> <li> <img/src=a.jpg> <script> </script> <textarea> </textarea> </body></html> <!-- -->"""
FRAGMENTS = st.sampled_from([*TAGS.split(), TITLE, ONE, TWO, THREE, "Tin khác:", "1", "\n"])


@given(st.lists(FRAGMENTS, max_size=40))
def test_any_soup_of_tags_is_read_in_order(fragments: list[str]) -> None:
    tree = parse_page("".join(fragments), URL)
    assert all(0 <= block.first <= block.last <= len(tree.lines) for block in tree.blocks)
    assert all(block.index < block.end <= len(tree.blocks) for block in tree.blocks)
    body = find_body(tree, title=TITLE)
    assert body is None or (body.text and list(body.kept) == sorted(set(body.kept)))


@pytest.fixture(scope="module")
def scores() -> dict[str, float]:
    return {**_scores(SHARED / "corpus", "gold.jsonl"), **_scores(SHARED / "rendered", "corpus.jsonl")}


@needs_shared
class TestFloors:
    """Body F1 that must not be lost again; headlines are the gold's, so that this file tests the body only."""

    @pytest.mark.parametrize(
        ("subset", "floor"),
        [
            ("repo rundimeco/waddle", 0.96),
            ("repo immortal-autumn/Chinese-Web-Content-Extraction-Dataset", 0.94),
            ("gold read", 0.95),
            ("health", 0.965),
            ("gov", 0.91),
            ("leak-free", 0.99),
            ("rendered", 0.99),
        ],
    )
    def test_floor(self, scores: dict[str, float], subset: str, floor: float) -> None:
        assert scores[subset] >= floor


def _scores(root: Path, gold: str) -> dict[str, float]:
    """Read every page with a gold text and score it with the set's own scorer."""
    from crawler.normalise.text.charset import decode_page
    from crawler.normalise.text.pinyin import remove_injected_pinyin
    from crawler.pages.families.base import BODY_CSS

    sys.path.insert(0, str(SHARED / "corpus"))
    try:
        import score
    finally:
        sys.path.pop(0)
    rows = [json.loads(line) for line in (root / gold).read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row.get("gold_by")]
    predictions = []
    for row in rows:
        decoded = decode_page((root / row["file"]).read_bytes(), None, row["lang"])
        title = row["gold"].get("title")
        tree = parse_page(decoded.text, row.get("url") or URL)
        body = find_body(tree, title=title if isinstance(title, str) else None, containers=BODY_CSS)
        text = remove_injected_pinyin(body.text).text.replace("\u00ad", "") if body else None
        predictions.append({"file": row["file"], "body_text": text})
    _, subsets = score.evaluate(rows, predictions, root)
    found = {name: summary["body"]["f1"] for name, summary in subsets.items() if "body" in summary}
    if root.name == "rendered":
        return {"rendered": found["all"]}
    leaks, asked = subsets["all"]["leak"]
    return {**found, "leak-free": 1 - leaks / asked}
