"""What makes a document doubtful: one document for each check, and one that none of them doubts."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.checks import CHECKS, FLAGS, check
from crawler.items import Attachment, Document

NOW = datetime(2024, 10, 20, 2, 0, tzinfo=UTC)
SENTENCE = (
    "Ngành y tế tổ chức khám sức khỏe cho người cao tuổi ở các xã vùng cao, cấp thuốc và tư vấn dinh dưỡng miễn phí."
)
GOOD = Document(
    url="https://h.vn/1",
    language="vi",
    family="generic",
    encoding="utf-8",
    title="Khám sức khỏe cho người cao tuổi",
    title_raw="Khám sức khỏe cho người cao tuổi",
    body_text=f"{SENTENCE}\nĐợt khám kéo dài ba ngày, do bệnh viện huyện thực hiện cùng trạm y tế các xã trên địa bàn.",
)
CHINESE = replace(
    GOOD,
    language="zh",
    title="全市医改会议召开",
    body_text="全市医改会议召开，会议部署了下一阶段工作，要求各县区抓好落实。" * 4,
)

DOUBTFUL = {
    "no_title": replace(GOOD, title=None),
    "no_body": replace(GOOD, body_text=None),
    "body_too_short": replace(GOOD, body_text="Đang cập nhật"),
    "title_is_site_name": replace(GOOD, title="Cổng thông tin điện tử Sở Y tế Hải Sơn"),
    "boilerplate_only": replace(GOOD, body_text="Trang chủ\nSơ đồ trang\nBản quyền thuộc Sở Y tế\nTin khác"),
    "replacement_characters": replace(GOOD, body_text=f"{SENTENCE} Tr\ufffdm y tế"),
    "mojibake": replace(GOOD, body_text=f"{SENTENCE} Tráº¡m y táº¿ xÃ£ vÃ¹ng cao"),
    "seo_spam": replace(CHINESE, body_text=f"国产高清在线观看,亚洲精品久久一区二区\n{CHINESE.body_text}"),
    "text_incomplete": replace(GOOD, flags=("text_incomplete",)),
    "body_duplicated": replace(GOOD, body_text=f"{GOOD.body_text}\n{GOOD.body_text}"),
    "language_doubtful": replace(GOOD, body_text=CHINESE.body_text * 2),
    "date_in_future": replace(GOOD, published_at="2025-01-01"),
    "date_before_document_date": replace(
        GOOD, published_at="2014-06-09", published_raw="( 9/6/2014)", issued_on="2014-06-16"
    ),
}  # fmt: skip


@pytest.mark.parametrize("document", [GOOD, CHINESE], ids=["vietnamese", "chinese"])
def test_a_sound_document_passes(document):
    checked = check(document, now=NOW)
    assert (checked.problems, checked.flags) == ((), ())


def test_every_check_has_its_doubtful_document():
    assert set(DOUBTFUL) == set(CHECKS)


@pytest.mark.parametrize("name", DOUBTFUL)
def test_doubtful(name):
    checked = check(DOUBTFUL[name], now=NOW)
    assert name in checked.flags
    assert [problem for problem in checked.problems if problem.startswith(f"{name}: ")]
    assert check(checked, now=NOW) == checked


def test_the_other_reading_of_a_date_is_told():
    checked = check(DOUBTFUL["date_before_document_date"], now=NOW)
    assert checked.problems == (
        "date_before_document_date: posted on 2014-06-09, before the paper's own date 2014-06-16; "
        "with day and month exchanged the posting date would be 2014-09-06",
    )
    plain = replace(GOOD, published_at="2014-05-21", published_raw="21/5/2014", issued_on="2014-06-16")
    assert check(plain, now=NOW).problems == (
        "date_before_document_date: posted on 2014-05-21, before the paper's own date 2014-06-16",
    )


@pytest.mark.parametrize(
    ("published", "issued"), [("2014-06-16", "2014-06-16"), ("2014-06", "2014-06-16"), ("2014-07", "2014-06-16")]
)
def test_posting_on_or_after_the_paper_s_date_is_no_doubt(published, issued):
    assert check(replace(GOOD, published_at=published, issued_on=issued), now=NOW).problems == ()


NOT_DOUBTFUL = {
    "short text with a file": replace(GOOD, body_text="Xem tệp", attachments=(Attachment(url="http://h/a", name="a"),)),
    "file without text": replace(GOOD, body_text=None, attachments=(Attachment(url="http://h/a", name="a"),)),
    "short Chinese text": replace(CHINESE, body_text="市里四日开会部署修缮村卫生室，分管副市长到会并看望了乡村医生。"),
    "title about an office": replace(GOOD, title="Sở Y tế Hải Sơn bàn cách đưa thuốc ra đảo xa"),
    "long text about a lost page": replace(GOOD, body_text=f"{SENTENCE} Hồ sơ không tồn tại. " * 8),
    "long text about captchas": replace(GOOD, body_text=f"{SENTENCE} Hệ thống dùng captcha. " * 8),
    "paper that abolishes": replace(
        GOOD, body_text="Bãi bỏ quy định cũ do cơ quan ban hành nay không tồn tại nữa.", document_number="1/QĐ-A"
    ),
    "one repeated line": replace(GOOD, body_text=f"{SENTENCE}\n{SENTENCE}\n{GOOD.body_text} " + "khác " * 200),
    "published tomorrow": replace(GOOD, published_at="2024-10-21"),
    "contact line in a text": replace(GOOD, body_text=f"{GOOD.body_text}\nHotline: 1900\nTrang chủ"),
    "few letters": replace(GOOD, body_text="1 2 3 4 5 6 7 8 9 10 11 12 13 14"),
}  # fmt: skip


@pytest.mark.parametrize("name", NOT_DOUBTFUL)
def test_not_doubtful(name):
    assert check(NOT_DOUBTFUL[name], now=NOW).problems == ()


def test_notes_of_reading_become_flags():
    noted = replace(
        GOOD, problems=("date_in_future: the page says published on 2030-01-01", "unheard_of: x"), flags=("seo_spam",)
    )
    checked = check(noted, now=NOW.replace(tzinfo=None))
    assert checked.flags == ("seo_spam", "date_in_future")
    assert checked.problems[0] == noted.problems[0]
    assert [problem for problem in checked.problems if problem.startswith("seo_spam: ")]
    assert sum(problem.startswith("date_in_future") for problem in checked.problems) == 1


def test_every_flag_is_defined_in_words():
    assert set(CHECKS) <= set(FLAGS)
    assert all(words.endswith(".") and len(words.split()) > 4 for words in FLAGS.values())
    assert {"pinyin_injected", "traditional_converted", "legacy_encoding", "blank_document_number"} <= set(FLAGS)


@given(
    st.one_of(st.none(), st.text(max_size=200)),
    st.one_of(st.none(), st.text(max_size=400)),
    st.sampled_from(["vi", "zh"]),
)
def test_total_and_idempotent(title, body, language):
    checked = check(replace(GOOD, title=title, body_text=body, language=language), now=NOW)
    assert check(checked, now=NOW) == checked
    assert all(problem.partition(": ")[0] in FLAGS for problem in checked.problems)
