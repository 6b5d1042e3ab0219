"""What builds on private parts of Scrapy and Twisted names the versions that it was tried with."""

from importlib.metadata import version

import pytest

from crawler.crawling.download.connections import CHECKED_WITH


@pytest.mark.parametrize("package", CHECKED_WITH)
def test_private_parts_were_tried_with_the_version_that_is_installed(package: str) -> None:
    assert version(package) in CHECKED_WITH[package], "run the tests of crawling with it, then name it in CHECKED_WITH"
