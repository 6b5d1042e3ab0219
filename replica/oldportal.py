# ruff: noqa: E501 - markup is written as the office sends it
"""Pages in the style of a portal of 2013: layout tables, capital tags without quotes, the site's counters first."""

from replica.markup import blocks_html, day, esc
from replica.model import Paper, Picture, ReplicaArticle
from replica.office import ListPage, ReplicaOffice


class OldPortalPages:
    """The department's templates before it had a portal of its own."""

    def article(self, office: ReplicaOffice, article: ReplicaArticle) -> str:
        """Return an article's page."""
        body = blocks_html(article.blocks, paragraph=_paragraph, picture=_picture)
        text = _paper(article.paper, body) if article.paper else body
        byline = f"<TR><TD ALIGN=right><B>- {esc(article.source)}</B></TD></TR>" if article.source else ""
        views = (
            ""
            if article.views is None
            else f"<TR><TD CLASS=dem>Tổng số người đã xem bản tin này: {article.views}</TD></TR>"
        )
        posted = f"<TR><TD ALIGN=right><FONT SIZE=1>( {day(article.posted)})</FONT></TD></TR>" if article.posted else ""
        return _frame(
            office,
            f"""<TABLE WIDTH="100%" BORDER=0>
<TR><TD><FONT COLOR=#b00000 SIZE=3><B>{esc(article.title)}</B></FONT></TD></TR>
{posted}
<TR><TD>
{text}
</TD></TR>
{byline}
{views}
<TR><TD><B>Các tin khác:</B></TD></TR>
<TR><TD>&nbsp;</TD></TR></TABLE>""",
        )

    def listing(
        self, office: ReplicaOffice, section: ListPage, page: int, pages: int, articles: list[ReplicaArticle]
    ) -> str:
        """Return one page of the list."""
        rows = "\n".join(
            f"<TR><TD WIDTH=12><IMG SRC=/portal/anh/mui_ten.gif></TD><TD><A HREF=/portal/tin.aspx?id={one.id}>{esc(one.title)}</A> <I>({day(one.shelf)})</I></TD></TR>"
            for one in articles
        )
        links = " ".join(
            f"<B>[{number}]</B>"
            if number == page
            else f"<A HREF=/portal/chuyenmuc.aspx?cm=3&amp;trang={number}>[{number}]</A>"
            for number in range(1, pages + 1)
        )
        # The first page has an address without a number.
        links = links.replace("&amp;trang=1>", ">")
        return _frame(office, f"<TABLE WIDTH=100%>{rows}</TABLE><P ALIGN=center>{links}</P>")


def _paragraph(text: str) -> str:
    return f"<P ALIGN=justify>{'&nbsp;' * 10}{esc(text)}</P>"


def _picture(picture: Picture) -> str:
    return f"<P ALIGN=center><IMG SRC=/portal/anh/{picture.file}></P><P ALIGN=center><I>{esc(picture.caption)}</I></P>"


def _paper(paper: Paper, text: str) -> str:
    recipients = "".join(f"<P>{esc(line)}{'&nbsp;' * 12}</P>" for line in paper.recipients)
    authority = "".join(f"<P ALIGN=center><B>{esc(line)}</B></P>" for line in paper.authority)
    number, _, code = paper.number.partition(" ")
    return f"""<TABLE WIDTH=100% BORDER=0><TR><TD VALIGN=top><P ALIGN=center>{esc(paper.superior or "")}</P><P ALIGN=center><B>{esc(paper.agency)}</B></P><P>&nbsp;</P>Số:&nbsp; {number}&nbsp;{esc(code)}</TD><TD VALIGN=top><B>CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM</B><P ALIGN=center><B>Độc lập - Tự do - Hạnh phúc</B></P><P>&nbsp;</P><P ALIGN=center><I>{esc(paper.place_and_date)}</I></P></TD></TR></TABLE>
<P ALIGN=center><B>{esc(paper.kind or "")}</B></P>
<P ALIGN=center><B>{esc(paper.subject)}</B></P>
{text}
<P>&nbsp;</P><P><B><I>Nơi nhận:</I></B>{"&nbsp;" * 40}</P>
{recipients}
{authority}
<P ALIGN=center>(&nbsp; Đã ký&nbsp; )</P>
<P ALIGN=center><B>{esc(paper.signer or "")}</B></P>"""


def _frame(office: ReplicaOffice, inner: str) -> str:
    return f"""<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.0 Transitional//EN">
<HTML><HEAD><TITLE>Trang thông tin điện tử ngành y tế</TITLE>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=utf-8"><META NAME=GENERATOR CONTENT="Microsoft FrontPage 6.0"></HEAD>
<BODY TOPMARGIN=0 BGCOLOR=#f4f4f4>
<TABLE WIDTH=960 ALIGN=center BORDER=0><TR><TD COLSPAN=2><IMG SRC=/portal/anh/dau.jpg WIDTH=960></TD></TR>
<TR VALIGN=top><TD WIDTH=190>
<TABLE><TR><TD>Đang online:</TD></TR><TR><TD><B>{600 + office.visitors % 300}</B></TD></TR><TR><TD>Hôm nay:</TD></TR><TR><TD><B>0</B></TD></TR><TR><TD>Tất cả:</TD></TR><TR><TD><B>0</B></TD></TR></TABLE>
<TABLE><TR><TD><A HREF=/portal/chuyenmuc.aspx?cm=3>Thông báo</A></TD></TR><TR><TD><A HREF=/portal/lienhe.aspx>Liên hệ</A></TD></TR></TABLE></TD>
<TD WIDTH=770>
{inner}
</TD></TR>
<TR><TD COLSPAN=2 ALIGN=center><FONT SIZE=1>TRANG THÔNG TIN ĐIỆN TỬ NGÀNH Y TẾ<BR>Giấy phép xuất bản: Số 15/GP-STTTT ngày 20/3/2011. Điện thoại: 0203.000.400</FONT></TD></TR></TABLE>
</BODY></HTML>"""
