"""The family-free reader: standard metadata, text labels and structure alone."""

from crawler.pages.families.base import ArticlePage


class GenericArticle(ArticlePage):
    """An article page of an unknown system."""
