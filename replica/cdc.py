# ruff: noqa: E501 - markup is written as the office sends it
"""The centre for disease control: WordPress addresses, captions in tables, mostly no dates, never view counts.

What follows an article's text has no heading: other items with their leads, which are full of dates.
"""

from replica.bulk import make_articles
from replica.markup import blocks_html, day_padded, esc
from replica.model import Picture, ReplicaArticle
from replica.modern import ModernLook, modern_article, modern_list
from replica.office import ListPage, ReplicaOffice
from replica.texts import cdc as texts

HOME = "https://quangninhcdc.vn/"

LOOK = ModernLook(
    name="CDC Quảng Ninh",
    date_label="Đăng ngày ",
    views_label="Lượt xem: ",
    author_label="Tác giả: ",
    source_label="Nguồn: ",
    editor_label="Biên tập: ",
    files_label="Tải về",
    related_label="Có thể bạn quan tâm",
    footer="Trung tâm Kiểm soát bệnh tật tỉnh Quảng Ninh. Giấy phép số 12/GP-STTTT ngày 5/3/2025",
)


class CdcOffice(ReplicaOffice):
    """quangninhcdc.vn."""

    site = "vn_quangninh_cdc"
    language = "vi"
    offset = "+07:00"
    hosts = ("quangninhcdc.vn", "www.quangninhcdc.vn")
    home = HOME
    files_base = "https://quangninhcdc.vn"
    gzipped = True
    sections = (
        ListPage("tin-tuc", "Tin tức", HOME + "category/tin-tuc/"),
        ListPage("phong-chong-dich", "Phòng chống dịch", HOME + "category/phong-chong-dich/"),
        ListPage("suc-khoe-cong-dong", "Sức khỏe cộng đồng", HOME + "category/suc-khoe-cong-dong/"),
    )

    def __init__(self) -> None:
        super().__init__([*texts.written(), *make_articles(texts.PLAN, seed=101)])

    def address(self, article: ReplicaArticle) -> str:
        return f"{HOME}{article.slug}/"

    def list_address(self, section: ListPage, page: int) -> str:
        return section.url if page == 1 else f"{section.url}page/{page}/"

    def robots(self) -> str:
        return "User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n"

    def article_page(self, article: ReplicaArticle) -> str:
        if self.look == "second":
            return modern_article(self, article, LOOK)
        posted = ""
        if article.posted:
            iso = f"{article.posted}T00:00:00+07:00"
            posted = f'<p class="entry-meta"><time class="entry-date published" datetime="{iso}">{day_padded(article.posted)}</time></p>'
        return self._frame(
            article.title,
            f"""<div class="duong-dan"><a href="/">Trang chủ</a> / <a href="/category/{article.section}/">{self._section_name(article)}</a></div>
<div class="khung-bai"><h1 class="entry-title">{esc(article.title)}</h1>
{posted}
<div class="entry-content">
{self._body(article)}
{self._files(article)}
</div>
<div class="ds-bai">
{self._others(article)}
</div>
<div class="hop-dat-lich"><strong>Hẹn gặp bác sĩ dự phòng</strong><span>Để lại số điện thoại, chúng tôi gọi lại trong ngày.</span><input name="so" placeholder="Số điện thoại"><button>Gửi</button></div>
<ul class="moi-nhat">{self._newest()}</ul></div>""",
            address=self.address(article),
        )

    @property
    def lists_show_days(self) -> bool:
        return self.look == "second"

    def list_page(self, section: ListPage, page: int, pages: int, articles: list[ReplicaArticle]) -> str:
        if self.look == "second":
            return modern_list(self, section, page, pages, articles, LOOK)
        rows = "\n".join(self._card(one) for one in articles)
        return self._frame(
            section.name,
            f'<h1 class="page-title">{section.name}</h1>\n{rows}\n<div class="nav-links">{self._pager(section, page, pages)}</div>',
            address=self.list_address(section, page),
        )

    def home_page(self) -> str:
        parts = []
        for section in self.sections:
            cards = "".join(self._card(one) for one in self.listed(section.id)[:3])
            parts.append(f'<section><h2><a href="{section.url}">{section.name}</a></h2>{cards}</section>')
        return self._frame("Trang chủ", "\n".join(parts), address=HOME)

    def error_page(self) -> str:
        return self._frame(
            "Không tìm thấy trang", "<h1>Không tìm thấy trang</h1><p>Nội dung bạn tìm không có ở đây.</p>", address=HOME
        )

    def _section_name(self, article: ReplicaArticle) -> str:
        return next(section.name for section in self.sections if section.id == article.section)

    def _body(self, article: ReplicaArticle) -> str:
        lead = f"<p><strong>{esc(article.lead)}</strong></p>\n" if article.lead else ""
        return lead + blocks_html(article.blocks, paragraph=lambda text: f"<p>{esc(text)}</p>", picture=_picture)

    def _files(self, article: ReplicaArticle) -> str:
        return "".join(
            f'<p class="tai-ve"><a href="{self.files_base}{file.path}" target="_blank">{esc(file.name)}</a></p>'
            for file in article.files
        )

    def _others(self, article: ReplicaArticle) -> str:
        return "\n".join(
            f'<div class="muc"><a href="{self.address(one)}"><h4>{esc(one.title)}</h4></a><p>{esc(one.paragraphs()[0])}</p></div>'
            for one in self.neighbours(article, 6)
        )

    def _newest(self) -> str:
        newest = sorted(
            (one for one in self.articles.values() if one.fate == "live"), key=lambda one: (one.shelf, one.id)
        )
        return "".join(f'<li><a href="{self.address(one)}">{esc(one.title)}</a></li>' for one in newest[:-7:-1])

    def _card(self, article: ReplicaArticle) -> str:
        return (
            f'<article class="post-{article.id} post type-post"><h2 class="entry-title"><a href="{self.address(article)}" rel="bookmark">'
            f'{esc(article.title)}</a></h2><div class="entry-summary"><p>{esc(article.paragraphs()[0][:160])} [&hellip;]</p></div></article>'
        )

    def _pager(self, section: ListPage, page: int, pages: int) -> str:
        links = [
            f'<span class="page-numbers current">{number}</span>'
            if number == page
            else f'<a class="page-numbers" href="{self.list_address(section, number)}">{number}</a>'
            for number in range(1, pages + 1)
        ]
        if page < pages:
            links.append(
                f'<a class="next page-numbers" href="{self.list_address(section, page + 1)}">Tiếp theo &raquo;</a>'
            )
        return " ".join(links)

    def _frame(self, title: str, inner: str, *, address: str) -> str:
        menu = "".join(
            f'<li class="menu-item"><a href="{section.url}">{section.name}</a></li>' for section in self.sections
        )
        return f"""<!DOCTYPE html>
<html lang="vi"><head><meta charset="UTF-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{esc(title)} &#8211; CDC Quảng Ninh</title>
<link rel="canonical" href="{address}"><meta property="og:locale" content="vi_VN"><meta property="og:site_name" content="CDC Quảng Ninh">
<script type="application/ld+json">{{"@context":"https://schema.org","@graph":[{{"@type":"WebSite","name":"CDC Quảng Ninh","url":"{HOME}"}},{{"@type":"Organization","name":"Trung tâm Kiểm soát bệnh tật tỉnh Quảng Ninh","url":"{HOME}"}}]}}</script>
<link rel="stylesheet" href="/wp-content/themes/suckhoe/style.css?ver=6.5.2"></head>
<body class="wp-theme"><header id="masthead"><a href="/"><img src="/wp-content/uploads/2025/01/logo.png" alt=""></a><ul id="menu-chinh">{menu}</ul></header>
<main id="content">
{inner}
</main>
<footer><p>Trung tâm Kiểm soát bệnh tật tỉnh Quảng Ninh. Giấy phép số 12/GP-STTTT ngày 5/3/2025.</p><p>Đường dây nóng: 0203 000 200</p></footer>
<script src="/wp-includes/js/jquery.min.js"></script></body></html>"""


def _picture(picture: Picture) -> str:
    return (
        f'<table class="anh-giua" align="center"><tbody><tr><td><img src="/wp-content/uploads/2025/01/{picture.file}" alt=""></td></tr>'
        f'<tr><td class="chu-thich">{esc(picture.caption)}</td></tr></tbody></table>'
    )
