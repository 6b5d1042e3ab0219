"""A world of papers: a ministry, two provinces and a hospital, with an amendment, a repeal and a text that spreads."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawler.archive import Archive
from crawler.site import Section, Site
from tests.archive.samples import Sample, store, visit

DAY_ONE = datetime(2024, 2, 1, 1, 0, tzinfo=UTC)


def office(identifier: str, name: str, province: str | None) -> Site:
    return Site(
        id=identifier,
        name=name,
        name_en=name,
        kind="health_department",
        country="VN",
        province=province,
        language="vi",
        timezone="Asia/Ho_Chi_Minh",
        home=f"https://{identifier.replace('_', '-')}.example/",
        family="generic",
        sections=(Section(id="vb", name="Văn bản", path="/vb"),),
        article_url=r"/vb/\d+$",
    )


MINISTRY = office("vn_bo", "Bộ Y tế", None)
PROVINCE = office("vn_an", "Sở Y tế tỉnh An", "An")
HOSPITAL = office("vn_an_bv", "Bệnh viện tỉnh An", "An")
OTHER = office("vn_ba", "Sở Y tế tỉnh Ba", "Ba")
SITES = (MINISTRY, PROVINCE, HOSPITAL, OTHER)
RULE = "05/2024/TT-BYT"


@dataclass(frozen=True)
class Paper:
    site: Site
    number: str
    day: str
    body: str


SHARED_TEXT = (
    "Các cơ sở khám bệnh, chữa bệnh tổ chức phân luồng người bệnh ngay từ cổng, bố trí khu khám sàng lọc riêng, "
    "thông gió tự nhiên, khử khuẩn bề mặt hai lần mỗi ngày, cấp khẩu trang cho người có triệu chứng hô hấp và báo cáo "
    "ca bệnh nặng trong vòng hai mươi bốn giờ về cơ quan quản lý trực tiếp; đồng thời rà soát cơ số thuốc, ô xy, máy "
    "thở và tập huấn lại toàn bộ nhân viên về quy trình phòng hộ cá nhân, lấy mẫu và vận chuyển mẫu bệnh phẩm."
)
PAPERS = (
    Paper(MINISTRY, RULE, "2024-02-01", "Thông tư này có hiệu lực từ ngày 15/3/2024."),
    Paper(MINISTRY, "09/2024/TT-BYT", "2024-06-03", f"Sửa đổi khoản 1 Điều 3 Thông tư số {RULE} ngày 01/02/2024."),
    Paper(
        PROVINCE,
        "40/KH-SYT",
        "2024-02-20",
        f"Thực hiện Thông tư số {RULE} ngày 01/02/2024, Sở lập kế hoạch.",
    ),
    Paper(HOSPITAL, "12/KH-BVA", "2024-03-04", "Căn cứ Kế hoạch số 40/KH-SYT ngày 20/02/2024 của Sở Y tế;"),
    Paper(OTHER, "40/KH-SYT", "2024-02-27", f"Căn cứ Thông tư số {RULE};\nCăn cứ số 7/ABC-XYZ ngày 02/01/2024;"),
    Paper(PROVINCE, "77/QĐ-SYT", "2024-07-08", "Bãi bỏ Kế hoạch số 40/KH-SYT ngày 20/02/2024 của Sở Y tế."),
    Paper(MINISTRY, "300/BYT-KCB", "2024-05-02", SHARED_TEXT),
    Paper(PROVINCE, "501/SYT-NVY", "2024-05-06", SHARED_TEXT.replace("hai lần", "ba lần")),
    Paper(HOSPITAL, "90/BVA-KHTH", "2024-05-09", SHARED_TEXT),
)
TRUTH = {
    ("09/2024/TT-BYT", "amends", RULE, "vn_bo"),
    ("40/KH-SYT", "based_on", RULE, "vn_bo"),
    ("12/KH-BVA", "based_on", "40/KH-SYT", "vn_an"),
    ("40/KH-SYT", "based_on", "7/ABC-XYZ", None),
    ("77/QĐ-SYT", "repeals", "40/KH-SYT", "vn_an"),
}
"""Number of the paper, relation, number named, office of the article that it is."""


def sample(paper: Paper) -> Sample:
    return Sample(
        paper.site,
        "vb",
        f"/vb/{PAPERS.index(paper) + 1}",
        f"Văn bản {paper.number}",
        paper.body,
        paper.day,
        fields={"document_number": paper.number, "issued_on": paper.day, "issuer": paper.site.name},
    )


def make_world(path: Path) -> Path:
    """Make an archive of the world at *path*; return *path*."""
    with Archive.open(path) as archive:
        for site in SITES:
            run = archive.start_run(site, started_at=DAY_ONE, software="test")
            for at, paper in enumerate(PAPERS):
                if paper.site is site:
                    store(run, visit(sample(paper), DAY_ONE + timedelta(seconds=at)))
            run.finish(state="ok", finished_at=DAY_ONE + timedelta(hours=1))
    return path
