"""Đảng ủy Khối các cơ quan tỉnh Quảng Ninh: the party committee of the provincial agencies, on a VNPT portal."""

from crawler.site import Section, Site
from spiders.base import ArchiveSpider


class QuangNinhPartySpider(ArchiveSpider):
    """The committee's news, party building and papers."""

    name = "vn_quangninh_party"
    site = Site(
        id=name,
        name="Đảng ủy Khối các cơ quan tỉnh Quảng Ninh",
        name_en="Party Committee of the Agencies of Quảng Ninh Province",
        kind="party",
        country="VN",
        province="Quảng Ninh",
        language="vi",
        timezone="Asia/Ho_Chi_Minh",
        home="https://dukcq.quangninh.gov.vn/",
        family="vnpt_portal",
        sections=(
            Section(id="tin-tuc-su-kien", name="Tin tức - Sự kiện", path="tin-tuc-su-kien"),
            Section(id="xay-dung-dang", name="Xây dựng Đảng", path="xay-dung-dang"),
            Section(id="van-ban-moi", name="Văn bản mới", path="van-ban-moi"),
        ),
        article_url=r"^/[\w-]+/[\w.%-]+-\d{2,7}$",
        note=(
            "Only one page's text is known; the VNPT portal is inferred from its image texts, addresses are guesses."
            " Such committees were dissolved in 2025, so the host may be frozen or gone."
        ),
    )
