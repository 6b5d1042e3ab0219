"""WordPress: many hospitals and disease control centres."""

import re
from urllib.parse import urljoin

from crawler.pages.dom.tree import PageTree
from crawler.pages.families.base import ArticlePage
from crawler.pages.lists.request import ListRequest


class WordPressArticle(ArticlePage):
    """A post of any theme that keeps the usual class names."""

    family = "wordpress"
    generator = re.compile(r"wordpress", re.IGNORECASE)
    marks = (".wp-singular",)
    traces = ("/wp-content/", "/wp-includes/", "https://api.w.org/")
    title_css = (".entry-title", ".post-title", "h1.single-title")
    body_css = (".entry-content", ".post-content", ".single-content")


POSTS = "wp/v2/posts?per_page=100&_fields=id,date,link,title&page=1"


def posts_request(tree: PageTree) -> ListRequest | None:
    """Return the request for all posts that a WordPress page announces, 100 at a time; None on other systems."""
    for element in tree.links:
        if element.get("rel") == "https://api.w.org/" and element.get("href"):
            root = tree.absolute(element.get("href") or "")
            return ListRequest(f"{root}{POSTS.replace('?', '&')}" if "rest_route=" in root else urljoin(root, POSTS))
    if any("/wp-content/" in address for address in tree.addresses):
        return ListRequest(urljoin(tree.url, f"/wp-json/{POSTS}"))
    return None
