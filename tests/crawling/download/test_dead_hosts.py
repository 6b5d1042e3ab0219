"""Hosts of files and counters that are down, and bodies that are not what their header says."""

import gzip
import subprocess
from pathlib import Path
from socket import socket

import pytest

from replica.server import ReplicaServer
from tests.crawling.crawls import PYTHON, ROOT, crawl, environment, rows, value
from tests.crawling.hostile import HostileServer, Misbehaviour, always

SITE = "vn_quangninh_cdc"
DEAD = [f"tep{number}.vidu.vn" for number in range(12)]


def hang_up(connection: socket, _: int) -> None:
    """Say nothing and close, as a host does whose service is down."""


TOPICS = {
    "Lịch trực cấp cứu dịp nghỉ lễ": "Bác sĩ trực cấp cứu thay ca lúc sáu giờ, điều dưỡng trưởng ghi sổ bàn giao.",
    "Tuyển nhân viên xét nghiệm": "Người dự tuyển nộp bằng tốt nghiệp, chứng chỉ tin học và giấy khám sức khỏe.",
    "Phòng say nắng cho công nhân": "Uống nước nhiều lần, nghỉ nơi thoáng mát, đội mũ rộng vành khi làm ngoài trời.",
}


def page_with_files(title: str, links: int) -> bytes:
    text = f"<p>{TOPICS[title]}</p>" * 4
    files = "".join(
        f'<a href="http://{DEAD[number % len(DEAD)]}/tep/{number}.pdf">Tệp {number}</a>' for number in range(links)
    )
    head = f"<head><title>{title}</title></head>"
    return f"<html>{head}<body><h1>{title}</h1><div>{text}{files}</div></body></html>".encode()


def victims(replica: ReplicaServer) -> list[str]:
    office = replica.offices[SITE]
    return [
        office.address(article).split("://")[1] for section in office.sections for article in office.listed(section.id)
    ]


def test_dead_hosts_of_files_turn_no_office_down(tmp_path: Path, replica: ReplicaServer) -> None:
    archive = tmp_path / "archive.db"
    pages: dict[str, Misbehaviour] = {
        page: always(200, page_with_files(title, 65), ("Content-Type", "text/html"))
        for title, page in zip(TOPICS, victims(replica)[:3], strict=True)
    } | dict.fromkeys(DEAD, hang_up)
    with HostileServer(replica, pages) as server:
        done = crawl(archive, server.address, SITE)
    assert value(archive, "SELECT state FROM runs") == "ok", done.stderr
    assert done.returncode == 0
    assert max(sum(line.count(host) for line in done.stderr.splitlines()) for host in DEAD) <= 1
    titles = {title for (title,) in rows(archive, "SELECT title FROM articles")}
    assert titles >= set(TOPICS)


UNDECODABLE = {
    "gzip that is none": ("gzip", b"\x00\x01\x02 no stream of that kind" * 40),
    "damaged gzip": ("gzip", gzip.compress(b"<html><body><p>" + b"noi dung " * 900)[:40] + b"\xff" * 400),
    "brotli that is none": ("br", b"\xfe\xfd no stream of that kind" * 40),
    "zstd that is none": ("zstd", b"\x28\xb5\x2f\xfd" + b"\xff" * 400),
    "deflate that is none": ("deflate", b"\xff\xfe\xfd\xfc" * 100),
    "unknown coding": ("x-rot13", b"no coding that anybody knows" * 40),
}


@pytest.mark.parametrize(("coding", "body"), UNDECODABLE.values(), ids=UNDECODABLE)
def test_body_that_cannot_be_decoded_is_named(tmp_path: Path, replica: ReplicaServer, coding: str, body: bytes) -> None:
    archive = tmp_path / "archive.db"
    page = victims(replica)[0]
    headers = (("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", coding))
    with HostileServer(replica, {page: always(200, body, *headers)}) as server:
        done = crawl(archive, server.address, SITE)
    assert value(archive, "SELECT state FROM runs") == "ok", done.stderr
    ((capture, size),) = rows(archive, "SELECT id, bytes FROM captures WHERE url LIKE ?", (f"%{page}",))
    assert size == len(body)
    ((reason,),) = rows(archive, "SELECT reason FROM unread_captures WHERE capture = ?", (capture,))
    assert reason.startswith("undecodable: ")
    assert coding in reason
    assert coding in done.stderr


def test_office_whose_lists_cannot_be_decoded_is_unreadable(tmp_path: Path, replica: ReplicaServer) -> None:
    archive = tmp_path / "archive.db"
    bad = always(200, b"\xfe\xfd no such stream" * 40, ("Content-Type", "text/html"), ("Content-Encoding", "br"))
    with HostileServer(replica, {"quangninhcdc.vn/": bad, "www.quangninhcdc.vn/": bad}) as server:
        crawl(archive, server.address, SITE)
    ((state, note),) = rows(archive, "SELECT state, note FROM runs")
    assert state == "down"
    assert "could not be reached" not in note
    assert "br" in note


def test_lists_that_are_gone_are_named_and_not_unreachable(tmp_path: Path, replica: ReplicaServer) -> None:
    archive = tmp_path / "archive.db"
    gone = always(404, b"<html><body>404</body></html>", ("Content-Type", "text/html"))
    with HostileServer(replica, {"quangninhcdc.vn/": gone}) as server:
        done = crawl(archive, server.address, SITE)
    ((state, note),) = rows(archive, "SELECT state, note FROM runs")
    assert (done.returncode, state) == (1, "drift")
    assert "could not be reached" not in note
    assert "answers 404: has its address changed?" in note


def test_broken_robots_txt_is_named(tmp_path: Path, replica: ReplicaServer) -> None:
    archive = tmp_path / "archive.db"
    with HostileServer(replica, {"quangninhcdc.vn/robots.txt": always(500, b"error")}) as server:
        crawl(archive, server.address, SITE)
    ((state, note),) = rows(archive, "SELECT state, note FROM runs")
    assert state == "down"
    assert "robots.txt answered 500, so that nothing of quangninhcdc.vn may be asked" in note


def test_name_without_address_is_said_without_traceback(tmp_path: Path) -> None:
    entry = '[[office]]\nid = "vn_x"\nname = "X"\nlanguage = "vi"\ncountry = "VN"\nhome = "http://nowhere.invalid/"\n'
    (tmp_path / "own.toml").write_text(entry, encoding="utf-8")
    archive = tmp_path / "archive.db"
    words = [*PYTHON, "-m", "scrapy", "crawl", "vn_x", "-s", f"ARCHIVE_PATH={archive}", "-s", "BACKOFF_BASE=0"]
    given = environment(HEALTHARCHIVE_OFFICES=str(tmp_path / "own.toml"))
    done = subprocess.run(words, cwd=ROOT, env=given, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    [(state, note)] = rows(archive, "SELECT state, note FROM runs")
    assert (state, note.partition(":")[0]) == (
        "down",
        "The office could not be reached. DNS knows no address of nowhere.invalid",
    )
