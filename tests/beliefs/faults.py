"""Site-wide faults on two days: nothing of them may be believed of a single article."""
# ruff: noqa: E501  # markup reads best unbroken

from collections.abc import Callable, Mapping

from tests.beliefs.office import BeliefOffice, Piece
from tests.beliefs.tale import ILL, Tale, ill
from tests.crawling.small_offices import Answer, Question

HTML = {"Content-Type": "text/html; charset=utf-8"}

Fault = Callable[[BeliefOffice, Question], Answer]


def everywhere(fault: Fault) -> Callable[[str], BeliefOffice]:
    """Return an office of which everything answers so on the days of its illness."""

    class Ill(BeliefOffice):
        def fault(self, asked: Question) -> Answer:
            return fault(self, asked) if self.day in ILL else None

    return Ill


def on_articles(fault: Fault, *, half: bool = False, also: str = "") -> Callable[[str], BeliefOffice]:
    """Return an office whose lists are well and whose articles, or half of them, answer so; so does the path *also*."""

    class Ill(BeliefOffice):
        def fault(self, asked: Question) -> Answer:
            one = self.find(asked.path)
            is_meant = asked.path == also or (one is not None and not (half and one.number % 2))
            return fault(self, asked) if self.day in ILL and is_meant else None

    return Ill


def exactly(page: str) -> Fault:
    """Return *page* with status 200."""
    return lambda _office, _asked: page


def status(code: int, words: str = "") -> Fault:
    page = f"<html><head><title>{code}</title></head><body><h1>{code} {words}</h1></body></html>".encode()
    return lambda _office, _asked: (code, HTML, page)


def bare(words: str) -> Fault:
    """Return a page of a few words with status 200."""
    return exactly(
        f"<html><head><meta charset='utf-8'><title>{words[:30]}</title></head><body><p>{words}</p></body></html>"
    )


def framed(words: str) -> Fault:
    """Return a page with status 200 that has the site round it."""
    return lambda office, _asked: office.page("Thông báo", f"<h1>Thông báo</h1><p>{words}</p>")


def sent_to(path: str, page: Fault, code: int = 302) -> Fault:
    """Send everything to one address, whose page is *page*."""

    def answer(office: BeliefOffice, asked: Question) -> Answer:
        return page(office, asked) if asked.path == path else (code, {"Location": path}, b"")

    return answer


LOGIN = "<h2>Đăng nhập</h2><form method='post'><input name='u' placeholder='Tài khoản'><input type='password' name='p'><button>Vào</button></form>"
CHALLENGE = "<html><head><script>var _0x=1;document.cookie='k='+_0x+';path=/';location.reload();</script></head><body></body></html>"
CAPTCHA = "<html><head><meta charset='utf-8'><title>Xác minh</title></head><body><h3>Vui lòng xác minh bạn không phải là robot</h3><img src='/captcha.png'><input name='captcha'></body></html>"


def login_page(office: BeliefOffice, _asked: Question) -> Answer:
    return office.page("Đăng nhập", LOGIN)


def home_page(office: BeliefOffice, _asked: Question) -> Answer:
    return office.home()


def list_page(office: BeliefOffice, _asked: Question) -> Answer:
    return office.list_answer(1)


def one_article(office: BeliefOffice, _asked: Question) -> Answer:
    return office.article(office.now(121))


def unrelated(office: BeliefOffice, _asked: Question) -> Answer:
    """A page that no word list knows, with the look of an article."""
    return office.page(
        "Chào mừng năm mới", "<h1>Chào mừng năm mới</h1><div class='ngay'>Ngày đăng: 04/12/2026</div><div class='noi-dung'><p>"
        "Tập thể cán bộ trung tâm kính chúc nhân dân trong huyện một năm mới mạnh khỏe, an lành, hạnh phúc và nhiều niềm vui.</p>"
        "<p>Năm qua ngành y tế huyện nhà đã vượt qua nhiều khó khăn để chăm lo cho sức khỏe của nhân dân các xã, phường.</p></div>"
    )  # fmt: skip


class EmptyLists(BeliefOffice):
    def listed(self) -> list[Piece]:
        return [] if self.day in ILL else super().listed()


class EmptyListsAndDeadArticles(EmptyLists):
    def is_there(self, one: Piece) -> bool:
        return self.day not in ILL and super().is_there(one)

    def is_listed(self, one: Piece) -> bool:
        return self.is_up(one)


class StaleLists(BeliefOffice):
    """Lists from a cache that stands still, so that the newest articles are not in it."""

    def listed(self) -> list[Piece]:
        rows = super().listed()
        return [one for one in rows if (one.day - self.today).days < 2 - self.day] if self.day in ILL else rows


class Flickering(BeliefOffice):
    """Every third request fails."""

    def fault(self, asked: Question) -> Answer:
        return (503, HTML, b"<h1>503 Service Unavailable</h1>") if self.day in ILL and self.asked % 3 == 0 else None


class ShortLists(BeliefOffice):
    """Lists that show three rows and no pager."""

    def list_answer(self, number: int) -> Answer:
        if self.day not in ILL:
            return super().list_answer(number)
        return self.page("Tin tức", f"<h2>Tin tức</h2><ul class='ds'>{self.rows(self.listed()[:3])}</ul>")


class BlankPages(BeliefOffice):
    def fault(self, asked: Question) -> Answer:
        return (200, HTML, b"") if self.day in ILL else None


CDN = "The site is temporarily resting. Node hkg-7 could not reach the origin. Reference 18.a1f4c2."
MAINTENANCE = "Hệ thống đang được nâng cấp, mời quý vị quay lại sau."
GONE = "Bài viết không tồn tại hoặc đã bị gỡ bỏ."

TALES: Mapping[str, Tale] = {
    "all 404": ill(everywhere(status(404, "Not Found"))),
    "all 410": ill(everywhere(status(410, "Gone"))),
    "all 403": ill(everywhere(status(403, "Forbidden"))),
    "all 500": ill(everywhere(status(500, "Internal Server Error"))),
    "all 502": ill(everywhere(status(502, "Bad Gateway"))),
    "all 429": ill(everywhere(status(429, "Too Many Requests"))),
    "articles 404": Tale(on_articles(status(404)), alarms=ILL),
    "articles 403": ill(on_articles(status(403))),
    "articles 500": ill(on_articles(status(500))),
    "half of the articles 404": Tale(on_articles(status(404), half=True), alarms=ILL),
    "half of the articles 500": Tale(on_articles(status(500), half=True), alarms=ILL),
    "half of the articles sent home": Tale(on_articles(sent_to("/", home_page), half=True), alarms=ILL),
    "half of the articles an error page": Tale(on_articles(framed(GONE), half=True), alarms=ILL),
    "half of the articles one article": Tale(on_articles(one_article, half=True), alarms=ILL),
    "one bare error page": ill(everywhere(bare("Lỗi kết nối cơ sở dữ liệu, vui lòng liên hệ quản trị."))),
    "one bare page of unknown words": ill(everywhere(bare(CDN))),
    "one framed page of unknown words": ill(everywhere(framed("Chúng tôi xin lỗi vì sự bất tiện này. Mong quý vị thông cảm."))),
    "one page with the look of an article": ill(everywhere(unrelated)),
    "articles show one page with the look of an article": Tale(on_articles(unrelated), alarms=ILL),
    "articles show a framed page of unknown words": Tale(on_articles(framed("Mời quý vị thử cách khác.")), alarms=ILL),
    "articles show that they do not exist": Tale(on_articles(framed(GONE)), alarms=ILL),
    "articles show the home page": Tale(on_articles(home_page), alarms=ILL),
    "articles show the list": Tale(on_articles(list_page), alarms=ILL),
    "articles show one article": Tale(on_articles(one_article), alarms=ILL),
    "articles sent to the list": Tale(on_articles(sent_to("/tin-tuc", list_page)), alarms=ILL),
    "articles sent home": Tale(on_articles(sent_to("/", home_page)), alarms=ILL),
    "articles sent home for good": Tale(on_articles(sent_to("/", home_page, 301)), alarms=ILL),
    "everything sent home": ill(everywhere(sent_to("/", home_page))),
    "everything sent home for good": ill(everywhere(sent_to("/", home_page, 301))),
    "everything is the home page": ill(everywhere(home_page)),
    "everything is one article": ill(everywhere(one_article)),
    "log-in page for all": ill(everywhere(login_page)),
    "sent to the log-in page": ill(everywhere(sent_to("/dang-nhap", login_page))),
    "articles sent to the log-in page": ill(on_articles(sent_to("/dang-nhap", login_page), also="/dang-nhap")),
    "maintenance": ill(everywhere(bare(MAINTENANCE))),
    "maintenance within the site": ill(everywhere(framed(MAINTENANCE))),
    "sent to a page of maintenance": ill(everywhere(sent_to("/bao-tri.html", bare(MAINTENANCE)))),
    "captcha": ill(everywhere(exactly(CAPTCHA))),
    "script challenge": ill(everywhere(exactly(CHALLENGE))),
    "articles behind a captcha": ill(on_articles(exactly(CAPTCHA))),
    "blank pages": ill(BlankPages),
    "empty lists": ill(EmptyLists),
    "empty lists and dead articles": ill(EmptyListsAndDeadArticles),
    "lists of three rows": Tale(ShortLists, alarms=ILL),
    "stale lists": Tale(StaleLists, alarms=ILL),
    "every third answer fails": Tale(Flickering, alarms=ILL),
}  # fmt: skip
