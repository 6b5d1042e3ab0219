"""Lists that do what lists do: no article has vanished because of it."""

from collections.abc import Mapping
from datetime import timedelta

from tests.beliefs.office import PAGE_SIZE, START, BeliefOffice, Piece
from tests.beliefs.tale import CHANGED, Tale
from tests.crawling.small_offices import Answer, Question


class OldestFirst(BeliefOffice):
    """From one day on, the list begins with its oldest row."""

    def listed(self) -> list[Piece]:
        return super().listed()[:: -1 if self.day >= CHANGED else 1]


class Shuffled(BeliefOffice):
    """Each page of each day has another order."""

    def listed(self) -> list[Piece]:
        rows = super().listed()
        self.chance.shuffle(rows)
        return rows


class ByViews(BeliefOffice):
    """Sorted by views, which change every day."""

    def views(self, one: Piece) -> int:
        return (one.number * 7919 * (self.day + 1)) % 5_000

    def listed(self) -> list[Piece]:
        return sorted(super().listed(), key=self.views, reverse=True)


class ByUpdate(BeliefOffice):
    """An old article comes to the top each day, since somebody saved it again."""

    def listed(self) -> list[Piece]:
        rows = super().listed()
        at = (self.day * 7) % len(rows)
        return [rows[at], *rows[:at], *rows[at + 1 :]]


class Trimmed(BeliefOffice):
    """The list keeps its newest twelve articles only; the others can still be read."""

    def is_listed(self, one: Piece) -> bool:
        kept = sorted((each.day, each.number) for each in self.pieces if self.is_up(each))[-12:]
        return self.day < CHANGED or (one.day, one.number) in kept


class LastDays(BeliefOffice):
    """The list shows the last twenty days."""

    def is_listed(self, one: Piece) -> bool:
        return one.day > self.today - timedelta(days=20)


class ShorterPages(BeliefOffice):
    """From one day on a page has four rows."""

    def list_answer(self, number: int) -> Answer:
        size = PAGE_SIZE if self.day < CHANGED else 4
        return self.list_page(self.listed()[(number - 1) * size : number * size], number)

    def pages(self) -> int:
        return -(-len(self.listed()) // (PAGE_SIZE if self.day < CHANGED else 4))


class LyingPager(BeliefOffice):
    """The pager names pages that repeat the first one, and far more than there are."""

    def pages(self) -> int:
        return 40

    def list_answer(self, number: int) -> Answer:
        last = -(-len(self.listed()) // PAGE_SIZE)
        return super().list_answer(number if number <= last else 1)


class LosingPages(BeliefOffice):
    """The second page is an error from one day on."""

    def list_answer(self, number: int) -> Answer:
        if self.day >= CHANGED and number == 2:
            return 500, {"Content-Type": "text/html"}, b"<h1>500 Internal Server Error</h1>"
        return super().list_answer(number)


class Skipping(BeliefOffice):
    """Every other day pages skip the rows by which the list shrank since they were made."""

    def list_answer(self, number: int) -> Answer:
        skipped = 2 if number > 1 and self.day % 2 else 0
        first = (number - 1) * PAGE_SIZE + skipped
        return self.list_page(self.listed()[first : first + PAGE_SIZE - skipped], number)


class Sticky(BeliefOffice):
    """Three old notices stand on top of every page, in another choice each week."""

    def list_page(self, rows: list[Piece], number: int) -> str:
        old = self.listed()[-9:]
        return super().list_page([*old[self.day % 3 :: 3], *rows], number)


class Undated(BeliefOffice):
    """Neither rows nor articles have a day."""

    def rows(self, rows: list[Piece]) -> str:
        return "".join(f"<li><a href='{self.address(one)}'>{one.title}</a></li>" for one in rows)

    def article(self, one: Piece) -> str:
        return super().article(one).replace(f"Ngày đăng: {one.day:%d/%m/%Y} | ", "")


class Redated(BeliefOffice):
    """Rows show the day of the last visit of the editor, which is always today."""

    def rows(self, rows: list[Piece]) -> str:
        return "".join(
            f"<li><a href='{self.address(one)}'>{one.title}</a> <span>{self.today:%d/%m/%Y}</span></li>" for one in rows
        )


class CutTitles(BeliefOffice):
    """Rows cut titles, shorter every day."""

    def rows(self, rows: list[Piece]) -> str:
        return "".join(
            f"<li><a href='{self.address(one)}'>{one.title[: 34 - self.day]}...</a> <span>{one.day:%d/%m}</span></li>"
            for one in rows
        )


class YearEnds(BeliefOffice):
    """From one day on the list shows what came up since the crawl began."""

    def is_listed(self, one: Piece) -> bool:
        return self.day < CHANGED or one.day >= START


class TwoColumns(BeliefOffice):
    """A second list names every third article under an address of its own; each day it is another third."""

    def answer(self, asked: Question) -> Answer:
        if asked.path == "/thong-bao":
            rows = "".join(
                f"<li><a href='/thong-bao/{one.number}.html'>{one.title}</a> <span>{one.day:%d/%m/%Y}</span></li>"
                for one in self.listed()[self.day % 3 :: 3]
            )
            return self.page("Thông báo", f"<h2>Thông báo</h2><ul class='ds'>{rows}</ul>")
        return super().answer(asked)

    def find(self, path: str) -> Piece | None:
        return super().find(path.replace("/thong-bao/", "/bai/"))

    def page(self, title: str, body: str, *, head: str = "") -> str:
        return (
            super()
            .page(title, body, head=head)
            .replace("<a href='/lien-he'>", "<a href='/thong-bao'>Thông báo</a> <a href='/lien-he'>")
        )


TALES: Mapping[str, Tale] = {
    "oldest first from one day on": Tale(OldestFirst),
    "another order each time": Tale(Shuffled, unread=frozenset({204, 207})),
    "sorted by views": Tale(ByViews),
    "an old article comes to the top each day": Tale(ByUpdate),
    "trimmed to the newest twelve": Tale(Trimmed),
    "the last twenty days": Tale(LastDays, unread=frozenset(range(100, 114))),
    "shorter pages": Tale(ShorterPages),
    "a pager that names too many pages": Tale(LyingPager),
    "the second page is an error": Tale(LosingPages),
    "pages that skip rows": Tale(Skipping, unread=frozenset(range(100, 122))),
    "notices kept on top": Tale(Sticky),
    "nothing has a day": Tale(Undated),
    "every row is of today": Tale(Redated),
    "titles cut shorter every day": Tale(CutTitles),
    "the list of this year": Tale(YearEnds),
    "two columns": Tale(TwoColumns),
}
