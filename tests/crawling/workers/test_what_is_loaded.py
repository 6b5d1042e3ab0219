"""What a process loads before it does its work: a crawl of one office starts three of them."""

import subprocess
import sys
from pathlib import Path

from scrapy.settings import default_settings

from crawler.archive import Archive
from crawler.crawling.download.scrapy_parts import NOT_USED
from crawler.crawling.run import reader


def loaded(*statements: str) -> set[str]:
    """Return the names of the modules that a new process has loaded after these statements."""
    program = "\n".join((*statements, "import sys", "print(*sys.modules)"))
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_a_worker_loads_what_it_reads_with_and_neither_scrapy_nor_the_archive() -> None:
    modules = loaded(*(f"import {name}" for name in reader._MODULES))
    assert "crawler.reading" in modules
    assert "crawler.filetext.reading" in modules
    assert not modules & {"scrapy", "twisted", "warcio", "sqlite_utils", "crawler.archive"}


def test_an_archive_of_today_is_opened_without_what_migrates_one(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    making = f"from pathlib import Path; from crawler.archive import Archive; Archive.open(Path({str(path)!r})).close()"
    assert "sqlite_utils" in loaded(making)
    assert "sqlite_utils" not in loaded(making)
    Archive.open(path, read_only=True).close()


def test_what_is_left_out_of_scrapy_is_what_scrapy_would_load() -> None:
    enabled = {
        *default_settings.EXTENSIONS_BASE,
        *default_settings.SPIDER_MIDDLEWARES_BASE,
        *default_settings.DOWNLOADER_MIDDLEWARES_BASE,
    }
    assert enabled >= NOT_USED
