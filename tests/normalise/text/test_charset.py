import base64
import codecs
import json
from html import unescape
from unicodedata import is_normalized, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalise.text.charset import decode_page
from tests.normalise.legacy_codecs import CHINESE, PARAGRAPHS, TRADITIONAL, as_page, to_bytes, visible
from tests.shared import SHARED, needs_shared

VIETNAMESE = " ".join(PARAGRAPHS)


def meta(charset: str) -> bytes:
    return f'<META http-equiv="Content-Type" content="text/html; charset={charset}">'.encode()


PAGES = {
    "utf-8": (as_page(VIETNAMESE.encode(), meta("utf-8")), None, "utf-8", VIETNAMESE),
    "utf-8 labelled gb2312": (as_page(CHINESE.encode(), meta("gb2312")), None, "utf-8", CHINESE),
    "utf-8 with byte order mark": (codecs.BOM_UTF8 + as_page(CHINESE.encode()), None, "utf-8", CHINESE),
    "utf-8 decomposed": (as_page(normalize("NFD", VIETNAMESE).encode()), None, "utf-8-nfd", VIETNAMESE),
    "utf-16 with mark": ((codecs.BOM_UTF16_LE + f"<p>{CHINESE}".encode("utf-16-le")), None, "utf-16-le", CHINESE),
    "utf-16 without mark": (as_page(b"").decode().encode("utf-16-be"), None, "utf-16-be", ""),
    "gbk labelled gb2312": (as_page(CHINESE.encode("gbk"), meta("gb2312")), None, "gb18030", CHINESE),
    "gbk labelled by header": (as_page(CHINESE.encode("gbk")), "text/html;charset=GBK", "gb18030", CHINESE),
    "gbk without label": (as_page(CHINESE.encode("gbk")), None, "gb18030", CHINESE),
    "gbk labelled utf-8": (as_page(CHINESE.encode("gbk"), meta("utf-8")), None, "gb18030", CHINESE),
    "gbk labelled big5": (as_page(CHINESE.encode("gbk"), meta("big5")), None, "gb18030", CHINESE),
    "traditional gbk": (as_page(TRADITIONAL.encode("gbk"), meta("gb2312")), None, "gb18030", TRADITIONAL),
    "big5": (as_page(TRADITIONAL.encode("big5"), meta("big5")), None, "big5hkscs", TRADITIONAL),
    "big5 without label": (as_page(TRADITIONAL.encode("big5")), None, "big5hkscs", TRADITIONAL),
    "big5 labelled gb2312": (as_page(TRADITIONAL.encode("big5"), meta("gb2312")), None, "big5hkscs", TRADITIONAL),
    "short gbk with label": ("防控".encode("gbk"), "text/html; charset=gbk", "gb18030", "防控"),
    "windows-1258": (as_page(to_bytes(VIETNAMESE, "windows-1258")), None, "windows-1258", VIETNAMESE),
    "short windows-1258 with label": (
        to_bytes("Y tế", "windows-1258"),
        "text/html; charset=windows-1258",
        "windows-1258",
        "Y tế",
    ),
    "tcvn3 in a font page": (as_page(to_bytes(VIETNAMESE, "tcvn3"), meta("x-user-defined")), None, "tcvn3", VIETNAMESE),
    "vni labelled latin-1": (as_page(to_bytes(VIETNAMESE, "vni"), meta("iso-8859-1")), None, "vni", VIETNAMESE),
    "viscii labelled so": (as_page(to_bytes(VIETNAMESE, "viscii"), meta("viscii")), None, "viscii", VIETNAMESE),
    "vps without label": (as_page(to_bytes(VIETNAMESE, "vps")), None, "vps", VIETNAMESE),
    "tcvn3 labelled gb2312": (as_page(to_bytes(VIETNAMESE, "tcvn3"), meta("gb2312")), None, "tcvn3", VIETNAMESE),
    "tcvn3 stored as utf-8": (
        as_page(to_bytes(VIETNAMESE, "tcvn3").decode("cp1252").encode(), meta("utf-8")),
        None,
        "tcvn3-in-utf-8",
        VIETNAMESE,
    ),
    "vni stored as utf-8": (
        as_page(to_bytes(VIETNAMESE, "vni").decode("cp1252").encode()),
        None,
        "vni-in-utf-8",
        VIETNAMESE,
    ),
    "tcvn3 as entities": (
        as_page("".join(f"&#{code};" if code > 127 else chr(code) for code in to_bytes(VIETNAMESE, "tcvn3")).encode()),
        None,
        "tcvn3-in-utf-8",
        VIETNAMESE,
    ),
    "windows-1251": (
        as_page("Здоровье населения".encode("cp1251"), meta("windows-1251")),
        None,
        "windows-1251",
        "Здоровье населения",
    ),
    "windows-1252 by default": (as_page("Café – 5 €".encode("cp1252")), None, "windows-1252", "Café – 5 €"),
    "few Chinese words in pairs": (
        "<table><tr><td>规格</td><td>胶囊</td></tr></table>".encode("gbk"),
        None,
        "gb18030",
        "胶囊",
    ),
    "ASCII": (as_page(b"Trang chu"), None, "utf-8", "Trang chu"),
    "empty": (b"", None, "utf-8", ""),
}


@pytest.mark.parametrize(("body", "header", "encoding", "text"), PAGES.values(), ids=PAGES)
def test_page_is_decoded(body: bytes, header: str | None, encoding: str, text: str) -> None:
    decoded = decode_page(body, header)
    assert text in visible(decoded.text)
    assert (decoded.encoding, decoded.replaced) == (encoding, 0)


@pytest.mark.parametrize("hint", ["vi", "zh"])
@pytest.mark.parametrize(("body", "header", "encoding", "text"), PAGES.values(), ids=PAGES)
def test_a_wrong_hint_does_no_harm(body: bytes, header: str | None, encoding: str, text: str, hint: str) -> None:
    decoded = decode_page(body, header, hint)
    assert (decoded.encoding, text in visible(decoded.text)) == (encoding, True)


DAMAGED = {
    "cut inside a character": (as_page(CHINESE.encode()) + "末".encode()[:2], "utf-8", 1),
    "stray byte in utf-8": (as_page(CHINESE.encode() + b"\xa0"), "utf-8", 1),
    "stray byte in gbk": (as_page(CHINESE.encode("gbk") + b"\xff"), "gb18030", 1),
    "one part in another set": (as_page(CHINESE.encode() * 2 + "防控".encode("gbk") * 9), "utf-8", 20),
}


@pytest.mark.parametrize(("body", "encoding", "replaced"), DAMAGED.values(), ids=DAMAGED)
def test_damage_is_counted(body: bytes, encoding: str, replaced: int) -> None:
    decoded = decode_page(body)
    assert (decoded.encoding, decoded.replaced) == (encoding, replaced)
    assert CHINESE in decoded.text


def test_replacement_characters_of_the_page_itself_are_no_damage() -> None:
    assert decode_page(as_page("Một \ufffd hai".encode())).replaced == 0


def test_markup_heavy_gbk_is_not_taken_for_utf8() -> None:
    body = b"<td width=100></td>" * 5000 + CHINESE.encode("gbk")
    assert decode_page(body).encoding == "gb18030"


def test_addresses_keep_their_letters_where_text_is_composed() -> None:
    link = normalize("NFD", "/tệp/kế hoạch.pdf")
    page = f'<a title="{normalize("NFD", "kế hoạch")}" href="{link}">{normalize("NFD", "kế hoạch")}</a>'
    assert decode_page(page.encode()).text == f'<a title="kế hoạch" href="{link}">kế hoạch</a>'


@given(st.binary(), st.none() | st.text(), st.sampled_from([None, "vi", "zh", "en"]))
def test_any_bytes_give_an_answer(body: bytes, header: str | None, language: str | None) -> None:
    decoded = decode_page(body, header, language)
    assert len(decoded.text) <= max(3, 2 * len(body))
    assert decoded.replaced >= 0


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"])))
def test_utf8_comes_back(text: str) -> None:
    decoded = decode_page(f"卫生{text}".encode())
    assert decoded.text == normalize("NFC", f"卫生{text}")
    assert is_normalized("NFC", decoded.text)


@pytest.mark.parametrize(
    "unit", [b"<", b"<!--", b"<script", b"&micro;", b"href='", b"\xb5\xb8", b"charset=", b"\xc2\xb5 "]
)
def test_a_megabyte_of_anything_is_no_trouble(unit: bytes) -> None:
    decoded = decode_page(unit * (2**20 // len(unit)))
    assert len(decoded.text) <= 2**21


@needs_shared
def test_reference_cases() -> None:
    cases = json.loads((SHARED / "reference/cases/charset.json").read_text(encoding="utf-8"))["cases"]
    names = {"big5hkscs": "big5", "tcvn3": "tcvn5712-1"}
    for case in cases:
        decoded = decode_page(base64.b64decode(case["input"]), case.get("content_type"))
        assert case["expected"]["contains"] in decoded.text, case["note"]
        assert names.get(decoded.encoding, decoded.encoding) == case["expected"]["encoding"], case["note"]


def rows(path: str) -> list[dict]:
    return [json.loads(line) for line in (SHARED / path).read_text(encoding="utf-8").splitlines()]


@needs_shared
@pytest.mark.parametrize("hinted", [False, True])
def test_saved_pages(hinted: bool) -> None:
    for page in rows("corpus/gold.jsonl"):
        decoded = decode_page((SHARED / "corpus" / page["file"]).read_bytes(), None, page["lang"] if hinted else None)
        assert decoded.encoding == page["encoding"]["actual"].split()[0], page["file"]
        assert decoded.replaced == 0 or "bad bytes" in page["encoding"]["actual"], page["file"]


@needs_shared
@pytest.mark.parametrize("hinted", [False, True])
def test_rendered_pages(hinted: bool) -> None:
    for page in rows("rendered/gold.jsonl"):
        body = (SHARED / "rendered" / page["file"]).read_bytes()
        decoded = decode_page(body, page["content_type"], page["lang"] if hinted else None)
        assert {"gb18030": "gb2312"}.get(decoded.encoding, decoded.encoding) == page["encoding"], page["file"]
        assert decoded.replaced == 0
        if "pinyin_injected" not in page["flags"]:
            # Case is lost where a page is set in a font of capitals.
            words = set(
                unescape(decoded.text.replace("<", " <").replace(">", "> ")).replace("\xad", "").lower().split()
            )
            wanted = page["body_text"].replace("\xad", "").lower().split()
            assert sum(word in words for word in wanted) >= 0.97 * len(wanted), page["file"]
