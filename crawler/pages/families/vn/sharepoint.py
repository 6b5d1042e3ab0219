"""SharePoint as Vietnamese provinces and ministries use it: "Trang" portals and web-part builds.

Ids carry the web part's guid (`ctl00_ctl42_g_ab45…_lblTieuDe`), so only their ends are matched.
"""

import re

from crawler.pages.families.base import ArticlePage


class SharePointArticle(ArticlePage):
    """An article of a `/Trang/…aspx?nid=` portal or of a ministry's `/Pages/…aspx?ItemID=` build."""

    family = "sp_trang"
    generator = re.compile(r"sharepoint", re.IGNORECASE)
    address = re.compile(r"/Trang/\w+\.aspx|/Pages/[\w-]+\.aspx\?(?:ItemID|ChuyenMucID)=", re.IGNORECASE)
    marks = ("#s4-workspace", "#MSO_ContentTable")
    title_css = (
        "#divArticleDescription3 h1",
        "#news_content h1",
        "#news-title",
        "#txtTitle",
        "[id$=lblTieuDe]",
        "[id$=lblTitle]",
    )
    body_css = (
        "#divArticleDescription2",
        "#divArticleDescription",
        "#divArticleContent",
        "#news-detail",
        "[id$=RichHtmlField]",
        "#contenttin",
        "#anhnoidungdetail",
        "[id$=divNoiDung]",
    )
