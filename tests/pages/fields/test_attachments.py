"""The files that an article offers."""

import pytest
from lxml import html

from crawler.pages.fields.attachments import is_file_link
from tests.pages.article import STORY, article, paragraphs, read


@pytest.mark.parametrize(
    "link",
    [
        "/uploads/ke-hoach.pdf",
        "./W0202403.docx",
        "ke%20hoach.XLSX?v=2",
        "/Attachments/5/1. QĐ.pdf",
        "/documents/10/22/bao-cao.pdf/0a1b-22?t=15",
        "/bai-viet.html?download=1&id=0",
        "/DownloadFile.aspx?id=7",
        "/getfile?name=a",
        "/van-ban/phu-luc.zip",
    ],
)
def test_links_to_files(link: str) -> None:
    assert is_file_link(html.fromstring(f'<a href="{link}">x</a>'))


def test_a_link_with_the_download_attribute_is_a_file() -> None:
    assert is_file_link(html.fromstring('<a href="/tep/7" download>x</a>'))


@pytest.mark.parametrize(
    "link",
    [
        "",
        "/tin/bai.html",
        "javascript:download('a.pdf')",
        "mailto:a.pdf@example.vn",
        "/download/huong-dan/",
        "/vi/download/van-ban/thong-tu-20/",
        "/anh.jpg",
        "http://[x/a.pdf",
        "/bai-viet.html?pdf=1&id=0",
    ],
)
def test_other_links(link: str) -> None:
    assert not is_file_link(html.fromstring(f'<a href="{link}">x</a>'))


def test_files_are_absolute_named_once_and_in_page_order() -> None:
    story = paragraphs(*STORY, "Xem <a href='/u/1.pdf'>kế hoạch</a> và <a href='/u/2. phụ lục.docx'></a>.")
    extract = read(
        article(story=story, after="<p>Tệp: <a href='/u/3.xlsx' title='Bảng'></a> <a href='/u/1.pdf#p2'>nữa</a></p>")
    )
    assert [(file.url, file.name) for file in extract.attachments] == [
        ("https://yte.example.vn/u/1.pdf", "kế hoạch"),
        ("https://yte.example.vn/u/2.%20ph%E1%BB%A5%20l%E1%BB%A5c.docx", "2. phụ lục.docx"),
        ("https://yte.example.vn/u/3.xlsx", "Bảng"),
    ]


def test_files_of_menus_and_other_items_are_not_the_articles() -> None:
    markup = article(
        above="<div><a href='/u/menu.pdf'>Lịch</a></div>",
        after="<div>Tin khác</div><a href='/u/khac.pdf'>Văn bản khác của trung tâm</a>",
    )
    assert read(markup).attachments == ()


def test_the_familys_file_box_counts_wherever_it_stands() -> None:
    box = "<div class='news-download-file'><a href='?download=1&id=0' download>Kế hoạch.pdf</a></div>"
    markup = article(
        after="<div>Tin khác</div>" + "<p>…</p>" * 40 + box, head='<meta name="generator" content="NukeViet v4.5">'
    )
    extract = read(markup)
    assert extract.family == "nukeviet"
    assert [file.url for file in extract.attachments] == [
        "https://yte.example.vn/tin-tuc/bai-viet-102.html?download=1&id=0"
    ]
