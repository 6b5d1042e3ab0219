"""An office's simulated days, told once for all tests of a run, and how its archive is compared with the witness."""

import fcntl
import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from replica.days import DAYS, START, new
from tests.truth import rows

SITES = {
    "hospital": "vn_quangninh_hospital",
    "department": "vn_quangninh_soyte",
    "cdc": "vn_quangninh_cdc",
    "news": "cn_ningde_news",
    "party": "vn_quangninh_party",
}
MOVERS = [name for name in SITES if name != "news"]
"""Offices with titles in their addresses."""


@dataclass(frozen=True)
class Story:
    site: str
    archive: Path
    truth: Mapping[str, Mapping[str, Any]]
    requests: list[int]

    def of(self, number: int) -> Mapping[str, Any]:
        """The truth of the article that was put up on day ``2 * number``."""
        [told] = [article for article in self.truth.values() if article["id"] == new(number)]
        return told

    def url_of(self, number: int) -> str:
        [url] = [url for url, article in self.truth.items() if article["id"] == new(number)]
        return url

    def article(self, url: str) -> Any:
        [row] = rows(self.archive, "SELECT * FROM articles WHERE url = ?", url)
        return row


@cache
def tell(name: str, folder: Path, days: int = DAYS) -> Story:
    """Crawl an office for *days*; processes that share the work of a test run share its archive, too."""
    folder = folder / name
    folder.mkdir(parents=True, exist_ok=True)
    archive, out = folder / "archive.db", folder / "truth.json"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not out.exists():
            _crawl(SITES[name], archive, out, days)
    report = json.loads(out.read_text("utf-8"))
    return Story(SITES[name], archive, report["articles"], report["requests"])


def _crawl(site: str, archive: Path, out: Path, days: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.simulation", site, str(archive), str(out), str(days)],
        check=False,
        capture_output=True,
        text=True,
        timeout=7 * days,
        cwd=Path(__file__).parents[1],
    )
    assert done.returncode == 0, done.stderr


def day_of(moment: str | None) -> int | None:
    return None if moment is None else (date.fromisoformat(moment[:10]) - START).days


def assert_same(found: Mapping[str, Any], truth: Mapping[str, Any]) -> None:
    wrong = [
        f"{url}\n  archive {found.get(url)}\n  truth   {truth[url]}" for url in truth if found.get(url) != truth[url]
    ]
    assert not wrong, "\n".join(wrong)
    assert set(found) == set(truth)


def assert_articles(story: Story) -> None:
    found = {row["url"] for row in rows(story.archive, "SELECT url FROM articles")}
    assert found == set(story.truth)


def assert_versions(story: Story) -> None:
    found: dict[str, list[list[Any]]] = {}
    for row in rows(
        story.archive,
        "SELECT a.url, v.number, v.seen_at, v.changed_fields FROM versions v JOIN articles a ON a.id = v.article"
        " ORDER BY a.id, v.number",
    ):
        versions = found.setdefault(row["url"], [])
        assert row["number"] == len(versions) + 1
        versions.append([day_of(row["seen_at"]), sorted(json.loads(row["changed_fields"]))])
    assert_same(found, {url: article["versions"] for url, article in story.truth.items()})


def assert_statuses(story: Story) -> None:
    found: dict[str, list[list[Any]]] = {}
    for row in rows(
        story.archive,
        "SELECT a.url, h.status, h.since, h.until FROM status_history h JOIN articles a ON a.id = h.article"
        " ORDER BY h.id",
    ):
        found.setdefault(row["url"], []).append([row["status"], day_of(row["since"]), day_of(row["until"])])
    assert_same(found, {url: article["statuses"] for url, article in story.truth.items()})


def assert_views(story: Story) -> None:
    found: dict[str, list[list[Any]]] = {}
    for row in rows(
        story.archive,
        "SELECT a.url, v.observed_at, v.views FROM view_counts v JOIN articles a ON a.id = v.article ORDER BY v.id",
    ):
        found.setdefault(row["url"], []).append([day_of(row["observed_at"]), row["views"]])
    assert_same(found, {url: article["views"] for url, article in story.truth.items() if article["views"]})
