"""What offices really do to their articles: every such thing is noticed, and nothing else is."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from replica.files import make_pdf
from tests.beliefs.noise import visitors
from tests.beliefs.office import BeliefOffice, File, Piece, edited
from tests.beliefs.tale import DAYS, Tale
from tests.crawling.small_offices import Answer

LATE = DAYS - 1
SINCE = 3
"""Day on which it happens."""
FRESH, OLD = 121, 119
"""Articles of a few days, which are looked at often."""

Edit = Callable[[Piece], Piece]


def editing(edit: Edit, *numbers: int, since: int = SINCE) -> Callable[[str], BeliefOffice]:
    class Editing(BeliefOffice):
        def now(self, number: int) -> Piece:
            one = super().now(number)
            return edit(one) if number in numbers and self.day >= since else one

        def after(self, one: Piece) -> str:
            return visitors(self, one)  # something always moves

    return Editing


def numeral(one: Piece) -> Piece:
    words = one.paragraphs[1].split()
    at = next(at for at, word in enumerate(words) if word.isdigit())
    words[at] = str(int(words[at]) + 9)
    return edited(one, 1, " ".join(words))


def reworded(one: Piece) -> Piece:
    return edited(one, 2, "Đoàn kiểm tra liên ngành đã làm việc với các cơ sở và yêu cầu khắc phục trong mười ngày.")


def cut(one: Piece) -> Piece:
    return replace(one, paragraphs=one.paragraphs[:-1])


def added(one: Piece) -> Piece:
    return replace(one, paragraphs=(*one.paragraphs, "Mọi phản ánh xin gửi về đường dây nóng của trung tâm."))


def retitled(one: Piece) -> Piece:
    return replace(one, title=f"Đính chính: {one.title}")


def redated(one: Piece) -> Piece:
    return replace(one, day=one.day - timedelta(days=2))


def pdf(words: str) -> File:
    return File("/tep/bang-gia.pdf", "Bảng giá dịch vụ.pdf", make_pdf(["BẢNG GIÁ", words]))


class SwappedFile(BeliefOffice):
    """A file holds something else at the same address."""

    def now(self, number: int) -> Piece:
        one = super().now(number)
        words = "Khám bệnh 38.700 đồng" if self.day < SINCE else "Khám bệnh 42.100 đồng"
        return replace(one, files=(pdf(words),)) if number == FRESH else one


def with_file(one: Piece) -> Piece:
    return replace(one, files=(pdf("Khám bệnh 38.700 đồng"),))


def vanishing(how: str, number: int = FRESH, since: int = SINCE, until: int = DAYS) -> Callable[[str], BeliefOffice]:
    class Vanishing(BeliefOffice):
        def is_away(self, one: Piece) -> bool:
            return one.number == number and since <= self.day < until

        def is_listed(self, one: Piece) -> bool:
            return super().is_listed(one) and not self.is_away(one)

        def article_answer(self, one: Piece) -> Answer:
            return away(self, how) if self.is_away(one) else super().article_answer(one)

    return Vanishing


def away(office: BeliefOffice, how: str) -> Answer:
    match how:
        case "404":
            return office.not_found()
        case "410":
            return 410, {"Content-Type": "text/html"}, b"<h1>Gone</h1>"
        case "soft":
            return office.page("Thông báo", "<h1>Thông báo</h1><p>Bài viết không tồn tại hoặc đã bị xóa.</p>")
        case "home":
            return 302, {"Location": "/"}, b""
        case "list":
            return 302, {"Location": office.list_path}, b""
        case "list for good":
            return 301, {"Location": office.list_path}, b""
        case "empty":
            return office.page("Trung tâm Y tế", "<h1></h1><div class='ngay'></div><div class='noi-dung'></div>")
        case _:
            raise ValueError(how)


class Unlisted(BeliefOffice):
    """No list names it; it can be read."""

    def is_listed(self, one: Piece) -> bool:
        return super().is_listed(one) and not (one.number == FRESH and self.day >= SINCE)


class UnlistedForADay(BeliefOffice):
    def is_listed(self, one: Piece) -> bool:
        return super().is_listed(one) and not (one.number == FRESH and self.day == SINCE)


class GoneForADay(BeliefOffice):
    """One article answers 404 on a single day."""

    def is_there(self, one: Piece) -> bool:
        return super().is_there(one) and not (one.number == FRESH and self.day == SINCE)

    def is_listed(self, one: Piece) -> bool:
        return self.is_up(one)


class ManyRemoved(BeliefOffice):
    """Five articles are taken away on one day."""

    def is_there(self, one: Piece) -> bool:
        return super().is_there(one) and not (117 <= one.number <= FRESH and self.day >= SINCE)


def edit_of(edit: Edit, *, late: int = SINCE + 3) -> Tale:
    return Tale(editing(edit, FRESH), edits={FRESH: (SINCE, late)})


def removal(how: str, status: str, **when: int) -> Tale:
    return Tale(vanishing(how, **when), removals={FRESH: (status, SINCE, SINCE + 3)})


TALES: Mapping[str, Tale] = {
    "a numeral": edit_of(numeral),
    "a sentence reworded": edit_of(reworded),
    "a paragraph removed": edit_of(cut),
    "a paragraph added": edit_of(added),
    "a title put right": edit_of(retitled, late=SINCE),
    "a day moved": edit_of(redated, late=SINCE),
    "a file added": edit_of(with_file),
    "a file swapped": Tale(SwappedFile, edits={FRESH: (SINCE, SINCE + 3)}),
    "a numeral of an older article": Tale(editing(numeral, OLD), edits={OLD: (SINCE, LATE)}),
    "404": removal("404", "gone"),
    "410": removal("410", "gone"),
    "a page that says so": removal("soft", "soft_gone"),
    "sent home": removal("home", "soft_gone"),
    "sent to its list": removal("list", "soft_gone"),
    "sent to its list for good": removal("list for good", "soft_gone"),
    "404 and back": removal("404", "gone", until=7),
    "unlisted and alive": Tale(Unlisted, removals={FRESH: ("delisted", SINCE, SINCE + 3)}),
    "unlisted for a day": Tale(UnlistedForADay),
    "404 for a day": Tale(GoneForADay),
    "five removed at once": Tale(
        ManyRemoved, removals=dict.fromkeys(range(117, FRESH + 1), ("gone", SINCE, SINCE + 4))
    ),
}
