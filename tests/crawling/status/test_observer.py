"""Whether an office was redesigned, told from pages that were seen before and from what pages have in common."""

from datetime import UTC, datetime

import pytest

from crawler.archive.history.run_history import Cadence
from crawler.crawling.status.observer import RunObserver
from crawler.items import Capture
from crawler.pages.signals.fingerprint import fingerprint_of, page_signature, signature_of

ROWS = {
    "paper": b"<table class='paper'><tr class='number'><td class='label'>a</td></tr></table><p class='sign'>b</p>",
    "story": b"<article class='story'><figure class='lead'><img src='x'></figure><section>c</section></article>",
    "video": b"<div id='player'><video controls><source src='y'></video></div><ul class='clips'><li>d</li></ul>",
    "album": b"<main class='album'><a data-n='1' class='thumb'><img alt=''></a><aside class='meta'>e</aside></main>",
}
NEW = b"<main id='new'><header class='top'><h1 class='t'>f</h1></header><time datetime='g'>h</time></main>"


def capture(number: int) -> Capture:
    url = f"https://office.example/tin/{number}"
    return Capture(
        site="vn_vidu_soyte",
        kind="article",
        url=url,
        requested_url=url,
        status=200,
        headers=(),
        body=b"",
        fetched_at=datetime(2026, 12, 1, tzinfo=UTC),
        section="tin",
    )


def is_redesigned(before: list[bytes | None], now: list[bytes]) -> bool:
    """*before*: the same pages as they were seen before, None for new ones."""
    observer = RunObserver()
    for number, (was, page) in enumerate(zip(before, now, strict=True)):
        observer.page_read(capture(number), fingerprint_of(page))
        observer.template_seen(capture(number), page_signature(was) if was else (), page_signature(page))
    past = frozenset(signature_of(fingerprint_of(ROWS["paper"])))
    facts = observer.facts(
        listed={},
        counts={},
        past_signatures={"article:tin": past},
        walked={},
        relisted={},
        cadence=Cadence(silence=None, longest_pause=None),
    )
    return facts.is_redesigned


PAGES = list(ROWS.values())


@pytest.mark.parametrize(
    ("before", "now", "redesigned"),
    [
        pytest.param([None, None, None], PAGES[:1] * 3, False, id="as always"),
        pytest.param(PAGES[1:], PAGES[1:], False, id="templates of many kinds, each as it was"),
        pytest.param(PAGES[:3], [NEW] * 3, True, id="all are others"),
        pytest.param([None, None, None], [NEW] * 3, True, id="new articles only"),
        pytest.param([PAGES[0], None, None], [PAGES[0], NEW, NEW], True, id="one old page shows nothing"),
        pytest.param([PAGES[0], PAGES[1], PAGES[2]], [PAGES[0], NEW, NEW], True, id="most are others"),
    ],
)
def test_redesign(before: list[bytes | None], now: list[bytes], *, redesigned: bool) -> None:
    assert is_redesigned(before, now) is redesigned
