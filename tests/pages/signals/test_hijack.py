"""Hijacked pages: the hijacker's words are neither headline nor text, and the page is marked."""

import pytest

from crawler.pages.dom.builder import parse_page
from crawler.pages.signals.hijack import hijacked_titles
from tests.pages.article import STORY, TITLE, ZH_STORY, ZH_TITLE, article, paragraphs, read, zh_article

SPAM = {
    "known words": "高清在线播放,国产精品一区,欧美激情二区,免费观看三级",
    "list of unknown words": "云顶鱼注册_云顶鱼测速_云顶鱼手机版下载_云顶鱼总代",
    "three unknown parts": "夜莺短剧,夜莺剧场下载,夜莺官方入口",
    "brand of a casino": "澳门永利8899(中国)官方入口-App Store",
    "Vietnamese gambling": "Nhà cái số một, kèo bóng đá hôm nay, nổ hũ đổi thưởng, link vào mới nhất của trò chơi",
}
INFO = "2023-05-06 08:30 来源：山海日报"
NAVIGATION = "首页 新闻 卫生"
PLACES = {
    "linked first heading": "<h1><a href='/'>{spam}</a></h1><div>{nav}</div><h1>{title}</h1><div>{info}</div>{story}",
    "first heading": "<h1>{spam}</h1><div>{nav}</div><h2>{title}</h2><div>{info}</div>{story}",
    "named element": (
        "<div>{spam}</div><div>{nav}</div><div class='title'>{title}</div><div>{info}</div><div>{story}</div>"
    ),
    "bold paragraph": "<p>{spam}</p><p>{nav}</p><p><strong>{title}</strong></p><p>{info}</p>{story}",
    "plain paragraphs": "<p>{spam}</p><p>{nav}</p><p>{title}</p><p>{info}</p>{story}",
    "line breaks": "<div>{spam}<br>{nav}<br>{title}<br>{info}<br>{broken}</div>",
    "preformatted": "<pre>{spam}\n{nav}\n{title}\n{info}\n{lines}</pre>",
    "inside the text": (
        "<div><h3>{title}</h3><i>{info}</i><div class='content'><p>{spam}</p>{story}<p>{spam}</p></div></div>"
    ),
    "cells": (
        "<a href='/1'>{spam}</a><table><tr><td><b>{title}</b></td></tr><tr><td>{info}</td></tr>"
        "<tr><td>{story}</td></tr></table>"
    ),
    "only in the head": "<div>{nav}</div><div class='tt'>{title}</div><div>{info}</div><div>{story}</div>",
}


def page(place: str, spam: str, *, meta: bool) -> str:
    content = place.format(
        spam=spam,
        nav=NAVIGATION,
        title=ZH_TITLE,
        info=INFO,
        story=paragraphs(*ZH_STORY),
        broken="<br>".join(ZH_STORY),
        lines="\n".join(ZH_STORY),
    )
    head = f"<meta name='keywords' content='{spam}'><meta property='og:title' content='{spam}'>" if meta else ""
    footer = f"<footer><a href='/x'>{spam}</a></footer>"
    return f"<html><head><title>{spam}</title>{head}</head><body>{content}{footer}</body></html>"


@pytest.mark.parametrize("meta", [False, True], ids=["title only", "meta too"])
@pytest.mark.parametrize("spam", SPAM.values(), ids=SPAM)
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_the_article_of_a_hijacked_page(place: str, spam: str, meta: bool) -> None:
    extract = read(page(place, spam, meta=meta), language="zh")
    assert extract.title == ZH_TITLE
    assert extract.body_text == "\n".join(ZH_STORY)
    assert "seo_spam" in extract.flags


HONEST = {
    "section and site behind the headline": f"{ZH_TITLE}_工作动态_某市卫生健康委员会",
    "headline of three parts": "免费体检,就近预约,家庭医生解读报告",
    "no list": "老有所养的新故事",
    "section names": "某区卫健局|通知公告|2023年|社区卫生服务",
    "sentences": "高原，请慢点走！高原：好，大家都等着你",
    "empty": "",
}


@pytest.mark.parametrize("title", HONEST.values(), ids=HONEST)
def test_honest_titles(title: str) -> None:
    markup = f"<html><head><title>{title}</title></head><body><h1>{ZH_TITLE}</h1>{paragraphs(*ZH_STORY)}</body></html>"
    extract = read(markup, language="zh")
    assert extract.title == ZH_TITLE
    assert "seo_spam" not in extract.flags


def test_an_honest_title_in_the_other_script() -> None:
    title = "老年人免費體檢,社區衛生服務,健康檔案"
    markup = f"<html><head><title>{title}</title></head><body><h1>{ZH_TITLE}</h1>{paragraphs(*ZH_STORY)}</body></html>"
    assert "seo_spam" not in read(markup, language="zh").flags


def test_a_page_that_says_little_is_no_evidence() -> None:
    title = "活动剪影,精彩瞬间,图片集锦"
    tree = parse_page(f"<html><head><title>{title}</title></head><body><p>{ZH_STORY[0]}</p></body></html>", "")
    assert hijacked_titles(tree) == ()


def test_vietnamese_headlines_with_commas() -> None:
    assert read(article(title="Rửa tay, đeo khẩu trang, giữ khoảng cách")).flags == ()
    assert read(article(document_title=f"{TITLE} | Tin tức | Sự kiện | Sở Y tế")).title == TITLE
    assert read(zh_article(), language="zh").flags == ()
    assert read(article(story=paragraphs(*STORY))).body_text == "\n".join(STORY)
