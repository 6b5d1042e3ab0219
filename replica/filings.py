"""A health centre that publishes only files and scans: rows that are files, pages that only show one."""

from collections.abc import Iterator
from typing import ClassVar, Literal

from replica.files import DOCX, PDF, XLSX, make_docx, make_pdf, make_scan, make_xlsx
from replica.markup import day_padded, esc
from replica.model import ReplicaArticle, ReplicaFile
from replica.office import ListPage, ReplicaOffice
from replica.texts.filings import NOTICES, Notice, lines_of

HOME = "https://ttyt.tanphuc.example/"
Way = Literal["row", "download", "frame", "viewer", "link"]


class FilesOffice(ReplicaOffice):
    """ttyt.tanphuc.example; an article's `trap` says how its file is shown."""

    site = "vn_tanphuc_centre"
    language = "vi"
    offset = "+07:00"
    hosts: ClassVar[tuple[str, ...]] = ("ttyt.tanphuc.example",)
    home = HOME
    files_base = HOME.rstrip("/")
    sections = (ListPage("van-ban", "Văn bản", HOME + "van-ban"),)

    def __init__(self) -> None:
        super().__init__(_articles())

    def address(self, article: ReplicaArticle) -> str:
        if article.trap in ("row", "download"):
            return self.files_base + article.files[0].path
        return f"{HOME}van-ban/{article.id}"

    def list_address(self, section: ListPage, page: int) -> str:
        return section.url if page == 1 else f"{section.url}?page={page}"

    def article_page(self, article: ReplicaArticle) -> str:
        path = article.files[0].path
        shown = {
            "frame": f'<iframe src="{path}" width="100%" height="900"></iframe>',
            "viewer": f'<iframe src="/pdfjs/web/viewer.html?file={path}"></iframe>',
        }.get(article.trap or "", f'<p><a href="{path}">Tải về</a></p>')
        posted = f'<p class="ngay">Ngày đăng: {day_padded(article.shelf)}</p>'
        return _frame(article.title, f'<h1>{esc(article.title)}</h1>{posted}<div class="noi-dung">{shown}</div>')

    def list_page(self, section: ListPage, page: int, pages: int, articles: list[ReplicaArticle]) -> str:
        rows = "".join(
            f'<li><a href="{self.address(one)}">{esc(one.title)}</a>'
            f' <span class="ngay">{day_padded(one.shelf)}</span></li>'
            for one in articles
        )
        pager = "".join(f'<a href="{self.list_address(section, one)}">{one}</a> ' for one in range(1, pages + 1))
        return _frame(section.name, f'<h1>{section.name}</h1><ul class="danh-sach">{rows}</ul><p>{pager}</p>')

    def home_page(self) -> str:
        links = "".join(f'<li><a href="{one.url}">{one.name}</a></li>' for one in self.sections)
        return _frame("Trung tâm Y tế huyện Tân Phúc", f"<ul>{links}</ul>")

    def error_page(self) -> str:
        return _frame("Không tìm thấy", "<p>Trang không tồn tại.</p>")


def _frame(title: str, main: str) -> str:
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{esc(title)}</title></head><body>'
        f'<div class="menu"><a href="/">Trang chủ</a> <a href="/van-ban">Văn bản</a></div>{main}'
        '<div class="footer">Trung tâm Y tế huyện Tân Phúc. Điện thoại: 0200 000 111</div></body></html>'
    )


def _articles() -> Iterator[ReplicaArticle]:
    for number, notice in enumerate(NOTICES, 701):
        lines = lines_of(notice)
        yield ReplicaArticle(
            id=number,
            section="van-ban",
            title=notice.title,
            blocks=[] if notice.kind == "scan" else list(lines),
            posted=notice.posted,
            paper=notice.paper,
            files=[_file(number, notice, lines)],
            trap=notice.way,
        )


def _file(number: int, notice: Notice, lines: tuple[str, ...]) -> ReplicaFile:
    content, media_type, ending = {
        "pdf": (make_pdf(lines), PDF, "pdf"),
        "scan": (make_scan(seed=number), PDF, "pdf"),
        "docx": (make_docx(lines), DOCX, "docx"),
        "xlsx": (make_xlsx([line.split(" | ") for line in lines]), XLSX, "xlsx"),
    }[notice.kind]
    if notice.way == "download":
        return ReplicaFile(f"/tai-ve/{number}", notice.title, content, "application/octet-stream")
    return ReplicaFile(f"/tep/{number}.{ending}", notice.title, content, media_type)
