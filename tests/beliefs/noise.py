"""Articles round which everything moves, and of which nothing was changed."""
# ruff: noqa: E501  # markup reads best unbroken

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from html import escape

from tests.beliefs.office import WORK, BeliefOffice, File, Piece
from tests.beliefs.tale import Tale

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
ADS = (
    "Mở thẻ tín dụng hoàn tiền đến 10%",
    "Căn hộ ven sông chỉ từ hai tỷ đồng",
    "Học tiếng Anh cùng giáo viên bản ngữ",
    "Vé máy bay Tết giá rẻ đặt ngay hôm nay",
)
SAYINGS = ("Lương y như từ mẫu.", "Sức khỏe là vàng.", "Phòng bệnh hơn chữa bệnh.", "Ăn chậm nhai kỹ no lâu.")
HEADINGS = (
    "Tin mới nhất",
    "Có thể bạn quan tâm",
    "Cùng chuyên mục",
    "Bài đọc nhiều",
    "Đừng bỏ lỡ",
    "Gợi ý cho bạn",
    "Các tin đã đưa",
)

Noise = Callable[[BeliefOffice, Piece], str]


def at_foot(noise: Noise) -> Callable[[str], BeliefOffice]:
    class Noisy(BeliefOffice):
        def after(self, one: Piece) -> str:
            return noise(self, one)

    return Noisy


def at_head(noise: Noise) -> Callable[[str], BeliefOffice]:
    class Noisy(BeliefOffice):
        def before(self, one: Piece) -> str:
            return noise(self, one)

    return Noisy


def outside(noise: Noise) -> Callable[[str], BeliefOffice]:
    class Noisy(BeliefOffice):
        def beside(self, one: Piece) -> str:
            return noise(self, one)

    return Noisy


def in_meta(noise: Noise) -> Callable[[str], BeliefOffice]:
    class Noisy(BeliefOffice):
        def article(self, one: Piece) -> str:
            return (
                super()
                .article(one)
                .replace("</div><div class='noi-dung'>", f" {noise(self, one)}</div><div class='noi-dung'>", 1)
            )

    return Noisy


def _others(office: BeliefOffice, one: Piece, count: int = 4) -> list[Piece]:
    return office.chance.sample([each for each in office.listed() if each.number != one.number], count)


def related(office: BeliefOffice, one: Piece) -> str:
    links = "".join(
        f"<li><a href='{office.address(each)}'>{escape(each.title)}</a></li>" for each in _others(office, one)
    )
    return f"<div class='lq'><h3>{office.chance.choice(HEADINGS)}</h3><ul>{links}</ul></div>"


def related_with_days(office: BeliefOffice, one: Piece) -> str:
    links = "".join(
        f"<p>• <a href='{office.address(each)}'>{escape(each.title)}</a> ({each.day:%d/%m/%Y})</p>"
        for each in _others(office, one)
    )
    return f"<p><strong>{office.chance.choice(HEADINGS)}:</strong></p>{links}"


def related_with_excerpts(office: BeliefOffice, one: Piece) -> str:
    cards = "".join(
        f"<div class='the'><a href='{office.address(each)}'><b>{escape(each.title)}</b></a><p>{escape(each.paragraphs[0][:90])}...</p></div>"
        for each in _others(office, one)
    )
    return f"<div class='goi-y'><h4>{office.chance.choice(HEADINGS)}</h4>{cards}</div>"


def related_without_heading(office: BeliefOffice, one: Piece) -> str:
    return (
        "<ul>"
        + "".join(
            f"<li><a href='{office.address(each)}'>{escape(each.title)}</a></li>" for each in _others(office, one)
        )
        + "</ul>"
    )


def related_in_paragraph(office: BeliefOffice, one: Piece) -> str:
    [each] = _others(office, one, 1)
    return f"<p><em>Xem thêm: <a href='{office.address(each)}'>{escape(each.title)}</a></em></p>"


def neighbours(office: BeliefOffice, one: Piece) -> str:
    before, after = _others(office, one, 2)
    return f"<div class='nav'><a href='{office.address(before)}'>« {escape(before.title)}</a><a href='{office.address(after)}'>{escape(after.title)} »</a></div>"


def advertisement(office: BeliefOffice, _one: Piece) -> str:
    return f"<div class='quang-cao'><a href='https://qc.example/{office.chance.randrange(99999)}'>{office.chance.choice(ADS)}</a><p>Quảng cáo</p></div>"


def weather(office: BeliefOffice, _one: Piece) -> str:
    return f"<div class='tt'>Thời tiết hôm nay: {office.chance.randrange(15, 35)}°C, {office.chance.choice(['nhiều mây', 'có mưa', 'nắng'])}</div>"


def lunar(office: BeliefOffice, _one: Piece) -> str:
    today = office.today
    return f"<p>{WEEKDAYS[today.weekday()]}, {today:%d/%m/%Y} (Âm lịch: {(today.day + 9) % 30 + 1}/10)</p>"


def clock(office: BeliefOffice, _one: Piece) -> str:
    now = datetime(2026, 12, 1) + timedelta(days=office.day, seconds=office.asked * 37)
    return f"<p>Bây giờ là {now:%H:%M:%S} ngày {now:%d/%m/%Y}</p>"


def visitors(office: BeliefOffice, _one: Piece) -> str:
    n = office.asked
    return f"<div>Đang truy cập: {n % 17} <br>Hôm nay: {n * 3} <br>Tháng này: {n * 51} <br>Tổng lượt truy cập: {n * 1771}</div>"


def visitors_as_table(office: BeliefOffice, _one: Piece) -> str:
    n = office.asked
    cells = (("Trực tuyến", n % 9), ("Hôm nay", n * 3), ("Hôm qua", n * 2), ("Tất cả", n * 999))
    return "<table>" + "".join(f"<tr><td>{name}</td><td>{count}</td></tr>" for name, count in cells) + "</table>"


def shares(office: BeliefOffice, _one: Piece) -> str:
    n = office.asked
    return f"<div class='mxh'><span>Thích {n}</span> <span>Chia sẻ {n * 2}</span> <span>{n % 7} bình luận</span></div>"


def updated(office: BeliefOffice, _one: Piece) -> str:
    return f"<p>Cập nhật lần cuối: {office.today:%d/%m/%Y} {office.asked % 24:02}:{office.asked % 60:02}</p>"


def updated_in_words(office: BeliefOffice, _one: Piece) -> str:
    return f"<p><i>Trang được cập nhật lúc {office.asked % 24:02} giờ {office.asked % 60:02} phút, ngày {office.today.day} tháng {office.today.month} năm {office.today.year}</i></p>"


def reading_time(office: BeliefOffice, _one: Piece) -> str:
    return f"<span>{office.chance.choice([2, 3, 4])} phút đọc</span>"


def listening_time(office: BeliefOffice, _one: Piece) -> str:
    return f"<div class='nghe'>Nghe bài viết <span>0:00</span> / <span>{office.chance.choice([2, 3, 4])}:{office.chance.randrange(10, 59)}</span></div>"


def saying(office: BeliefOffice, _one: Piece) -> str:
    return f"<blockquote class='cau-noi'>{office.chance.choice(SAYINGS)}</blockquote>"


def poll(office: BeliefOffice, _one: Piece) -> str:
    n = office.asked
    return f"<div class='binh-chon'><p>Bạn thấy bài viết có hữu ích không?</p><p>Có: {n} phiếu ({n % 100}%)</p><p>Không: {n // 3} phiếu ({100 - n % 100}%)</p></div>"


def rating(office: BeliefOffice, _one: Piece) -> str:
    return f"<div>Đánh giá bài viết: {office.asked % 50 / 10}/5 sao ({office.asked} lượt đánh giá)</div>"


def comments(office: BeliefOffice, _one: Piece) -> str:
    said = "".join(
        f"<div class='bl'><b>Bạn đọc {office.chance.randrange(99)}</b> <span>{office.chance.randrange(1, 23)} giờ trước</span><p>Cảm ơn cán bộ y tế đã {office.chance.choice(WORK)}.</p></div>"
        for _ in range(office.day % 4)
    )
    return f"<div id='comments'><h3>Bình luận ({office.day % 4})</h3>{said}<form><textarea placeholder='Ý kiến của bạn'></textarea></form></div>"


def cookies(office: BeliefOffice, _one: Piece) -> str:
    return (
        "<div class='cookie-banner'>Trang này dùng cookie để phục vụ bạn tốt hơn. <button>Đồng ý</button></div>"
        if office.asked % 2
        else ""
    )


def font_tools(office: BeliefOffice, _one: Piece) -> str:
    return f"<div class='cong-cu'><a href='#'>A-</a> <a href='#'>A</a> <a href='#'>A+</a> <a href='#' onclick='window.print()'>In trang</a> <span>{office.chance.choice(['14px', '16px', '18px'])}</span></div>"


def captcha(office: BeliefOffice, _one: Piece) -> str:
    return f"<div>Mã bảo vệ: {office.chance.randrange(1000, 9999)} <input name='ma'></div>"


def token(office: BeliefOffice, _one: Piece) -> str:
    return f"<form><input type='hidden' name='csrf' value='{office.chance.getrandbits(64):x}'><input name='q'></form><script>var t='{office.chance.getrandbits(64):x}';</script>"


def hidden(office: BeliefOffice, _one: Piece) -> str:
    return f"<div style='display:none'>Phiên làm việc {office.asked} của máy chủ web{office.asked % 3}</div>"


def served_by(office: BeliefOffice, _one: Piece) -> str:
    return f"<!-- page made in 0.{office.asked} s --><p class='dbg' hidden>node-{office.asked % 5}</p>"


def ticker(office: BeliefOffice, _one: Piece) -> str:
    [each] = office.chance.sample(office.listed(), 1)
    return f"<marquee>Tin nóng: {escape(each.title)}</marquee>"


def picture(office: BeliefOffice, _one: Piece) -> str:
    return f"<p><img src='/anh/{office.chance.randrange(9)}.jpg?v={office.asked}' alt=''></p>"


def countdown(office: BeliefOffice, _one: Piece) -> str:
    return f"<p>Còn {60 - office.day} ngày nữa đến Tết Nguyên đán</p>"


def prices(office: BeliefOffice, _one: Piece) -> str:
    return f"<div>Tỷ giá USD: {25000 + office.asked} | Giá vàng SJC: {80 + office.asked % 9} triệu</div>"


def hotline(office: BeliefOffice, _one: Piece) -> str:
    return f"<div class='truc'>Cán bộ trực hôm nay: {office.chance.choice(['BS. Lan', 'BS. Minh', 'BS. Hùng'])} - ĐT 0203.388.{office.chance.randrange(1000, 9999)}</div>"


class Whitespace(BeliefOffice):
    def article(self, one: Piece) -> str:
        page = super().article(one)
        return (
            page.replace("<p>", "\n  <p>\t").replace(", ", ",\n ")
            if self.asked % 2
            else page.replace("<p>", "<p>&nbsp;")
        )


class Breaks(BeliefOffice):
    """Paragraphs by elements one day, by line breaks the other."""

    def paragraphs(self, one: Piece) -> Iterator[str]:
        if self.asked % 2:
            yield "<p>" + "<br><br>".join(map(escape, one.paragraphs)) + "</p>"
        else:
            yield from super().paragraphs(one)


class Spans(BeliefOffice):
    def paragraphs(self, one: Piece) -> Iterator[str]:
        for text in one.paragraphs:
            at = self.chance.randrange(3, 20)
            yield f"<p><span id='s{self.asked}'>{escape(text[:at])}</span><font>{escape(text[at:])}</font></p>"


class Entities(BeliefOffice):
    def paragraphs(self, one: Piece) -> Iterator[str]:
        for text in one.paragraphs:
            yield f"<p>{''.join(f'&#{ord(c)};' if ord(c) > 127 and self.asked % 2 else c for c in text)}</p>"


class TwoTemplates(BeliefOffice):
    """Two designs are tried side by side."""

    def article(self, one: Piece) -> str:
        if self.asked % 2:
            return super().article(one)
        text = "".join(f"<p class='doan'>{escape(text)}</p>" for text in one.paragraphs)
        body = f"<main class='moi'><article><h1>{escape(one.title)}</h1><p class='thoi-gian'><time datetime='{one.day}'>{one.day:%d-%m-%Y}</time></p><div class='chu'>{text}</div></article><aside class='ben'><h3>Nổi bật</h3></aside></main>"
        return f"<html lang='vi'><head><meta charset='utf-8'><title>{escape(one.title)}</title></head><body class='b'><nav><a href='/'>Trang chủ</a></nav>{body}<footer class='f'>TTYT</footer></body></html>"


class Shifting(BeliefOffice):
    """Boxes change places, and classes have a name of the build."""

    def article(self, one: Piece) -> str:
        page = super().article(one)
        boxes = [
            "<div class='box-a'><p>Liên kết website</p></div>",
            "<div class='box-b'><p>Văn bản mới</p></div>",
            "<div class='box-c'><p>Hỏi đáp</p></div>",
        ]
        self.chance.shuffle(boxes)
        return (
            page.replace("noi-dung", f"noi-dung css-{self.chance.getrandbits(24):06x}")
            .replace("<div class='khung'>", f"<div class='khung'>{boxes[0]}")
            .replace("<div class='chan-trang'>", f"{boxes[1]}{boxes[2]}<div class='chan-trang'>")
        )


class FileTokens(BeliefOffice):
    """Links to files carry a token, and the files are the same."""

    def now(self, number: int) -> Piece:
        one = super().now(number)
        path = f"/tep/{number}.pdf"
        return (
            one
            if number % 5
            else Piece(
                one.number,
                one.title,
                one.paragraphs,
                one.day,
                (File(path, f"Phụ lục {number}.pdf", b"%PDF-1.4 phu luc " + str(number).encode()),),
            )
        )

    def article(self, one: Piece) -> str:
        return (
            super()
            .article(one)
            .replace(".pdf'", f".pdf?token={self.chance.getrandbits(48):x}&amp;expires={1796000000 + self.asked}'")
        )


class Downloads(FileTokens):
    """Links to files say how often they were fetched."""

    def article(self, one: Piece) -> str:
        return BeliefOffice.article(self, one).replace(".pdf</a>", f".pdf</a> (đã tải {self.asked} lần)")


class TrackedLinks(BeliefOffice):
    """Rows carry the address that they were clicked from."""

    def rows(self, rows: list[Piece]) -> str:
        return super().rows(rows).replace(".html'", f".html?utm_source=home&amp;utm_campaign=c{self.day}'")


class TitleWithCount(BeliefOffice):
    """The page's own title counts comments."""

    def article(self, one: Piece) -> str:
        return super().article(one).replace("<title>", f"<title>({self.asked % 5}) ", 1)


class RelativeDay(BeliefOffice):
    """The day is told as so many days ago."""

    def article(self, one: Piece) -> str:
        return (
            super()
            .article(one)
            .replace(f"Ngày đăng: {one.day:%d/%m/%Y}", f"Đăng {(self.today - one.day).days} ngày trước")
        )


class Quotes(BeliefOffice):
    """Quotes and dashes as today's editor writes them."""

    def paragraphs(self, one: Piece) -> Iterator[str]:
        yield from super().paragraphs(one)
        yield (
            "<p>Phong trào “Nhà sạch – làng khỏe” được phát động…</p>"
            if self.asked % 2
            else '<p>Phong trào "Nhà sạch - làng khỏe" được phát động...</p>'
        )


_FOOT: Mapping[str, Noise] = {
    "related articles": related,
    "related articles with days": related_with_days,
    "related articles with excerpts": related_with_excerpts,
    "related articles without a heading": related_without_heading,
    "see also": related_in_paragraph,
    "the next and the one before": neighbours,
    "advertisement": advertisement,
    "weather": weather,
    "lunar date": lunar,
    "clock": clock,
    "visitors": visitors,
    "visitors as a table": visitors_as_table,
    "shares": shares,
    "updated now": updated,
    "updated now in words": updated_in_words,
    "saying of the day": saying,
    "poll": poll,
    "rating": rating,
    "comments": comments,
    "captcha": captcha,
    "token": token,
    "hidden": hidden,
    "served by": served_by,
    "picture": picture,
    "countdown": countdown,
    "prices": prices,
    "who is on duty": hotline,
}
_HEAD: Mapping[str, Noise] = {
    "reading time": reading_time,
    "listening time": listening_time,
    "cookies": cookies,
    "font tools": font_tools,
    "ticker": ticker,
    "clock": clock,
    "advertisement": advertisement,
    "lunar date": lunar,
}

TALES: Mapping[str, Tale] = {
    **{f"{name}, at the foot of the text": Tale(at_foot(noise)) for name, noise in _FOOT.items()},
    **{f"{name}, at the head of the text": Tale(at_head(noise)) for name, noise in _HEAD.items()},
    **{f"{noise.__name__}, outside of the text": Tale(outside(noise)) for noise in (related, comments, poll, advertisement, visitors)},
    **{f"{noise.__name__}, beside the date": Tale(in_meta(noise)) for noise in (reading_time, shares, updated, rating)},
    "spaces": Tale(Whitespace),
    "breaks": Tale(Breaks),
    "spans": Tale(Spans),
    "entities": Tale(Entities),
    "two templates": Tale(TwoTemplates, alarms=frozenset({3})),
    "boxes change places": Tale(Shifting),
    "tokens of files": Tale(FileTokens),
    "downloads": Tale(Downloads),
    "links tell where they were clicked": Tale(TrackedLinks),
    "the title counts": Tale(TitleWithCount),
    "days ago": Tale(RelativeDay),
    "quotes and dashes": Tale(Quotes),
}  # fmt: skip
