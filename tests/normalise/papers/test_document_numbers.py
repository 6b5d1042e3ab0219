import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalise.papers.document_numbers import (
    blank_number_symbol,
    canonical_document_number,
    document_number_key,
    document_type_of,
    find_document_number,
    type_of_symbol,
)

CANONICAL = {
    "plain": ("565/TB-SYT", "565/TB-SYT"),
    "spaces": ("Số:  565 / TB - SYT", "565/TB-SYT"),
    "with year": ("53/2014/TT-BYT", "53/2014/TT-BYT"),
    "glued to the motto": ("Số: 31 /KH-SYTCỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "31/KH-SYT"),
    "glued to the motto of the party": ("Số 9-NQ/TUĐẢNG CỘNG SẢN VIỆT NAM", "9-NQ/TU"),
    "look-alike letter": ("123/Q\u00d0-BYT", "123/QĐ-BYT"),
    "decomposed": ("7/Q\u0110-BY\u0054", "7/QĐ-BYT"),
    "en dash": ("123/QĐ–BYT", "123/QĐ-BYT"),
    "several parts": ("12/KH-UBND-TH1", "12/KH-UBND-TH1"),
    "ampersand": ("23/2003/QĐ/BGD & ĐT", "23/2003/QĐ/BGD&ĐT"),
    "letter": ("610/SYT-VP", "610/SYT-VP"),
    "mixed-case symbol": ("02/CT-TTg", "02/CT-TTg"),
    "mixed-case type": ("15/TTr-SYT", "15/TTr-SYT"),
    "small letters in the symbol": ("Số: 1366/SYT-TTra", "1366/SYT-TTra"),
    "small letters at its end": ("10/QĐ-BVĐKhl", "10/QĐ-BVĐKhl"),
    "small letters of one part": ("99/SYT-VPđp", "99/SYT-VPđp"),
    "figure in the symbol": ("902/K2ĐT-QLĐT", "902/K2ĐT-QLĐT"),
    "a symbol that runs into words": ("12/QĐ-Bộ Y tế", None),
    "licence": ("00215/SYT-GPHĐ", None),
    "law": ("12/2025/QH15", "12/2025/QH15"),
    "party": ("Chỉ thị số 35-CT/TW", "35-CT/TW"),
    "party with a body": ("05-HD/BTCTU", "05-HD/BTCTU"),
    "blank": ("Số:      /QĐ-BYT", None),
    "date": ("22/09/2022", None),
    "pressure": ("130/80 mmHg", None),
    "standard": ("ISO 9001/2015", None),
    "outline": ("1/ Giám đốc Sở", None),
    "Chinese": ("某卫办医发〔2022〕1号", "某卫办医发〔2022〕1号"),
    "Chinese, square": ("某卫办医函[2020]53号", "某卫办医函〔2020〕53号"),
    "Chinese, round": ("某卫医政（2021）12号", "某卫医政〔2021〕12号"),
    "Chinese, black": ("某卫发【2019】5號", "某卫发〔2019〕5号"),
    "Chinese, spaces and 第": ("某卫疾控发 〔2020〕 第3 号", "某卫疾控发〔2020〕3号"),
    "Chinese, leading verb": ("根据某卫办医发〔2022〕1号要求", "某卫办医发〔2022〕1号"),
    "Chinese, no organ": ("(2020)第27号", None),
    "notice": ("2020年 第1号", "2020年第1号"),
    "order": ("第5号令", "第5号令"),
    "order, turned": ("某部令第十二号", "第12号令"),
    "Chinese, one character": ("督〔2024〕第19号", "督〔2024〕19号"),
    "Chinese, figures in words": ("某卫发〔二〇二二〕一号", "某卫发〔2022〕1号"),
    "Chinese, office before the code": ("省卫生健康委某卫发〔2022〕1号", "某卫发〔2022〕1号"),
    "notice in brackets": ("公告（2024年第2号）", "2024年第2号"),
    "order in two words": ("某部令 第8号", "第8号令"),
    "contract": ("采购合同编号：某卫采〔2024〕15号", None),
    "window": ("大厅〔2024〕3号窗口", None),
    "house number": ("某路36号", None),
}


@pytest.mark.parametrize("name", CANONICAL)
def test_canonical(name):
    text, expected = CANONICAL[name]
    assert canonical_document_number(text) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Số: 31/KH-SYT", "vi", "31/KH-SYT"),
        ("Số ký hiệu: 31/KH-SYT", "vi", "31/KH-SYT"),
        ("31/KH-SYT", "vi", "31/KH-SYT"),
        ("Quyết định số 31/QĐ-SYT của Giám đốc Sở Y tế về khen thưởng", "vi", "31/QĐ-SYT"),
        ("UBND TỈNH HẢI SƠN SỞ Y TẾ Số: 31/SYT-NVY V/v tiêm chủng", "vi", "31/SYT-NVY"),
        ("Thực hiện Công văn số 31/BYT-DP của Bộ Y tế", "vi", None),
        ("V/v triển khai Kế hoạch số 31/KH-SYT", "vi", None),
        ("发文字号：某办发〔2017〕47号", "zh", "某办发〔2017〕47号"),
        ("某办发〔2017〕47号", "zh", "某办发〔2017〕47号"),
        ("关于做好防暑工作的通知（某办发〔2017〕47号）", "zh", "某办发〔2017〕47号"),
        ("某委员会公告 2020年第1号", "zh", "2020年第1号"),
        ("关于转发《关于防暑的通知》（某办发〔2017〕47号）的通知", "zh", None),
        ("根据某办发〔2017〕47号文件精神", "zh", None),
        ("《某通知》（某办发〔2017〕47号", "zh", "某办发〔2017〕47号"),
        ("《某通知（某办发〔2017〕47号）", "zh", None),
        ("文号：31/KH-SYT", "zh", "31/KH-SYT"),
        ("今日第3号", "zh", None),
    ],
)
def test_own_number_is_told_from_cited_ones(text, language, expected):
    assert find_document_number(text, language) == expected


def test_what_people_type_meets_what_offices_write():
    written = document_number_key("565/TB-SYT")
    for typed in ("565 / tb - syt", "Số: 565/TB-SYT", "số 565 tb syt", "0565/TB–SYT", "565-TB/SYT"):
        assert document_number_key(typed) == written
    assert document_number_key("31/QĐ-BYT") == document_number_key("31/qd-byt")
    chinese = document_number_key("某卫办医发〔2022〕1号")
    for typed in ("某卫办医发[2022]1号", "某卫办医发（2022）第1号", "某卫办医发2022年1号", "文号：某卫办医发 2022 1"):
        assert document_number_key(typed) == chinese
    assert document_number_key("565/TB-SYT") != document_number_key("56/5TB-SYT")


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("31/QĐ-SYT", "vi", "Quyết định"),
        ("12/2025/NQ-HĐND", "vi", "Nghị quyết"),
        ("35-CT/TW", "vi", "Chỉ thị"),
        ("610/SYT-VP", "vi", "Công văn"),
        ("77/CP", "vi", None),
        ("THÔNG BÁO", "vi", "Thông báo"),
        ("QUYẾT ĐỊNH Về việc khen thưởng", "vi", "Quyết định"),
        ("Thông tư liên tịch số 5", "vi", "Thông tư liên tịch"),
        ("Công văn", "vi", "Công văn"),
        ("Kế hoạch hóa gia đình", "vi", None),
        ("Tin tức", "vi", None),
        ("关于防暑工作的通知", "zh", "通知"),
        ("关于印发方案的通知（试行）", "zh", "通知"),
        ("第5号令", "zh", "令"),
        ("行政处罚决定书", "zh", "决定书"),
        ("全市会议召开", "zh", None),
    ],
)
def test_type(text, language, expected):
    assert document_type_of(text, language) == expected


def test_blank_number_keeps_its_symbol():
    assert blank_number_symbol("Số:      /QĐ-BYT") == "QĐ-BYT"
    assert blank_number_symbol("Số: …./KH - SYT") == "KH-SYT"
    assert blank_number_symbol("Số: 5/QĐ-BYT") is None
    assert type_of_symbol("QĐ-BYT") == "Quyết định"
    assert type_of_symbol("BYT") is None


PIECES = st.sampled_from(
    ["Số", ":", " ", "12", "/", "-", "QĐ", "SYT", "TTg", "2013", "〔", "〕", "号", "第", "卫办", "令", "年", "&"]
)


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=12).map("".join)), st.sampled_from(["vi", "zh"]))
def test_total_and_idempotent(text, language):
    number = canonical_document_number(text)
    if number:
        assert canonical_document_number(number) == number
    assert find_document_number(text, language) in (None, number)
    document_type_of(text, language)
    blank_number_symbol(text)
    key = document_number_key(text)
    assert document_number_key(key) == key


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Số: 1408/K2ĐT-QLĐT", "1408/K2ĐT-QLĐT"),
        ("12/BVĐKhl-KHTH", "12/BVĐKhl-KHTH"),
        ("99/SYT-VPđp", "99/SYT-VPđp"),
        ("45/KL-TTra", "45/KL-TTra"),
        ("15/QĐ-TTg", "15/QĐ-TTg"),
        ("7/SYT-NVYtcb", "7/SYT-NVYtcb"),
        ("33/TTYTh-DS", "33/TTYTh-DS"),
        ("21/QyĐ-BYT", "21/QyĐ-BYT"),
        ("18/QĐ-BVĐK.TN", "18/QĐ-BVĐK.TN"),
        ("18/QĐ-BVĐKTN1", "18/QĐ-BVĐKTN1"),
        ("3/BC-P2", "3/BC-P2"),
        ("120/CV-CĐN", "120/CV-CĐN"),
        ("55/TB-SYT-VP1", "55/TB-SYT-VP1"),
        ("77/KCB-PHCN&GĐ", "77/KCB-PHCN&GĐ"),
        ("10/2021/TT-BYT", "10/2021/TT-BYT"),
        ("10a/QĐ-SYT", "10a/QĐ-SYT"),
        ("12 /QĐ - SYT", "12/QĐ-SYT"),
        ("国家卫生健康委员会令第10号", "第10号令"),
        ("第二十七号令", "第27号令"),
        ("公告（2024年第2号）", "2024年第2号"),
        ("国卫办医发〔二〇二二〕一号", "国卫办医发〔2022〕1号"),
        ("卫医政发[2011]11号", "卫医政发〔2011〕11号"),
        ("令第五百八十六号", "第586号令"),
        ("2020年第1号公告", "2020年第1号"),
        ("第8号令", "第8号令"),
        ("青卫医（2022）第31号", "青卫医〔2022〕31号"),
        ("青卫医〔二零二三〕十五号", "青卫医〔2023〕15号"),
        ("二〇二三年第五号公告", "2023年第5号"),
        ("国家药监局公告2024年第8号", "2024年第8号"),
        ("二〇二三年第一百零三号公告", "2023年第103号"),
        ("市政府令二〇一九年第三号", "第3号令"),
        ("未政发〔2024〕3号", "未政发〔2024〕3号"),
        ("非遗办〔2024〕2号", "非遗办〔2024〕2号"),
        ("就业办〔2024〕1号", "就业办〔2024〕1号"),
        ("呼和卫发〔2024〕1号", "呼和卫发〔2024〕1号"),
        ("不改变越政办〔2020〕9号", "越政办〔2020〕9号"),
    ],
)
def test_odd_numbers_are_read_whole(text, number):
    assert canonical_document_number(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "8/KSBTvn-xn",
        "1/CTr-ubnd",
        "25/QĐ-sYt",
        "公告〔2024〕第2号",
        "青卫医发〔2022〕18-1号",
        "青卫医发〔2022〕1234567号",
        "ngày 12/5/2024",
        "ĐT: 0203.3825.449",
        "HA 120/80 mmHg",
        "500mg/5ml",
        "lô 0423/HL",
        "giá 200.000đ/lượt",
        "Giấy phép số 00215/SYT-GPHĐ",
        "CCHN 001234/HS-CCHN",
        "VD-22871-15",
        "số 893110/2023/ĐKLH",
        "112345/23/CBMP-QLD",
        "phòng 12A/B1",
        "3/15 xã",
        "tỷ lệ 1/1.000",
        "15/GP-SYT",
        "13/GCNATTP-SYT",
        "GCN số 45/2023/ATTP-CNĐK",
        "số 15/2024/XNQC-YDCT",
        "230001234/PCBA-HN",
        "12/HIV",
        "10/UI",
        "国药准字H20043037",
        "批号〔2024〕07号",
        "卫生许可证 青卫公证字〔2020〕第035号",
        "电话010-68792114",
        "2号楼305室",
        "2024年第3季度",
        "血压130/85",
        "3号窗口",
        "第12号台风",
        "2024年第12号台风",
        "东械备〔2023〕0021号",
        "放射诊疗许可证：青卫放证字〔2020〕第018号",
        "粤械广审（文）第230801号",
        "青卫消证字（2021）第0035号",
        "采购编号：QS〔2024〕031号",
        "京ICP备05012345号",
        "苏卫医广〔2024〕第12-03号",
        "沪食药监械生产许20150012号",
        "（2024）青0102民初55号",
        "身份证号110101199003071234",
        "第7号提案",
    ],
)
def test_a_number_is_not_cut_and_other_figures_are_none(text):
    assert canonical_document_number(text) is None
