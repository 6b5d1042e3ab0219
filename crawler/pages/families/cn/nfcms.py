"""NFCMS, the system of Guangdong's offices."""

import re

from crawler.pages.families.base import ArticlePage


class NfcmsArticle(ArticlePage):
    """An article at `…/content/post_<id>.html`, or one of the disclosure platform (gkmlpt)."""

    family = "nfcms"
    address = re.compile(r"/content/m?post_\d+\.html|/gkmlpt/content/")
    body_css = (".content-content", ".article-content", ".news_cont_d_wrap")
