"""Files that a page shows or offers without a plain link."""

import pytest

from crawler.pages.fields.embedded import is_viewer, shown_file
from tests.pages.article import STORY, article, paragraphs, read

HOST = "https://yte.example.vn"

SHOWN = {
    "iframe": ("<iframe src='/u/1.pdf'></iframe>", "/u/1.pdf", "1.pdf"),
    "iframe loaded late": ("<iframe data-src='/u/1.pdf#page=2'></iframe>", "/u/1.pdf", "1.pdf"),
    "embed": ("<embed src='/u/1.pdf' type='application/pdf'>", "/u/1.pdf", "1.pdf"),
    "object": ("<object data='/u/1.pdf'></object>", "/u/1.pdf", "1.pdf"),
    "param": ("<object><param name='src' value='/u/1.pdf'></object>", "/u/1.pdf", "1.pdf"),
    "pdf.js": ("<iframe src='/pdfjs/web/viewer.html?file=%2Fu%2F1.pdf'></iframe>", "/u/1.pdf", "1.pdf"),
    "pdf.js with a page": ("<iframe src='/js/viewer.html?file=/u/1.pdf%23page=3'></iframe>", "/u/1.pdf", "1.pdf"),
    "google viewer": (
        f"<iframe src='https://docs.google.com/gview?url={HOST}/u/1.docx&embedded=true'></iframe>",
        "/u/1.docx",
        "1.docx",
    ),
    "office viewer": (
        f"<iframe src='https://view.officeapps.live.com/op/embed.aspx?src={HOST}/u/1.xlsx'></iframe>",
        "/u/1.xlsx",
        "1.xlsx",
    ),
    "data-pdf": ("<div data-pdf='/u/1.pdf'></div>", "/u/1.pdf", "1.pdf"),
    "data-url": ("<button data-url='/u/1.pdf'>Xem tệp</button>", "/u/1.pdf", "Xem tệp"),
    "wp_pdf_player": (
        """<div class="wp_pdf_player" pdfsrc="/u/1.pdf" sudyfile-attr="{'title':'通知.pdf'}"></div>""",
        "/u/1.pdf",
        "通知.pdf",
    ),
    "onclick": ("<span onclick=\"window.open('/u/1.pdf')\">Tải về</span>", "/u/1.pdf", "Tải về"),
    "a call with name and path": (
        "<a href=\"javascript:downloadfile('ke hoach.pdf','/Lists/1/Attachments/9/a.pdf')\"></a>",
        "/Lists/1/Attachments/9/a.pdf",
        "ke hoach.pdf",
    ),
    "a call whose path does not tell": (
        "<a href=\"javascript:downloadfile('kh.docx','/tai/9')\">Kế hoạch</a>",
        "/tai/9",
        "Kế hoạch",
    ),
    "backslashes": ("<iframe src='\\upload\\2025\\1.pdf'></iframe>", "/upload/2025/1.pdf", "1.pdf"),
    "a session's id": ("<iframe src='/u/1.pdf;jsessionid=0A1B'></iframe>", "/u/1.pdf;jsessionid=0A1B", "1.pdf"),
    "pdfobject": ("<script>PDFObject.embed('/u/1.pdf', '#xem');</script>", "/u/1.pdf", "1.pdf"),
    "flipbook": ('<script>$("#s").flipBook({pdfUrl:"\\/u\\/1.pdf"});</script>', "/u/1.pdf", "1.pdf"),
}


@pytest.mark.parametrize(("markup", "path", "name"), SHOWN.values(), ids=SHOWN.keys())
def test_a_file_that_the_page_shows(markup: str, path: str, name: str) -> None:
    files = read(article(story=paragraphs(*STORY) + markup)).attachments
    assert [(file.url, file.name) for file in files] == [(f"{HOST}{path}", name)]


OTHERS = {
    "a video": "<iframe src='https://www.youtube.com/embed/x1'></iframe>",
    "a map": "<iframe src='https://maps.example.com/embed?pb=1'></iframe>",
    "a page in a new window": "<a href='#' onclick=\"window.open('/tin/2.html')\">tin</a>",
    "a picture": "<div data-src='/u/anh.jpg'></div>",
    "a script without a viewer": "<script>var x = '/u/1.pdf';</script>",
    "the site's own menu": "<nav><span onclick=\"window.open('/u/1.pdf')\">Biểu mẫu</span></nav>",
}


@pytest.mark.parametrize("markup", OTHERS.values(), ids=OTHERS.keys())
def test_what_shows_no_file(markup: str) -> None:
    assert read(article(story=paragraphs(*STORY) + markup)).attachments == ()


@pytest.mark.parametrize(
    ("link", "name"),
    [
        ("<a href='/Down.ashx?fileid=7'>Phụ lục 1.docx</a>", "Phụ lục 1.docx"),
        ("<a href='/DownloadServlet?file=abc'>Tải về</a>", "Tải về"),
        ("<a href='/tep?id=7'>附件1.xlsx</a>", "附件1.xlsx"),
        ("<a href='\\u\\1.pdf'>Kế hoạch</a>", "Kế hoạch"),
        ("<a href='/u/1.pdf;jsessionid=9'>Kế hoạch</a>", "Kế hoạch"),
    ],
)
def test_a_link_whose_words_or_handler_tell_the_file(link: str, name: str) -> None:
    files = read(article(story=paragraphs(*STORY, f"Xem {link}"))).attachments
    assert [file.name for file in files] == [name]


def test_a_viewer_is_no_page_of_the_office() -> None:
    frame = "<iframe src='/web/viewer.html?file=/u/1.pdf'></iframe>"
    extract = read(f"<html><head><title>PDF.js viewer</title></head><body>{frame}</body></html>")
    assert extract.frame_url is None
    assert extract.title is None
    assert [file.url for file in extract.attachments] == [f"{HOST}/u/1.pdf"]


def test_addresses_of_viewers() -> None:
    assert shown_file("/web/viewer.html?file=/a.pdf") == "/a.pdf"
    assert (
        shown_file("https://yte.example.vn/DownloadServlet?file=/a.pdf")
        == "https://yte.example.vn/DownloadServlet?file=/a.pdf"
    )
    assert is_viewer("https://docs.google.com/viewer?url=http://a.example/b.doc")
    assert not is_viewer("http://[x/viewer?file=a.pdf")
