"""The same file under addresses that change, and different files under addresses that look alike."""

import pytest

from crawler.normalise.file_addresses import place_of, same_files

BASE = "https://h.example"
SAME = {
    "a stamp behind a file": ("/f/a.pdf?t=1", "/f/a.pdf?t=2"),
    "a token that expires": ("/f/a.pdf?token=ab12&expires=1700000000", "/f/a.pdf?token=cd34&expires=1700009999"),
    "an unknown parameter behind a file": ("/f/a.docx?q1=77", "/f/a.docx?q1=154"),
    "a signed address": ("/o/a.xlsx?OSSAccessKeyId=1&Signature=x", "/o/a.xlsx?OSSAccessKeyId=1&Signature=y"),
    "a token behind a handler": ("/download.aspx?id=5&token=aa", "/download.aspx?id=5&token=bb"),
    "a token in the path": ("/s/9f8e7d6c5b4a39281/a.pdf", "/s/1029384756abcdef0/a.pdf"),
}
OTHER = {
    "another file": ("/f/a.pdf", "/f/b.pdf"),
    "another file of a handler": ("/download.aspx?id=5", "/download.aspx?id=6"),
    "another folder that is a word": ("/nam-2023/a.pdf", "/nam-2024/a.pdf"),
}


@pytest.mark.parametrize(("before", "after"), SAME.values(), ids=SAME)
def test_the_same_file(before: str, after: str) -> None:
    assert same_files([(BASE + before, "Phụ lục")], [(BASE + after, "Phụ lục")]) == {0: 0}
    assert place_of([BASE + before], [BASE + after]) == 0


@pytest.mark.parametrize(("before", "after"), OTHER.values(), ids=OTHER)
def test_another_file(before: str, after: str) -> None:
    assert same_files([(BASE + before, "Phụ lục")], [(BASE + after, "Phụ lục")]) == {}
    assert place_of([BASE + before], [BASE + after]) is None


def test_files_that_one_handler_gives_stay_apart() -> None:
    files = [(f"{BASE}/get.pdf?id={number}", f"Phụ lục {number}") for number in (1, 2)]
    assert same_files(files, list(reversed(files))) == {0: 1, 1: 0}
