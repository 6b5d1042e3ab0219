"""Founder's newspaper system (方正翔宇): the article's data stand in a comment before the text."""

from crawler.pages.families.base import ArticlePage


class FounderArticle(ArticlePage):
    """An article between `<!--enpcontent-->` marks."""

    family = "founder"
    marks = ("founder-content", "#ozoom")
    traces = ("<!--enpcontent",)
    body_css = ("founder-content", "#ozoom")
