# ruff: noqa: E501 - markup is written as the office sends it
"""The party committee of the provincial agencies: a VNPT portal with visitor counters and runs of no-break spaces."""

from replica.bulk import make_articles
from replica.model import ReplicaArticle
from replica.modern import ModernLook, modern_article, modern_list
from replica.office import ListPage, ReplicaOffice
from replica.texts import party as texts
from replica.vnpt import VnptPages

HOME = "https://dukcq.quangninh.gov.vn/"

LOOK = ModernLook(
    name="Đảng ủy Khối các cơ quan tỉnh",
    date_label="Ngày đăng: ",
    views_label="Lượt xem: ",
    author_label="Tác giả: ",
    source_label="Nguồn: ",
    editor_label="Biên tập: ",
    files_label="Văn bản kèm theo",
    related_label="Tin liên quan",
    footer="Đảng ủy Khối các cơ quan tỉnh Quảng Ninh. Giấy phép số 77/GP-TTĐT ngày 9/8/2023",
)

PAGES = VnptPages(
    tenant="qnh-duk",
    name="ĐẢNG BỘ KHỐI CÁC CƠ QUAN TỈNH QUẢNG NINH",
    footer="Chịu trách nhiệm nội dung: Văn phòng Đảng ủy Khối. Giấy phép số 77/GP-TTĐT ngày 9/8/2023. Điện thoại: 0203 000 300",
    issuer_right="ĐẢNG CỘNG SẢN VIỆT NAM",
)


class PartyOffice(ReplicaOffice):
    """dukcq.quangninh.gov.vn."""

    site = "vn_quangninh_party"
    language = "vi"
    offset = "+07:00"
    hosts = ("dukcq.quangninh.gov.vn", "storage-vnportal.vnpt.vn")
    home = HOME
    files_base = "https://storage-vnportal.vnpt.vn"
    server = "VNPT"
    sections = (
        ListPage("tin-tuc-su-kien", "Tin tức - Sự kiện", HOME + "tin-tuc-su-kien"),
        ListPage("xay-dung-dang", "Công tác xây dựng Đảng", HOME + "xay-dung-dang"),
        ListPage("van-ban-moi", "Văn bản mới", HOME + "van-ban-moi"),
    )

    def __init__(self) -> None:
        bulk = list(make_articles(texts.PLAN, seed=88031))
        for number, article in enumerate(bulk):
            if number % 4 == 3:
                article.posted = article.views = None
        super().__init__([*texts.written(), *bulk])

    def address(self, article: ReplicaArticle) -> str:
        return f"{HOME}{article.section}/{article.slug}-{article.id}"

    def list_address(self, section: ListPage, page: int) -> str:
        return section.url if page == 1 else f"{section.url}?page={page}"

    def article_page(self, article: ReplicaArticle) -> str:
        return modern_article(self, article, LOOK) if self.look == "second" else PAGES.article(self, article)

    def list_page(self, section: ListPage, page: int, pages: int, articles: list[ReplicaArticle]) -> str:
        if self.look == "second":
            return modern_list(self, section, page, pages, articles, LOOK)
        return PAGES.listing(self, section, page, pages, articles)

    def home_page(self) -> str:
        return PAGES.home(self)

    def error_page(self) -> str:
        return PAGES.error(self)
