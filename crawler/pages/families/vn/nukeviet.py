"""NukeViet, the system of many Vietnamese hospitals, communes and departments; class names from its own templates."""

import re

from crawler.pages.families.base import ArticlePage


class NukeVietArticle(ArticlePage):
    """A news article (themes default and egov) or a paper of the laws module."""

    family = "nukeviet"
    generator = re.compile(r"nukeviet", re.IGNORECASE)
    address = re.compile(r"[?&]nv=\w+&(?:amp;)?op=")
    marks = ("#news-bodyhtml", ".newsdetailmetatop", "#module-news-detail")
    title_css = ("h1[itemprop=headline]", ".news_column h1.title", "h1.title", "h1.lawh3")
    body_css = ("#news-bodyhtml", ".bodytext")
    files_css = (".news-download-file",)
