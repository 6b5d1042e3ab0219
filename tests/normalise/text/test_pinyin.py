import json
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalise.tables.readings import READINGS
from crawler.normalise.text.pinyin import TO_SIMPLIFIED, remove_injected_pinyin, strip_readings
from tests.shared import SHARED, needs_shared

INJECTED = {
    "toned, traditional": ("縣醫(yī)院開(kāi)展流感疫苗接種(zhǒng)", "縣醫院開展流感疫苗接種"),
    "toned, mostly simplified": ("全(quán)县医(yī)院开會(huì)部署工(gōng)作", "全县医院开會部署工作"),
    "toneless and repeated": ("縣(xian)醫(yi)院開會(hui)(hui),說(shuo)明要求(qiu)", "縣醫院開會,說明要求"),
    "u for ü": ("旅(lu)客和綠(lv)色門診(zhen)綠(lu)地", "旅客和綠色門診綠地"),
    "one on a traditional character": ("鄉(xiāng)衛生院", "鄉衛生院"),
    "a space behind the reading": ("網(wǎng)絡(luò )和醫(yī)院開(kāi )會(huì)", "網絡和醫院開會"),
    "decomposed": (normalize("NFD", "醫(yī)院開(kāi)門"), "醫院開門"),
    "beside units": (
        "每片五十毫克(mg)，醫(yī)生說(shuō)飯(fàn)後服用，勿與(yǔ)茶同飲(yǐn)",
        "每片五十毫克(mg)，醫生說飯後服用，勿與茶同飲",
    ),
    "within words, without any traditional character": (
        "本(běn)院(yuàn)设(shè)有(yǒu)门(mén)诊(zhěn)和(hé)病(bìng)房",
        "本院设有门诊和病房",
    ),
    "a reading of halves of two characters": ("宏P(guān)LC型設(shè)備", "宏PLC型設備"),
}


@pytest.mark.parametrize(("text", "expected"), INJECTED.values(), ids=INJECTED)
def test_injected_readings_go(text: str, expected: str) -> None:
    result = remove_injected_pinyin(text)
    assert result.text == expected
    assert result.removed >= 1
    assert not result.damaged


def test_readings_are_counted() -> None:
    assert remove_injected_pinyin("開會(hui)(hui),說(shuo)明後(hou)").removed == 4


KEPT = {
    "no bracket": "全县医疗卫生工作会议",
    "units": "长度(cm)和剂量(mg)，每日(d)两次",
    "one gloss": "硼(péng)砂有毒",
    "two glosses": "荨(qián)麻疹和龋(qǔ)齿",
    "a grammar lesson": "的(de)、地(di)、得(de)不分",
    "wrong readings": "乙(x)丙(yy)醫(hello)院(qqq)",
    "mostly other brackets": "開(kāi)本(a)書(b)頁(c)碼(d)",
    "full-width brackets": "醫（yī）院開（kāi）會（huì）",
    "capitals": "甲型(H)流感(A)防控(B)",
    "two syllables": "重阳(chóngyáng)、西藏(xīzàng)、蚌埠(bèngbù)",
    "a reading of nothing": "“(yī)”、P(guān)",
    "empty": "",
}


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_other_brackets_stay(text: str) -> None:
    result = remove_injected_pinyin(text)
    assert (result.text, result.removed, result.repaired, result.damaged) == (text, 0, 0, False)


def annotate(text: str) -> str:
    """Do what the tool does: mark each traditional character found at any byte, then lose what no longer decodes."""
    first = {character: reading for reading, characters in reversed(READINGS.items()) for character in characters}
    code = text.encode("gbk")
    marked = b""
    place = 0
    while place < len(code):
        pair = code[place : place + 2]
        character = pair.decode("gbk", "ignore")
        if len(pair) == 2 and len(character) == 1 and character in TO_SIMPLIFIED and character in first:
            marked += pair + f"({first[character]})".encode("gb18030")
            place += 2
        else:
            marked += code[place : place + 1]
            place += 1
    shown = ""
    while marked:
        length = 1 if marked[0] < 0x80 else 2
        character = marked[:length].decode("gb18030", "replace")
        shown += character if len(character) == 1 else "?"
        marked = marked[length:]
    return shown


TORN = {
    "one character": "病人住進醫院，因為缺少醫生和護士。",
    "after punctuation": "報名結束後，損失由縣裡補償，說明見附件。",
    "several": "為了讓老人就近看病，鄉裡增設三個點，護士們輪流值班。",
}


@pytest.mark.parametrize("text", TORN.values(), ids=TORN)
def test_torn_characters_are_restored(text: str) -> None:
    shown = annotate(text)
    assert "?" in shown
    result = remove_injected_pinyin(shown)
    assert result.text == text
    assert result.repaired >= 1
    assert not result.damaged


def test_lost_byte_as_replacement_character() -> None:
    assert remove_injected_pinyin("因\ufffd(yàn)槿鄙籴t(yī)生").text == "因為缺少醫生"


def test_what_cannot_be_restored_is_reported() -> None:
    result = remove_injected_pinyin("醫(yī)院開(kāi)門，因?yàn)了，說(shuō)明")
    assert result.text == "醫院開門，因?yàn)了，說明"
    assert result.damaged


def test_a_title_inherits_the_decision_of_its_body() -> None:
    assert remove_injected_pinyin("工(gōng)作(zuò)会议").removed == 0
    assert strip_readings("工(gōng)作(zuò)会议") == "工作会议"
    assert strip_readings("流感(H1N1)防控(mg)") == "流感(H1N1)防控(mg)"
    assert strip_readings("") == ""


marked = st.lists(
    st.sampled_from(["醫(yī)", "會(huì)(huì)", "的(de)", "因?yàn)", "槿鄙", "t", "工(gong)", "(mg)", "，", "a"])
).map("".join)


@given(st.one_of(marked, st.text(alphabet="醫院會?(yīhuì)的tP“\ufffd，"), st.text()))
def test_total_never_longer_and_idempotent(text: str) -> None:
    result = remove_injected_pinyin(text)
    assert len(result.text) <= len(normalize("NFC", text)) or result.text == text
    assert (result.text == text) or result.removed or result.repaired
    assert remove_injected_pinyin(result.text).text == result.text
    assert len(strip_readings(text)) <= len(normalize("NFC", text))


@given(marked)
def test_a_clean_page_stays_clean(text: str) -> None:
    clean = strip_readings(text)
    assert strip_readings(clean) == clean


@pytest.mark.parametrize("unit", ["(a", "醫(yī)", "因?yàn)槿"])
def test_a_megabyte_of_anything_is_no_trouble(unit: str) -> None:
    text = unit * (2**20 // len(unit.encode()))
    assert len(remove_injected_pinyin(text).text) <= len(text)


@needs_shared
def test_reference_cases() -> None:
    cases = json.loads((SHARED / "reference/cases/pinyin.json").read_text(encoding="utf-8"))["cases"]
    wrong = [
        case["input"]
        for case in cases
        if remove_injected_pinyin(case["input"]).text != normalize("NFC", case["expected"])
    ]
    assert wrong == []


@needs_shared
def test_saved_articles_stay() -> None:
    for path in (SHARED / "corpus/pages").rglob("*.gold.txt"):
        text = path.read_text(encoding="utf-8")
        assert remove_injected_pinyin(text).text == text, path.name
