"""RTF, HTML and web archives under Office names, plain text, OpenDocument, OFD, slides."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.filetext.kinds import OFFICE_HTML, OFFICE_WORDS
from tests.filetext.build import R, make_odf, make_ofd, make_zip, ofd_text, relations
from tests.filetext.read import read, text


def rtf(body: str, fonts: str = r"{\f0\fcharset163 Times;}") -> bytes:
    return (r"{\rtf1\ansi\ansicpg1258{\fonttbl" + fonts + "}" + body + "}").encode("ascii")


RTF = {
    "unicode with a stand-in": (rtf(r"\uc1 Tr\u7841?m y t\u7871?"), "Trạm y tế"),
    "two stand-ins": (rtf(r"\uc2 \u7841??m"), "ạm"),
    "a letter beyond 16 bits": (rtf(r"\u-10176?\u-9216?"), "\U00020000"),
    "windows-1258": (rtf(r"\f0 Gia\'ecm"), "Giám"),
    "gbk": (rtf(r"\f1 \'d2\'df\'c3\'e7", r"{\f0 A;}{\f1\fcharset134 \'cb\'ce;}"), "疫苗"),
    "a soft hyphen that is a letter of a legacy font": (
        rtf(r"\f1 ng\-\'eai d\'a9n", r"{\f0 A;}{\f1 .VnTime;}"),
        "người dân",
    ),
    "a soft hyphen": (rtf(r"phong\-kham"), "phongkham"),
    "a legacy font": (rtf(r"\f1 Tr\'b9m y t\'d5", r"{\f0 A;}{\f1 .VnTime;}"), "Trạm y tế"),
    "a table": (rtf(r"Xa\cell 31\cell\row Ap\cell 7\cell\row"), "Xa | 31\nAp | 7"),
    "groups that are no text": (
        rtf(r"{\info{\author ai}}{\*\bkmk x}{\pict 00ff}A{\v hidden}\par B\~C\_D\-E"),
        "A\nB C-DE",
    ),
    "a field": (rtf(r"{\field{\*\fldinst HYPERLINK}{\fldrslt Trang}}"), "Trang"),
    "binary data": (rtf(r"A{\pict\bin4 \}}{}B"), "AB"),
    "deleted": (rtf(r"{\deleted cu}moi"), "moi"),
}


@pytest.mark.parametrize(("body", "expected"), RTF.values(), ids=RTF.keys())
def test_rtf(body: bytes, expected: str) -> None:
    assert text(body) == expected


OFFICE = '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p{}</style></head><body>'
TABLE = "<table><tr><td>Xã</td><td>Số trẻ</td></tr><tr><td>Ví Dụ</td><td>31</td></tr></table>"
MESSAGE = "<html><title>Thông báo</title><body><h1>Không tìm thấy</h1><a href='/'>Trang chủ</a></body></html>"

ISLAND = "<!--[if gte mso 9]><xml>1</xml><![endif]-->"

HTML = {
    "word": (f"{OFFICE}<p class=MsoNormal>Giấy<br>mời<o:p></o:p></p>{ISLAND}", "Giấy\nmời"),
    "list marks": (f"{OFFICE}<p><![if !supportLists]>1.<![endif]> Mục</p>", "1. Mục"),
    "hidden": (f"{OFFICE}<p style='mso-hide:all'>kín</p><p>lộ</p>", "lộ"),
    "a font of capitals": (f"""{OFFICE}<p style="font-family:'.VnTimeH'">quyết định</p>""", "QUYẾT ĐỊNH"),
    "excel": (f"{OFFICE}{TABLE}", "Xã | Số trẻ\nVí Dụ | 31"),
    "a system's own table": (f"<html><meta charset=utf-8><body>{TABLE}</body></html>", "Xã | Số trẻ\nVí Dụ | 31"),
}  # fmt: skip


@pytest.mark.parametrize(("markup", "expected"), HTML.values(), ids=HTML.keys())
def test_html_under_another_name(markup: str, expected: str) -> None:
    assert text(markup.encode()) == expected


@pytest.mark.parametrize(
    "markup",
    [
        MESSAGE,
        f"<html><title>Error 404</title><body>{TABLE}</body></html>",
        f"<html><body><form action='/login'>{TABLE}</form></body></html>",
        "<html><body>Phiên làm việc đã hết hạn</body></html>",
    ],
    ids=["message", "error-with-table", "login", "sentence"],
)
def test_a_web_page_in_place_of_the_file(markup: str) -> None:
    found = read(markup.encode())
    assert (found.status, found.text) == ("error_page", None)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ('{"code": 404, "msg": "文件不存在"}', "error_page"),
        ('{"error": "expired"}', "error_page"),
        ('{"xã": "Ví Dụ", "trẻ": 31}', "text"),
        ("{code: 404} là dòng đầu của một tệp ghi chép", "text"),
    ],
)
def test_a_message_of_an_interface_in_place_of_the_file(body: str, status: str) -> None:
    assert read(body.encode()).status == status


def test_a_page_that_is_offered_as_a_file_is_one() -> None:
    assert read(b"<html><body><p>Bang gia</p></body></html>", name="https://a.example/bang.html").text == "Bang gia"


MHTML = """MIME-Version: 1.0
Content-Type: multipart/related; boundary="=_x"

--=_x
Content-Type: text/html; charset="gb2312"
Content-Transfer-Encoding: quoted-printable

<html><body><table><tr><td>=D2=DF=C3=E7</td><td>12</td></tr></table></body></html>
--=_x
Content-Type: text/html
Content-Location: filelist.xml

<html><body>x</body></html>
--=_x--
"""


def test_a_web_archive() -> None:
    found = read(MHTML.replace("\n", "\r\n").encode("ascii"), "zh")
    assert (found.kind, found.text) == ("mhtml", "疫苗 | 12")


VIETNAMESE = "Số ca mắc bệnh giảm\nTrạm y tế xã Ví Dụ báo cáo kết quả tiêm chủng"
CHINESE = "关于做好疫苗接种工作的通知\n各县区卫生健康局：现将有关事项通知如下"
PLAIN = {
    "utf-8": (VIETNAMESE.encode(), VIETNAMESE),
    "utf-8 with a mark": (b"\xef\xbb\xbf" + VIETNAMESE.encode(), VIETNAMESE),
    "utf-16": (VIETNAMESE.encode("utf-16"), VIETNAMESE),
    "utf-16 big end": (b"\xfe\xff" + VIETNAMESE.encode("utf-16-be"), VIETNAMESE),
    "gbk": (CHINESE.encode("gbk"), CHINESE),
    "tcvn3": ("Tr¹m y tÕ x· VÝ Dô b¸o c¸o kÕt qu¶".encode("latin-1"), "Trạm y tế xã Ví Dụ báo cáo kết quả"),
    "tabs": ("Xã\tSố trẻ\r\nVí Dụ\t31\r\n".encode(), "Xã | Số trẻ\nVí Dụ | 31"),
}


@pytest.mark.parametrize(("body", "expected"), PLAIN.values(), ids=PLAIN.keys())
def test_plain_text_in_any_charset(body: bytes, expected: str) -> None:
    assert text(body, None) == expected


ODF = {
    "words": ('<text:p>Một<text:s text:c="2"/>hai<text:tab/>ba<text:line-break/>bốn</text:p>', "Một hai ba\nbốn"),
    "deleted": ("<text:tracked-changes><text:p>cũ</text:p></text:tracked-changes><text:p>mới</text:p>", "mới"),
    "a note": (
        "<text:p>Tỷ lệ<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Chú</text:p>"
        "</text:note-body></text:note> đạt</text:p>",
        "Tỷ lệ đạt\nChú",
    ),
    "a table": (
        "<table:table><table:table-row><table:table-cell><text:p>Xã</text:p></table:table-cell><table:table-cell/>"
        '<table:table-cell table:number-columns-repeated="3"><text:p>31</text:p></table:table-cell>'
        "</table:table-row></table:table>",
        "Xã | 31",
    ),
}


@pytest.mark.parametrize(("body", "expected"), ODF.values(), ids=ODF.keys())
def test_opendocument(body: str, expected: str) -> None:
    assert text(make_odf("text", f"<office:text>{body}</office:text>")) == expected


def test_opendocument_in_one_flat_file() -> None:
    body = "<office:body><office:text><text:p>Trạm y tế xã Ví Dụ</text:p></office:text></office:body>"
    flat = (
        '<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        f'office:mimetype="application/vnd.oasis.opendocument.text">{body}</office:document>'
    )
    found = read(flat.encode())
    assert (found.kind, found.text) == ("odt", "Trạm y tế xã Ví Dụ")


LIST_STYLE = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" '
    'style:num-prefix="Điều " style:num-suffix="."/><text:list-level-style-number text:level="2" '
    'style:num-format="a" style:num-suffix=")"/></text:list-style>'
)


def item(words: str, inner: str = "") -> str:
    return f"<text:list-item><text:p>{words}</text:p>{inner}</text:list-item>"


def test_opendocument_lists_are_numbered() -> None:
    nested = f"<text:list>{item('B')}{item('C')}</text:list>"
    first = f'<text:list text:style-name="L">{item("A", nested)}{item("D")}</text:list>'
    again = f'<text:list text:style-name="L" text:continue-numbering="true">{item("E")}</text:list>'
    anew = f'<text:list text:style-name="L">{item("G")}</text:list>'
    made = make_odf("text", f"<office:text>{first}{again}{anew}</office:text>", LIST_STYLE)
    assert text(made) == "Điều 1. A\na) B\nb) C\nĐiều 2. D\nĐiều 3. E\nĐiều 1. G"


def test_opendocument_in_legacy_fonts() -> None:
    styles = (
        '<style:style style:name="P"><style:text-properties style:font-name=".VnTime"/></style:style>'
        '<style:style style:name="T" style:parent-style-name="H"/>'
        '<style:style style:name="H"><style:text-properties style:font-name=".VnTimeH"/></style:style>'
    )
    body = '<text:p text:style-name="P">Së Y tÕ <text:span text:style-name="T">b¸o c¸o</text:span></text:p>'
    assert (
        text(make_odf("text", f"<office:text>{body}<text:p>Số</text:p></office:text>", styles)) == "Sở Y tế BÁO CÁO\nSố"
    )


def test_hidden_sheets_of_opendocument_are_said() -> None:
    styles = '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
    row = "<table:table-row><table:table-cell><text:p>{}</text:p></table:table-cell></table:table-row>"
    hidden = f'<table:table table:name="Ẩn" table:style-name="h">{row.format("kín")}</table:table>'
    body = f"<office:spreadsheet>{hidden}<table:table>{row.format('lộ')}</table:table></office:spreadsheet>"
    found = read(make_odf("spreadsheet", body, styles))
    assert (found.text, found.note) == ("lộ", "hidden_sheets: not shown and not read are Ẩn.")


def test_legacy_lines_beside_lines_in_unicode() -> None:
    legacy = "Tr¹m y tÕ x· b¸o c¸o kÕt qu¶"
    assert text(f"Số liệu\n{legacy}\n".encode()) == "Số liệu\nTrạm y tế xã báo cáo kết quả"


def test_opendocument_headers_and_passwords() -> None:
    master = "<office:master-styles><style:header><text:p>Số: 5</text:p></style:header></office:master-styles>"
    assert text(make_odf("text", "<office:text><text:p>Thân</text:p></office:text>", master)) == "Số: 5\nThân"
    locked = make_zip(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": "<m><file-entry><encryption-data/></file-entry></m>",
            "content.xml": b"\x01\x02",
        }
    )
    assert read(locked).status == "encrypted"


def test_ofd_is_read_line_by_line_over_its_template() -> None:
    content = ofd_text(20, 60, "关于疫苗的通知") + ofd_text(20, 80, "第一条")
    made = make_ofd(content, ofd_text(20, 30, "江州市卫健委"))
    found = read(made, "zh")
    assert (found.kind, found.text) == ("ofd", "江州市卫健委\n关于疫苗的通知\n第一条")


def test_ofd_whose_page_is_missing_is_damaged() -> None:
    body = make_zip({"OFD.xml": "<OFD><DocBody><DocRoot>D.xml</DocRoot></DocBody></OFD>"})
    assert read(body, "zh").status == "damaged"


def slide(*paragraphs: str, show: str = "1") -> str:
    shapes = "".join(
        f"<p:sp><p:txBody><a:p><a:r><a:t>{words}</a:t></a:r></a:p></p:txBody></p:sp>" for words in paragraphs
    )
    return f'<p:sld xmlns:p="p" xmlns:a="a" show="{show}"><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>'


def test_slides_come_in_their_order_without_the_hidden_ones() -> None:
    listed = "".join(f'<p:sldId r:id="s{number}"/>' for number in (2, 1, 3))
    body = make_zip(
        {
            "_rels/.rels": relations(a="officeDocument:ppt/presentation.xml"),
            "ppt/presentation.xml": f'<p:p xmlns:p="p" {R}><p:sldIdLst>{listed}</p:sldIdLst></p:p>',
            "ppt/_rels/presentation.xml.rels": relations(
                s1="slide:slides/x.xml", s2="slide:slides/y.xml", s3="slide:slides/z.xml"
            ),
            "ppt/slides/x.xml": slide("Sau"),
            "ppt/slides/y.xml": slide("Sơ cứu", "Gọi 115"),
            "ppt/slides/z.xml": slide("Ẩn", show="0"),
        }
    )
    found = read(body)
    assert (found.text, found.note) == ("Sơ cứu\nGọi 115\nSau", "hidden_slides: 1 not shown and not read.")


@given(written=st.from_regex(re.compile(OFFICE_HTML.pattern.decode(), re.IGNORECASE | re.ASCII)))
def test_whatever_an_office_program_marks_has_one_of_its_words(written: str) -> None:
    assert any(word in written.encode().lower() for word in OFFICE_WORDS)
