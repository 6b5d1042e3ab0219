"""Words that only a file has: the hit shows the sentence, and which of the article's files it is in."""

from pathlib import Path

from crawler.archive import Archive
from crawler.items import Attachment
from replica.files import make_pdf
from tests.archive.samples import DAY_ONE, SOFTWARE, SOYTE, capture, keep_file, samples, store, visit
from tests.web.conftest import MakeReader

PAGE = samples()[1]
FILES = {
    "Phụ lục một": ("Phụ lục một", "Danh mục dụng cụ kiểm nghiệm"),
    "Phụ lục hai": ("Phụ lục hai", "Máy quang phổ hấp thụ nguyên tử"),
}


def test_the_file_is_named(tmp_path: Path, make_reader: MakeReader) -> None:
    with Archive.open(tmp_path / "archive.db") as archive:
        run = archive.start_run(SOYTE, started_at=DAY_ONE, software=SOFTWARE)
        addresses = {name: f"https://soyte.quangninh.gov.vn/f/{number}.pdf" for number, name in enumerate(FILES)}
        offered = tuple(Attachment(url=url, name=name) for name, url in addresses.items())
        store(run, visit(PAGE, DAY_ONE, attachments=offered))
        for name, url in addresses.items():
            body = make_pdf(FILES[name])
            keep_file(run, capture(SOYTE, url, body, DAY_ONE, kind="attachment", article_url=PAGE.url, headers=()))
    answer = make_reader(tmp_path / "archive.db").get("/search?q=quang+phổ+hấp+thụ")
    assert "<cite>Phụ lục hai</cite>" in answer.text
    assert "<cite>Phụ lục một</cite>" not in answer.text
