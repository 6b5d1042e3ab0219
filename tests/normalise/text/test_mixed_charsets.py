"""Pages whose parts are in different character sets, and pages that were encoded twice."""

import pytest

from crawler.normalise.text.charset import decode_page

ZH = "东湖区各社区卫生服务站的家庭医生走进独居老人的家中，为他们测血压、听心肺、讲用药，发现血压异常的会及时联系家属。"
ZH_FOOT = "主办单位是东湖区卫生健康局，技术支持由信息中心提供，未经许可不得转载。"
VI = "Những ngày qua, cán bộ trạm y tế mang máy đo huyết áp và túi thuốc đến từng nhà người già neo đơn để thăm khám."


def page(declared: str, main: bytes, foot: bytes) -> bytes:
    head = f"<html><head><meta charset='{declared}'></head><body><h1>".encode()
    return head + main + b"</h1><div>" + foot + b"</div></body></html>"


@pytest.mark.parametrize(("declared", "other"), [("utf-8", "gbk"), ("gbk", "utf-8"), ("gb2312", "utf-8")])
@pytest.mark.parametrize("times", [1, 12])
def test_a_foreign_part_is_read_in_its_own_set(declared: str, other: str, times: int) -> None:
    decoded = decode_page(page(declared, (ZH * 12).encode(declared, "replace"), (ZH_FOOT * times).encode(other)))
    assert ZH * 12 in decoded.text
    assert ZH_FOOT * times in decoded.text
    assert decoded.replaced == 0


@pytest.mark.parametrize("other", ["windows-1258", "latin-1"])
def test_only_the_foreign_part_of_a_vietnamese_page_is_damaged(other: str) -> None:
    foot = ("caf\u00e9 \u00e0 la carte, r\u00e9sum\u00e9 " * 20).encode(other)
    decoded = decode_page(page("utf-8", (VI * 8).encode(), foot), None, "vi")
    assert VI * 8 in decoded.text
    assert decoded.encoding == "utf-8"
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in decoded.text)


@pytest.mark.parametrize(("text", "language"), [(ZH, "zh"), (VI, "vi")])
@pytest.mark.parametrize("shown", ["latin-1", "cp1252"])
def test_a_second_encoding_is_undone(text: str, language: str, shown: str) -> None:
    once = (text * 6).encode().decode(shown, "replace" if shown == "cp1252" else "strict")
    if "\ufffd" in once:  # windows-1252 has no sign for five bytes; systems write them as they are
        once = "".join(
            bytes([byte]).decode("cp1252") if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(byte)
            for byte in (text * 6).encode()
        )
    decoded = decode_page(page("utf-8", once.encode(), b"."), None, language)
    assert text * 6 in decoded.text
    assert decoded.encoding == "utf-8-in-utf-8"


def test_chinese_bytes_shown_one_by_one() -> None:
    once = (ZH * 6).encode("gbk").decode("latin-1")
    decoded = decode_page(page("utf-8", once.encode(), b"."), None, "zh")
    assert ZH * 6 in decoded.text
    assert decoded.encoding == "gb18030-in-utf-8"


def test_sound_text_is_left_alone() -> None:
    french = "L'été, les élèves préfèrent la forêt à l'école ; où sont-ils passés, hélas ? " * 8
    for text in (french, VI * 8, ZH * 8, "“quotes” – dashes… " * 30):
        decoded = decode_page(page("utf-8", text.encode(), b"."))
        assert text in decoded.text
        assert decoded.encoding == "utf-8"
