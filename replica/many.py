"""Any number of small offices of one pattern, some of which share a host: for crawls by many workers.

Office *n* is at http://so<n>.example/so<n>/; with *shared*, each two offices that follow one another live on one host.
"""

import json
from collections.abc import Iterable
from typing import ClassVar

from replica.markup import day_padded, esc
from replica.model import ReplicaArticle, ReplicaFile
from replica.office import ListPage, Question, ReplicaOffice

NEWEST_DAY = 27
SECTION = "thong-bao"


class SmallOffice(ReplicaOffice):
    """One section of notices; each third notice has a file."""

    language = "vi"
    offset = "+07:00"
    number: ClassVar[int]

    def __init__(self, articles: int) -> None:
        super().__init__(_article(self.number, index) for index in range(articles))
        self.sections = (ListPage(SECTION, "Thông báo", f"{self.home}{SECTION}"),)

    def address(self, article: ReplicaArticle) -> str:
        return f"{self.home}bai-{article.id}.html"

    def list_address(self, section: ListPage, page: int) -> str:
        return section.url if page == 1 else f"{section.url}?page={page}"

    def article_page(self, article: ReplicaArticle) -> str:
        body = "".join(f"<p>{esc(str(block))}</p>" for block in article.blocks)
        files = "".join(f'<p><a href="{self.files_base}{file.path}">{esc(file.name)}</a></p>' for file in article.files)
        posted = f'<div class="ngay-dang">Ngày đăng: {day_padded(article.shelf)}</div>'
        counter = f'<div class="luot-xem">Lượt xem: {article.views}</div>'
        return _page(article.title, f"<h1>{esc(article.title)}</h1>{posted}{counter}<div>{body}{files}</div>")

    def list_page(self, section: ListPage, page: int, pages: int, articles: list[ReplicaArticle]) -> str:
        rows = "".join(
            f'<li><a href="{self.address(one)}">{esc(one.title)}</a> <span>{day_padded(one.shelf)}</span></li>'
            for one in articles
        )
        more = "".join(
            f'<a href="{self.list_address(section, number)}">{number}</a> ' for number in range(1, pages + 1)
        )
        return _page(section.name, f'<h2>{section.name}</h2><ul>{rows}</ul><div class="pager">{more}</div>')

    def home_page(self) -> str:
        return _page(f"Cơ quan số {self.number}", f'<a href="{self.sections[0].url}">Thông báo</a>')

    def error_page(self) -> str:
        return _page("Không tìm thấy", "<p>Không tìm thấy trang.</p>")

    def is_home(self, question: Question) -> bool:
        return question.path == f"/so{self.number}/"


def many_offices(count: int, *, articles: int, shared: int = 0) -> list[SmallOffice]:
    """Return *count* offices of so many articles; the first *shared* of them live two on a host."""
    return [_office(number, articles, host=number // 2 * 2 if number < shared else number) for number in range(count)]


def _office(number: int, articles: int, *, host: int) -> SmallOffice:
    name = f"so{host}.example"
    facts = {
        "site": f"vn_so_{number:05d}",
        "number": number,
        "hosts": (name,),
        "home": f"http://{name}/so{number}/",
        "files_base": f"http://{name}",
    }
    made: type[SmallOffice] = type(f"SmallOffice{number}", (SmallOffice,), facts)
    return made(articles)


def offices_toml(offices: Iterable[SmallOffice]) -> str:
    """Return the offices as an operator would write them down."""
    tables = []
    for office in offices:
        facts = {
            "id": office.site,
            "name": f"Cơ quan số {office.number}",
            "name_en": f"Office {office.number}",
            "kind": "centre",
            "country": "VN",
            "language": "vi",
            "home": office.home,
            "lists": [office.sections[0].url],
            "article_url": rf"^/so{office.number}/bai-\d+\.html$",
        }
        lines = "\n".join(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in facts.items())
        tables.append(f"[[office]]\n{lines}\n")
    return "\n".join(tables)


def _article(office: int, index: int) -> ReplicaArticle:
    number = office * 1000 + index
    day = f"2025-{1 + index // NEWEST_DAY % 12:02d}-{1 + index % NEWEST_DAY:02d}"
    files = (
        [ReplicaFile(f"/so{office}/tep/{number}.csv", f"Danh sách {number}.csv", _csv(number), "text/csv")]
        if index % 3 == 0
        else []
    )
    return ReplicaArticle(
        id=number,
        section=SECTION,
        title=f"Thông báo số {number} về lịch tiêm chủng tại trạm y tế xã",
        blocks=[
            f"Trạm y tế thông báo buổi tiêm chủng thứ {number} cho trẻ em dưới năm tuổi trên địa bàn xã.",
            f"Phụ huynh mang theo sổ tiêm chủng và có mặt trước giờ hẹn; số thứ tự phát từ {number % 60} đến 60.",
            "Mọi thắc mắc xin liên hệ trạm y tế trong giờ hành chính để được giải đáp kịp thời.",
        ],
        posted=day,
        shelf=day,
        views=10 + number % 400,
        files=files,
    )


def _csv(number: int) -> bytes:
    return f"Họ tên,Số thứ tự\nNgười được tiêm {number},{number % 60}\n".encode()


def _page(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{esc(title)}</title></head>'
        f"<body>{body}</body></html>"
    )
