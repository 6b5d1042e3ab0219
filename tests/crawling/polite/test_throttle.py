"""The pause between requests to one host."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from scrapy import Request
from scrapy.core.downloader import Slot
from scrapy.http import Response
from scrapy.robotstxt import ProtegoRobotParser
from scrapy.settings import Settings
from scrapy.signalmanager import SignalManager

from crawler.crawling.polite.throttle import HostThrottle
from spiders.vn.quangninh_cdc import QuangNinhCDCSpider

URL = "https://soyte.example.vn/tin"


@pytest.fixture
def slot() -> Slot:
    return Slot(concurrency=1, delay=1.0, jitter=0.5)


@pytest.fixture
def throttle(slot: Slot) -> HostThrottle:
    settings = Settings(
        {"AUTOTHROTTLE_ENABLED": True, "AUTOTHROTTLE_MAX_DELAY": 60, "ROBOTSTXT_USER_AGENT": "healtharchive"}
    )
    downloader = SimpleNamespace(slots={"soyte.example.vn": slot}, per_slot_settings={}, _delay=0.0)
    crawler = SimpleNamespace(settings=settings, signals=SignalManager(), engine=SimpleNamespace(downloader=downloader))
    made = HostThrottle.from_crawler(crawler)  # type: ignore[arg-type]  # what it uses of a crawler
    made.mindelay, made.maxdelay = 0.5, 60.0
    return made


@pytest.mark.parametrize(("rules", "floor"), [(b"Crawl-delay: 7", 7.0), (b"Crawl-delay: 900", 60.0), (b"", 1.0)])
def test_crawl_delay_is_the_floor(throttle: HostThrottle, slot: Slot, rules: bytes, floor: float) -> None:
    robots = ProtegoRobotParser(b"User-agent: *\n" + rules, None)
    throttle.robots_parsed(robots, Request(URL))
    assert slot.delay == floor


def test_floor_is_neither_varied_nor_forgotten(throttle: HostThrottle, slot: Slot) -> None:
    throttle.robots_parsed(ProtegoRobotParser(b"User-agent: *\nCrawl-delay: 7", None), Request(URL))
    assert {slot.download_delay() for _ in range(20)} == {7.0}
    made_anew = throttle.crawler.engine.downloader.per_slot_settings["soyte.example.vn"]
    assert made_anew == {"delay": 7.0, "jitter": 0.0}


@pytest.mark.parametrize(("rules", "floor"), [(b"Crawl-delay: 7", 20.0), (b"Crawl-delay: 40", 40.0)])
def test_pause_of_the_office_is_a_floor_as_well(throttle: HostThrottle, slot: Slot, rules: bytes, floor: float) -> None:
    site = replace(QuangNinhCDCSpider.site, home="https://soyte.example.vn/", pause=20.0)
    throttle._spider_opened(SimpleNamespace(site=site))  # type: ignore[arg-type]  # what it uses of a spider
    assert slot.download_delay() == 20.0
    throttle.robots_parsed(ProtegoRobotParser(b"User-agent: *\n" + rules, None), Request(URL))
    assert slot.download_delay() == floor


def test_fast_answers_do_not_go_below_the_floor(throttle: HostThrottle, slot: Slot) -> None:
    throttle.floors["soyte.example.vn"] = 7.0
    throttle._adjust_delay(slot, latency=0.01, response=Response(URL))
    assert slot.delay == 7.0


def test_slow_answers_lengthen_the_pause(throttle: HostThrottle, slot: Slot) -> None:
    throttle._adjust_delay(slot, latency=9.0, response=Response(URL))
    assert slot.delay == 9.0
