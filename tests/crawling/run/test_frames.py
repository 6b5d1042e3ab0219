"""An office whose article pages are framesets: the framed page is the article, under both addresses."""

from dataclasses import replace
from pathlib import Path

import pytest

from replica.office import Answer, Question
from replica.server import ReplicaServer
from tests.crawling.crawls import crawl, rows, run, value

SITE = "vn_quangninh_hospital"
FRAMESET = "<html><head><title>Khung</title></head><frameset rows='*'><frame src='{}'></frameset></html>"


@pytest.fixture
def framed(fresh_replica: ReplicaServer, monkeypatch: pytest.MonkeyPatch) -> ReplicaServer:
    office = fresh_replica.offices[SITE]
    pages = {office.key_of(office.address(article)) for article in office.articles.values()}
    answer = office.answer

    def in_a_frame(question: Question) -> Answer:
        query = dict(question.query)
        if "khung" not in query and office.key(question.host, question.path, query) in pages:
            inner = "&".join(f"{name}={value}" for name, value in (query | {"khung": "1"}).items())
            return Answer(FRAMESET.format(f"{question.path}?{inner}").encode())
        query.pop("khung", None)
        return answer(replace(question, query=query))

    monkeypatch.setattr(office, "answer", in_a_frame)
    return fresh_replica


def test_a_framed_page_is_the_article_and_is_known_by_both_addresses(tmp_path: Path, framed: ReplicaServer) -> None:
    archive = tmp_path / "archive.db"
    result = crawl(archive, framed.address, SITE)
    assert result.returncode == 0, result.stdout + result.stderr
    office = framed.offices[SITE]
    listed = {article.id for section in office.sections for article in office.listed(section.id)}
    stored = rows(archive, "SELECT url, title, body_text FROM articles")
    assert len(stored) == len(listed)
    assert all("khung=1" in url and title and body for url, title, body in stored)
    assert value(archive, "SELECT count(*) FROM article_urls WHERE url NOT LIKE '%khung%'") >= len(listed)
    before = framed.asked_of(SITE)
    assert crawl(archive, framed.address, SITE).returncode == 0
    assert framed.asked_of(SITE) - before < len(listed)
    told = run("rebuild", "--archive", archive, "--dry-run")
    assert " 0 new, 0 changed" in told.stdout
