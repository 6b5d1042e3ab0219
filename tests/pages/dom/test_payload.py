"""Articles that a page carries as data, and pages whose data must be left alone."""

import pytest

from crawler.pages.body.find import find_body
from crawler.pages.dom.builder import parse_page

URL = "http://yte.example.vn/bai"
ONE = "Sở Y tế yêu cầu các bệnh viện tăng cường giám sát, phát hiện sớm ca bệnh và báo cáo hằng ngày về Sở."
TWO = "Các trạm y tế xã chuẩn bị đủ thuốc, vật tư và phân công người trực trong những ngày nghỉ lễ sắp tới."
HTML = f"<p>{ONE}</p><p>{TWO}</p>"
SHELL = "<html><body><div id='menu'><a href='/'>Trang chủ</a></div><div id='app'></div>%s</body></html>"
ESCAPED = HTML.replace("<", "&lt;").replace(">", "&gt;")
IN_SCRIPT = HTML.replace("</p>", "<\\/p>").replace("Sở", "S\\u1edf").replace("Các", "C\\xe1c")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(f"<textarea style='display:none'>{HTML}</textarea>", id="text area"),
        pytest.param(f"<textarea>{ESCAPED}</textarea>", id="text area, escaped"),
        pytest.param(f"<script>var bai = {{id: 7, 'noidung': \"{IN_SCRIPT}\"}};</script>", id="string of a script"),
        pytest.param(f"<script>render('{ESCAPED}', 2)</script>", id="escaped string of a script"),
        pytest.param(f"<script>x=`{ONE}\\n{TWO}`</script>", id="plain text with line feeds"),
        pytest.param(f'<script type="text/template">{HTML}</script>', id="template"),
        pytest.param(f'<script type="text/xml"><r><![CDATA[{HTML}]]></r></script>', id="data section"),
    ],
)
def test_an_empty_shell_shows_its_data(data: str) -> None:
    body = find_body(parse_page(SHELL % data, URL), title=None)
    assert body is not None
    assert body.text.split("\n") == [ONE, TWO]


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(
            f"<html><body><p>{ONE}</p><textarea><p>{TWO} {TWO}</p></textarea></body></html>", id="page with text"
        ),
        pytest.param(SHELL % "<textarea>Nhập ý kiến của bạn</textarea>", id="short data"),
        pytest.param(SHELL % f"<script>var a = '{'lorem ipsum dolor ' * 20}'</script>", id="no telling letters"),
        pytest.param(SHELL % f"<script>{'var x = 1; ' * 40}// Đây là ghi chú</script>", id="script without strings"),
        pytest.param(SHELL % ("<script>" + '"\\' * 5000 + "đ</script>"), id="unclosed strings"),
    ],
)
def test_data_is_left_alone(page: str) -> None:
    assert TWO not in "".join(line.text for line in parse_page(page, URL).lines)
    assert all(block.tag != "article" for block in parse_page(page, URL).blocks)
