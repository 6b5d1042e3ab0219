"""Certificates that do not hold: refused with the reason, or excepted office by office, which is seen."""

import json
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.crawling.crawls import rows, run_code
from tests.crawling.tls import issue, serving, small_group

FAULTS = {
    "vn_quangninh_hospital": "has expired",
    "vn_quangninh_soyte": "is self-signed",
    "vn_quangninh_party": "is for another host",
    "cn_ningde_news": "comes with an incomplete chain",
}
SOUND = "vn_quangninh_cdc"
CRAWL = """
import json, sys
from dataclasses import replace
from pathlib import Path
import crawler.settings
from crawler.crawling.offices.registry import spiders
from crawler.crawling.run.runner import CrawlPlan, crawl
from crawler.site import Section

archive, ports, exceptions = Path(sys.argv[1]), json.loads(sys.argv[2]), json.loads(sys.argv[3])
# The office is on this machine, and nobody else is on it to be spared.
crawler.settings.TWISTED_DNS_RESOLVER = "scrapy.resolver.CachingThreadedResolver"
crawler.settings.DOWNLOAD_DELAY = 0
crawler.settings.AUTOTHROTTLE_ENABLED = False
known = spiders()
for name in ports:
    spider = known[name]
    spider.site = replace(
        spider.site, home=f"https://localhost:{ports[name]}/", hosts=(), article_url=r"^/tin/\\d$",
        sections=(Section(id="tin", name="Tin", path="/"),), **exceptions[name],
    )
crawl(CrawlPlan(names=list(ports), archive=archive, log_level="CRITICAL"))
"""
EXCEPTION = "incomplete chain since 2026-09"


@dataclass(frozen=True)
class Runs:
    """State and note by office, as the archive has them."""

    strict: dict[str, tuple[str, str]]
    excepted: dict[str, tuple[str, str]]
    articles: dict[str, int]
    """Of the crawl with exceptions."""


@pytest.fixture(scope="session")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Runs:
    folder = tmp_path_factory.mktemp("tls")
    authority = issue("Test authority", is_authority=True)
    between = issue("Test authority in between", authority, is_authority=True)
    issued = {
        SOUND: issue("localhost", authority),
        "vn_quangninh_hospital": issue("localhost", authority, days=-2),
        "vn_quangninh_soyte": issue("localhost"),
        "vn_quangninh_party": issue("elsewhere.example", authority),
        "cn_ningde_news": issue("localhost", between),
    }
    trusted = authority.write(folder / "authority.pem")
    with ExitStack() as stack:
        ports = {name: stack.enter_context(serving(one.write(folder / f"{name}.pem"))) for name, one in issued.items()}
        for exception in ("", EXCEPTION):
            exceptions = {name: {"certificate_exception": exception} for name in ports}
            crawl(folder / f"{exception}.db", ports, exceptions, trusted)
    return Runs(
        strict=_states(folder / ".db"),
        excepted=_states(folder / f"{EXCEPTION}.db"),
        articles=dict(rows(folder / f"{EXCEPTION}.db", "SELECT site, count(*) FROM articles GROUP BY site")),
    )


def crawl(archive: Path, ports: dict[str, int], exceptions: dict[str, dict[str, str]], trusted: Path) -> None:
    run_code(CRAWL, archive, json.dumps(ports), json.dumps(exceptions), SSL_CERT_FILE=str(trusted))


def _states(archive: Path) -> dict[str, tuple[str, str]]:
    return {site: (state, note) for site, state, note in rows(archive, "SELECT site, state, note FROM runs")}


@pytest.mark.parametrize(("office", "fault"), FAULTS.items(), ids=FAULTS.values())
def test_certificate_that_does_not_hold_is_down_and_says_why(runs: Runs, office: str, fault: str) -> None:
    assert runs.strict[office] == ("down", f"The certificate of localhost {fault}.")


@pytest.mark.parametrize(("office", "fault"), FAULTS.items(), ids=FAULTS.values())
def test_recorded_exception_lets_it_pass_and_stands_in_the_note(runs: Runs, office: str, fault: str) -> None:
    note = f"The certificate of localhost {fault}. It is allowed (exception: {EXCEPTION})."
    assert runs.excepted[office] == ("ok", note)
    assert runs.articles[office] == 2


def test_certificate_that_holds_needs_no_exception(runs: Runs) -> None:
    assert runs.strict[SOUND] == ("ok", "")
    assert runs.excepted[SOUND] == ("ok", "")


OLD = "vn_quangninh_cdc"
OLD_EXCEPTED = "vn_quangninh_hospital"
OLD_UNVERIFIED = "vn_quangninh_party"
OLD_AND_EXPIRED = "vn_quangninh_soyte"
OLD_AND_EXPIRED_EXCEPTED = "cn_ningde_news"
SMALL = "localhost agrees on keys by a Diffie-Hellman group that is too small."
EXPIRED = "The certificate of localhost has expired."
WEAK = {"key_exchange_exception": "an appliance of 2010"}
UNVERIFIED = {"certificate_exception": EXCEPTION}
EXCEPTIONS = {
    OLD: {},
    OLD_EXCEPTED: WEAK,
    OLD_UNVERIFIED: UNVERIFIED,
    OLD_AND_EXPIRED: WEAK,
    OLD_AND_EXPIRED_EXCEPTED: WEAK | UNVERIFIED,
}
STATES = {
    OLD: ("down", SMALL),
    OLD_EXCEPTED: ("ok", f"{SMALL} It is allowed (exception: an appliance of 2010)."),
    OLD_UNVERIFIED: ("down", SMALL),
    OLD_AND_EXPIRED: ("down", EXPIRED),
    OLD_AND_EXPIRED_EXCEPTED: (
        "ok",
        f"{EXPIRED} It is allowed (exception: {EXCEPTION}). {SMALL} It is allowed (exception: an appliance of 2010).",
    ),
}  # fmt: skip


@pytest.fixture(scope="session")
def old_servers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One crawl of servers that agree on keys in a group of 1,024 bits only, each with another exception."""
    folder = tmp_path_factory.mktemp("old")
    authority = issue("Test authority", is_authority=True)
    group = small_group(folder / "group.pem")
    pems = {
        days: issue("localhost", authority, days=days, is_rsa=True).write(folder / f"{days}.pem") for days in (30, -2)
    }
    with ExitStack() as stack:
        ports = {
            name: stack.enter_context(serving(pems[-2 if EXPIRED in state[1] else 30], group=group))
            for name, state in STATES.items()
        }
        crawl(folder / "archive.db", ports, EXCEPTIONS, authority.write(folder / "authority.pem"))
    return folder / "archive.db"


@pytest.mark.parametrize("office", STATES)
def test_weak_key_exchange_passes_by_its_own_exception_only(old_servers: Path, office: str) -> None:
    assert _states(old_servers)[office] == STATES[office]
    stored = rows(old_servers, "SELECT count(*) FROM articles WHERE site = ?", (office,))
    assert stored == [(2 if STATES[office][0] == "ok" else 0,)]
