"""What monitoring is told, read as Prometheus reads it."""

import re

from crawler.crawling.status.exposition import exposition
from crawler.crawling.status.office_status import OfficeStatus

SAMPLE = re.compile(r'(\w+)(?:\{(\w+="[^"\\\n]*"(?:,\w+="[^"\\\n]*")*)\})? (-?[\d.]+(?:e[+-]?\d+)?)')
SEEN = OfficeStatus(
    site="vn_a",
    state="drift",
    reason="The section tin lists nothing any more.",
    last_run="2026-12-02T01:00:00Z",
    last_good_run="2026-12-01T01:00:00Z",
    every_hours=24,
    due="2026-12-03T01:00:00Z",
    is_overdue=False,
    newest_article="2026-11-30",
    new=(4, 0, 3),
    incomplete=(),
    certificate="incomplete chain since 2026-09",
    key_exchange="an appliance of 2010",
)
UNSEEN = OfficeStatus(
    site="vn_b",
    state="never",
    reason="It was never crawled.",
    last_run=None,
    last_good_run=None,
    every_hours=24,
    due=None,
    is_overdue=False,
    newest_article=None,
    new=(),
    incomplete=(),
    certificate="",
    key_exchange="",
)


def parsed(text: str) -> dict[tuple[str, str], float]:
    """Return the samples by name and labels; fails where a line is neither sample, help nor type of the next."""
    samples: dict[tuple[str, str], float] = {}
    typed = ""
    assert text.endswith("\n")
    for line in text.splitlines():
        if line.startswith("# TYPE "):
            typed, kind = line.split(" ")[2:]
            assert kind == "gauge"
        elif not line.startswith("# HELP "):
            match = SAMPLE.fullmatch(line)
            assert match, line
            assert match[1] == typed
            labels = match[2] or ""
            assert (match[1], labels) not in samples
            samples[match[1], labels] = float(match[3])
    return samples


def test_each_office_has_one_state() -> None:
    samples = parsed(exposition([SEEN, UNSEEN]))
    states = {labels for (name, labels), value in samples.items() if name == "healtharchive_state" and value}
    assert states == {'office="vn_a",state="drift"', 'office="vn_b",state="never"'}


def test_times_are_seconds_and_what_is_unknown_has_no_sample() -> None:
    samples = parsed(exposition([SEEN, UNSEEN]))
    assert samples["healtharchive_last_run_timestamp_seconds", 'office="vn_a"'] == 1796173200
    assert samples["healtharchive_last_good_run_timestamp_seconds", 'office="vn_a"'] == 1796173200 - 86400
    assert samples["healtharchive_due_timestamp_seconds", 'office="vn_a"'] == 1796173200 + 86400
    assert samples["healtharchive_newest_article_timestamp_seconds", 'office="vn_a"'] == 1796173200 - 3600 - 2 * 86400
    assert samples["healtharchive_new_articles", 'office="vn_a"'] == 3
    assert samples["healtharchive_certificate_excepted", 'office="vn_a"'] == 1
    assert samples["healtharchive_key_exchange_excepted", 'office="vn_a"'] == 1
    of_unseen = {name for (name, labels) in samples if labels == 'office="vn_b"'}
    assert of_unseen == {"healtharchive_certificate_excepted", "healtharchive_key_exchange_excepted"}
