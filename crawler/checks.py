"""What makes a document doubtful: each check is a small named function that returns one sentence, or None.

A doubtful document is stored, marked and counted, never dropped.  `FLAGS` says in plain words what every mark means
and is what the data dictionary prints.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from crawler.items import Document
from crawler.normalise.dates.find import is_still_to_come, other_reading
from crawler.normalise.text.letters import han_letters
from crawler.normalise.text.spam import is_spam_line

Check = Callable[[Document, datetime], str | None]

NO_ARTICLE = {
    "blocked_page": "blocked",
    "maintenance_page": "unreachable",
    "error_page": "unreachable",
    "login_page": "blocked",
    "soft_error_page": "soft_gone",
}
"""Flags of a page that shows no article, and the status that they speak for."""

_MAX_LINES = 40
"""A text of more lines is not only boilerplate."""

# Searched in lower case; each alternative begins with a plain letter: the letters that one can begin with rule most
# places of a text out at once, which makes it several times faster.
_FURNITURE = re.compile(
    r"trang chủ|trang nhất|sơ đồ (?:trang|cổng|web)|đăng nhập"
    r"|thống kê truy cập|bản quyền|chịu trách nhiệm (?:chính|nội dung)"
    r"|về đầu trang|ghi rõ nguồn|hotline|tin liên quan|tin khác"
    r"|bình luận|xem thêm|đọc nhiều|copyright|all rights reserved"
    r"|首页|返回|顶部|联系我们|关于我们|网站地图|版权所有|备案|icp|公网安备|主办单位|承办单位|技术支持|登录|注册|上一篇|下一篇"
    r"|相关(?:新闻|链接|阅读)|友情链接|免责声明|扫一扫"
)
_SITE_NAME = re.compile(
    r"(?:trang (?:chủ|nhất)|trang thông tin(?: điện tử)?\b.*|cổng (?:thông tin"
    r"|tttđt|giao tiếp|dịch vụ công)\b.*|website\b.*|homepage|home"
    r"|(?:sở|bộ|cục|phòng) y tế(?: (?:tỉnh|thành phố|tp\.?|huyện|thị xã))?(?: \w+){0,3}"
    r"|(?:bệnh viện|trung tâm (?:y tế|kiểm soát bệnh tật))\b(?: \w+){0,7}"
    r"|首页|网站首页|[\u4e00-\u9fa5]{2,20}(?:门户网站?|政府网站?|官方网站|官网|网站|卫生健康委员会|卫生健康委|卫健委|卫生健康局|卫生局|疾病预防控制中心))",
    re.IGNORECASE,
)
_MOJIBAKE = re.compile("Ã[\u0080-\u00bf]|á[º»][\u0080-\u00bf]|â€|Æ°|Ä\u2018|ä¸|锟斤拷|烫烫烫|ï¿½")


def no_title(document: Document, _now: datetime) -> str | None:
    """The page has no headline."""
    return None if document.title else "no headline was found on the page"


def no_body(document: Document, _now: datetime) -> str | None:
    """The page has neither text nor files."""
    if document.body_text or document.attachments:
        return None
    return "no text was found on the page, and no file is attached to it"


def body_too_short(document: Document, _now: datetime) -> str | None:
    """The text is shorter than a sentence, and neither files nor pictures explain it."""
    body = document.body_text
    if not body or document.attachments or document.images:
        return None
    unit, size, enough = (
        ("characters", len(body), 30) if document.language == "zh" else ("words", len(body.split()), 12)
    )
    return None if size >= enough else f"the text has only {size} {unit}, and no file or picture goes with it"


def title_is_site_name(document: Document, _now: datetime) -> str | None:
    """The headline names the site or the office, not an article."""
    title = (document.title or "").strip(" -|_·")
    return f"the headline “{title[:80]}” names the site" if title and _SITE_NAME.fullmatch(title[:200]) else None


def boilerplate_only(document: Document, _now: datetime) -> str | None:
    """Most lines of a short text are navigation, contact or copyright lines."""
    lines = set((document.body_text or "").split("\n", _MAX_LINES))
    if not 3 <= len(lines) <= _MAX_LINES:
        return None
    furniture = sum(len(line) < 80 and bool(_FURNITURE.search(line.lower())) for line in lines)
    if furniture < 3 or 2 * furniture <= len(lines):
        return None
    return f"{furniture} of {len(lines)} lines are navigation, contact or copyright lines"


def replacement_characters(document: Document, _now: datetime) -> str | None:
    """Characters were lost when the page's bytes were decoded."""
    lost = (document.title or "").count("\ufffd") + (document.body_text or "").count("\ufffd")
    return f"{lost} characters of title and text could not be decoded" if lost else None


def mojibake(document: Document, _now: datetime) -> str | None:
    """The text looks as if it had been read in the wrong character set."""
    damaged = len(_MOJIBAKE.findall((document.body_text or "")[:20_000])) + len(_MOJIBAKE.findall(document.title or ""))
    return f"{damaged} places look like text read in a wrong character set" if damaged >= 3 else None


def seo_spam(document: Document, _now: datetime) -> str | None:
    """The page carries strings of spam words, as hijacked and mirrored pages do."""
    body = document.body_text or ""
    lines = (document.title or "", *body.split("\n", 2)[:2], body[-400:].rsplit("\n", 1)[-1])
    spam = next(filter(is_spam_line, lines), None)
    if spam:
        return f"“{spam[:60]}” strings spam words together"
    return "the page carries strings of spam words beside its article" if "seo_spam" in document.flags else None


def text_incomplete(document: Document, _now: datetime) -> str | None:
    """The article goes on on further pages that are not part of this text."""
    is_incomplete = "text_incomplete" in document.flags
    return "the article goes on on pages that could not be read with it" if is_incomplete else None


def body_duplicated(document: Document, _now: datetime) -> str | None:
    """Most of the text stands there twice."""
    body = document.body_text or ""
    long_lines = [line for line in body.split("\n") if len(line) >= 30]
    if len(set(long_lines)) > len(long_lines) - 2:
        return None
    lines = Counter(long_lines)
    repeated = sum(len(line) * (times - 1) for line, times in lines.items())
    if sum(times > 1 for times in lines.values()) < 2 or 3 * repeated < len(body):
        return None
    return f"{repeated} of {len(body)} characters stand in lines that were there before"


def language_doubtful(document: Document, _now: datetime) -> str | None:
    """The text is not in the language of its office."""
    sample = (document.body_text or "")[:1000]
    han = han_letters(sample)
    if (5 * han >= len(sample)) if document.language == "zh" else not han:
        return None
    letters = sum(map(str.isalpha, sample))
    if letters < 100:
        return None
    share = han / letters
    doubtful = share < 0.2 if document.language == "zh" else share > 0.5
    return f"{share:.0%} of the letters are Chinese in a page of language {document.language}" if doubtful else None


def date_in_future(document: Document, now: datetime) -> str | None:
    """The page dates itself after the moment at which it was read."""
    stated = next((problem for problem in document.problems if problem.startswith("date_in_future: ")), None)
    if stated:
        return stated.partition(": ")[2]
    if document.published_at and is_still_to_come(document.published_at, document.language, now):
        return f"published on {document.published_at}, which was still to come when the page was read"
    return None


def date_before_document_date(document: Document, _now: datetime) -> str | None:
    """The page was posted before the date of the paper that it shows."""
    posted, issued = document.published_at, document.issued_on
    if not posted or not issued:
        return None
    length = min(len(posted[:10]), len(issued))
    if posted[:length] >= issued[:length]:
        return None
    sentence = f"posted on {posted[:10]}, before the paper's own date {issued}"
    raw = document.published_raw or ""
    other = other_reading(raw, document.language)
    if other == posted[:10]:  # the office writes the month first
        other = other_reading(raw, document.language, order="mdy")
    if other and other >= issued:
        sentence += f"; with day and month exchanged the posting date would be {other}"
    return sentence


CHECKS: Mapping[str, Check] = {
    check.__name__: check
    for check in (
        no_title,
        no_body,
        body_too_short,
        title_is_site_name,
        boilerplate_only,
        replacement_characters,
        mojibake,
        seo_spam,
        text_incomplete,
        body_duplicated,
        language_doubtful,
        date_in_future,
        date_before_document_date,
    )
}
"""Name → check, in the order in which problems are listed."""

FLAGS: Mapping[str, str] = {
    **{name: (rule.__doc__ or "").strip() for name, rule in CHECKS.items()},
    "blocked_page": "A challenge, a captcha or a firewall answered in place of the page.",
    "maintenance_page": "A notice of maintenance answered in place of the page.",
    "error_page": "A server's error message or default page answered in place of the page.",
    "login_page": "A log-in form answered in place of the page.",
    "soft_error_page": "The page answers as if it were there, but says that it is not.",
    "legacy_encoding": "The page was not sent in UTF-8 but in an older character set, which was converted.",
    "mojibake_repaired": "Letters that an earlier system had read in a wrong character set were put right.",
    "pinyin_injected": "Machine-made pinyin readings stood in the page and were removed; the raw text is kept.",
    "pinyin_damaged": "Injected readings tore characters apart that could not be restored.",
    "traditional_converted": "The page is in traditional characters; title and text are also given in simplified ones.",
    "blank_document_number": "The number of the paper was left blank for the electronic signature.",
    "text_from_file": "The article is a file; its text is the file's.",
    "framed_page": "The page only shows another page in a frame; the text is there.",
    "published_unreadable": "The page has a publication date that could not be read.",
    "updated_unreadable": "The page has an update date that could not be read.",
    "document_number_disagreement": "The page and the paper that it shows give different document numbers.",
    "issued_on_disagreement": "The page and the paper that it shows give different issue dates.",
    **{
        f"{name}_disagreement": f"Another place of the page states {words}."
        for name, words in (
            ("title", "another headline"),
            ("published_at", "another publication date"),
            ("updated_at", "another update date"),
            ("views", "another view count"),
            ("author", "another author"),
            ("source", "another source"),
            ("editor", "another editor"),
            ("issuer", "another issuing organ"),
            ("signer", "another signer"),
            ("document_type", "another kind of paper"),
            ("lead", "another summary"),
            ("dateline", "another dateline"),
        )
    },
}
"""Flag or problem name → what it means, in plain words: the data dictionary's only source."""


def check(document: Document, *, now: datetime) -> Document:
    """Return the document with a problem sentence and a flag for each check that finds something.

    Problems begin with the name of their check; a second application changes nothing.
    """
    found = {name: sentence for name, rule in CHECKS.items() if (sentence := rule(document, now))}
    problems = (*document.problems, *(f"{name}: {sentence}" for name, sentence in found.items()))
    noted = (problem.partition(":")[0] for problem in document.problems)
    flags = (*document.flags, *(name for name in noted if name in FLAGS), *found)
    if not found and not document.problems:
        return document
    return replace(document, problems=tuple(dict.fromkeys(problems)), flags=tuple(dict.fromkeys(flags)))


def shown_status(document: Document) -> str | None:
    """Return what a page that shows no article says of the article; None for one that may be an article."""
    return next((status for flag, status in NO_ARTICLE.items() if flag in document.flags), None)
