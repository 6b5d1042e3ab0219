"""Bệnh viện Đa khoa tỉnh Quảng Ninh: the provincial general hospital, on a hand-made CMS."""

from crawler.site import Section, Site
from spiders.base import ArchiveSpider


class QuangNinhHospitalSpider(ArchiveSpider):
    """The hospital's news, notices and health advice."""

    name = "vn_quangninh_hospital"
    site = Site(
        id=name,
        name="Bệnh viện Đa khoa tỉnh Quảng Ninh",
        name_en="Quảng Ninh General Hospital",
        kind="hospital",
        country="VN",
        province="Quảng Ninh",
        language="vi",
        timezone="Asia/Ho_Chi_Minh",
        home="http://benhviendktinhquangninh.vn/",
        family="legacy_custom",
        sections=(
            Section(id="tin-tuc", name="Tin tức - Sự kiện", path="tin-tuc-su-kien"),
            Section(id="thong-bao", name="Thông báo", path="thong-bao"),
            Section(id="y-hoc-thuong-thuc", name="Y học thường thức", path="y-hoc-thuong-thuc"),
        ),
        article_url=r"^/[\w-]+/[\w.%-]+-d\d+\.html$",
        note="The host is seen in public image links; all section and article addresses are guesses.",
    )
