"""A small office that lives through days, made to be told otherwise by tales: lists, articles, and nothing else."""
# ruff: noqa: E501  # markup reads best unbroken

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from html import escape

from tests.crawling.small_offices import Answer, Question

START = date(2026, 12, 1)
FIRST = 22
"""Articles that are there on the first day."""
PAGE_SIZE = 10
EVERY = 3
"""Days between two new articles."""

PLACES = ("xã Đồng Tháp", "phường Cẩm Sơn", "xã Tân Lập", "thị trấn Phố Lu", "xã Ea Kly", "phường Nam Lý", "xã Mỹ Hòa")
WORK = (
    "tiêm vắc xin sởi cho trẻ", "diệt lăng quăng quanh nhà", "khám mắt cho người cao tuổi", "kiểm tra bếp ăn trường học",
    "phát màn tẩm hóa chất", "tập huấn sơ cứu cho giáo viên", "lấy mẫu nước giếng khơi", "tẩy giun đợt hai", "hiến máu tình nguyện",
)  # fmt: skip
WHO = (
    "Trạm y tế",
    "Đội phản ứng nhanh",
    "Khoa kiểm soát bệnh tật",
    "Hội phụ nữ",
    "Ban giám hiệu nhà trường",
    "Tổ y tế thôn",
)
MANNER = (
    "ngay trong tuần",
    "theo từng hộ",
    "vào buổi sáng",
    "cùng chính quyền địa phương",
    "không thu tiền của dân",
    "trước mùa mưa",
)


@dataclass(frozen=True)
class File:
    path: str
    name: str
    data: bytes


@dataclass(frozen=True)
class Piece:
    """One article as it is on one day."""

    number: int
    title: str
    paragraphs: tuple[str, ...]
    day: date
    files: tuple[File, ...] = ()


def piece(number: int, day: date) -> Piece:
    chance = random.Random(number)
    place, work = chance.choice(PLACES), WORK[number % len(WORK)]
    paragraphs = tuple(
        f"{chance.choice(WHO)} {place} {chance.choice(WORK)} {chance.choice(MANNER)}, với {chance.randint(11, 940)} lượt người dân tham gia và {chance.randint(2, 60)} cán bộ phục vụ tại {chance.choice(PLACES)}."
        for _ in range(chance.randint(4, 7))
    )
    return Piece(number, f"{place.capitalize()} {work} kỳ {number}", paragraphs, day)


@dataclass
class BeliefOffice:
    """Answers requests as an ordinary office; tales override what they tell otherwise."""

    name: str
    day: int = 0
    pieces: list[Piece] = field(default_factory=list)
    asked: int = 0

    def __post_init__(self) -> None:
        self.pieces = [piece(100 + at, START - timedelta(days=2 + 2 * (FIRST - at))) for at in range(FIRST)]
        self.pieces += [piece(200 + day, START + timedelta(days=day)) for day in range(1, 60, EVERY)]

    # What there is on a day

    @property
    def today(self) -> date:
        return START + timedelta(days=self.day)

    def now(self, number: int) -> Piece:
        """Return an article as it is today."""
        return next(one for one in self.pieces if one.number == number)

    def is_up(self, one: Piece) -> bool:
        """Whether an article has come up by today."""
        return one.day <= self.today

    def is_there(self, one: Piece) -> bool:
        """Whether it can be read today."""
        return self.is_up(one)

    def is_listed(self, one: Piece) -> bool:
        return self.is_there(one)

    def listed(self) -> list[Piece]:
        rows = [self.now(one.number) for one in self.pieces if self.is_up(one) and self.is_listed(one)]
        return sorted(rows, key=lambda one: (one.day, one.number), reverse=True)

    # Addresses

    list_path = "/tin-tuc"

    def address(self, one: Piece) -> str:
        return f"/bai/{one.number}.html"

    def find(self, path: str) -> Piece | None:
        return next((one for one in self.pieces if self.is_up(one) and self.address(one) == path), None)

    # Answers

    def __call__(self, asked: Question) -> Answer:
        self.asked += 1
        self.chance = random.Random(f"{self.name} {self.asked}")
        if asked.path == "/robots.txt":
            return None
        faulty = self.fault(asked)
        return faulty if faulty is not None else self.answer(asked)

    def fault(self, asked: Question) -> Answer:
        """Answer in the place of everything; None for nothing."""
        return None

    def answer(self, asked: Question) -> Answer:
        if asked.path == "/":
            return self.home()
        if asked.path == self.list_path:
            return self.list_answer(int(asked.query.get("trang", "1")))
        for one in self.pieces:
            for file in self.now(one.number).files if self.is_up(one) else ():
                if file.path == asked.path:
                    return 200, {"Content-Type": "application/pdf"}, file.data
        found = self.find(asked.path)
        if found is not None:
            return self.article_answer(found)
        return self.other(asked)

    def other(self, asked: Question) -> Answer:
        return self.not_found()

    def article_answer(self, one: Piece) -> Answer:
        return self.article(self.now(one.number)) if self.is_there(one) else self.not_found()

    def not_found(self) -> Answer:
        return (
            404,
            {"Content-Type": "text/html; charset=utf-8"},
            self.page("404", "<h1>404</h1><p>Không tìm thấy trang.</p>").encode(),
        )

    def home(self) -> Answer:
        return self.page("Trung tâm Y tế", f"<h2>Tin mới</h2><ul>{self.rows(self.listed()[:5])}</ul>")

    def list_answer(self, number: int) -> Answer:
        rows = self.listed()[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        return self.list_page(rows, number)

    def pages(self) -> int:
        return -(-len(self.listed()) // PAGE_SIZE)

    def list_page(self, rows: list[Piece], number: int) -> str:
        pager = " ".join(
            f"<b>{at}</b>" if at == number else f"<a href='{self.list_path}?trang={at}'>{at}</a>"
            for at in range(1, self.pages() + 1)
        )
        return self.page(
            "Tin tức",
            f"<h2>Tin tức</h2><ul class='ds'>{self.rows(rows)}</ul><div class='phan-trang'>Trang: {pager}</div>",
        )

    def rows(self, rows: list[Piece]) -> str:
        return "".join(
            f"<li><a href='{self.address(one)}'>{escape(one.title)}</a> <span>{one.day:%d/%m/%Y}</span></li>"
            for one in rows
        )

    def page(self, title: str, body: str, *, head: str = "") -> str:
        links = f"<a href='/'>Trang chủ</a> <a href='/gioi-thieu'>Giới thiệu</a> <a href='{self.list_path}'>Tin tức</a> <a href='/lien-he'>Liên hệ</a>"
        return (
            f"<!DOCTYPE html><html lang='vi'><head><meta charset='utf-8'><title>{escape(title)}</title>{head}</head><body><div id='dau-trang'><div class='menu'>{links}</div></div>"
            f"<div class='khung'>{body}</div><div class='chan-trang'><p>Trung tâm Y tế huyện. Điện thoại: 0203 388 1115. Lượt truy cập: {self.asked * 13}</p></div></body></html>"
        )

    def article(self, one: Piece) -> str:
        text = "".join(self.paragraphs(one))
        files = "".join(f"<p><a href='{file.path}'>{escape(file.name)}</a></p>" for file in one.files)
        return self.page(
            one.title,
            f"<h1 class='tieu-de'>{escape(one.title)}</h1><div class='ngay'>Ngày đăng: {one.day:%d/%m/%Y} | Lượt xem: {self.views(one)}</div>"
            f"<div class='noi-dung'>{self.before(one)}{text}{files}{self.after(one)}</div>{self.beside(one)}",
        )

    def paragraphs(self, one: Piece) -> Iterator[str]:
        for paragraph in one.paragraphs:
            yield f"<p>{escape(paragraph)}</p>"

    def views(self, one: Piece) -> int:
        return 50 + one.number + 7 * self.day

    def before(self, one: Piece) -> str:
        """Return what stands at the head of the text."""
        return ""

    def after(self, one: Piece) -> str:
        """Return what stands at the foot of the text."""
        return ""

    def beside(self, one: Piece) -> str:
        """Return what stands below the text, outside of it."""
        return ""


def edited(one: Piece, at: int, paragraph: str) -> Piece:
    paragraphs = list(one.paragraphs)
    paragraphs[at] = paragraph
    return replace(one, paragraphs=tuple(paragraphs))
