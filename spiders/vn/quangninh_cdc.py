"""Trung tâm Kiểm soát bệnh tật tỉnh Quảng Ninh: the provincial CDC, on WordPress or something with its permalinks."""

from crawler.site import Section, Site
from spiders.base import ArchiveSpider


class QuangNinhCDCSpider(ArchiveSpider):
    """The CDC's news, epidemic notices and health advice."""

    name = "vn_quangninh_cdc"
    site = Site(
        id=name,
        name="Trung tâm Kiểm soát bệnh tật tỉnh Quảng Ninh",
        name_en="Quảng Ninh Center for Disease Control",
        kind="cdc",
        country="VN",
        province="Quảng Ninh",
        language="vi",
        timezone="Asia/Ho_Chi_Minh",
        home="https://quangninhcdc.vn/",
        family="wordpress",
        sections=(
            Section(id="tin-tuc", name="Tin tức", path="category/tin-tuc/"),
            Section(id="phong-chong-dich", name="Phòng chống dịch", path="category/phong-chong-dich/"),
            Section(id="suc-khoe-cong-dong", name="Sức khỏe cộng đồng", path="category/suc-khoe-cong-dong/"),
        ),
        # Slugs alone name articles; a title has at least four words, a page of the menu fewer.
        article_url=r"^/(?!category/|page/|tag/|wp-)[^/.]+(?:-[^/.-]+){3,}/?$",
        note="Slug permalinks are seen, WordPress is inferred from them; the categories are guesses.",
    )
