# ruff: noqa: E501 - markup is written as the office sends it
"""The Ningde news site: CmsTop addresses, view counts by endpoint, editors' lines in the text, one column in GB18030.

One article is a copy on a hijacked mirror; its truth is the clean, simplified text.
"""

import json
from dataclasses import replace
from typing import Literal

from replica.bulk import make_articles
from replica.markup import blocks_html, esc
from replica.mirror import SPAM, mirrored
from replica.model import Paper, Picture, ReplicaArticle
from replica.modern import ModernLook, modern_article, modern_list
from replica.office import Answer, ListPage, Question, ReplicaOffice
from replica.texts import ningde as texts

HOME = "https://www.ndwww.cn/"
COUNTER_HOST = "app.ndwww.cn"

LOOK = ModernLook(
    name="宁德网",
    date_label="发布时间：",
    views_label="阅读：",
    author_label="记者：",
    source_label="来源：",
    editor_label="责任编辑：",
    files_label="附件下载",
    related_label="延伸阅读",
    footer="宁德网 版权所有 互联网新闻信息服务许可证编号：35100000001",
    iso_dates=True,
    next_label="下一页",
)


class NingdeOffice(ReplicaOffice):
    """www.ndwww.cn."""

    site = "cn_ningde_news"
    language = "zh"
    offset = "+08:00"
    hosts = ("www.ndwww.cn", "ndwww.cn", COUNTER_HOST)
    home = HOME
    files_base = "https://www.ndwww.cn"
    server = "Tengine"
    sections: tuple[ListPage, ...] = (
        ListPage("ndxw", "宁德新闻", HOME + "xwpd/ndxw/"),
        ListPage("jkzx", "健康资讯", HOME + "xwpd/jkzx/"),
        ListPage("tzgg", "通知公告", HOME + "xwpd/tzgg/"),
    )

    def __init__(self) -> None:
        super().__init__([*texts.written(), *make_articles(texts.PLAN, seed=238817)])
        self.validators = "honest"
        self.is_moved = False
        # The pages are static files: the ranking in them is the one of the day when they were made.
        self._ranking = [(one, one.views) for one in self.most_read(6)]

    def redesign_addresses(self) -> None:
        """Switch to the second template, and put every list and article at a new address; nothing redirects."""
        self.redesign()
        self.is_moved = True
        self.sections = tuple(replace(one, url=f"{HOME}zixun/{one.id}/") for one in self.sections)
        self._index = None

    def address(self, article: ReplicaArticle) -> str:
        if self.is_moved:
            return f"{HOME}zixun/{article.section}/content_{article.id}.html"
        year, month, date = article.shelf.split("-")
        return f"{HOME}xwpd/{article.section}/{year}/{month}{date}/{article.id}.shtml"

    def list_address(self, section: ListPage, page: int) -> str:
        if page == 1:
            return section.url
        return f"{section.url}?page={page}" if section.id == "jkzx" else f"{section.url}index_{page}.shtml"

    def views_method(self) -> Literal["html", "endpoint"]:
        return "endpoint"

    def page_charset(self, article: ReplicaArticle | None, section: str | None) -> tuple[str, str]:
        column = article.section if article else section
        return ("gb18030", "gb2312") if column == "jkzx" and self.look == "first" else ("utf-8", "utf-8")

    def special(self, question: Question) -> Answer | None:
        if question.host != COUNTER_HOST:
            return None
        number = question.query.get("contentid", "")
        article = self.articles.get(int(number)) if number.isdigit() else None
        if article is None or article.fate == "gone" or question.query.get("action") != "stat":
            return Answer(b"", 404, "application/javascript")
        reply = json.dumps({"pv": article.views or 0, "comments": article.id % 4})
        callback = question.query.get("jsoncallback", "")
        return Answer(f"{callback}({reply});".encode(), content_type="application/javascript; charset=utf-8")

    def article_page(self, article: ReplicaArticle) -> str:
        if article.trap == "mirror":
            return self._mirror(article)
        if self.look == "second":
            return modern_article(self, article, LOOK).replace("</body>", f"{_counter(article)}</body>")
        date = (article.posted or "").replace("T", " ")
        source = f'<span class="laiyuan">来源：{esc(article.source)}</span>' if article.source else ""
        return self._frame(
            f"{article.title}-{self._section_name(article)}-宁德网",
            f"""<div class="weizhi"><a href="/">首页</a> &gt; <a href="/xwpd/">新闻频道</a> &gt; <a href="/xwpd/{article.section}/">{self._section_name(article)}</a></div>
<div class="zhengwen"><h1>{esc(article.title)}</h1>
<div class="xinxi"><span class="shijian">{date}</span> {source} <span class="yuedu">阅读：<em id="pv"></em></span></div>
<div class="neirong">
{self._body(article)}
{_editors(article)}
</div>
{self._files(article)}
<div class="fenxiang">分享到： <a href="#">微信</a> <a href="#">微博</a></div></div>
<div class="xiangguan"><h3>相关新闻</h3><ul>{self._related(article)}</ul></div>
<div class="paihang"><h3>点击排行</h3><ol>{self._ranked()}</ol></div>
{_counter(article)}""",
            column=article.section,
        )

    def list_page(self, section: ListPage, page: int, pages: int, articles: list[ReplicaArticle]) -> str:
        if self.look == "second":
            return modern_list(self, section, page, pages, articles, LOOK)
        rows = "\n".join(
            f'<li><a href="{self.address(one)}" target="_blank">{esc(one.title)}</a><span>{one.shelf}</span></li>'
            for one in articles
        )
        links = " ".join(
            f'<span class="cur">{number}</span>'
            if number == page
            else f'<a href="{self.list_address(section, number)}">{number}</a>'
            for number in range(1, pages + 1)
        )
        onward = f'<a class="next" href="{self.list_address(section, page + 1)}">下一页</a>' if page < pages else ""
        return self._frame(
            f"{section.name}-宁德网",
            f'<ul class="liebiao">\n{rows}\n</ul><div class="fenye">{links} {onward}</div>',
            column=section.id,
        )

    def home_page(self) -> str:
        parts = []
        for section in self.sections:
            links = "".join(
                f'<li><a href="{self.address(one)}">{esc(one.title)}</a></li>' for one in self.listed(section.id)[:6]
            )
            parts.append(
                f'<div class="lanmu"><h2><a href="{section.url}">{section.name}</a></h2><ul>{links}</ul></div>'
            )
        return self._frame("宁德网_宁德新闻门户", "\n".join(parts))

    def error_page(self) -> str:
        return self._frame(
            "页面不存在", '<div class="cuowu">您访问的页面不存在或已被删除。<a href="/">返回首页</a></div>'
        )

    def _section_name(self, article: ReplicaArticle) -> str:
        return next(section.name for section in self.sections if section.id == article.section)

    def _body(self, article: ReplicaArticle) -> str:
        text = blocks_html(
            article.blocks,
            paragraph=lambda words: f"<p>　　{esc(words)}</p>",
            picture=_picture,
            heading=lambda words: f"<p><strong>{esc(words)}</strong></p>",
        )
        if not article.paper:
            return text
        return _disclosure(article, text) if article.trap == "disclosure" else _paper(article.paper, text)

    def _files(self, article: ReplicaArticle) -> str:
        links = "".join(f'<li><a href="{file.path}">{esc(file.name)}</a></li>' for file in article.files)
        return f'<ul class="fujian">{links}</ul>' if links else ""

    def _related(self, article: ReplicaArticle) -> str:
        return "".join(
            f'<li><a href="{self.address(one)}">{esc(one.title)}</a><span>{one.shelf}</span></li>'
            for one in self.neighbours(article, 5)
        )

    def _ranked(self) -> str:
        return "".join(
            f'<li><a href="{self.address(one)}">{esc(one.title)}</a> <i>{views}</i></li>'
            for one, views in self._ranking
        )

    def _mirror(self, article: ReplicaArticle) -> str:
        date = (article.posted or "").replace("T", " ")
        body = "\n".join(f"<p>{esc(mirrored(line))}</p>" for line in article.paragraphs())
        signature = mirrored(f"来源：闽东日报 记者 {article.author}")
        editors = mirrored(f"编辑：{article.editor}"), mirrored("审核：陆遥"), mirrored(f"责任编辑：{article.editor}")
        return f"""<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>{SPAM}</title><meta name="keywords" content="{SPAM}"></head>
<body><h1><a href="/">{SPAM}</a></h1><div class="kx9" style="display:none"><s></s></div>
<div class="weizhi">{mirrored("首页 新闻频道 宁德新闻")}</div>
<div class="zhengwen"><h1>{esc(mirrored(article.title))}</h1>
<div class="xinxi">{date} {mirrored(f"来源：{article.source}")}</div>
<div class="neirong">
{body}
<p>{signature}</p>
<p>{editors[0]}</p>
<p>{editors[1]}</p>
<p>{editors[2]}</p>
</div></div>
<div>{mirrored("返回首页")}</div><div>{mirrored("相关新闻")}</div><div>{mirrored("返回顶部")}</div>
<div class="yejiao">{mirrored("宁德网 版权所有")}</div>
</body></html>"""

    def _frame(self, title: str, inner: str, column: str | None = None) -> str:
        charset = "gb2312" if column == "jkzx" else "utf-8"
        menu = " ".join(f'<a href="{section.url}">{section.name}</a>' for section in self.sections)
        return f"""<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"><title>{esc(title)}</title>
<link rel="stylesheet" href="http://img.ndwww.cn/css/neirong.css"><script src="http://app.ndwww.cn/js/config.js"></script></head>
<body><div class="dingbu"><a href="/">首页</a> {menu}</div>
{inner}
<div class="yejiao">宁德网 版权所有 未经书面授权请勿转载<br>互联网新闻信息服务许可证编号：35100000001　新闻热线：0593-0000000</div>
</body></html>"""


def _editors(article: ReplicaArticle) -> str:
    lines = []
    if article.author:
        lines.append(f"来源：{article.source} 记者 {article.author}")
    if article.editor:
        lines += [f"编辑：{article.editor}", "审核：陆遥", f"责任编辑：{article.editor}"]
    return "\n".join(f"<p>{esc(line)}</p>" for line in lines)


def _counter(article: ReplicaArticle) -> str:
    return (
        f'<script>var contentid="{article.id}";$.getJSON("http://{COUNTER_HOST}/?app=system&controller=content&action=stat'
        f'&jsoncallback=?&contentid={article.id}",function(d){{$("#pv").text(d.pv);}});</script>'
    )


def _picture(picture: Picture) -> str:
    return f'<p style="text-align:center"><img src="/upload/tu/{picture.file}" alt=""></p><p style="text-align:center;font-size:14px">{esc(picture.caption)}</p>'


def _paper(paper: Paper, text: str) -> str:
    return f"""<p style="text-align:center"><strong>{esc(paper.agency)}</strong></p>
<p style="text-align:center">{esc(paper.number)}</p>
<p style="text-align:center"><strong>{esc(paper.subject)}</strong></p>
<p>{esc(paper.addressee or "")}</p>
{text}
<p style="text-align:right">{esc(paper.agency)}</p>
<p style="text-align:right">{esc(paper.place_and_date)}</p>
<p>　　（此件主动公开）</p>"""


def _disclosure(article: ReplicaArticle, text: str) -> str:
    paper = article.paper
    if paper is None:
        return text
    return f"""<table class="gkb"><tbody><tr><td><b>索 引 号：</b></td><td>ND00{article.id}-2024-00017</td><td><b>发文机关：</b></td><td>{esc(paper.agency)}</td></tr>
<tr><td><b>发文字号：</b></td><td>{esc(paper.number)}</td><td><b>成文日期：</b></td><td>{esc(paper.place_and_date)}</td></tr>
<tr><td><b>标　　题：</b></td><td colspan="3">{esc(paper.subject)}</td></tr></tbody></table>
<p>{esc(paper.addressee or "")}</p>
{text}
<p style="text-align:right">{esc(paper.agency)}</p>
<p style="text-align:right">{esc(paper.place_and_date)}</p>"""
