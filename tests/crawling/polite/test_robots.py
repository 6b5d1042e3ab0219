"""robots.txt is asked for once a day, and its copy in the archive is obeyed like the file itself."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.crawling.crawls import crawl, value
from tests.crawling.small_offices import Answer, Question, plain, serving

OFFICE = "vn_thuong"
RULES = b"User-agent: *\nDisallow: /ct/3.html\n"
FORBIDDEN, ALLOWED = "/ct/3.html", "/ct/4.html"


def answering(status: int, headers: dict[str, str]) -> Callable[[Question], Answer]:
    def office(asked: Question) -> Answer:
        return (status, headers, RULES) if asked.path == "/robots.txt" else plain(asked)

    return office


@pytest.mark.parametrize(
    ("status", "hours", "asked"),
    [(200, 24, 1), (200, 27, 2), (404, 24, 1), (403, 24, 2), (503, 24, 2)],
    ids=["a day later", "more than a day later", "missing", "refused", "broken"],
)
def test_robots_txt_is_asked_for_once_a_day(tmp_path: Path, status: int, hours: int, asked: int) -> None:
    with serving({OFFICE: answering(status, {"Content-Type": "text/plain"})}) as small:
        words = (OFFICE, "--offices", str(small.registry(tmp_path / "own.toml")))
        for moment in (
            "2026-11-10T01:00:00+00:00",
            f"2026-11-{10 + (1 + hours) // 24}T{(1 + hours) % 24:02}:00:00+00:00",
        ):
            crawl(tmp_path / "archive.db", small.address, *words, "--full", HEALTHARCHIVE_CLOCK_START=moment)
        requests = small.asked[OFFICE]
    assert len([path for path in requests if path == "/robots.txt"]) >= asked
    if asked == 1:
        assert requests.count("/robots.txt") == 1
    times = 0 if status == 503 else 2
    assert requests.count(ALLOWED) == times
    assert requests.count(FORBIDDEN) == (0 if status == 200 else times)
    kept = value(tmp_path / "archive.db", "SELECT count(*) FROM captures WHERE kind = 'robots'")
    assert kept == requests.count("/robots.txt")
