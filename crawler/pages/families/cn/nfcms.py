"""NFCMS, the system of Guangdong's offices."""

import re
from urllib.parse import urljoin

from crawler.pages.dom.tree import PageTree
from crawler.pages.families.base import ArticlePage
from crawler.pages.fields.counters import Endpoint
from crawler.pages.lists.request import ListRequest


class NfcmsArticle(ArticlePage):
    """An article at `…/content/post_<id>.html`, or one of the disclosure platform (gkmlpt)."""

    family = "nfcms"
    script_names = ("NFCMS_SITE_ID", "NFCMS_POST_ID", "NFCMS-POST-VISIT")
    address = re.compile(r"/content/m?post_\d+\.html|/gkmlpt/content/")
    body_css = (".content-content", ".article-content", ".news_cont_d_wrap")

    @classmethod
    def find_counter(cls, tree: PageTree) -> Endpoint | None:
        """Return the address of the article's own view counter: that of its number, where the page asks for several."""
        calls = [
            call for script in tree.scripts if "/post/sum" in script.text for call in COUNTER.finditer(script.text)
        ]
        own = NUMBER.search(tree.url)
        posts = {call["post"] for call in calls}
        wanted = own[1] if own else posts.pop() if len(posts) == 1 else None
        address = next((call[0] for call in calls if call["post"] == wanted), None)
        return Endpoint(url=tree.absolute(address), rule="counter:nfcms") if address else super().find_counter(tree)


COUNTER = re.compile(r"//[\w.-]+/jsonp/post/sum\?post=(?P<post>\d+)&site=\d+&callback=\w+")
"""What else the page asks its statistics for (``/page/sum``, ``/site…``) counts other things."""
NUMBER = re.compile(r"post_(\d+)\.html")
SITE_ID = re.compile(r"""\bSID\b['"]?\s*[:=]\s*['"]?(\w+)""")
CATEGORY = re.compile(r"/gkmlpt/(?:index|policy|api/all/)?[^'\"#]*?#?(\d{2,9})\b")


TREE_ID = re.compile(
    r"""\{\s*['"]?id['"]?\s*:\s*['"]?(\d{1,9})['"]?\s*,\s*['"]?(?:name|title|label)\b|\bNAV_ID['"]?\s*:\s*['"]?(\d{1,9})"""
)
"""A category in the tree that the page's configuration holds, or the one that it begins with."""
MAX_CATEGORIES = 12


def disclosure_lists(source: str, url: str) -> list[ListRequest]:
    """Return the requests for the lists of a disclosure page (gkmlpt): one a category that the page names."""
    site = SITE_ID.search(source)
    if site is None or "gkmlpt" not in source + url:
        return []
    named = [found[1] for found in CATEGORY.finditer(source)]
    named += [found[1] or found[2] for found in TREE_ID.finditer(source)]
    categories = [one for one in dict.fromkeys(named) if one != site[1]][:MAX_CATEGORIES]
    return [ListRequest(urljoin(url, f"/gkmlpt/api/all/{category}?page=1&sid={site[1]}")) for category in categories]
