"""Pages that only frame another one."""

import pytest

from tests.pages.article import STORY, URL, article, paragraphs, read

HOST = "https://yte.example.vn"


def frameset(*frames: str) -> str:
    return (
        f"<html><head><title>Sở Y tế</title></head><frameset cols='20%,*'>{''.join(frames)}"
        "<noframes><body>Trình duyệt không hỗ trợ khung</body></noframes></frameset></html>"
    )


def body(inner: str) -> str:
    return f"<html><head><title>Sở Y tế</title></head><body>{inner}</body></html>"


FRAMED = {
    "one frame": (frameset("<frame src='noidung.asp?id=7'>"), f"{HOST}/tin-tuc/noidung.asp?id=7"),
    "the main frame of several": (
        frameset("<frame name='menu' src='/menu.htm'>", "<frame name='mainFrame' src='/bai/7.htm#top'>"),
        f"{HOST}/bai/7.htm",
    ),
    "a frame within a frameset within": (
        frameset("<frameset rows='*'><frame src='/bai/7.htm'></frameset>"),
        f"{HOST}/bai/7.htm",
    ),
    "a body that is one iframe": (body("<iframe src='/bai/7.htm' width='100%'></iframe>"), f"{HOST}/bai/7.htm"),
    "a few words beside the iframe": (
        body("<p>Đang tải nội dung</p><iframe src='/bai/7.htm'></iframe>"),
        f"{HOST}/bai/7.htm",
    ),
    "an iframe beside one that nobody sees": (
        body("<iframe src='/bai/7.htm'></iframe><iframe src='/dem.htm' width=0 height=0></iframe>"),
        f"{HOST}/bai/7.htm",
    ),
    "an iframe beside that of another host": (
        body("<iframe src='/bai/7.htm'></iframe><iframe src='https://video.example/1'></iframe>"),
        f"{HOST}/bai/7.htm",
    ),
    "frames of which none is the main one": (frameset("<frame src='/a.htm'>", "<frame src='/b.htm'>"), None),
    "two main frames": (
        frameset("<frame name='main1' src='/a.htm'>", "<frame name='main2' src='/b.htm'>"),
        None,
    ),
    "a frame of another host": (body("<iframe src='https://video.example/1'></iframe>"), None),
    "a frame of itself": (body(f"<iframe src='{URL}#a'></iframe>"), None),
    "a file in a frame": (body("<iframe src='/van-ban/7.pdf'></iframe>"), None),
    "an address that is none": (body("<iframe src='https://[/bai'></iframe>"), None),
    "an article with a video": (article(story=paragraphs(*STORY) + "<iframe src='/video/7'></iframe>"), None),
    "an empty page": (body(""), None),
}


@pytest.mark.parametrize(("html", "address"), FRAMED.values(), ids=FRAMED)
def test_the_address_of_the_framed_page(html: str, address: str | None) -> None:
    assert read(html).frame_url == address
