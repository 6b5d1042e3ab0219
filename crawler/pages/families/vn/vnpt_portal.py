"""VNPT Portal ("vnPortal"), the system of many provinces since about 2020."""

from crawler.pages.families.base import ArticlePage


class VnptPortalArticle(ArticlePage):
    """An article at `/<category>/<slug>-<id>`; every picture's alternative text is "anh tin bai"."""

    family = "vnpt_portal"
    marks = (".ArticleDetailControl", ".UIArticleDetail_Default")
    traces = (
        "anh tin bai",
        "storage-vnportal.vnpt.vn/",
    )
    title_css = (".ArticleDetailControl h1", ".ArticleHeader")
    body_css = ("#divArticleDescription2", ".ArticleDetailControl .ArticleContent", ".ArticleContent")
