"""Joomla: hospitals and centres; class names from its own layouts."""

import re

from crawler.pages.families.base import ArticlePage


class JoomlaArticle(ArticlePage):
    """An article of `com_content`; the hit count stands in a meta element as an exact number."""

    family = "joomla"
    generator = re.compile(r"joomla", re.IGNORECASE)
    address = re.compile(r"option=com_content&(?:amp;)?view=article")
    marks = (".com-content-article", ".item-page .article-info")
    title_css = (".item-page [itemprop=headline]", ".page-header h1", ".page-header h2", ".article-title")
    body_css = (".com-content-article__body", ".item-page [itemprop=articleBody]")
