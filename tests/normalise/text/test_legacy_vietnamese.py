import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalise.tables.legacy_vietnamese import TCVN3, VISCII, VPS, as_table
from crawler.normalise.tables.vietnamese_syllables import SYLLABLES
from crawler.normalise.text.legacy_vietnamese import CONVERTERS, convert_page, detect, resolve_entities
from tests.normalise.legacy_codecs import PARAGRAPHS, to_bytes

ENCODINGS = list(CONVERTERS)
TEXT = " ".join(PARAGRAPHS)

LETTERS = {
    "TCVN3": ("tcvn3", "®iÒu d­ìng, ñy ban, cÊp cøu, Y tÕ, §«ng TriÒu", "điều dưỡng, ủy ban, cấp cứu, Y tế, Đông Triều"),
    "VNI": (
        "vni",
        "ñieàu döôõng, UÛY BAN, caáp cöùu, Y teá, lyù, kyõ, nghæ",
        "điều dưỡng, ỦY BAN, cấp cứu, Y tế, lý, kỹ, nghỉ",
    ),
    "windows-1258": ("windows-1258", "câ\xecp cý\xecu", "cấp cứu"),
}


@pytest.mark.parametrize(("encoding", "typed", "expected"), LETTERS.values(), ids=LETTERS)
def test_known_spellings(encoding: str, typed: str, expected: str) -> None:
    assert CONVERTERS[encoding](typed) == expected


@pytest.mark.parametrize("layout", [VISCII, VPS], ids=["viscii", "vps"])
def test_a_layout_has_every_letter_once(layout: str) -> None:
    letters = [letter for letter in as_table(layout).values() if letter.isalpha()]
    assert len(letters) == len(set(letters)) == 134


def test_the_abc_layout_has_every_small_letter_and_seven_capitals() -> None:
    letters = as_table(TCVN3).values()
    assert len(letters) == len(set(letters)) == 74
    assert sum(letter.islower() for letter in letters) == 67
    assert as_table(TCVN3)[0xAD] == "ư"


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_text_is_recognised_and_comes_back(encoding: str) -> None:
    typed = to_bytes(TEXT, encoding).decode("latin-1")
    assert detect(typed) == encoding
    assert convert_page(typed, encoding) == TEXT


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_windows_1252_letters_stand_for_the_same_bytes(encoding: str) -> None:
    body = to_bytes(TEXT, encoding)
    shown = "".join(bytes([code]).decode("cp1252", "ignore") or chr(code) for code in body)
    assert detect(shown) == encoding
    assert convert_page(shown, encoding) == TEXT


NOT_LEGACY = {
    "Unicode": TEXT,
    "ASCII": "Thong bao moi nhat cua phong kham",
    "French": "Les élèves étaient là où l'été déjà s'achève, près de la forêt où naît le château. " * 5,
    "German": "Für größere Mäuse müssen wir später natürlich öfter Käse schälen. " * 5,
    "Portuguese": "A população não é só até às três estações; então vão à função. " * 5,
    "Chinese": "卫生局通知各医院。" * 20,
    "bullets": "Home · News » Contact · About · " * 9,
    "two words": "tÕ cña",
    "signs": "© 2014 ® ° µ ¶ § « » · × ÷ ± " * 9,
    "empty": "",
}


@pytest.mark.parametrize("text", NOT_LEGACY.values(), ids=NOT_LEGACY)
def test_other_text_is_let_alone(text: str) -> None:
    assert detect(text) is None


def test_scripts_styles_and_comments_do_not_count() -> None:
    typed = to_bytes(TEXT, "tcvn3").decode("latin-1")
    for hidden in (f"<script>{typed}</script>", f"<style>{typed}", f"<!-- {typed} -->", f'<img alt="{typed}">'):
        assert detect(f"<p>trang</p>{hidden}") is None


def test_entities_are_letters_too() -> None:
    typed = to_bytes(TEXT, "tcvn3").decode("latin-1")
    named = typed.replace("µ", "&micro;").replace("®", "&reg;").replace("\xad", "&#173;").replace("¸", "&#xB8;")
    assert detect(named) == "tcvn3"
    assert convert_page(named, "tcvn3") == TEXT


@pytest.mark.parametrize("encoding", ["viscii", "tcvn3"])
def test_a_soft_hyphen_is_itself_where_a_word_may_be_broken_and_else_the_letter_of_the_font(encoding: str) -> None:
    typed = to_bytes("cấp cứu như nguyễn lưu", encoding).decode("latin-1")
    broken = typed.replace("c", "c&shy;")
    assert convert_page(broken, encoding) == "cấp cứu như nguyễn lưu"


def test_entities_of_markup_stay() -> None:
    assert (
        resolve_entities("a &lt; b &amp; c&nbsp;&micro;&bogus;&#7843; &") == "a &lt; b &amp; c&nbsp;µ&bogus;&#7843; &"
    )


def test_a_legacy_article_in_a_unicode_page() -> None:
    typed = to_bytes(TEXT, "tcvn3").decode("latin-1")
    menu = "<a>Trang chủ</a><a>Giới thiệu</a><a>là và có thì hà</a>"
    assert detect(f"{menu}<p>{typed}</p>") == "tcvn3"
    assert convert_page(f"{menu}<p>{typed}</p>", "tcvn3") == f"{menu}<p>{TEXT}</p>"


def test_addresses_stay_and_other_attributes_are_text() -> None:
    page = '<a href="/B¸o c¸o.doc" title="B¸o c¸o"><img src=/¶nh.jpg alt="¶nh">'
    assert convert_page(page, "tcvn3") == '<a href="/B¸o c¸o.doc" title="Báo cáo"><img src=/¶nh.jpg alt="ảnh">'


@given(st.text(alphabet=st.one_of(st.characters(max_codepoint=0xFF), st.sampled_from("<>&;#\"'=hrefđ年"))))
def test_any_page_is_converted_without_error(html: str) -> None:
    assert detect(html) is None or detect(html) in CONVERTERS
    for encoding in CONVERTERS:
        assert len(convert_page(html, encoding)) <= len(html)


def test_words_are_vietnamese_and_marked() -> None:
    assert len(SYLLABLES) > 700
    assert not any(word.isascii() or word != word.lower() for word in SYLLABLES)
