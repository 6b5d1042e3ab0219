"""Sở Y tế tỉnh Quảng Ninh: the provincial department of health, on three portals of different age."""

from crawler.site import Section, Site
from spiders.base import ArchiveSpider


class QuangNinhSoYTeSpider(ArchiveSpider):
    """The department's news and papers, on its own portal, the province's, and the one before."""

    name = "vn_quangninh_soyte"
    site = Site(
        id=name,
        name="Sở Y tế tỉnh Quảng Ninh",
        name_en="Quảng Ninh Department of Health",
        kind="health_department",
        country="VN",
        province="Quảng Ninh",
        language="vi",
        timezone="Asia/Ho_Chi_Minh",
        home="https://soyte.quangninh.gov.vn/",
        hosts=("www.quangninh.gov.vn",),
        family="vnpt_portal",
        sections=(
            Section(id="tin-hoat-dong-nganh", name="Tin hoạt động ngành", path="tin-hoat-dong-nganh"),
            Section(id="van-ban-chi-dao", name="Văn bản chỉ đạo điều hành", path="van-ban-chi-dao-dieu-hanh"),
            Section(
                id="cong-tinh",
                name="Tin tức sự kiện (cổng tỉnh)",
                path="https://www.quangninh.gov.vn/So/soyte/Trang/tin-tuc-su-kien.aspx",
            ),
            Section(id="cong-cu", name="Thông báo (cổng cũ)", path="portal/chuyenmuc.aspx?cm=3"),
        ),
        article_url=(
            r"(?i)^/[\w-]+/[\w.%-]+-\d{2,7}$"
            r"|^/so/soyte/trang/chitiet\w*\.aspx\?(?:.*&)?nid=\d+"
            r"|^/portal/tin\.aspx\?(?:.*&)?id=\d+"
        ),
        note=(
            "The province's SharePoint portal and its nid addresses are seen; the subsite's code soyte, today's VNPT"
            " portal and every list address are inferred from sibling departments; the oldest portal is a guess."
        ),
    )
