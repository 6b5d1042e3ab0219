"""PDF: the text layer in reading order, legacy fonts, and what cannot be read."""

import pytest

from crawler.filetext.pdf import signed
from crawler.filetext.pdf import text as pdf
from tests.filetext.build import cid_pdf, legacy_pdf, make_pdf, pdf_of, placed
from tests.filetext.read import read, text


def tcvn3(words: str) -> bytes:
    """Return words whose letters beyond ASCII are given as the characters that Latin-1 has for their codes."""
    return words.encode("latin-1")


LEGACY = {
    "tcvn3": (legacy_pdf(".VnTime", tcvn3("Tr¹m y tÕ ph\xad\xeang Hoµ Mü")), "Trạm y tế phường Hoà Mỹ"),
    "bold": (legacy_pdf("ABCDEF+.VnArial,Bold", tcvn3("bÖnh viÖn")), "bệnh viện"),
    "a hyphen stays one": (legacy_pdf(".VnTime", b"TB-SYT, 12-15"), "TB-SYT, 12-15"),
    "a hyphen that is a letter": (legacy_pdf(".VnTime", tcvn3("t\xad vÊn, l\xadu tr÷")), "tư vấn, lưu trữ"),
    "a font that does not tell": (
        legacy_pdf(
            "Arial",
            tcvn3("Tr¹m y tÕ ph\xad\xeang th«ng b¸o lÞch tiªm"),
            tcvn3("Ng\xad\xeai d©n ®\xad\xeec t\xad vÊn t¹i nhµ"),
        ),
        "Trạm y tế phường thông báo lịch tiêm\nNgười dân được tư vấn tại nhà",
    ),
    "capitals": (legacy_pdf(".VnTimeH", tcvn3("kÕ ho¹ch")), "KẾ HOẠCH"),
    "vni": (legacy_pdf("VNI-Times", "Beänh vieän ña khoa".encode("latin-1")), "Bệnh viện đa khoa"),
    "true latin": (legacy_pdf("TimesNewRoman", "Santé à Genève".encode("latin-1")), "Santé à Genève"),
}


@pytest.mark.parametrize(("body", "expected"), LEGACY.values(), ids=LEGACY.keys())
def test_fonts_for_vietnamese_before_unicode(body: bytes, expected: str) -> None:
    assert text(body) == expected


def test_radicals_are_read_as_characters() -> None:
    assert text(cid_pdf([1, 2, 3], {1: "⼿", 2: "⻝", 3: "品"}), "zh") == "手食品"


def test_glyphs_without_a_way_to_unicode_are_no_text() -> None:
    found = read(cid_pdf([4097, 4242, 5001, 6002], None), "zh")
    assert (found.status, found.text) == ("none", None)
    assert str(found.note).startswith("no_unicode: ")


LEFT = ["Hand washing is the", "simplest way to stop", "the spread of germs."]
RIGHT = ["Mosquitoes breed in", "standing water, so", "cover every jar."]
CLINICS = ["Clinic", "Hoa Dong", "Ky Lam"]

LAYOUTS = {
    "columns drawn line by line": (
        [word for n in range(3) for word in ((40, 700 - 14 * n, LEFT[n]), (300, 700 - 14 * n, RIGHT[n]))],
        [*LEFT, *RIGHT],
    ),
    "columns drawn in turn": (
        [(x, 700 - 14 * n, lines[n]) for x, lines in ((40, LEFT), (300, RIGHT)) for n in range(3)],
        [*LEFT, *RIGHT],
    ),
    "a table drawn by column": (
        [(x, 700 - 14 * n, lines[n]) for x, lines in ((40, ["No", "1", "2"]), (300, CLINICS)) for n in range(3)],
        ["No | Clinic", "1 | Hoa Dong", "2 | Ky Lam"],
    ),
    "a letterhead": (
        [
            (60, 700, "SO Y TE"), (40, 686, "TINH HOA MY CAO"),
            (300, 700, "CONG HOA XA HOI CHU NGHIA"), (345, 686, "Doc lap - Tu do"),
        ],
        ["SO Y TE", "TINH HOA MY CAO", "CONG HOA XA HOI CHU NGHIA", "Doc lap - Tu do"],
    ),
    "an item of a list": ([(40, 700, "a\\)"), (62, 700, "Wash your hands")], ["a) Wash your hands"]),
    "a line drawn letter by letter": ([(40 + 7 * n, 700, letter) for n, letter in enumerate("DANH")], ["DANH"]),
}  # fmt: skip


@pytest.mark.parametrize(("words", "lines"), LAYOUTS.values(), ids=LAYOUTS.keys())
def test_reading_order(words: list[tuple[float, float, str]], lines: list[str]) -> None:
    assert text(pdf_of([placed(*words)])).split("\n") == lines


def test_a_framed_cell_may_have_several_lines() -> None:
    words = [
        (42, 690, "Clinic of"),
        (42, 676, "the old town"),
        (202, 683, "0256 111"),
        (42, 650, "Hospital"),
        (202, 650, "115"),
    ]
    frame = "".join(f"40 {y} m 400 {y} l S\n" for y in (705, 670, 640)) + "".join(
        f"{x} 705 m {x} 640 l S\n" for x in (40, 200, 400)
    )
    assert text(pdf_of([placed(*words, extra=frame)])) == "Clinic of the old town | 0256 111\nHospital | 115"


def test_a_turned_page_is_read_as_it_is_shown() -> None:
    turned = b"BT /F1 10 Tf 0 1 -1 0 100 100 Tm (Ban do) Tj 0 1 -1 0 114 100 Tm (xa Vi Du) Tj ET"
    assert text(pdf_of([turned], page="/Rotate 90 ")) == "Ban do\nxa Vi Du"


def test_a_table_that_is_drawn_sideways_is_read_across() -> None:
    sideways = b"BT /F1 10 Tf 0 1 -1 0 100 100 Tm (Ban do) Tj 0 1 -1 0 114 100 Tm (xa Vi Du) Tj ET"
    assert text(pdf_of([sideways])) == "Ban do\nxa Vi Du"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"%PDF-1.4 nothing follows", "damaged"),
        (make_pdf("x" * 300)[:400], "damaged"),
        (make_pdf("x", image=True), "none"),
        (b"\r\n" + make_pdf("So y te"), "text"),
    ],
    ids=["broken", "cut", "scan", "after-junk"],
)
def test_what_is_wrong_with_a_pdf(body: bytes, status: str) -> None:
    assert read(body).status == status


def test_a_long_pdf_is_cut_and_a_broken_page_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    long = make_pdf("mot", "hai", "ba", "bon")
    monkeypatch.setattr(pdf, "MAX_PAGES", 2)
    found = read(long)
    assert (found.text, found.note) == ("mot\nhai", "cut: the first 2 of 4 pages are read.")
    broken = make_pdf("mot", "hai").replace(b"/Type /Page /Parent 2 0 R", b"/Type /Gape /Parent 2 0 R", 1)
    assert text(broken) == "hai"


SIGNED = "BỘ Y TẾ\nSố:      /QĐ-BYT\nHà Nội, ngày    tháng 12 năm 2020\nQUYẾT ĐỊNH\n"

STAMPS = {
    "number-day-month": (f"{SIGNED}5481 30 12", "5481/QĐ-BYT"),
    "behind-the-signing-time": (f"{SIGNED}syt_vidu_vt_So Y te_30/08/2023 10:10:01 3377 30 8", "3377/QĐ-BYT"),
    "another-month": (f"{SIGNED}5481 30 11", None),
    "no-such-day": (f"{SIGNED}5481 32 12", None),
    "another-signing-day": (f"{SIGNED}vt_So Y te_29/08/2023 10:10:01 3377 30 8", None),
    "two-numbers": (f"{SIGNED}5481 30 12\n77 30 12", None),
    "no-stamp": (SIGNED, None),
}


@pytest.mark.parametrize(("words", "number"), STAMPS.values(), ids=STAMPS.keys())
def test_a_number_left_blank_for_signing(words: str, number: str | None) -> None:
    blanks = signed.signed_blanks(words)
    assert blanks is not None
    assert (blanks.symbol, blanks.number) == ("QĐ-BYT", number)


def test_a_printed_number_is_no_blank() -> None:
    assert signed.signed_blanks("Số: 15/QĐ-BYT\nngày 3 tháng 12 năm 2020\n5481 30 12") is None
