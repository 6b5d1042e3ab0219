"""Old Vietnamese portals without a known maker: ASP.NET table layouts and the hospital's own system.

Their class names are guesses; labels and structure decide.
"""

import re

from crawler.pages.families.base import ArticlePage


class LegacyAspArticle(ArticlePage):
    """A page of nested tables, often in a legacy encoding."""

    family = "aspnet_legacy"
    generator = re.compile(r"Visual Studio \.NET|FrontPage", re.IGNORECASE)
    title_css = (".TieuDe", "[id$=lblTieuDe]", "[id$=lblTitle]")
    body_css = (".NoiDung", "[id$=lblNoiDung]", "[id$=lblContent]")


class LegacyHospitalArticle(ArticlePage):
    """The system of the Quảng Ninh hospital and of the old disease control centre."""

    family = "legacy_custom"
    traces = ("/images/users/", "/images/advertise/")
    title_css = (".news_title", ".title_detail")
    body_css = (".news_detail", ".content_detail")
