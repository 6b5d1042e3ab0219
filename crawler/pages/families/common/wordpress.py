"""WordPress: many hospitals and disease control centres."""

import re

from crawler.pages.families.base import ArticlePage


class WordPressArticle(ArticlePage):
    """A post of any theme that keeps the usual class names."""

    family = "wordpress"
    generator = re.compile(r"wordpress", re.IGNORECASE)
    marks = (".wp-singular",)
    traces = ("/wp-content/", "/wp-includes/", "https://api.w.org/")
    title_css = (".entry-title", ".post-title", "h1.single-title")
    body_css = (".entry-content", ".post-content", ".single-content")
