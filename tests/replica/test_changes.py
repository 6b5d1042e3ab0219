"""What can happen to an office from day to day shows in what it serves."""

import gzip

import pytest

from replica.model import ReplicaArticle
from replica.office import ReplicaOffice
from replica.server import ReplicaServer
from tests.replica.asking import ask


@pytest.fixture
def hospital(fresh_replica: ReplicaServer) -> ReplicaOffice:
    return fresh_replica.offices["vn_quangninh_hospital"]


def test_new_article_comes_first_in_its_list(fresh_replica: ReplicaServer, hospital: ReplicaOffice) -> None:
    article = ReplicaArticle(
        id=9001, section="thong-bao", title="Thông báo nghỉ Tết", posted="2026-11-21", blocks=["Nghỉ."]
    )
    hospital.add(article)
    text = ask(fresh_replica, hospital.sections[1].url).text()
    assert text.index("Thông báo nghỉ Tết") < text.index('class="phantrang"')
    assert hospital.listed("thong-bao")[0] is article
    assert ask(fresh_replica, hospital.address(article)).status == 200
    with pytest.raises(ValueError, match="already has an article 9001"):
        hospital.add(article)


def test_silent_edit_changes_page_and_truth(fresh_replica: ReplicaServer, hospital: ReplicaOffice) -> None:
    article = hospital.articles[1846]
    article.replace_in_body("trung bình 74 phút", "trung bình 47 phút")
    assert "trung bình 47 phút" in ask(fresh_replica, hospital.address(article)).text()
    assert any("trung bình 47 phút" in line for line in hospital.expected(article).paragraphs)
    with pytest.raises(ValueError, match="holds 'trung bình 74 phút'"):
        article.replace_in_body("trung bình 74 phút", "x")


def test_views_move(fresh_replica: ReplicaServer, hospital: ReplicaOffice) -> None:
    hospital.bump(1846, 3)
    assert "(Lượt đọc: 5420)" in ask(fresh_replica, hospital.address(hospital.articles[1846])).text()
    with pytest.raises(ValueError, match="shows no view count"):
        fresh_replica.offices["vn_quangninh_cdc"].bump(101, 1)


@pytest.mark.parametrize(("how", "status"), [("gone", 404), ("soft_page", 200), ("soft_home", 302)])
def test_removed_article_leaves_its_list(
    fresh_replica: ReplicaServer, hospital: ReplicaOffice, how: str, status: int
) -> None:
    article = hospital.articles[1853]
    hospital.remove(1853, how)  # type: ignore[arg-type]  # the cases are the literals
    reply = ask(fresh_replica, hospital.address(article))
    assert reply.status == status
    assert article.title not in reply.text()
    assert article not in hospital.listed(article.section)
    hospital.restore(1853)
    assert ask(fresh_replica, hospital.address(article)).status == 200
    assert article in hospital.listed(article.section)


def test_delisted_article_keeps_its_page(fresh_replica: ReplicaServer, hospital: ReplicaOffice) -> None:
    hospital.delist(1853)
    assert hospital.articles[1853] not in hospital.listed("tin-tuc")
    assert ask(fresh_replica, hospital.address(hospital.articles[1853])).status == 200


def test_moved_article_redirects(fresh_replica: ReplicaServer, hospital: ReplicaOffice) -> None:
    article = hospital.articles[1853]
    old = hospital.address(article)
    hospital.move(1853, "cuu-song-be-trai-duoi-nuoc")
    reply = ask(fresh_replica, old)
    assert (reply.status, reply.headers["Location"]) == (301, hospital.address(article))
    assert ask(fresh_replica, reply.headers["Location"]).status == 200
    with pytest.raises(ValueError, match="without a slug"):
        fresh_replica.offices["cn_ningde_news"].move(238940, "anders")


def test_swapped_file_is_served(fresh_replica: ReplicaServer, hospital: ReplicaOffice) -> None:
    hospital.swap_file(1861, b"%PDF-1.4 other")
    assert ask(fresh_replica, hospital.expected(hospital.articles[1861]).attachments[0]).body == b"%PDF-1.4 other"


@pytest.mark.parametrize(("fault", "status"), [("forbidden", 403), ("challenge", 412), ("unavailable", 503)])
def test_fault_answers_everything(
    fresh_replica: ReplicaServer, hospital: ReplicaOffice, fault: str, status: int
) -> None:
    hospital.fault = fault  # type: ignore[assignment]  # the cases are the literals
    assert ask(fresh_replica, hospital.home).status == status
    hospital.fault = None
    assert ask(fresh_replica, hospital.home).status == 200


def test_redesign_says_the_same_in_other_markup(fresh_replica: ReplicaServer, hospital: ReplicaOffice) -> None:
    article = hospital.articles[1846]
    before = ask(fresh_replica, hospital.address(article)).text()
    hospital.redesign()
    after = ask(fresh_replica, hospital.address(article)).text()
    assert 'class="chitiet_bai"' in before
    assert 'class="chitiet_bai"' not in after
    assert "Ngày đăng: 02/03/2018" in after
    assert "Lượt xem: 5417" in after


def test_site_counters_move_with_every_page(fresh_replica: ReplicaServer, hospital: ReplicaOffice) -> None:
    assert ask(fresh_replica, hospital.home).body != ask(fresh_replica, hospital.home).body


def test_requests_are_counted(fresh_replica: ReplicaServer) -> None:
    for _ in range(2):
        ask(fresh_replica, "http://benhviendktinhquangninh.vn/thong-bao?page=1")
    assert fresh_replica.asked["benhviendktinhquangninh.vn/thong-bao?page=1"] == 2
    assert fresh_replica.asked_of("vn_quangninh_hospital") == 2
    assert fresh_replica.asked_of("cn_ningde_news") == 0


def test_honest_validator_answers_304(fresh_replica: ReplicaServer) -> None:
    office = fresh_replica.offices["cn_ningde_news"]
    url = office.address(office.articles[238940])
    etag = ask(fresh_replica, url).headers["ETag"]
    assert ask(fresh_replica, url, If_None_Match=etag).status == 304
    office.articles[238940].replace_in_body("二十六分钟", "二十五分钟")
    assert ask(fresh_replica, url, If_None_Match=etag).status == 200


def test_stale_validator_never_changes(fresh_replica: ReplicaServer, hospital: ReplicaOffice) -> None:
    hospital.validators = "stale"
    url = hospital.address(hospital.articles[1846])
    etag = ask(fresh_replica, url).headers["ETag"]
    hospital.articles[1846].title = "Tên khác"
    reply = ask(fresh_replica, url, If_None_Match=etag)
    assert (reply.status, reply.headers["ETag"]) == (200, etag)
    assert "Tên khác" in reply.text()


def test_pages_are_compressed_for_those_who_ask(fresh_replica: ReplicaServer) -> None:
    url = "https://quangninhcdc.vn/"
    packed = ask(fresh_replica, url, Accept_Encoding="gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "CDC Quảng Ninh" in gzip.decompress(packed.body).decode()
    assert ask(fresh_replica, url).headers["Content-Encoding"] is None


def test_unknown_host_is_told_the_names(fresh_replica: ReplicaServer) -> None:
    reply = ask(fresh_replica, "http://127.0.0.1/")
    assert reply.status == 404
    assert "quangninhcdc.vn" in reply.text()


def test_shared_file_store_answers_for_both_tenants(fresh_replica: ReplicaServer) -> None:
    party, soyte = fresh_replica.offices["vn_quangninh_party"], fresh_replica.offices["vn_quangninh_soyte"]
    for office, article_id in ((party, 88140), (soyte, 30520)):
        assert ask(fresh_replica, office.expected(office.articles[article_id]).attachments[0]).status == 200
