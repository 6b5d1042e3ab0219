"""What an HTTP answer means before anything is read: the page, a refusal, a challenge, or a sign that it is gone.

A refusal is never taken for a disappearance, and a challenge (a script, a captcha or a cookie wall in front of the
page) is recognised so that it can be recorded; nothing here tries to get past it.
"""

import re
from collections.abc import Callable

from crawler.items import ResponseKind
from crawler.pages.hints import needles

REFUSALS = frozenset({401, 402, 403, 405, 406, 407, 412, 418, 421, 423, 428, 429, 444, 451, 456, 493})
"""Statuses by which servers and their firewalls turn a client away; 412 is what Chinese script challenges answer."""
FIREWALL_COOKIES = re.compile(
    r"\b(?:FSSBB\w+|__jsl_clearance\w*|__jsluid\w*|acw_sc__v\d|yunsuo_session\w*|D1N|cf_clearance)=", re.IGNORECASE
)
FIREWALL_HEADERS = ("cf-mitigated", "x-sucuri-block", "x-waf-event", "x-yunsuo-id")
CHALLENGE_MARKS = re.compile(
    rb"\$_ts\s*=|window\._cf_chl_opt|/cdn-cgi/challenge-platform/|_guard/(?:auto|html)\.js|__jsl_clearance|document\.cookie\s*=[^;]{0,200};?"
    rb"[^<]{0,200}location\.(?:reload|href|replace)|geetest|captcha[-_]?(?:image|form|box|challenge)|g-recaptcha|hcaptcha\.com",
    re.IGNORECASE,
)
CHALLENGE_WORDS = tuple(word.encode("ascii") for word in sorted(needles(CHALLENGE_MARKS.pattern.decode("ascii"))))
"""Every answer is asked, so that a cheap look for words in lower case comes first."""
LARGEST_CHALLENGE = 60_000
"""Bytes; a page that is larger and still names a captcha is an article with a comment form."""
VISIBLE_TEXT = re.compile(rb"<(script|style|noscript)\b.*?</\1\s*>|<[^>]*>", re.IGNORECASE | re.DOTALL)
FRAME_OF_A_PAGE = re.compile(
    rb"\xef\xbb\xbf|<!doctype[^>]*>|<meta\s+charset[^>]*>|</?(?:html|head|title|body)\b[^>]*>|\s+", re.IGNORECASE
)
LARGEST_BLANK = 1_000
"""Bytes; what is larger has something in it."""
MIN_PAGE_LENGTH = 400
"""Bytes of visible text; a challenge has nearly none, an article that only mentions captchas has more."""


def classify_response(status: int, header: Callable[[str], str | None], body: bytes) -> ResponseKind:
    """Classify one response by status, headers (a function from name to value) and decoded body.

    ``page`` is worth reading, ``unchanged`` is a 304, ``gone`` a 404 or 410; ``blocked`` and ``unreachable`` say
    nothing about the article.
    """
    if status == 304:
        return "unchanged"
    if is_challenge(header, body) or status in REFUSALS:
        return "blocked"
    if status in {404, 410}:
        return "gone"
    return "page" if 200 <= status < 300 else "unreachable"


def is_blank(body: bytes) -> bool:
    """Tell whether a page has nothing in it: no bytes, or an empty frame of HTML.

    >>> is_blank(b""), is_blank(b"<html><head></head><body>\\n</body></html>"), is_blank(b"<body onload='f()'></body>")
    (True, True, False)
    """
    return len(body) <= LARGEST_BLANK and b" on" not in body and not FRAME_OF_A_PAGE.sub(b"", body)


def is_challenge(header: Callable[[str], str | None], body: bytes) -> bool:
    """Tell whether the answer is a firewall's test of the client and not the office's page."""
    if any(header(name) for name in FIREWALL_HEADERS):
        return True
    if len(body) > LARGEST_CHALLENGE:
        return False
    lower = body.lower()
    is_marked = any(word in lower for word in CHALLENGE_WORDS) and CHALLENGE_MARKS.search(body)
    if not (is_marked or FIREWALL_COOKIES.search(header("Set-Cookie") or "")):
        return False
    return len(b" ".join(VISIBLE_TEXT.sub(b" ", body).split())) < MIN_PAGE_LENGTH
