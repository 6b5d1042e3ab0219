"""What an answer means before it is read."""

import pytest

from crawler.pages.signals.responses import classify_response, is_challenge

ARTICLE = b"<html><body>" + b"<p>Bai viet ve suc khoe cong dong va tiem chung.</p>" * 20 + b"</body></html>"
CHALLENGE = (
    b"<html><script>document.cookie='ck='+Date.now();location.reload();</script><noscript>JavaScript</noscript></html>"
)

CASES = {
    "page": (200, {}, ARTICLE, "page"),
    "not-modified": (304, {}, b"", "unchanged"),
    "not-found": (404, {}, b"", "gone"),
    "gone": (410, {}, b"", "gone"),
    "forbidden": (403, {}, b"<h1>403</h1>", "blocked"),
    "precondition": (412, {}, CHALLENGE, "blocked"),
    "too-many": (429, {}, b"", "blocked"),
    "server-error": (503, {}, b"", "unreachable"),
    "unavailable-with-challenge": (503, {}, CHALLENGE, "blocked"),
    "not-found-with-challenge": (404, {}, CHALLENGE, "blocked"),
    "challenge-with-good-status": (200, {}, CHALLENGE, "blocked"),
    "firewall-header": (200, {"cf-mitigated": "challenge"}, ARTICLE, "blocked"),
    "cookie-wall": (202, {"set-cookie": "FSSBBIl1UgzbN7N80S=x"}, b"<html><script>x()</script></html>", "blocked"),
    "cookie-beside-a-real-page": (200, {"set-cookie": "__jsluid_s=1"}, ARTICLE, "page"),
    "article-with-a-captcha-form": (200, {}, ARTICLE + b"<img src='/captcha-image'>", "page"),
    "redirect-that-was-not-followed": (302, {}, b"", "unreachable"),
}


@pytest.mark.parametrize(("status", "headers", "body", "expected"), CASES.values(), ids=CASES.keys())
def test_answer_is_judged(status: int, headers: dict[str, str], body: bytes, expected: str) -> None:
    assert classify_response(status, lambda name: headers.get(name.lower()), body) == expected


def test_large_page_is_never_a_challenge() -> None:
    assert not is_challenge(lambda _: None, CHALLENGE + b" " * 100_000)
