import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalise.text.mojibake import repair_mojibake

GOOD = {
    "Vietnamese": "Sở Y tế Hà Nội: “là…” «khá» – ÂN ÃO",
    "Chinese": "“医改”，（一）１２㎡——《通知》",
    "one sequence by chance": "café”… và naïve",
    "ASCII": 'He said "it\'s fine"',
    "full-width and ligatures": "ﬁ ＡＢＣ ½ …",
    "empty": "",
}


@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD)
def test_good_text_stays(text: str) -> None:
    assert repair_mojibake(text) == text


@pytest.mark.parametrize("wrong", ["latin-1", "cp1252"])
@pytest.mark.parametrize("text", ["Bệnh viện huyện tổ chức tiêm chủng mở rộng", "县医院感染防控工作通知"])
def test_utf8_read_as_one_byte_set_is_repaired(text: str, wrong: str) -> None:
    damaged = text.encode().decode("latin-1")
    if wrong == "cp1252":
        damaged = "".join(bytes([ord(byte)]).decode("cp1252", "ignore") or byte for byte in damaged)
    assert repair_mojibake(damaged) == text


def test_only_damaged_lines_change() -> None:
    damaged = "Trạm y tế xã".encode().decode("latin-1")
    assert repair_mojibake(f"“Tốt”\n{damaged}\n（二）") == "“Tốt”\nTrạm y tế xã\n（二）"


def test_what_is_lost_is_not_invented() -> None:
    damaged = "Đồng chí".encode().decode("cp1252", "replace")
    assert repair_mojibake(damaged).count("\ufffd") <= damaged.count("\ufffd")


letters = st.text(alphabet=st.one_of(st.characters(max_codepoint=0xFF), st.sampled_from("ếạ年“”…€™\ufffd\n")))


@given(letters)
def test_total_and_never_longer(text: str) -> None:
    assert len(repair_mojibake(text)) <= len(text)


@given(st.text(alphabet="aếạàđ年医 ,.“”…"))
def test_repaired_once_is_repaired(text: str) -> None:
    repaired = repair_mojibake(text.encode().decode("latin-1"))
    assert repair_mojibake(repaired) == repaired
