# ruff: noqa: E501 - markup is written as the office sends it
"""Pages in the style of the VNPT portal, which two of the offices use."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from replica.markup import blocks_html, day_padded, esc, minute
from replica.model import Paper, Picture, ReplicaArticle
from replica.office import ListPage, ReplicaOffice


@dataclass(frozen=True, kw_only=True)
class VnptPages:
    """One tenant's templates."""

    tenant: str
    name: str
    footer: str
    issuer_right: str
    """First line at the right of a paper's head."""

    def article(self, office: ReplicaOffice, article: ReplicaArticle) -> str:
        """Return an article's page."""
        facts = []
        if article.posted:
            facts.append(f'<span class="art-date">{minute(article.posted)} {day_padded(article.posted)}</span>')
        if article.views is not None:
            facts.append(f'<span class="art-view">Lượt xem: {article.views}</span>')
        signed = " – ".join(filter(None, (article.author, article.source)))
        byline = f'<p style="text-align:right"><strong>&nbsp;{esc(signed)}.</strong></p>' if signed else ""
        return self._frame(
            office,
            article.title,
            f"""<div class="UIArticleDetail_Default"><div class="ArticleDetailControl">
<h1 class="art-title">{esc(article.title)}</h1>
{f'<div class="art-facts">{" ".join(facts)}</div>' if facts else ""}
<div class="art-tool"><a href="javascript:void(0)">Đọc bài viết</a><a href="javascript:window.print()">Bản in</a></div>
<div class="art-body">{self._body(article)}
{byline}</div>
{self._files(office, article)}
</div></div>
<div class="UIArticleRelated_Default"><div class="ArticleRelatedControl"><div class="mod-title">Tin liên quan</div><ul>{self._related(office, article)}</ul></div></div>""",
        )

    def listing(
        self, office: ReplicaOffice, section: ListPage, page: int, pages: int, articles: list[ReplicaArticle]
    ) -> str:
        """Return one page of a list."""
        rows = "\n".join(
            f'<div class="art-item"><a class="art-thumb" href="{_path(office, one)}"><img alt="anh tin bai" src="https://storage-vnportal.vnpt.vn/{self.tenant}/thumb/{one.id}.jpg"></a>'
            f'<a class="art-name" href="{_path(office, one)}">{esc(one.title)}</a><span class="art-time">{day_padded(one.shelf)}</span></div>'
            for one in articles
        )
        links = " ".join(
            f'<span class="current">{number}</span>'
            if number == page
            else f'<a href="{office.list_address(section, number)}">{number}</a>'
            for number in range(1, pages + 1)
        )
        onward = f'<a class="next" href="{office.list_address(section, page + 1)}">&rsaquo;</a>' if page < pages else ""
        return self._frame(
            office,
            section.name,
            f'<div class="UIArticleInMenu_Default"><div class="ArticleInMenuControl"><h2 class="mod-title">{section.name}</h2>\n{rows}\n<div class="paging">{links}{onward}</div></div></div>',
        )

    def home(self, office: ReplicaOffice) -> str:
        """Return the home page."""
        parts = []
        for section in office.sections:
            links = "".join(
                f'<li><a href="{_path(office, one)}">{esc(one.title)}</a></li>' for one in office.listed(section.id)[:5]
            )
            parts.append(
                f'<div class="UIMultiFunction_Default"><div class="MultiFunctionControl"><a class="mod-title" href="{section.url}">{section.name}</a><ul>{links}</ul></div></div>'
            )
        return self._frame(office, self.name, "\n".join(parts))

    def error(self, office: ReplicaOffice) -> str:
        """Return the page that says that there is nothing here."""
        return self._frame(
            office,
            "Thông báo",
            '<div class="UIMessage_Default"><p>Bài viết không tồn tại hoặc đã bị gỡ bỏ.</p><a href="/">Trở về trang chủ</a></div>',
        )

    def _body(self, article: ReplicaArticle) -> str:
        lead = f"<p><strong>{esc(article.lead)}</strong></p>\n" if article.lead else ""
        text = lead + blocks_html(article.blocks, paragraph=_paragraph, picture=self._picture)
        return self._paper(article.paper, text) if article.paper else text

    def _picture(self, picture: Picture) -> str:
        return (
            f'<p style="text-align:center"><img alt="anh tin bai" src="https://storage-vnportal.vnpt.vn/{self.tenant}/Uploads/{picture.file}"></p>\n'
            f'<p style="text-align:center">{"&nbsp;" * 8}<em>{esc(picture.caption)}</em>{"&nbsp;" * 3}</p>\n<p>&nbsp;</p>'
        )

    def _paper(self, paper: Paper, text: str) -> str:
        state = "<strong>Độc lập - Tự do - Hạnh phúc</strong><br>" if self.issuer_right.startswith("CỘNG") else ""
        under = f"<br>{esc(paper.subject)}" if paper.kind is None else ""
        heading = (
            f'<p style="text-align:center"><strong>{esc(paper.kind)}</strong></p><p style="text-align:center"><strong>{esc(paper.subject)}</strong></p>'
            if paper.kind
            else ""
        )
        addressee = f'<p style="text-align:center">{esc(paper.addressee)}</p>' if paper.addressee else ""
        recipients = "<br>".join(esc(line) for line in paper.recipients)
        authority = "<br>".join(esc(line) for line in paper.authority)
        return f"""<table style="width:100%"><tbody><tr><td>{esc(paper.superior or "")}<br><strong>{esc(paper.agency)}</strong><br>Số {esc(paper.number)}{under}</td>
<td><strong>{self.issuer_right}</strong><br>{state}<em>{esc(paper.place_and_date)}</em></td></tr></tbody></table>
{heading}{addressee}
{text}
<table style="width:100%"><tbody><tr><td><strong><em>Nơi nhận:</em></strong><br>{recipients}</td><td><strong>{authority}</strong><br><br><br><strong>{esc(paper.signer or "")}</strong></td></tr></tbody></table>"""

    def _files(self, office: ReplicaOffice, article: ReplicaArticle) -> str:
        links = "".join(
            f'<a class="att" href="{office.files_base}{file.path}">{esc(file.name)}</a>' for file in article.files
        )
        return f'<div class="art-files"><span>Tệp đính kèm</span>{links}</div>' if links else ""

    def _related(self, office: ReplicaOffice, article: ReplicaArticle) -> str:
        return "".join(
            f'<li><a href="{_path(office, one)}">{esc(one.title)}</a> <span>({day_padded(one.shelf)})</span></li>'
            for one in office.neighbours(article, 5)
        )

    def _most_read(self, office: ReplicaOffice) -> str:
        return "".join(
            f'<li><a href="{_path(office, one)}">{esc(one.title)}</a> <span class="num">{one.views} lượt xem</span></li>'
            for one in office.most_read(4)
            if one.views is not None
        )

    def _frame(self, office: ReplicaOffice, title: str, inner: str) -> str:
        menu = "".join(f'<li><a href="{section.url}">{section.name}</a></li>' for section in office.sections)
        today, week, total = office.visitors % 900, f"{office.visitors:,}".replace(",", " "), office.visitors * 83
        return f"""<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><title>{esc(title)}</title>
<meta property="og:title" content="{esc(title)}"><meta name="viewport" content="width=device-width, initial-scale=1.0">
<link rel="stylesheet" href="/Content/portal.min.css?v=3.1"></head>
<body>
<form method="post" id="aspForm"><input type="hidden" name="__VIEWSTATE" value="/wEPDwUK{office.visitors * 7919}ZGQ=">
<div class="UIBanner_Default"><div class="BannerControl"><img alt="image banner" src="https://storage-vnportal.vnpt.vn/{self.tenant}/banner.jpg"></div></div>
<div class="UIMenu_Default"><div class="MenuControl"><ul><li><a href="/">Trang chủ</a></li>{menu}</ul></div></div>
<div class="col-main">
{inner}
</div>
<div class="col-side"><div class="UIMostView_Default"><div class="mod-title">Đọc nhiều</div><ul>{self._most_read(office)}</ul></div>
<div class="UIStatistic_Default"><div class="mod-title">Thống kê truy cập</div><ul><li>Đang online: {3 + office.visitors % 40}</li><li>Hôm nay: {today}</li><li>Trong tuần: {week}</li><li>Tất cả: {total}</li></ul></div></div>
<div class="UIFooter_Default"><strong>{self.name}</strong><p>{self.footer}</p></div>
</form></body></html>"""


def _path(office: ReplicaOffice, article: ReplicaArticle) -> str:
    return urlsplit(office.address(article)).path


def _paragraph(text: str) -> str:
    return f'<p style="text-align:justify">&nbsp;&nbsp;&nbsp;&nbsp;{esc(text)}</p>'
