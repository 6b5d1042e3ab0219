"""Error pages that are sent with status 200 are told from articles, however thin."""

import pytest

from crawler.pages import read_page

FRAME = """<html><head><title>{title}</title></head><body>
<div class="menu"><a href="/">Trang chủ</a> <a href="/x">Tin tức</a></div>
<div class="main">{inner}</div>
<div class="foot">Giấy phép số 31/GP-TTĐT. Điện thoại: 0203 000 123</div></body></html>"""

ERRORS = {
    "article deleted": ("Thông báo", "<p>Bài viết không tồn tại hoặc đã bị xóa. <a href='/'>Về trang chủ</a></p>"),
    "page asked for is not found": ("Lỗi", "<h2>Trang bạn yêu cầu không tìm thấy</h2>"),
    "nothing found": ("Thông báo", "<div>Không tìm thấy nội dung phù hợp.</div>"),
    "Chinese page": ("提示", "<div>您访问的页面不存在或已被删除。</div>"),
    "Chinese article": ("提示", "<div>该文章已被删除</div>"),
    "most-read list beside it": (
        "Thông báo",
        "<p>Bài viết không tồn tại hoặc đã bị gỡ bỏ.</p><ul><li><a href='/a-1'>Tin khác</a> 5971 lượt xem</li></ul>",
    ),
    "English words": ("Error", "<h1>Page not found</h1>"),
}

ARTICLES = {
    "obituary": (
        "Tin buồn",
        "<h1>Tin buồn</h1><div class='date'>Ngày đăng: 05/02/2020</div>"
        "<p>Gia đình vô cùng thương tiếc báo tin ông Lưu Đình Ngạn đã từ trần hồi 3 giờ 40 phút.</p>",
    ),
    "article about a page that does not exist": (
        "Cảnh báo trang giả mạo",
        "<h1>Cảnh báo trang giả mạo</h1><div class='date'>Ngày đăng: 05/02/2020</div>"
        "<p>Trang thông tin này không tồn tại trong hệ thống của bệnh viện.</p>",
    ),
    "long text that uses the words": (
        "Hướng dẫn",
        "<h1>Hướng dẫn</h1>" + "<p>Nếu trang không tồn tại, hãy gọi tổng đài.</p>" * 12,
    ),
}


def flags_of(title: str, inner: str) -> tuple[str, ...]:
    page = FRAME.format(title=title, inner=inner)
    return read_page(
        url="http://office.example/tin/1.html", content=page.encode(), content_type="text/html; charset=utf-8"
    ).flags


@pytest.mark.parametrize(("title", "inner"), ERRORS.values(), ids=ERRORS)
def test_error_page_is_flagged(title: str, inner: str) -> None:
    assert "soft_error_page" in flags_of(title, inner)


@pytest.mark.parametrize(("title", "inner"), ARTICLES.values(), ids=ARTICLES)
def test_article_is_not(title: str, inner: str) -> None:
    assert "soft_error_page" not in flags_of(title, inner)
