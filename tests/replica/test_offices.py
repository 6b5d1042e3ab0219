"""The replica offices hold what they promise: reachable articles, real pages, every trap."""

import re
from datetime import date
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup

from replica import offices
from replica.mirror import READINGS, SPAM
from replica.model import ReplicaArticle
from replica.office import ReplicaOffice
from replica.server import ReplicaServer
from tests.replica.asking import ask

SITES = [office.site for office in offices()]


@pytest.fixture(params=SITES)
def office(request: pytest.FixtureRequest, replica: ReplicaServer) -> ReplicaOffice:
    return replica.offices[request.param]


def page_text(server: ReplicaServer, office: ReplicaOffice, article: ReplicaArticle) -> str:
    codec, _ = office.page_charset(article, None)
    return ask(server, office.address(article)).text(codec)


def shown_text(markup: str) -> str:
    soup = parsed(markup)
    for hidden in soup(["script", "style"]):
        hidden.decompose()
    return re.sub(r"\s+", " ", soup.get_text().replace("\xa0", " "))


def parsed(markup: str) -> BeautifulSoup:
    """Parse with another parser than the one that our readers use: what they check must not rest on its habits."""
    return BeautifulSoup(markup, "html.parser")


def links_of(markup: str, url: str) -> list[str]:
    return [urljoin(url, str(link["href"])) for link in parsed(markup)("a", href=True)]


def test_five_offices_have_their_names_and_hosts() -> None:
    assert sorted(SITES) == [
        "cn_ningde_news",
        "vn_quangninh_cdc",
        "vn_quangninh_hospital",
        "vn_quangninh_party",
        "vn_quangninh_soyte",
    ]


def test_office_is_big_enough(office: ReplicaOffice) -> None:
    assert len(office.articles) >= 30
    assert len([section for section in office.sections if office.pages_of(section) > 1]) >= 1
    assert len(office.sections) >= 2


def test_titles_and_addresses_are_unique(office: ReplicaOffice) -> None:
    articles = office.articles.values()
    assert len({article.title for article in articles}) == len(articles)
    assert len({office.address(article) for article in articles}) == len(articles)


def test_no_article_is_of_the_future(office: ReplicaOffice) -> None:
    assert all("2010" < article.shelf <= date(2026, 11, 21).isoformat() for article in office.articles.values())


def test_every_article_is_reached_by_following_links(replica: ReplicaServer, office: ReplicaOffice) -> None:
    wanted = {office.key_of(office.address(article)) for article in office.articles.values()}
    seen: set[str] = set()
    waiting = [section.url for section in office.sections]
    lists = {
        office.list_address(section, number)
        for section in office.sections
        for number in range(1, office.pages_of(section) + 1)
    }
    while waiting:
        url = waiting.pop()
        if url in seen:
            continue
        seen.add(url)
        reply = ask(replica, url)
        assert reply.status == 200, url
        for target in links_of(reply.body.decode("gb18030" if "/jkzx/" in url else "utf-8"), url):
            wanted.discard(office.key_of(target))
            if target in lists:
                waiting.append(target)
    assert not wanted
    assert lists <= seen


def test_home_links_to_every_section(replica: ReplicaServer, office: ReplicaOffice) -> None:
    links = {office.key_of(link) for link in links_of(ask(replica, office.home).body.decode(), office.home)}
    own_portal = [section for section in office.sections if section.id not in {"cong-tinh", "cong-cu"}]
    assert all(office.key_of(section.url) in links for section in own_portal)


@pytest.mark.parametrize("look", ["first", "second"])
@pytest.mark.parametrize("site", SITES)
def test_page_shows_its_written_truth(site: str, look: str) -> None:
    office = next(one for one in offices() if one.site == site)
    if look == "second":
        office.redesign()
    for article in office.articles.values():
        if article.trap == "mirror":
            continue
        text = shown_text(office.article_page(article))
        truth = office.expected(article)
        assert truth.title in text
        for line in truth.paragraphs:
            for cell in line.split(" | "):
                assert cell in text, (article.id, cell)
        if truth.document_number:
            assert truth.document_number.replace("/", "") in text.replace(" ", "").replace("/", "")
        if truth.signer:
            assert truth.signer in text


def test_attachments_are_served_with_their_type(replica: ReplicaServer, office: ReplicaOffice) -> None:
    for article in office.articles.values():
        for file, url in zip(article.files, office.expected(article).attachments, strict=True):
            reply = ask(replica, url)
            assert (reply.status, reply.body) == (200, file.content)
            assert reply.headers["Content-Type"] == file.media_type


def test_robots_txt_is_there(replica: ReplicaServer, office: ReplicaOffice) -> None:
    reply = ask(replica, urljoin(office.home, "/robots.txt"))
    assert reply.status == 200
    assert reply.headers["Content-Type"].startswith("text/plain")
    assert "Disallow: /\n" not in reply.text()


# The traps of the five seeds, one page of each


def article_of(server: ReplicaServer, site: str, article_id: int) -> tuple[ReplicaOffice, ReplicaArticle]:
    office = server.offices[site]
    return office, office.articles[article_id]


def test_hospital_page_has_unpadded_date_and_views_under_the_text(replica: ReplicaServer) -> None:
    office, article = article_of(replica, "vn_quangninh_hospital", 1846)
    text = page_text(replica, office, article)
    assert text.index("(Cập nhật: 2/3/2018)") < text.index("Khảo sát hài lòng") < text.index("(Lượt đọc: 5417)")
    assert "Tin đọc nhiều" in text
    related = text[text.index("Tin tức liên quan") :]
    assert re.search(r"\d{1,2}/\d{1,2}|năm 20\d\d", related)


def test_old_portal_page_has_counters_first_and_a_paper_dated_after_its_posting(replica: ReplicaServer) -> None:
    office, article = article_of(replica, "vn_quangninh_soyte", 2254)
    text = shown_text(page_text(replica, office, article))
    assert text.index("Đang online") < text.index(article.title)
    assert "/TB-SYTCỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert "( 9/5/2013)" in text
    assert "Tổng số người đã xem bản tin này: 6127" in text
    assert article.paper is not None
    assert article.posted is not None
    assert article.posted < article.paper.issued_on


def test_province_portal_page_has_a_view_state_and_the_sites_name_as_title(replica: ReplicaServer) -> None:
    office, article = article_of(replica, "vn_quangninh_soyte", 4087)
    text = page_text(replica, office, article)
    assert "__VIEWSTATE" in text
    assert article.title not in text[: text.index("</title>")]
    assert "22/09/2022 15:15" in text
    assert "Lượt xem: 3.094" in text
    assert text != page_text(replica, office, article), "the view state changes with every request"


def test_cdc_page_has_no_date_but_many_dates_of_others(replica: ReplicaServer) -> None:
    office, article = article_of(replica, "vn_quangninh_cdc", 101)
    text = page_text(replica, office, article)
    assert article.posted is None
    assert "<time" not in text
    assert '"@type":"NewsArticle"' not in text
    assert text.count('<table class="anh-giua"') == 2
    others = text[text.index('class="ds-bai"') :]
    assert re.search(r"\d{1,2}/\d{1,2}/20\d\d", others)


def test_party_page_has_visitor_counters_and_no_views(replica: ReplicaServer) -> None:
    office, article = article_of(replica, "vn_quangninh_party", 88031)
    text = page_text(replica, office, article)
    assert (article.posted, article.views) == (None, None)
    assert "Lượt xem" not in text
    assert 'alt="anh tin bai"' in text
    assert re.search(r"Trong tuần: \d+ \d{3}<", text)
    assert "28-CT/TW" in text


def test_mirror_page_is_traditional_with_readings_and_spam(replica: ReplicaServer) -> None:
    office, article = article_of(replica, "cn_ningde_news", 241306)
    text = page_text(replica, office, article)
    assert f"<title>{SPAM}</title>" in text
    shown = {char for char in READINGS.values() if f"({char})" in text}
    assert len(shown) >= 20
    assert "(市、區)" in text
    assert "醫(yī)" in text
    assert "医" not in text
    assert "yī" not in "".join(article.paragraphs())


def test_one_column_is_gb18030_declared_gb2312(replica: ReplicaServer) -> None:
    office, article = article_of(replica, "cn_ningde_news", 239214)
    reply = ask(replica, office.address(article))
    assert b"charset=gb2312" in reply.body
    assert reply.headers["Content-Type"] == "text/html"
    assert "王喆堃" in reply.text("gb18030")
    with pytest.raises(UnicodeDecodeError):
        reply.text("gb2312")


def test_views_come_from_the_counter_endpoint(replica: ReplicaServer) -> None:
    office, article = article_of(replica, "cn_ningde_news", 238940)
    page = page_text(replica, office, article)
    assert f"阅读：{article.views}" not in page
    url = f"http://app.ndwww.cn/?app=system&controller=content&action=stat&jsoncallback=cb&contentid={article.id}"
    assert ask(replica, url).text() == 'cb({"pv": 4386, "comments": 0});'
    assert ask(replica, url.replace("238940", "1")).status == 404
