# ruff: noqa: E501 - markup is written as the office sends it
"""The provincial hospital: a hand-made CMS of the 2010s, XHTML, day first without padding, views under the text."""

from replica.bulk import make_articles
from replica.markup import blocks_html, day, esc
from replica.model import Paper, Picture, ReplicaArticle
from replica.modern import ModernLook, modern_article, modern_list
from replica.office import ListPage, ReplicaOffice
from replica.texts import hospital as texts

HOME = "http://benhviendktinhquangninh.vn/"

LOOK = ModernLook(
    name="Bệnh viện Đa khoa tỉnh Quảng Ninh",
    date_label="Ngày đăng: ",
    views_label="Lượt xem: ",
    author_label="Tác giả: ",
    source_label="Nguồn: ",
    editor_label="Biên tập: ",
    files_label="Tệp đính kèm",
    related_label="Bài viết khác",
    footer="Bệnh viện Đa khoa tỉnh Quảng Ninh · Giấy phép số 31/GP-TTĐT cấp ngày 14/6/2024",
)


class HospitalOffice(ReplicaOffice):
    """benhviendktinhquangninh.vn."""

    site = "vn_quangninh_hospital"
    language = "vi"
    offset = "+07:00"
    hosts = ("benhviendktinhquangninh.vn", "www.benhviendktinhquangninh.vn")
    home = HOME
    files_base = "http://benhviendktinhquangninh.vn"
    server = "Microsoft-IIS/7.5"
    sections = (
        ListPage("tin-tuc", "Tin tức - Sự kiện", HOME + "tin-tuc-su-kien"),
        ListPage("thong-bao", "Thông báo", HOME + "thong-bao"),
        ListPage("y-hoc-thuong-thuc", "Y học thường thức", HOME + "y-hoc-thuong-thuc"),
    )

    def __init__(self) -> None:
        super().__init__([*texts.written(), *make_articles(texts.PLAN, seed=1846)])

    def address(self, article: ReplicaArticle) -> str:
        folder = "thong-bao" if article.section == "thong-bao" else "tin-tuc"
        return f"{HOME}{folder}/{article.slug}-d{article.id}.html"

    def list_address(self, section: ListPage, page: int) -> str:
        return section.url if page == 1 else f"{section.url}?page={page}"

    def article_page(self, article: ReplicaArticle) -> str:
        if self.look == "second":
            return modern_article(self, article, LOOK)
        date = f'<div class="ngaydang">(Cập nhật: {day(article.posted)})</div>' if article.posted else ""
        views = f'<div class="luotdoc">(Lượt đọc: {article.views})</div>' if article.views is not None else ""
        inner = f"""<div class="duongdan"><a href="/">Trang chủ</a> &raquo; {esc(self._section_name(article))}</div>
<div class="tieude_bai">{esc(article.title)}</div>
{date}
<div class="chitiet_bai">
{self._body(article)}
</div>
{self._byline(article)}
{self._files(article)}
{views}
<div class="khung_lienquan"><div class="tieude_khung">Tin tức liên quan</div>
<ul class="ds_lienquan">{"".join(f"<li>{self._link(other)}</li>" for other in self.neighbours(article, 8))}</ul></div>
<ul class="tabs"><li class="on"><a href="#t1">Tiêu điểm</a></li><li><a href="#t2">Tin đọc nhiều</a></li></ul>
<div id="t1"></div><div id="t2" class="an">{self._most_read()}</div>"""
        return self._frame(article.title, inner)

    def list_page(self, section: ListPage, page: int, pages: int, articles: list[ReplicaArticle]) -> str:
        if self.look == "second":
            return modern_list(self, section, page, pages, articles, LOOK)
        rows = "\n".join(
            f'<div class="muc_tin"><a href="{self._path(one)}"><img src="/upload/images/nho/{one.id}.jpg" alt="" /></a>'
            f'<h3>{self._link(one)}</h3><span class="ngay">({day(one.shelf)})</span>'
            f"<p>{esc(one.paragraphs()[0][:120])}...</p></div>"
            for one in articles
        )
        return self._frame(
            section.name, f'<div class="tieude_muc">{section.name}</div>\n{rows}\n{self._pager(section, page, pages)}'
        )

    def home_page(self) -> str:
        boxes = []
        for section in self.sections:
            links = "".join(f"<li>{self._link(one)}</li>" for one in self.listed(section.id)[:6])
            path = "/" + section.url.removeprefix(HOME)
            boxes.append(
                f'<div class="khung"><a class="tieude_khung" href="{path}">{section.name}</a><ul>{links}</ul></div>'
            )
        return self._frame("Bệnh viện Đa khoa tỉnh Quảng Ninh", "\n".join(boxes))

    def error_page(self) -> str:
        return self._frame("Thông báo lỗi", '<div class="loi">Bài viết không tồn tại hoặc đã bị xóa. '
                           '<a href="/">Về trang chủ</a></div>')  # fmt: skip

    def _section_name(self, article: ReplicaArticle) -> str:
        return next(section.name for section in self.sections if section.id == article.section)

    def _path(self, article: ReplicaArticle) -> str:
        return "/" + self.address(article).removeprefix(HOME)

    def _link(self, article: ReplicaArticle) -> str:
        return f'<a href="{self._path(article)}" title="{esc(article.title)}">{esc(article.title)}</a>'

    def _body(self, article: ReplicaArticle) -> str:
        lead = f"<p><b>{esc(article.lead)}</b></p>\n" if article.lead else ""
        text = lead + blocks_html(article.blocks, paragraph=_paragraph, picture=_picture, heading=_heading)
        return _paper(article.paper, text) if article.paper else text

    def _byline(self, article: ReplicaArticle) -> str:
        if article.author:
            return f'<div class="tacgia">Tác giả: {esc(article.author)}</div>'
        return f'<div class="tacgia">Nguồn tin: {esc(article.source)}</div>' if article.source else ""

    def _files(self, article: ReplicaArticle) -> str:
        links = "".join(f'<li><a href="{file.path}">{esc(file.name)}</a></li>' for file in article.files)
        return f'<div class="dinhkem">File đính kèm:<ul>{links}</ul></div>' if links else ""

    def _most_read(self) -> str:
        rows = "".join(f"<li>{self._link(one)} <i>({one.views} lượt đọc)</i></li>" for one in self.most_read(5))
        return f"<ul>{rows}</ul>"

    def _pager(self, section: ListPage, page: int, pages: int) -> str:
        path = "/" + section.url.removeprefix(HOME)
        links = []
        for number in range(1, pages + 1):
            target = path if number == 1 else f"{path}?page={number}"
            links.append(f"<b>{number}</b>" if number == page else f'<a href="{target}">{number}</a>')
        if page < pages:
            links.append(f'<a href="{path}?page={page + 1}">Trang sau &raquo;</a>')
        return f'<div class="phantrang">Trang: {" ".join(links)}</div>'

    def _frame(self, title: str, inner: str) -> str:
        menu = "".join(
            f'<li><a href="/{section.url.removeprefix(HOME)}">{section.name}</a></li>' for section in self.sections
        )
        return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" /><title>{esc(title)}</title>
<meta name="description" content="Bệnh viện Đa khoa tỉnh Quảng Ninh - khám chữa bệnh, cấp cứu 24/24" />
<link rel="stylesheet" type="text/css" href="/css/giaodien.css" /><script type="text/javascript" src="/js/menu.js"></script></head>
<body><div id="trang">
<div id="dau"><img src="/upload/images/dau-trang.jpg" alt="Bệnh viện Đa khoa tỉnh Quảng Ninh" /></div>
<div id="thanhmenu"><ul><li><a href="/">Trang chủ</a></li>{menu}<li><a href="/lien-he.html">Liên hệ</a></li></ul></div>
<div id="cottrai"><div class="tieude_khung">Đường dây nóng</div><p>Cấp cứu: 0203 000 115</p>
<div class="tieude_khung">Thống kê</div><p>Đang truy cập: {7 + self.visitors % 23}<br />Hôm nay: {self.visitors % 1900}<br />Tổng truy cập: {self.visitors * 61}</p></div>
<div id="cotgiua">
{inner}
</div>
<div id="chan">Bệnh viện Đa khoa tỉnh Quảng Ninh. Giấy phép số 31/GP-TTĐT ngày 14/6/2016. Điện thoại: 0203 000 123</div>
</div></body></html>"""


def _paragraph(text: str) -> str:
    return f'<p style="text-align: justify;">{esc(text)}</p>'


def _heading(text: str) -> str:
    return f"<p><strong>{esc(text)}</strong></p>"


def _picture(picture: Picture) -> str:
    return (
        f'<p style="text-align: center;"><img src="/upload/images/tin/{picture.file}" alt="" width="500" /></p>\n'
        f'<p style="text-align: center;"><em>{esc(picture.caption)}</em></p>'
    )


def _paper(paper: Paper, text: str) -> str:
    recipients = "<br />".join(esc(line) for line in paper.recipients)
    authority = "<br />".join(esc(line) for line in paper.authority)
    return f"""<table width="100%"><tr><td align="center">{esc(paper.superior or "")}<br /><b>{esc(paper.agency)}</b><br />Số: {esc(paper.number)}</td>
<td align="center"><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br /><b>Độc lập - Tự do - Hạnh phúc</b><br /><i>{esc(paper.place_and_date)}</i></td></tr></table>
<p align="center"><b>{esc(paper.kind or "")}</b></p><p align="center"><b>{esc(paper.subject)}</b></p>
{text}
<table width="100%"><tr><td valign="top"><b><i>Nơi nhận:</i></b><br />{recipients}</td>
<td align="center"><b>{authority}</b><br /><br /><i>(Đã ký)</i><br /><br /><b>{esc(paper.signer or "")}</b></td></tr></table>"""
