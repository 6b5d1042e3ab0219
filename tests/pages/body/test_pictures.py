"""Pictures of a page that has no text of its own."""

from crawler.pages import read_page

URL = "http://anh.example.test/tin/7.html"


def images(main: str) -> list[str]:
    page = (
        "<html><head><title>Thông báo lịch tiêm</title></head><body><div class='logo'><img src='/logo.png'></div>"
        f"<div><h1>Thông báo lịch tiêm</h1><p>Ngày đăng: 05/03/2024</p>{main}</div>"
        "<div class='footer'><img src='/qc.jpg'></div></body></html>"
    )
    extract = read_page(url=URL, content=page.encode(), language="vi")
    assert extract.body_text is None
    return [image.url for image in extract.images]


def test_the_scan_below_the_headline_is_the_notice() -> None:
    assert images("<p><img src='/scan/1.jpg' width='800'></p><p><img data-src='/scan/2.jpg' src='/blank.gif'></p>") == [
        "http://anh.example.test/scan/1.jpg",
        "http://anh.example.test/scan/2.jpg",
    ]


def test_marks_and_buttons_are_no_notice() -> None:
    assert images("<img src='/icon-print.gif'><img src='/a.jpg' width='16'><img src='data:image/png;base64,AA'>") == []
