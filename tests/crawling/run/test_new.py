"""A new office: looked at, and written as a spider that crawls."""

import ast
import json
import re
from pathlib import Path

import pytest

from crawler.offices import read_offices
from replica.server import ReplicaServer
from tests.crawling.crawls import crawl, run, value

LISTS = {
    "vn_quangninh_hospital": "http://benhviendktinhquangninh.vn/tin-tuc-su-kien",
    "vn_quangninh_soyte": "https://soyte.quangninh.gov.vn/tin-hoat-dong-nganh",
    "vn_quangninh_party": "https://dukcq.quangninh.gov.vn/xay-dung-dang",
    "vn_quangninh_cdc": "https://quangninhcdc.vn/category/tin-tuc/",
    "cn_ningde_news": "https://www.ndwww.cn/xwpd/ndxw/",
}


@pytest.mark.parametrize("site", LISTS)
def test_probe_finds_the_articles_of_a_list(site: str, replica: ReplicaServer) -> None:
    result = run("probe", LISTS[site], "--json", "--replica", replica.address)
    assert (result.returncode, result.stderr) == (0, "")
    facts = json.loads(result.stdout)
    office = replica.offices[site]
    section = next(section for section in office.sections if section.url == LISTS[site])
    first = [office.address(article) for article in office.listed(section.id)[:10]]
    assert [item["url"] for item in facts["articles"] if item["url"] in first] == first
    for url in first:
        assert re.search(facts["article_url"], re.sub(r"^https?://[^/]+", "", url))
    assert facts["language"] == office.language


def test_new_writes_a_spider_and_a_fixture(tmp_path: Path, replica: ReplicaServer) -> None:
    words = (
        "new",
        LISTS["vn_quangninh_party"],
        "--id",
        "vn_vidu_soyte",
        "--name",
        "Sở Y tế Ví Dụ",
        "--folder",
        tmp_path,
    )
    result = run(*words, "--replica", replica.address)
    assert (result.returncode, result.stderr) == (0, "")
    source = (tmp_path / "spiders" / "vn" / "vidu_soyte.py").read_text()
    assert len(source.splitlines()) <= 30
    ast.parse(source)
    fixture = tmp_path / "tests" / "fixtures" / "vn_vidu_soyte" / "list"
    assert json.loads((fixture / "response.json").read_text())["status"] == 200
    assert (fixture / "body.bin").read_bytes()
    again = run(*words, "--replica", replica.address)
    assert (again.returncode, len(again.stderr.splitlines())) == (2, 1)


def test_new_writes_an_entry_that_is_crawled(tmp_path: Path, fresh_replica: ReplicaServer) -> None:
    file = tmp_path / "offices.toml"
    url = LISTS["vn_quangninh_party"]
    words = ("new", url, "--id", "vn_vidu_party", "--name", "Đảng bộ “Ví Dụ”", "--offices", file)
    result = run(*words, "--replica", fresh_replica.address)
    assert (result.returncode, result.stderr) == (0, "")
    (site,) = read_offices(file)
    assert (site.name, site.language, list(site.section_urls().values())) == ("Đảng bộ “Ví Dụ”", "vi", [url])
    again = run(*words, "--replica", fresh_replica.address)
    assert (again.returncode, len(again.stderr.splitlines())) == (2, 1)
    archive = tmp_path / "archive.db"
    crawled = crawl(archive, fresh_replica.address, "vn_vidu_party", "--offices", str(file), "--limit", "5")
    assert crawled.returncode == 0, crawled.stdout + crawled.stderr
    assert value(archive, "SELECT count(*) FROM articles") == 5


def test_a_saved_page_says_where_it_is_from(tmp_path: Path) -> None:
    file = tmp_path / "luu.html"
    links = "".join(
        f"<li><a href='tin/{at}.html'>Thông báo tiêm chủng đợt {at}</a> 0{at}/11/2026</li>" for at in range(1, 8)
    )
    note = "<!-- saved from url=(0026)http://ttyt.example/muc/ds -->"
    file.write_text(f"<!DOCTYPE html>\n{note}\n<html><body><ul>{links}</ul></body></html>", encoding="utf-8")
    told = json.loads(run("probe", file, "--json").stdout)
    assert (told["url"], told["articles"][0]["url"]) == (
        "http://ttyt.example/muc/ds",
        "http://ttyt.example/muc/tin/1.html",
    )
    told = json.loads(run("probe", file, "--json", "--url", "http://khac.example/").stdout)
    assert told["url"] == "http://khac.example/"


@pytest.mark.parametrize("ident", ["vn_tinh36_soyte", "cn_a1_wjw"])
def test_a_province_may_have_a_number(tmp_path: Path, fresh_replica: ReplicaServer, ident: str) -> None:
    file = tmp_path / "offices.toml"
    words = ("new", LISTS["vn_quangninh_party"], "--id", ident, "--name", "x", "--offices", file)
    assert run(*words, "--replica", fresh_replica.address).stderr == ""
    assert [site.id for site in read_offices(file)] == [ident]


BAD = {
    "no-address": ("probe", "soyte.example.vn"),
    "other-scheme": ("probe", "ftp://example.vn/"),
    "no-id": ("new", "https://example.vn/", "--id", "Hanoi", "--name", "x"),
    "taken": ("new", "https://example.vn/", "--id", "vn_quangninh_cdc", "--name", "x"),
    "private": ("probe", "http://127.0.0.1:9/"),
}


@pytest.mark.parametrize("words", BAD.values(), ids=BAD.keys())
def test_bad_input_is_one_sentence(words: tuple[str, ...]) -> None:
    result = run(*words)
    assert (result.returncode, len(result.stderr.splitlines())) == (2, 1)


def test_page_without_a_list_makes_no_office(tmp_path: Path, replica: ReplicaServer) -> None:
    result = run(
        "new", "https://quangninhcdc.vn/khong-co-trang-nay/", "--id", "vn_vidu_cdc", "--name", "x",
        "--folder", tmp_path, "--replica", replica.address,
    )  # fmt: skip
    assert result.returncode == 2
    assert not (tmp_path / "spiders").exists()
