"""Liferay 6 and 7: the Ministry of Health, several provinces; class names from its own templates."""

import re

from crawler.pages.families.base import ArticlePage

TITLE_CSS = (".taglib-header .header-title", ".asset-full-content .asset-title", ".header-title")
BODY_CSS = (".asset-content .journal-content-article", ".asset-full-content .asset-content", "#contentnews")


class Liferay6Article(ArticlePage):
    """An asset publisher's article; its title stands in the portlet's header, outside the article."""

    family = "liferay6"
    address = re.compile(r"/-/asset_publisher/|/web/guest/")
    marks = ("#contentnews", "[id^=p_p_id_101_INSTANCE_]", "[id^=portlet_101_INSTANCE_]")
    title_css = TITLE_CSS
    body_css = BODY_CSS


class Liferay7Article(ArticlePage):
    """The same portlet in version 7."""

    family = "liferay7"
    marks = ("[id*=com_liferay_asset_publisher_web_portlet]",)
    traces = ("com_liferay_asset_publisher_web_portlet",)
    title_css = TITLE_CSS
    body_css = BODY_CSS
