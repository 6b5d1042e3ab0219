"""Papers of three offices as WARC records of several days: graph and spread equal the written truth, rebuilt too.

The ministry issues a circular and amends it, the province plans by it and repeals its plan, the hospital rests on the
plan and changes its text later; the ministry's letter is taken over by both, and one copy is taken away.
"""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from click.testing import CliRunner

from crawler.archive.db.database import connect
from crawler.cli import cli
from crawler.publish.snapshot import make_snapshot
from tests.archive.importing.pages import page, run_import
from tests.archive.importing.warcs import http, record, write_warc

LETTER = (
    "Đề nghị các đơn vị bố trí lối đi riêng cho người có triệu chứng hô hấp, mở cửa sổ phòng chờ suốt giờ khám.",
    "Nhân viên vệ sinh lau tay vịn, nút thang máy và mặt bàn bằng dung dịch khử khuẩn hai lần mỗi ngày.",
    "Quầy tiếp đón phát khẩu trang cho người ho và người đi cùng, hướng dẫn rửa tay trước khi vào buồng khám.",
    "Khoa cấp cứu kiểm tra bình ô xy, thuốc và xe vận chuyển vào đầu mỗi ca, ghi sổ giao ca đầy đủ chữ ký hai bên.",
    "Phòng xét nghiệm nhận mẫu đến mười chín giờ, trả kết quả qua hệ thống trong ngày và lưu mẫu bảy ngày.",
    "Bộ phận dược rà soát cơ số dịch truyền, hạ sốt và điện giải, dự trù bổ sung trước ngày hai mươi hằng tháng.",
    "Ban lãnh đạo phân công người trực đường dây nóng, trả lời mọi cuộc gọi của người dân trong mười lăm phút.",
    "Báo cáo ca nặng gửi về cơ quan quản lý trong vòng hai mươi bốn giờ kể từ khi tiếp nhận người bệnh.",
)
CHANGED = (LETTER[0], LETTER[1].replace("hai lần", "bốn lần"), *LETTER[2:])
BASED_ON_PLAN = "Căn cứ Kế hoạch số 40/KH-SYT ngày 20/02/2024 của Sở Y tế;"
BASED_ON_REPEAL = "Căn cứ Quyết định số 77/QĐ-SYT ngày 08/7/2024 của Sở Y tế;"


def paper(address: str, seen: str, number: str, day: str, *body: str) -> bytes:
    written = "/".join(reversed(day.split("-")))
    content = page(f"Văn bản số {number}", body=[f"Số: {number}", *body], date=written)
    return record(f"https://{address}.html", f"{seen}T02:00:00Z", http(content))


def nobody(address: str, seen: str) -> bytes:
    return record(f"https://{address}.html", f"{seen}T02:00:00Z", http(b"<h1>404</h1>", 404))


RECORDS = (
    paper(
        "bo.example/vb/1", "2024-02-02", "05/2024/TT-BYT", "2024-02-01",
        "Thông tư này có hiệu lực từ ngày 15/3/2024.", *LETTER[:2],
    ),
    paper(
        "bo.example/vb/2", "2024-06-04", "09/2024/TT-BYT", "2024-06-03",
        "Sửa đổi khoản 1 Điều 3 Thông tư số 05/2024/TT-BYT ngày 01/02/2024.", *LETTER[2:4],
    ),
    paper(
        "so-an.example/vb/1", "2024-02-21", "40/KH-SYT", "2024-02-20",
        "Thực hiện Thông tư số 05/2024/TT-BYT ngày 01/02/2024, Sở lập kế hoạch.", *LETTER[4:6],
    ),
    paper(
        "so-an.example/vb/2", "2024-07-09", "77/QĐ-SYT", "2024-07-08",
        "Bãi bỏ Kế hoạch số 40/KH-SYT ngày 20/02/2024 của Sở Y tế.", *LETTER[6:],
    ),
    # the hospital rests on the plan, and edits that later without a word
    paper("bv-an.example/vb/1", "2024-03-05", "12/KH-BVA", "2024-03-04", BASED_ON_PLAN, *LETTER[1:3]),
    paper("bv-an.example/vb/1", "2024-07-20", "12/KH-BVA", "2024-03-04", BASED_ON_REPEAL, *LETTER[1:3]),
    # one letter, taken over by two, and taken away by one
    paper("bo.example/vb/3", "2024-05-03", "300/BYT-KCB", "2024-05-02", *LETTER),
    paper("so-an.example/vb/3", "2024-05-07", "501/SYT-NVY", "2024-05-06", *CHANGED),
    paper("bv-an.example/vb/3", "2024-05-10", "90/BVA-KHTH", "2024-05-09", *LETTER),
    *(nobody("so-an.example/vb/3", f"2024-08-{day}") for day in ("01", "09", "20")),
)  # fmt: skip
TRUTH = {
    ("09/2024/TT-BYT", "amends", "05/2024/TT-BYT", "bo"),
    ("40/KH-SYT", "based_on", "05/2024/TT-BYT", "bo"),
    ("77/QĐ-SYT", "repeals", "40/KH-SYT", "so-an"),
    ("12/KH-BVA", "based_on", "77/QĐ-SYT", "so-an"),
}
"""Number of the paper, relation, number named, host of the article that it is."""
SPREAD = [("bo", 1, 0), ("so-an", 2, 4), ("bv-an", 3, 7)]
"""Host, place and days after the first."""


def host(url: str | None) -> str | None:
    return url.split("//")[1].split(".")[0] if url else None


def read(connection: sqlite3.Connection) -> tuple[set[tuple[str | None, ...]], list[tuple[str | None, int, int]]]:
    graph = connection.execute(
        "SELECT a.document_number, r.type, r.number, t.url FROM relations AS r JOIN articles AS a ON a.id = r.article "
        "LEFT JOIN articles AS t ON t.id = r.target"
    )
    spread = connection.execute("SELECT url, place, days_after FROM text_diffusion ORDER BY place")
    return {(*row[:3], host(row[3])) for row in graph}, [(host(row[0]), row[1], row[2]) for row in spread]


def published(archive: Path, snapshot: Path) -> sqlite3.Connection:
    make_snapshot(archive, snapshot, now=datetime(2024, 9, 1, tzinfo=UTC))
    return connect(snapshot, read_only=True)


def test_graph_and_spread_are_the_truth_through_edits_removals_and_a_rebuild(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    brought = run_import(archive, write_warc(tmp_path / "days.warc.gz", RECORDS), "--new-office")
    assert brought.exit_code == 0, brought.output
    with closing(published(archive, tmp_path / "first.db")) as connection:
        assert read(connection) == (TRUTH, SPREAD)
        taken_away = connection.execute("SELECT url FROM articles WHERE status = 'gone'").fetchall()
        assert [tuple(row) for row in taken_away] == [("https://so-an.example/vb/3.html",)]
    rebuilt = CliRunner().invoke(cli, ["rebuild", "--archive", str(archive)])
    assert rebuilt.exit_code == 0, rebuilt.output
    with closing(connect(archive, read_only=False)) as connection:
        for table in ("relations", "paper_status", "relations_read"):
            connection.execute(f"DELETE FROM {table}")
    with closing(published(archive, tmp_path / "second.db")) as connection:
        assert read(connection) == (TRUTH, SPREAD)
