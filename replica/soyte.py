"""The department of health on three portals: VNPT today, the province's SharePoint, and tables and capitals of 2013."""

from collections.abc import Mapping

from replica.bulk import make_articles
from replica.model import ReplicaArticle
from replica.modern import ModernLook, modern_article, modern_list
from replica.office import ListPage, ReplicaOffice
from replica.oldportal import OldPortalPages
from replica.sharepoint import SharePointPages
from replica.texts import soyte as texts
from replica.vnpt import VnptPages

HOME = "https://soyte.quangninh.gov.vn/"
PROVINCE = "https://www.quangninh.gov.vn/So/soyte/Trang/"
FOLDERS = {"tin-hoat-dong-nganh": "tin-hoat-dong-nganh", "van-ban-chi-dao": "van-ban-chi-dao-dieu-hanh"}

LOOK = ModernLook(
    name="Sở Y tế Quảng Ninh",
    date_label="Ngày đăng: ",
    views_label="Lượt xem: ",
    author_label="Tác giả: ",
    source_label="Nguồn: ",
    editor_label="Biên tập: ",
    files_label="Tài liệu đính kèm",
    related_label="Tin cùng chuyên mục",
    footer="Trang thông tin điện tử Sở Y tế Quảng Ninh. Giấy phép số 08/GP-TTĐT ngày 19/1/2024",
)

VNPT = VnptPages(
    tenant="qnh-syt",
    name="SỞ Y TẾ TỈNH QUẢNG NINH",
    footer="Giấy phép số 08/GP-TTĐT ngày 19/1/2024. Chịu trách nhiệm: Văn phòng Sở Y tế. Điện thoại: 0203 000 400",
    issuer_right="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
)


class SoyteOffice(ReplicaOffice):
    """soyte.quangninh.gov.vn and its older pages on www.quangninh.gov.vn."""

    site = "vn_quangninh_soyte"
    language = "vi"
    offset = "+07:00"
    hosts = ("soyte.quangninh.gov.vn", "www.quangninh.gov.vn", "quangninh.gov.vn", "storage-vnportal.vnpt.vn")
    home = HOME
    files_base = "https://storage-vnportal.vnpt.vn"
    server = "Microsoft-IIS/10.0"
    gzipped = True
    sections = (
        ListPage("tin-hoat-dong-nganh", "Tin hoạt động ngành", HOME + "tin-hoat-dong-nganh"),
        ListPage("van-ban-chi-dao", "Văn bản chỉ đạo điều hành", HOME + "van-ban-chi-dao-dieu-hanh"),
        ListPage("cong-tinh", "Tin tức sự kiện", PROVINCE + "tin-tuc-su-kien.aspx"),
        ListPage("cong-cu", "Thông báo", HOME + "portal/chuyenmuc.aspx?cm=3"),
    )

    def __init__(self) -> None:
        bulk = [
            *make_articles(texts.TODAY, seed=30411),
            *make_articles(texts.PROVINCE, seed=4087),
            *make_articles(texts.OLD, seed=2254),
        ]
        super().__init__([*texts.written(), *bulk])

    def address(self, article: ReplicaArticle) -> str:
        if article.section == "cong-tinh":
            return f"{PROVINCE}ChiTietTinTuc.aspx?nid={article.id}"
        if article.section == "cong-cu":
            return f"{HOME}portal/tin.aspx?id={article.id}"
        return f"{HOME}{FOLDERS[article.section]}/{article.slug}-{article.id}"

    def key(self, host: str, path: str, query: Mapping[str, str]) -> str:
        folded = {name.lower(): value for name, value in query.items()}
        number = folded.get("nid") or folded.get("id") or ""
        plain = super().key(host, path.lower() if path.lower().endswith(".aspx") else path, query)
        return f"{plain}?{number}" if number else plain

    def list_address(self, section: ListPage, page: int) -> str:
        if page == 1:
            return section.url
        if section.id == "cong-tinh":
            return f"{section.url}?Page={page}"
        return f"{section.url}&trang={page}" if section.id == "cong-cu" else f"{section.url}?page={page}"

    def article_page(self, article: ReplicaArticle) -> str:
        if self.look == "second" and article.section in FOLDERS:
            return modern_article(self, article, LOOK)
        return self._pages(article.section).article(self, article)

    def list_page(self, section: ListPage, page: int, pages: int, articles: list[ReplicaArticle]) -> str:
        if self.look == "second" and section.id in FOLDERS:
            return modern_list(self, section, page, pages, articles, LOOK)
        return self._pages(section.id).listing(self, section, page, pages, articles)

    def home_page(self) -> str:
        return VNPT.home(self)

    def error_page(self) -> str:
        return VNPT.error(self)

    def _pages(self, section: str) -> VnptPages | SharePointPages | OldPortalPages:
        if section == "cong-tinh":
            return SharePointPages()
        return OldPortalPages() if section == "cong-cu" else VNPT
