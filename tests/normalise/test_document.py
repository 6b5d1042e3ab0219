"""From words to meaning: whole extracts of invented pages."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.items import Attachment, Extract, Image
from crawler.normalise import document as module
from crawler.normalise.document import normalise
from crawler.normalise.papers.official import read_official_paper
from crawler.normalise.text.clean import clean_block_text
from crawler.normalise.text.pinyin import PinyinResult
from crawler.site import Site

NOW = datetime(2024, 10, 20, 2, 0, tzinfo=UTC)
PAGE = Extract(url="https://soyte.haison.gov.vn/tin/hoi-nghi-12", language="vi", family="generic")
CHINESE_PAGE = Extract(url="https://wjw.example.cn/xw/1.shtml", language="zh", family="generic")
SITE = Site(
    id="vn_haison",
    name="Sở Y tế Hải Sơn",
    name_en="Hai Son",
    kind="health_department",
    country="VN",
    province="Hải Sơn",
    language="vi",
    timezone="Asia/Ho_Chi_Minh",
    home="https://soyte.haison.gov.vn",
    family="generic",
    sections=(),
    article_url=r"\d+$",
)
PAPER = (
    "UBND TỈNH HẢI SƠN\nSỞ Y TẾ\nSố: 31/TB-SYT\nHải Sơn, ngày 05 tháng 6 năm 2019\nTHÔNG BÁO\nVề lịch trực\n"
    "Sở Y tế thông báo lịch trực.\nGIÁM ĐỐC\nLê Minh Châu"
)


def read(page=PAGE, site=None, **fields):
    return normalise(replace(page, **fields), site=site, now=NOW)


def test_fields_of_a_vietnamese_article():
    document = read(
        title="  Hội nghị\u00a0 giao ban ",
        lead="Sáng nay\u200b",
        body_text="Dòng  một\n\n Dòng hai",
        published="Thứ hai, 7/10/2024 08:30",
        updated="8/10/2024",
        views="Lượt xem: 3.617",
        author="Tác giả: Lê Hoa",
        source="Nguồn: Bộ Y tế",
        editor="admin",
        attachments=(Attachment(url="https://h/a.pdf", name=" Phụ  lục "), Attachment(url="https://h/b.pdf", name="")),
        images=(Image(url="https://h/a.jpg", caption=" Ảnh  một "), Image(url="https://h/b.jpg")),
        provenance={"published": "label:Đăng lúc", "title": "h1"},
    )
    assert document.title == "Hội nghị giao ban"
    assert document.title_raw == "  Hội nghị\u00a0 giao ban "
    assert document.lead == "Sáng nay"
    assert document.body_text == "Dòng một\nDòng hai"
    assert document.body_raw is None
    assert document.published_at == "2024-10-07T08:30+07:00"
    assert document.published_at_utc == "2024-10-07T01:30:00Z"
    assert document.published_precision == "minute"
    assert document.published_raw == "Thứ hai, 7/10/2024 08:30"
    assert document.updated_at == "2024-10-08"
    assert (document.sort_date, document.date_basis) == ("2024-10-07", "published")
    assert (document.views, document.views_raw) == (3617, "Lượt xem: 3.617")
    assert (document.author, document.source, document.editor) == ("Lê Hoa", "Bộ Y tế", None)
    assert [file.name for file in document.attachments] == ["Phụ lục", "https://h/b.pdf"]
    assert [image.caption for image in document.images] == ["Ảnh một", None]
    assert document.provenance["published_at"] == "label:Đăng lúc"
    assert "published" not in document.provenance
    assert (document.flags, document.problems) == ((), ())


def test_unknown_is_none():
    document = read()
    assert document.title is None
    assert document.views is None
    assert document.published_at is None
    assert (document.sort_date, document.date_basis) == (None, None)


def test_chinese_page_in_traditional_characters():
    document = read(
        CHINESE_PAGE, title="全縣醫改會議", body_text="全縣醫療衛生會議召開，縣長講話。", author="記者 張國華"
    )
    assert document.title == "全县医改会议"
    assert document.title_raw == "全縣醫改會議"
    assert document.body_text == "全县医疗卫生会议召开，县长讲话。"
    assert document.body_raw == "全縣醫療衛生會議召開，縣長講話。"
    assert document.author == "张国华"
    assert document.flags == ("traditional_converted",)


def test_simplified_page_is_left_alone():
    document = read(CHINESE_PAGE, title="乾县医疗会议", body_text="乾县医疗卫生会议召开，县长讲话。")
    assert document.title == "乾县医疗会议"
    assert document.body_raw is None
    assert document.flags == ()


def test_title_without_a_body_decides_for_itself():
    assert read(CHINESE_PAGE, title="全縣醫改會議").title == "全县医改会议"


def test_injected_readings_go_from_body_and_title_alike(monkeypatch):
    def removed(text):
        return PinyinResult(text.replace("(yī)", ""), 1, 0, True)

    monkeypatch.setattr(module, "remove_injected_pinyin", removed)
    monkeypatch.setattr(module, "strip_readings", lambda text: text.replace("(yī)", ""))
    document = read(CHINESE_PAGE, title="医(yī)改会议", body_text="医(yī)改会议召开")
    assert (document.title, document.title_raw) == ("医改会议", "医(yī)改会议")
    assert (document.body_text, document.body_raw) == ("医改会议召开", "医(yī)改会议召开")
    assert document.flags == ("pinyin_injected", "pinyin_damaged")


def test_official_paper_fills_what_the_page_does_not_label():
    document = read(body_text=PAPER, title="Lịch trực")
    assert document.document_number == "31/TB-SYT"
    assert document.document_type == "Thông báo"
    assert document.issuer == "Sở Y tế Hải Sơn"
    assert document.signer == "Lê Minh Châu"
    assert document.issued_on == "2019-06-05"
    assert (document.sort_date, document.date_basis) == ("2019-06-05", "document")
    assert document.provenance["signer"] == "official:foot"


def test_a_paper_dated_in_the_future_orders_no_article():
    document = read(body_text=PAPER.replace("2019", "2099"), title="Lịch trực")
    assert (document.issued_on, document.sort_date, document.date_basis) == ("2099-06-05", None, None)


def test_the_subject_of_a_paper_is_the_page_s_or_its_own():
    assert read(body_text=PAPER).subject == read_official_paper(PAPER.split("\n"), "vi").subject is not None
    labelled = read(body_text=PAPER, subject="  Về việc   trực Tết ", provenance={"subject": "disclosure:subject"})
    assert (labelled.subject, labelled.provenance["subject"]) == ("Về việc trực Tết", "disclosure:subject")
    assert read(subject="x" * 601).subject is None


def test_a_page_that_only_frames_another_says_where_the_text_is():
    problems = read(frame_url="https://h.vn/khung/7.htm").problems
    assert problems == ("framed_page: the text is on the page that this one frames: https://h.vn/khung/7.htm",)


def test_an_index_number_is_no_text():
    assert read(language="zh", index_number=" 11350900/2024-00031 ").index_number == "11350900/2024-00031"
    assert read(language="zh", index_number="目录" * 40).index_number is None


def test_labelled_values_come_first_and_disagreement_is_told():
    document = read(
        body_text=PAPER,
        document_number="Số: 32/TB-SYT",
        issuer="Sở Y tế tỉnh Hải Sơn",
        signer="Trần Bình",
        issued="06/06/2019",
        document_type="thông báo",
        provenance={"issuer": "table"},
    )
    assert document.document_number == "32/TB-SYT"
    assert document.issuer == "Sở Y tế tỉnh Hải Sơn"
    assert document.signer == "Trần Bình"
    assert document.issued_on == "2019-06-06"
    assert document.document_type == "Thông báo"
    assert document.provenance["issuer"] == "table"
    assert [problem.partition(":")[0] for problem in document.problems] == [
        "document_number_disagreement",
        "issued_on_disagreement",
    ]


def test_number_alone_names_the_type():
    document = read(document_number="15/KH-SYT")
    assert (document.document_type, document.provenance["document_type"]) == ("Kế hoạch", "symbol")


def test_blank_number_is_flagged():
    assert read(document_number="Số:     /QĐ-SYT").flags == ("blank_document_number",)
    assert read(document_number="đang cập nhật").flags == ()


def test_date_after_the_capture_is_refused():
    document = read(published="25/12/2024", provenance={"published": "label"})
    assert document.published_at is None
    assert document.published_raw == "25/12/2024"
    assert document.problems == (
        "date_in_future: the page says published on 2024-12-25, which was still to come when it was read",
    )
    assert "published_at" not in document.provenance
    assert read(published="21/10/2024").published_at == "2024-10-21"


def test_naive_clock_is_taken_as_utc():
    naive = NOW.replace(tzinfo=None)
    assert normalise(replace(PAGE, published="21/10/2024"), now=naive).published_at == "2024-10-21"


def test_date_that_cannot_be_read_is_told():
    document = read(published="Ngày đăng: sắp có")
    assert document.problems == ("published_unreadable: the page writes “Ngày đăng: sắp có” where a date is due",)


def test_order_of_day_and_month_is_the_office_s():
    assert read(published="4/11/2013", site=SITE).published_at == "2013-11-04"
    assert read(published="4/11/2013", site=replace(SITE, date_order="mdy")).published_at == "2013-04-11"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"published": "2/2/2024"}, ("2024-02-02", "published")),
        ({"published": "tháng 2 năm 2024"}, ("2024-02-01", "published")),
        ({"published": "năm 2024"}, ("2024-01-01", "published")),
        ({"published": "tháng 2 năm 2024", "issued": "5/2/2024"}, ("2024-02-05", "document")),
        ({"dateline": "Ngày 3/2/2024, tại Hải Sơn"}, ("2024-02-03", "dateline")),
        ({"url": "https://h.vn/2024/0204/12.html"}, ("2024-02-04", "url")),
        ({"url": "https://h.vn/2024/0204/12.html", "dateline": "Ngày 3/2, tại Hải Sơn"}, ("2024-02-03", "dateline")),
    ],
)
def test_sort_date_and_its_basis(fields, expected):
    document = read(**fields)
    assert (document.sort_date, document.date_basis) == expected
    if expected[1] != "published":
        assert document.published_at in (None, "2024-02")


def test_day_of_the_address_is_never_a_publication_date():
    document = read(url="https://h.vn/2024/0204/12.html")
    assert document.published_at is None
    assert document.published_at_utc is None


def test_dateline_takes_its_year_from_the_publication():
    document = read(CHINESE_PAGE, dateline="新华社某地1月5日电", published="2022-01-06")
    assert document.dateline == "2022-01-05"
    undated = read(CHINESE_PAGE, dateline="新华社某地1月5日电", provenance={"dateline": "text"})
    assert (undated.dateline, dict(undated.provenance)) == (None, {})


def test_old_encoding_is_flagged():
    assert read(encoding="tcvn3").flags == ("legacy_encoding",)
    assert read(encoding="UTF-8", flags=("body_duplicated",)).flags == ("body_duplicated",)


def test_other_statements_of_the_page_are_told_where_they_mean_something_else():
    document = read(
        title="Hội nghị",
        published="7/10/2024 08:30",
        views="Lượt xem: 5",
        document_number="31/TB-SYT",
        disagreements={
            "published": ("2024-10-07 09:00", "2024-10-09", "gần đây"),
            "views": ("5 lượt xem", "9 lượt xem"),
            "document_number": ("31 / TB-SYT",),
            "title": ("Hội nghị",),
            "lead": ("Tóm tắt",),
        },
    )
    assert document.problems == (
        "published_at_disagreement: the page also states “2024-10-09”",
        "views_disagreement: the page also states “9 lượt xem”",
    )


def test_the_same_name_with_a_role_before_it_is_no_disagreement():
    document = read(language="zh", author="王小明", disagreements={"author": ("记者 王小明", "李大海")})
    assert document.problems == ("author_disagreement: the page also states “李大海”",)


TEXT = st.one_of(st.none(), st.text(max_size=60))


@given(st.sampled_from(["vi", "zh"]), st.tuples(*[TEXT] * 15))
def test_total_and_repeatable(language, texts):
    names = (
        "title", "lead", "body_text", "published", "updated", "dateline", "issued", "views", "author", "source",
        "editor", "document_number", "document_type", "issuer", "signer",
    )  # fmt: skip
    page = Extract(url="http://h/", language=language, family="generic", **dict(zip(names, texts, strict=True)))
    document = normalise(page, now=NOW)
    assert normalise(page, now=NOW) == document
    again = normalise(replace(page, title=document.title, body_text=document.body_text), now=NOW)
    assert (again.title, again.body_text) == (document.title, document.body_text)


def as_latin(text: str) -> str:
    """Return what a system makes of text that takes its UTF-8 bytes for letters."""
    return text.encode().decode("latin-1")


def test_mojibake_of_an_earlier_system_is_put_right_and_flagged():
    body = "Trạm y tế xã tổ chức buổi nói chuyện về dinh dưỡng.\nĐông đảo bà con đến dự."
    document = read(
        title=as_latin("Nói chuyện chuyên đề ở trạm y tế"),
        body_text=as_latin(body),
        author=as_latin("Trần Thị Hường"),
        images=(Image(url="https://h/a.jpg", caption=as_latin("Bà con nghe nói chuyện về sữa mẹ")),),
    )
    assert document.title == "Nói chuyện chuyên đề ở trạm y tế"
    assert document.title_raw == as_latin("Nói chuyện chuyên đề ở trạm y tế")
    assert document.body_text == body
    assert document.body_raw == clean_block_text(as_latin(body), "vi")
    assert (document.author, document.images[0].caption) == ("Trần Thị Hường", "Bà con nghe nói chuyện về sữa mẹ")
    assert document.flags == ("mojibake_repaired",)


def test_chinese_mojibake_is_put_right_before_the_script_is_judged():
    document = read(CHINESE_PAGE, body_text=as_latin("醫院開展義診活動，為鄉親們檢查身體。"))
    assert document.body_text == "医院开展义诊活动，为乡亲们检查身体。"
    assert document.flags == ("mojibake_repaired", "traditional_converted")


def test_good_text_is_not_called_mojibake():
    document = read(title="Câu lạc bộ “Sống khỏe” ở Đà Lạt", body_text="Âm nhạc trị liệu: «thở sâu» – ÃO ÂN.")
    assert document.flags == ()
    assert document.body_raw is None


def test_the_horned_letter_of_signed_files_is_put_right_in_vietnamese_only():
    assert read(title="VĂN BẢN CỦA PHÒNG TƢ").title == "VĂN BẢN CỦA PHÒNG TƯ"
    assert read(title="THƢ", body_text="TƢ").title == "THƯ"
    assert read(title="THƢ", body_text="TƢ").body_text == "TƯ"
    assert read(CHINESE_PAGE, title="Ƣ字母", body_text="Ƣ").title == "Ƣ字母"
