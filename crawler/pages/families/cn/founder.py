"""Founder's newspaper system (方正翔宇): the article's data stand in a comment before the text."""

import re
from collections.abc import Iterator, Mapping

from crawler.pages.dom.tree import PageTree
from crawler.pages.families.base import ArticlePage, Known
from crawler.pages.fields.metadata import MetaFinding, plain


class FounderArticle(ArticlePage):
    """An article between `<!--enpcontent-->` marks."""

    family = "founder"
    marks = ("founder-content", "#ozoom")
    traces = ("<!--enpcontent",)
    body_css = ("founder-content", "#ozoom")

    @classmethod
    def known(cls, tree: PageTree) -> Known:
        """Read the comment that the system leaves in its pages."""
        for comment in tree.comments:
            if "enpproperty" in comment:
                said = {name.lower(): plain(value) for name, value in FIELD.findall(comment) if value.strip()}
                return Known(stated=dict(_found(said)))
        return Known()


def _found(said: Mapping[str, str]) -> Iterator[tuple[str, MetaFinding]]:
    for name, key in KEYS.items():
        if key in said:
            yield name, MetaFinding(value=said[key], rule=f"founder:{key}")


FIELD = re.compile(r"<(?:founder-)?([a-z]+)>([^<]*)</(?:founder-)?\1>", re.IGNORECASE)
KEYS = {"published": "date", "title": "title", "author": "author", "source": "source"}
"""Field → its name in the comment."""
