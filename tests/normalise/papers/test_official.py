"""Official papers: invented papers of an invented province, in the layouts that pages give them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalise.papers.official import (
    OfficialPaper,
    disclosure_field,
    disclosure_words,
    read_disclosure,
    read_official_paper,
)

NOTICE = """\
UBND TỈNH HẢI SƠN
SỞ Y TẾ
-------
Số: 31/TB-SYT
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hải Sơn, ngày 05 tháng 6 năm 2019
THÔNG BÁO
Về việc trực khám bệnh trong mùa mưa bão
và tiếp nhận người bệnh chuyển tuyến
Thực hiện Công văn số 88/BYT-KCB ngày 01/6/2019 của Bộ Y tế, Sở Y tế Hải Sơn thông báo lịch trực như sau:
1. Các bệnh viện trực 24/24 giờ.
Nơi nhận:
- Như trên;
- Lưu: VT, KHTC.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
(Đã ký)
Lê Thị Minh Châu"""

LETTER_IN_CELLS = """\
UBND TỈNH HẢI SƠN SỞ Y TẾ Số: 412/SYT-NVY V/v tăng cường tiêm chủng | \
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc Hải Sơn, ngày 21 tháng 8 năm 2022
Kính gửi: Thủ trưởng các trạm, phòng khám.
Đề nghị thủ trưởng lập danh sách đối tượng tiêm chủng.
Nơi nhận: - Như trên; - Lưu: VT. | KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC (Đã ký) BSCKII. Trần Văn Bình"""

DECISION = """\
BỘ Y TẾ
CỤC PHÒNG BỆNH
Số:       /QĐ-PB
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Hà Nội, ngày      tháng 6 năm 2020
QUYẾT ĐỊNH
Ban hành hướng dẫn giám sát
CỤC TRƯỞNG CỤC PHÒNG BỆNH
Căn cứ Quyết định số 12/QĐ-BYT ngày 03 tháng 01 năm 2020;
Điều 1. Ban hành kèm theo Quyết định này hướng dẫn giám sát.
TUQ. CỤC TRƯỞNG
TRƯỞNG PHÒNG GIÁM SÁT
Ts. Nguyễn Hữu An
"""

PARTY = """\
TỈNH ỦY HẢI SƠN
BAN TỔ CHỨC
*
Số 05-HD/BTCTU
ĐẢNG CỘNG SẢN VIỆT NAM
Hải Sơn, ngày 19 tháng 5 năm 2021
HƯỚNG DẪN
Về tổ chức sinh hoạt chi bộ
Các chi bộ thực hiện như sau.
K/T TRƯỞNG BAN
PHÓ TRƯỞNG BAN
PHẠM VĂN LỘC"""

DISTRICT = """\
ỦY BAN NHÂN DÂN
HUYỆN TÂN YÊN
TRUNG TÂM Y TẾ
Số: 9/KH-TTYT
Tân Yên, ngày 2 tháng 1 năm 2018
KẾ HOẠCH
Kiểm tra vệ sinh nước sạch
Để bảo đảm nguồn nước, Trung tâm lập kế hoạch kiểm tra.
GIÁM ĐỐC
Hoàng Đức"""


def read(text, language="vi"):
    return read_official_paper(text.split("\n"), language)


def test_notice():
    paper = read(NOTICE)
    assert paper.document_number == "31/TB-SYT"
    assert paper.document_type == "Thông báo"
    assert paper.issuer == "Sở Y tế Hải Sơn"
    assert paper.issued_on == "2019-06-05"
    assert paper.subject == "Về việc trực khám bệnh trong mùa mưa bão và tiếp nhận người bệnh chuyển tuyến"
    assert paper.signer == "Lê Thị Minh Châu"
    assert paper.provenance == {
        "document_number": "official:head",
        "issued_on": "official:head",
        "issuer": "official:head",
        "document_type": "official:heading",
        "subject": "official:heading",
        "signer": "official:foot",
    }


def test_letter_whose_cells_lost_their_line_breaks():
    paper = read(LETTER_IN_CELLS)
    assert paper.document_number == "412/SYT-NVY"
    assert paper.document_type == "Công văn"
    assert paper.issuer == "Sở Y tế Hải Sơn"
    assert paper.issued_on == "2022-08-21"
    assert paper.subject == "tăng cường tiêm chủng"
    assert paper.signer == "Trần Văn Bình"


def test_letterhead_on_one_line_and_page_furniture_around():
    lines = NOTICE.split("\n")
    text = "\n".join(["Trang chủ", " ".join(lines[:9]), *lines[9:], "- Sở Y tế Hải Sơn", "TRANG TIN TỈNH QUẢNG HẢI"])
    paper = read(text)
    assert paper.document_number == "31/TB-SYT"
    assert paper.issuer == "Sở Y tế Hải Sơn"
    assert paper.issued_on == "2019-06-05"
    assert paper.document_type == "Thông báo"
    assert paper.signer == "Lê Thị Minh Châu"


def test_number_and_day_left_blank_for_the_signature():
    paper = read(DECISION)
    assert paper.document_number is None
    assert paper.document_type == "Quyết định"
    assert paper.issuer == "Cục Phòng bệnh"
    assert paper.issued_on == "2020-06"
    assert paper.signer == "Nguyễn Hữu An"


def test_blank_number_still_names_its_type():
    paper = read(DECISION.replace("QUYẾT ĐỊNH\nBan hành hướng dẫn giám sát\n", ""))
    assert paper.document_type == "Quyết định"
    assert paper.provenance["document_type"] == "official:symbol"


def test_party_paper():
    paper = read(PARTY)
    assert paper.document_number == "05-HD/BTCTU"
    assert paper.document_type == "Hướng dẫn"
    assert paper.issuer == "Ban Tổ chức Tỉnh ủy Hải Sơn"
    assert paper.issued_on == "2021-05-19"
    assert paper.signer == "PHẠM VĂN LỘC"


def test_paper_without_motto_and_with_a_broken_parent():
    paper = read(DISTRICT)
    assert paper.document_number == "9/KH-TTYT"
    assert paper.issuer == "Trung tâm Y tế huyện Tân Yên"
    assert paper.subject == "Kiểm tra vệ sinh nước sạch"
    assert paper.signer == "Hoàng Đức"


@pytest.mark.parametrize(
    ("letterhead", "text", "issuer"),
    [
        ("BỘ Y TẾ", "", "Bộ Y tế"),
        ("BỘ Y TẾ", "BỘ Y TẾ yêu cầu. Bộ Y Tế nhắc lại", "Bộ Y Tế"),
        ("SỞ Y TẾ HẢI SƠN\nTRUNG TÂM KIỂM SOÁT BỆNH TẬT", "", "Trung tâm Kiểm soát bệnh tật Hải Sơn"),
        ("SỞ Y TẾ TỈNH HẢI SƠN\nTRUNG TÂM KIỂM SOÁT BỆNH TẬT", "", "Trung tâm Kiểm soát bệnh tật Hải Sơn"),
        ("ỦY BAN NHÂN DÂN TỈNH HẢI SƠN", "", "Ủy ban nhân dân tỉnh Hải Sơn"),
        ("UBND TỈNH HẢI SƠN", "", "UBND tỉnh Hải Sơn"),
        ("UBND THÀNH PHỐ HẢI SƠN\nSỞ Y TẾ", "", "Sở Y tế Hải Sơn"),
        ("UBND TỈNH HẢI SƠN\nBỆNH VIỆN ĐA KHOA TỈNH", "", "Bệnh viện Đa khoa tỉnh Hải Sơn"),
        ("UBND TỈNH HẢI SƠN\nSỞ Y TẾ", "Sở Y tế tỉnh Hải Sơn yêu cầu", "Sở Y tế tỉnh Hải Sơn"),
        ("SỞ Y TẾ HẢI SƠN", "", "Sở Y tế Hải Sơn"),
        ("SỞ Y TẾ TÂY NINH", "", "Sở Y tế Tây Ninh"),
        ("TRUNG TÂM CDC HẢI SƠN", "", "Trung tâm CDC Hải Sơn"),
    ],
)
def test_issuer_is_spelt_as_running_text_spells_it(letterhead, text, issuer):
    paper = read(f"{letterhead}\nSố: 5/KH-ABC\nHải Sơn, ngày 2 tháng 1 năm 2018\nCăn cứ kế hoạch; {text}")
    assert paper.issuer == issuer


ARTICLES = {
    "news": "Ngày 12/3/2018, Sở Y tế Hải Sơn tổ chức hội nghị.\nTheo Quyết định số 31/QĐ-SYT, các đơn vị tham gia.",
    "news with a quoted number line": "Hội nghị đã công bố quyết định.\nSố: 31/QĐ-SYT\nCác đại biểu thảo luận sôi nổi.",
    "motto in a report": "Lễ chào cờ diễn ra dưới khẩu hiệu CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM.\nCác đại biểu dự lễ.",
    "director in capitals": "GIÁM ĐỐC SỞ Y TẾ PHÁT BIỂU\nNguyễn Văn An cho biết công tác tiêm chủng đạt kết quả tốt.",
    "empty": "",
}


@pytest.mark.parametrize("name", ARTICLES)
def test_articles_are_no_papers(name):
    assert read(ARTICLES[name]) is None


CHINESE = """\
某省卫生健康委员会文件
某卫医发〔2022〕15号
某省卫生健康委关于加强冬季防病工作的通知
各市卫生健康委，委直属各单位：
现就加强冬季防病工作通知如下，请认真贯彻落实国卫办医发〔2021〕3号文件。
一、高度重视。
附件：1.工作表
某省卫生健康委员会
2022年1月5日
（此件公开发布）
某省卫生健康委办公室 2022年1月6日印发"""


def test_chinese_notice():
    paper = read(CHINESE, "zh")
    assert paper == OfficialPaper(
        document_number="某卫医发〔2022〕15号",
        document_type="通知",
        issuer="某省卫生健康委员会",
        issued_on="2022-01-05",
        subject="某省卫生健康委关于加强冬季防病工作的通知",
        provenance=paper.provenance,
    )


def test_chinese_letter_without_number_must_be_addressed_signed_and_dated():
    text = "各县区卫健局：\n请于本月底前报送材料。\n某市卫生健康委\n二〇二二年三月五日"
    paper = read(text, "zh")
    assert (paper.document_number, paper.issuer, paper.issued_on) == (None, "某市卫生健康委", "2022-03-05")
    assert read(text.replace("各县区卫健局：\n", ""), "zh") is None
    assert read(text.replace("某市卫生健康委\n", ""), "zh") is None


def test_chinese_order_with_its_signer():
    paper = read("第5号令\n关于公布办法的决定\n现公布办法，即日起施行。\n部 长 王小明\n2021年3月5日", "zh")
    assert (paper.document_number, paper.signer, paper.issued_on) == ("第5号令", "王小明", "2021-03-05")


def test_chinese_signature_on_the_line_of_the_date_and_approver_in_the_head():
    text = "某卫函〔2020〕7号 签发人：李小明\n关于同意设置的批复\n某县卫健局：\n同意。\n某市卫生健康委员会 2020年7月8日"
    paper = read(text, "zh")
    assert (paper.issuer, paper.issued_on) == ("某市卫生健康委员会", "2020-07-08")
    assert paper.document_type == "批复"


def test_chinese_issuer_of_the_title_where_none_signs():
    text = "某卫发〔2020〕7号\n某市卫健委关于印发方案的通知\n各单位：\n请执行。"
    paper = read(text, "zh")
    assert (paper.issuer, paper.issued_on) == ("某市卫健委", None)
    assert paper.provenance["issuer"] == "official:head"


DECISION_OF_A_MEETING = (
    "（2007年6月5日某省第十届人民代表大会常务委员会第三次会议通过）\n会议听取了报告，决定批准设立某区。"
)


def test_chinese_decision_says_who_passed_it_and_when():
    title = "某省人民代表大会常务委员会 关于批准设立某区的决定"
    paper = read_official_paper(DECISION_OF_A_MEETING.split("\n"), "zh", title)
    assert paper == OfficialPaper(
        document_type="决定",
        issuer="某省人民代表大会常务委员会",
        issued_on="2007-06-05",
        subject=title,
        provenance=paper.provenance,
    )
    assert paper.provenance["issued_on"] == "official:head"
    assert read_official_paper(DECISION_OF_A_MEETING.split("\n"), "zh", "某省设立某区") is None
    assert read_official_paper(["会议听取了报告（上次会议通过）。"], "zh", title) is None


def test_chinese_headline_of_the_page_is_the_title_of_a_paper_without_one():
    text = "某卫发〔2020〕7号\n各单位：\n请执行。"
    paper = read_official_paper(text.split("\n"), "zh", "某市卫健委关于印发方案的通知")
    assert (paper.issuer, paper.document_type) == ("某市卫健委", "通知")
    assert paper.subject == "某市卫健委关于印发方案的通知"


CHINESE_ARTICLES = {
    "news": "9月4日，市里开会部署村卫生室修缮。\n会议传达了某卫医发〔2022〕15号文件精神。",
    "news that names a number alone": "会议召开。\n某卫医发〔2022〕15号\n会议强调，要抓好落实。",
    "dated at the end": "会议召开，市长讲话。\n会议强调落实。\n2022年1月5日",
    "empty": "",
}


@pytest.mark.parametrize("name", CHINESE_ARTICLES)
def test_chinese_articles_are_no_papers(name):
    assert read(CHINESE_ARTICLES[name], "zh") is None


def test_chinese_disclosure_table():
    paper = read_disclosure(
        [
            ("索 引 号：", "000099990/2018-00231"),
            ("发文机关", "某省卫健委"),
            ("【成文日期】", "2017年05月15日"),
            ("发文字号:", "某卫发[2017]47号"),
            ("发布日期", "2017-05-18"),
            ("标　　题", "某省卫健委关于防病的通知"),
            ("有效性", "有效"),
            ("发文机关", "另一机关"),
        ],
        "zh",
    )
    assert paper.document_number == "某卫发〔2017〕47号"
    assert paper.issuer == "某省卫健委"
    assert paper.issued_on == "2017-05-15"
    assert paper.published_on == "2017-05-18"
    assert paper.subject == "某省卫健委关于防病的通知"
    assert set(paper.provenance.values()) == {"official:disclosure"}


def test_vietnamese_disclosure_table():
    paper = read_disclosure(
        [
            ("Số ký hiệu:", "31/QĐ-SYT"),
            ("Ngày ban hành", "05/06/2019"),
            ("Cơ quan ban hành", "Sở Y tế Hải Sơn"),
            ("Người ký", "Lê Minh Châu"),
            ("Trích yếu", "Về việc khen thưởng"),
            ("Ngày hết hiệu lực", ""),
        ],
        "vi",
    )
    assert paper.document_number == "31/QĐ-SYT"
    assert paper.document_type == "Quyết định"
    assert paper.issued_on == "2019-06-05"
    assert paper.issuer == "Sở Y tế Hải Sơn"
    assert paper.signer == "Lê Minh Châu"
    assert paper.subject == "Về việc khen thưởng"


def test_disclosure_says_nothing_where_its_cells_do_not():
    paper = read_disclosure([("文号", "无"), ("成文日期", "-"), ("发文机关", ""), ("公文种类", "通知")], "zh")
    assert (paper.document_number, paper.issued_on, paper.issuer, paper.document_type) == (None, None, None, "通知")
    assert read_disclosure([("Họ tên", "Lê A"), ("x" * 100, "y")], "vi") is None
    assert read_disclosure([("文号", "2020-15")], "zh").document_number == "2020-15"
    assert read_disclosure([("文号", "见附件说明")], "zh").document_number is None
    assert read_disclosure([("Loại văn bản", "Công văn")], "vi").document_type == "Công văn"


def test_index_number_ends_where_the_next_label_begins():
    paper = read_disclosure([("索引号", "11350900/2024-00031 发布机构：宁州市卫健委")], "zh")
    assert paper.index_number == "11350900/2024-00031"
    assert read_disclosure([("索引号", "2024年第3期")], "zh").index_number is None


def test_disclosure_labels():
    assert disclosure_field("Số/ký hiệu", "vi") == "document_number"
    assert disclosure_field("索　引　号", "zh") == "index_number"
    assert disclosure_field("主　题　词", "zh") == "other"
    assert disclosure_field("Tiêu đề", "vi") is None


LINES = st.sampled_from(
    [*NOTICE.split("\n"), *LETTER_IN_CELLS.split("\n"), *PARTY.split("\n"), *CHINESE.split("\n"), "", " | "]
)


@given(st.lists(st.one_of(LINES, st.text(max_size=40)), max_size=20), st.sampled_from(["vi", "zh"]))
def test_total(lines, language):
    paper = read_official_paper(lines, language)
    if paper:
        stated = {name for name in vars(paper) if name != "provenance" and getattr(paper, name)}
        assert set(paper.provenance) == stated
    read_disclosure(zip(lines, reversed(lines), strict=True), language)


@pytest.mark.parametrize(
    ("language", "pairs", "validity"),
    [
        ("zh", [("索 引 号", "A-12"), ("时效性", "现行有效"), ("施行日期：", "2024-07-01")],
         "时效性: 现行有效; 施行日期: 2024-07-01"),
        ("zh", [("有效性", "是"), ("失效日期", "无")], "有效性: 是"),
        ("vi", [("Ngày có hiệu lực", "01/02/2024"), ("Tình trạng hiệu lực", "Còn hiệu lực")],
         "Ngày có hiệu lực: 01/02/2024; Tình trạng hiệu lực: Còn hiệu lực"),
        ("vi", [("Lĩnh vực", "Y tế dự phòng")], None),
    ],
)  # fmt: skip
def test_what_a_table_says_of_a_paper_s_force(language, pairs, validity):
    assert disclosure_words(pairs, language).get("validity") == validity
