"""The family-free reader: standard metadata, text labels and structure alone."""

from crawler.pages.base import ArticlePage


class GenericArticle(ArticlePage):
    """An article page of an unknown system."""
