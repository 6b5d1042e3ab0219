"""A name that leads to a public address when it is first looked up, and into this machine the next time."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from crawler.settings import TWISTED_DNS_RESOLVER
from tests.crawling.crawls import ROOT, rows
from tests.crawling.namespaces import namespace
from tests.crawling.rebinding import ARTICLES, INSIDE, LOOPBACK, METADATA, PUBLIC, REDIRECTED


@dataclass(frozen=True)
class Rebound:
    states: list[str]
    looked_up: dict[str, int]
    """Address → look-ups whose answer named it."""
    connected: dict[str, int]
    """Address → requests that arrived there."""


def crawled(folder: Path, resolver: str) -> Rebound:
    if shutil.which("ip") is None:
        pytest.skip("ip (iproute2), which gives addresses to the network of the test, is not installed")
    quiet = {name: text for name, text in os.environ.items() if not name.lower().endswith("_proxy")}
    words = [*namespace("--net"), sys.executable, "-W", "error", "-m", "tests.crawling.rebinding", folder, resolver]
    done = subprocess.run(words, cwd=ROOT, env=quiet, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return Rebound(**json.loads(done.stdout))


def test_name_that_changes_its_mind_leads_nowhere_but_to_the_public_web(tmp_path: Path) -> None:
    rebound = crawled(tmp_path, TWISTED_DNS_RESOLVER)
    assert rebound.looked_up[LOOPBACK] >= 2
    assert rebound.looked_up[METADATA] >= 2
    assert set(rebound.connected) == {PUBLIC}
    # What is asked again at a look-up with a public answer comes; what a redirect hides inside does not.
    assert rebound.states == ["ok"]
    stored = {url.rpartition("/")[2] for (url,) in rows(tmp_path / "archive.db", "SELECT url FROM articles")}
    assert stored == {str(number) for number in ARTICLES if number != REDIRECTED}
    assert rows(tmp_path / "archive.db", "SELECT url FROM captures WHERE url LIKE ?", (f"%{INSIDE}%",)) == []


def test_without_the_check_the_same_name_would_lead_inside(tmp_path: Path) -> None:
    rebound = crawled(tmp_path, "scrapy.resolver.CachingHostnameResolver")
    assert rebound.connected[LOOPBACK] > 0
    assert rebound.connected[METADATA] > 0
