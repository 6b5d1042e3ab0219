"""A crawl behind a proxy: used where it may be, named where not."""

from pathlib import Path

import pytest

from crawler.crawling.download.proxies import refuse_private_proxies
from crawler.errors import HealthArchiveError
from replica.server import ReplicaServer
from tests.crawling.crawls import rows, run

SITE = "vn_quangninh_hospital"
VARIABLES = ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "all_proxy", "no_proxy", "NO_PROXY")


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


def test_an_office_is_crawled_through_an_allowed_proxy(tmp_path: Path, replica: ReplicaServer) -> None:
    archive = tmp_path / "archive.db"
    done = run(
        "crawl", SITE, "--archive", archive, "--requests", "3",
        http_proxy=f"http://{replica.address}", HEALTHARCHIVE_PRIVATE_PROXY="127.0.0.1",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    captured = rows(archive, "SELECT url, status FROM captures WHERE kind IN ('list', 'article')")
    assert captured
    assert all(url.startswith("http://benhviendktinhquangninh.vn/") and status == 200 for url, status in captured)


def test_a_private_proxy_is_named_before_anything_is_asked(tmp_path: Path, replica: ReplicaServer) -> None:
    done = run("crawl", SITE, "--archive", tmp_path / "archive.db", http_proxy=f"http://{replica.address}")
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert "The proxy 127.0.0.1 that http_proxy names is on a private address" in line
    assert "HEALTHARCHIVE_PRIVATE_PROXY=127.0.0.1" in line


ALLOWED = {
    "none": {},
    "public": {"http_proxy": "http://203.162.4.190:3128"},
    "public without a scheme": {"https_proxy": "203.162.4.190:3128"},
    "another scheme's": {"ftp_proxy": "http://10.0.0.1:3128"},
    "not found": {"http_proxy": "http://proxy.invalid:3128"},
    "private and allowed": {"http_proxy": "http://10.0.0.1:3128", "HEALTHARCHIVE_PRIVATE_PROXY": "10.0.0.1"},
}
REFUSED = {
    "private": {"http_proxy": "http://10.0.0.1:3128"},
    "private without a scheme": {"https_proxy": "10.0.0.1:3128"},
    "a name of this machine": {"http_proxy": "http://localhost:3128"},
    "another one is allowed": {"http_proxy": "http://10.0.0.1:3128", "HEALTHARCHIVE_PRIVATE_PROXY": "10.0.0.2"},
}


@pytest.mark.parametrize("variables", ALLOWED.values(), ids=ALLOWED)
def test_proxies_that_may_be_used(variables: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    refuse_private_proxies()


@pytest.mark.parametrize("variables", REFUSED.values(), ids=REFUSED)
def test_proxies_that_are_refused(variables: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(HealthArchiveError, match="private address"):
        refuse_private_proxies()
