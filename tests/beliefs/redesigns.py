"""Offices that become others: the same articles in another dress, or at another place, are the same articles."""
# ruff: noqa: E501  # markup reads best unbroken

import re
from collections.abc import Mapping
from html import escape

from tests.beliefs.office import BeliefOffice, Piece
from tests.beliefs.tale import CHANGED, DAYS, Tale
from tests.crawling.small_offices import Answer, Question

AFTER = frozenset(range(CHANGED, DAYS))
PLAIN = str.maketrans(
    "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ",
    "aaaaaaaaaaaaaaaaaeeeeeeeeeeeiiiiiooooooooooooooooouuuuuuuuuuuyyyyyd",
)


def slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower().translate(PLAIN)).strip("-")


class NewTemplate(BeliefOffice):
    """Another template with another byline, no views, and the date in words."""

    def article(self, one: Piece) -> str:
        if self.day < CHANGED:
            return super().article(one)
        text = "".join(f"<div class='para'><span>{escape(paragraph)}</span></div>" for paragraph in one.paragraphs)
        return self.dress(
            one.title,
            f"<article><header><h2 class='entry-title'>{escape(one.title)}</h2><time datetime='{one.day}T00:00:00+07:00'>{one.day.day} tháng {one.day.month}, {one.day.year}</time><span class='by'>Ban biên tập</span></header>"
            f"<section class='entry'>{text}</section><aside><h3>Đọc nhiều</h3><ul><li><a href='{self.address(self.listed()[0])}'>{escape(self.listed()[0].title)}</a></li></ul></aside></article>",
        )

    def dress(self, title: str, body: str) -> str:
        return f"<!doctype html><html lang='vi'><head><meta charset='utf-8'><title>{escape(title)} | TTYT</title></head><body class='v2'><header id='top'><nav><a href='/'>Trang chủ</a><a href='/gioi-thieu'>Giới thiệu</a><a href='{self.list_path}'>Tin tức</a></nav></header><main>{body}</main><footer><small>© Trung tâm Y tế</small></footer></body></html>"

    def page(self, title: str, body: str, *, head: str = "") -> str:
        return (
            super().page(title, body, head=head)
            if self.day < CHANGED
            else self.dress(title, f"<div class='page'>{body}</div>")
        )


class NewTemplateWithViews(NewTemplate):
    """The same, with the view count."""

    def article(self, one: Piece) -> str:
        return (
            super()
            .article(one)
            .replace("<span class='by'>", f"<span class='v'>Lượt xem: {self.views(one)}</span><span class='by'>")
        )


class Moved(BeliefOffice):
    """All addresses change; the old ones are dead."""

    def old(self, one: Piece) -> str:
        return f"/bai/{one.number}.html"

    def new(self, one: Piece) -> str:
        return f"/tin/{slug(one.title)}"

    def address(self, one: Piece) -> str:
        return self.new(one) if self.day >= CHANGED else self.old(one)

    def other(self, asked: Question) -> Answer:
        one = next((each for each in self.pieces if self.old(each) == asked.path and self.is_up(each)), None)
        return self.at_old(one) if one is not None else self.not_found()

    def at_old(self, one: Piece) -> Answer:
        return self.not_found()


class MovedByNumber(Moved):
    """The number stays in the address."""

    def new(self, one: Piece) -> str:
        return f"/chi-tiet/{one.number}/{slug(one.title)[:20]}"


class MovedWithoutNumber(Moved):
    """Nothing of the old address is in the new one."""

    def new(self, one: Piece) -> str:
        return (
            "/tin/"
            + slug(one.title.partition(" kỳ ")[0])
            + "-"
            + "abcdefghij"[one.number % 10]
            + "klmnopqrst"[one.number // 10 % 10]
            + "uvwxyz"[one.number // 100]
        )


class MovedIntoYears(Moved):
    """Folders of years."""

    def new(self, one: Piece) -> str:
        return f"/{one.day:%Y/%m}/{one.number}.html"


class MovedForGood(MovedWithoutNumber):
    def at_old(self, one: Piece) -> Answer:
        return 301, {"Location": self.new(one)}, b""


class MovedInPassing(MovedWithoutNumber):
    def at_old(self, one: Piece) -> Answer:
        return 302, {"Location": self.new(one)}, b""


class MovedHalf(MovedWithoutNumber):
    """Half of the old addresses lead to the new ones."""

    def at_old(self, one: Piece) -> Answer:
        return (301, {"Location": self.new(one)}, b"") if one.number % 2 else self.not_found()


class MovedAndHome(MovedWithoutNumber):
    """Old addresses lead home."""

    def at_old(self, one: Piece) -> Answer:
        return 302, {"Location": "/"}, b""


class MovedAndAlive(MovedWithoutNumber):
    """Old addresses still answer."""

    def at_old(self, one: Piece) -> Answer:
        return self.article(one)


class MovedInNewDress(MovedWithoutNumber, NewTemplate):
    """Another template and other addresses on one day."""


class MovedInNewDressForGood(MovedForGood, NewTemplate):
    """The same, and the old addresses lead to the new ones."""


class MovedLists(BeliefOffice):
    """The list stands elsewhere; its old address is dead."""

    @property
    def list_path(self) -> str:  # type: ignore[override]  # a day decides
        return "/tin-tuc" if self.day < CHANGED else "/chuyen-muc/tin-hoat-dong"


class MovedListsAndArticles(MovedLists, MovedWithoutNumber):
    """Lists and articles."""


class MovedLate(MovedWithoutNumber):
    """The addresses are dead two days before the lists are mended."""

    def listed(self) -> list[Piece]:
        return [] if CHANGED <= self.day < CHANGED + 2 else super().listed()


class MovedListsLate(MovedWithoutNumber):
    """The lists name the dead addresses for two days."""

    def rows(self, rows: list[Piece]) -> str:
        told = super().rows(rows)
        if CHANGED <= self.day < CHANGED + 2:
            for one in rows:
                told = told.replace(self.new(one), self.old(one))
        return told


class NewAddressEachDay(BeliefOffice):
    """Every link has a token of the day."""

    def address(self, one: Piece) -> str:
        return f"/s{self.day:03}x/bai-{one.number}.html"

    def find(self, path: str) -> Piece | None:
        return super().find(re.sub(r"^/s\d+x/", f"/s{self.day:03}x/", path))


TALES: Mapping[str, Tale] = {
    "another template": Tale(NewTemplate, alarms=AFTER),
    "another template that keeps the views": Tale(NewTemplateWithViews, alarms=frozenset({CHANGED, CHANGED + 1, CHANGED + 2})),
    "addresses with the title": Tale(Moved, alarms=AFTER),
    "addresses with the number": Tale(MovedByNumber, alarms=AFTER),
    "addresses without the number": Tale(MovedWithoutNumber, alarms=AFTER),
    "folders of years": Tale(MovedIntoYears, alarms=AFTER),
    "old addresses lead to the new for good": Tale(MovedForGood, alarms=AFTER),
    "old addresses lead to the new in passing": Tale(MovedInPassing, alarms=AFTER),
    "half of the old addresses lead to the new": Tale(MovedHalf, alarms=AFTER),
    "old addresses lead home": Tale(MovedAndHome, alarms=AFTER),
    "old addresses still answer": Tale(MovedAndAlive, alarms=AFTER, is_twice=True),
    "another template and addresses": Tale(MovedInNewDress, alarms=AFTER),
    "another template and addresses with redirects": Tale(MovedInNewDressForGood, alarms=AFTER),
    "lists elsewhere": Tale(MovedLists, alarms=AFTER),
    "lists and addresses elsewhere": Tale(MovedListsAndArticles, alarms=AFTER),
    "lists are mended two days late": Tale(MovedLate, alarms=AFTER),
    "lists name dead addresses for two days": Tale(MovedListsLate, alarms=AFTER),
    "a token of the day in every address": Tale(NewAddressEachDay, alarms=AFTER),
}  # fmt: skip
