"""Reading for the tests: a file of any kind by the function that the crawl uses."""

from crawler.filetext import read_file_text
from crawler.items import FileText


def read(body: bytes, language: str | None = "vi", name: str = "") -> FileText:
    return read_file_text(body, language, name=name, declared="application/octet-stream")


def text(body: bytes, language: str | None = "vi") -> str:
    """Return the text of a file that has one."""
    found = read(body, language)
    assert (found.status, found.note) == ("text", None), found
    assert found.text is not None
    return found.text
