"""宁德网: the official news site of Ningde (闽东日报社), for news of health reform and notices; CmsTop addresses."""

from crawler.site import Section, Site
from spiders.base import ArchiveSpider


class NingdeNewsSpider(ArchiveSpider):
    """The site's local, health and notice columns."""

    name = "cn_ningde_news"
    site = Site(
        id=name,
        name="宁德网",
        name_en="Ningde Net",
        kind="official_news",
        country="CN",
        province="福建",
        language="zh",
        timezone="Asia/Shanghai",
        home="https://www.ndwww.cn/",
        hosts=("ndwww.cn", "app.ndwww.cn"),
        family="cmstop",
        sections=(
            Section(id="ndxw", name="宁德新闻", path="xwpd/ndxw/"),
            Section(id="jkzx", name="健康资讯", path="xwpd/jkzx/"),
            Section(id="tzgg", name="通知公告", path="xwpd/tzgg/"),
        ),
        article_url=r"^/(?:\w+/)+\d{4}/\d{4}/\d+\.shtml$",
        note="Article addresses are seen on public pages; CmsTop, its counter and the column addresses are inferred.",
    )
