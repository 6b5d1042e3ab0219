"""The body finder on pages of one idea each."""

from crawler.pages.body import find_body
from crawler.pages.tree import parse_page

URL = "http://yte.example.vn/tin/bai-1.html"
ONE = "Sáng nay, Trung tâm Y tế huyện tổ chức tiêm vắc xin phòng sởi cho trẻ dưới năm tuổi tại các trạm y tế xã."
TWO = "Bác sĩ Trần Văn Minh cho biết, đợt tiêm kéo dài ba ngày, mỗi trạm bố trí hai bàn tiêm và một phòng theo dõi."


def test_paragraphs_without_navigation_and_footer() -> None:
    tree = parse_page(
        "<html><body><ul id='menu'><li><a href='/'>Trang chủ</a></li><li><a href='/t'>Tin tức</a></li></ul>"
        f"<div class='detail'><h1>Tiêm vắc xin sởi</h1><p>{ONE}</p><p>{TWO}</p></div>"
        "<div id='footer'>Bản quyền thuộc Trung tâm Y tế. Giấy phép số 12, cấp ngày 1/1/2010.</div></body></html>",
        URL,
    )
    body = find_body(tree, title="Tiêm vắc xin sởi")
    assert body is not None
    assert body.text == f"{ONE}\n{TWO}"


def test_a_page_without_text_has_no_body() -> None:
    assert find_body(parse_page("", URL), title=None) is None
