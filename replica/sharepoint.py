# ruff: noqa: E501 - markup is written as the office sends it
"""Pages in the style of the province's SharePoint portal: web-part ids, a long view state, the site's name as title."""

from hashlib import sha256

from replica.markup import blocks_html, day_padded, esc, minute
from replica.model import Picture, ReplicaArticle
from replica.office import ListPage, ReplicaOffice

GUID = "g_4b7de902_61c3_47aa_9f0e_2ad51b83c6f4"


class SharePointPages:
    """The province's templates."""

    def article(self, office: ReplicaOffice, article: ReplicaArticle) -> str:
        """Return an article's page: title, a line with the day and the time, the text, its byline and its view count."""
        views = (
            f'<div class="luot-xem">Lượt xem: {article.views:,}</div>'.replace(",", ".")
            if article.views is not None
            else ""
        )
        byline = f'<p style="text-align:right"><b>{esc(article.author)}</b></p>' if article.author else ""
        source = f'<div class="nguon-tin">Nguồn: {esc(article.source)}</div>' if article.source else ""
        posted = (
            f'<div class="ngay-dang">{day_padded(article.posted)} {minute(article.posted)}</div>'
            if article.posted
            else ""
        )
        related = "".join(
            f'<li><a href="{office.address(one)}">{esc(one.title)}</a> <i>({day_padded(one.shelf)})</i></li>'
            for one in office.neighbours(article, 6)
        )
        return _frame(
            office,
            f"ChiTietTinTuc.aspx?nid={article.id}",
            f"""<div class="chi-tiet" id="ctl00_ctl38_{GUID}_pnChiTiet">
<h1 class="tieu-de">{esc(article.title)}</h1>
{posted}
<div class="noi-dung" id="ctl00_ctl38_{GUID}_noidung">
{_body(article)}
{byline}
</div>{source}{views}</div>
<div class="tin-khac"><h4>Các tin đã đưa</h4><ul>{related}</ul></div>""",
        )

    def listing(
        self, office: ReplicaOffice, section: ListPage, page: int, pages: int, articles: list[ReplicaArticle]
    ) -> str:
        """Return one page of the list."""
        rows = "\n".join(
            f'<div class="tin"><h3><a href="{office.address(one)}">{esc(one.title)}</a></h3><span>{day_padded(one.shelf)}</span></div>'
            for one in articles
        )
        links = "".join(
            f'<a href="{office.list_address(section, number)}">{number}</a>'
            for number in range(1, pages + 1)
            if number != page
        )
        onward = f'<a href="{office.list_address(section, page + 1)}">Sau</a>' if page < pages else ""
        return _frame(
            office,
            "tin-tuc-su-kien.aspx",
            f'<div id="ctl00_ctl38_{GUID}_pnListNews">{rows}</div><div class="phan-trang"><b>{page}</b>{links}{onward}</div>',
        )


def _body(article: ReplicaArticle) -> str:
    lead = f'<p class="tom-tat">{esc(article.lead)}</p>' if article.lead else ""
    return lead + blocks_html(
        article.blocks, paragraph=lambda text: f'<p style="text-align:justify">{esc(text)}</p>', picture=_picture
    )


def _picture(picture: Picture) -> str:
    return f'<div align="center"><img src="https://media.quangninh.gov.vn/Libraries/tin/{picture.file}" alt=""><br><i>{esc(picture.caption)}</i></div>'


def _frame(office: ReplicaOffice, action: str, inner: str) -> str:
    state = sha256(f"{action}{office.visitors}".encode()).hexdigest() * 24
    return f"""<!DOCTYPE html>
<html dir="ltr" lang="vi-VN"><head><meta name="GENERATOR" content="Microsoft SharePoint"><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>
	Cổng thông tin điện tử tỉnh Quảng Ninh
</title><link rel="stylesheet" href="/Resources/app/css/cong.css"></head>
<body><form method="post" action="{action}" id="aspnetForm">
<div class="aspNetHidden"><input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" value="/wEPDw{state}"></div>
<div id="s4-workspace"><div class="dau-trang"><a href="/So/soyte/Trang/default.aspx">SỞ Y TẾ</a></div>
<ul class="menu-ngang"><li><a href="/So/soyte/Trang/default.aspx">Trang chủ</a></li><li><a href="/So/soyte/Trang/tin-tuc-su-kien.aspx">Tin tức sự kiện</a></li></ul>
<div class="cot-giua">
{inner}
</div>
<div class="truy-cap">Tổng lượt truy cập: {office.visitors * 97}<br>Đang trực tuyến: {11 + office.visitors % 60}</div>
<div class="chan-trang">Cơ quan chủ quản: Ủy ban nhân dân tỉnh. Giấy phép số 260/GP-TTĐT ngày 3/12/2020.</div>
</div></form></body></html>"""
