"""TRS WCM, the most common system of Chinese health commissions, and its 集约化 successor."""

import re

from crawler.pages.families.base import ArticlePage


class TrsArticle(ArticlePage):
    """An article at `…/t20211223_4070915.htm` or `…/content_<19 digits>.html`."""

    family = "trs"
    address = re.compile(r"/t\d{8}_\d+\.s?html?|/common/content/content_\d{15,}\.html")
    marks = (".TRS_Editor", ".TRS_UEDITOR", ".trs_editor_view", ".TRS_PreAppend")
    title_css = (".xl_tit", ".xxgk_title")
    body_css = (
        ".TRS_Editor",
        ".TRS_UEDITOR",
        ".trs_editor_view",
        ".TRS_PreAppend",
        "#zoom",
        "#Zoom",
        "#xw_box",
        "#j-show-body",
        "#detailContent",
        ".view",
    )
