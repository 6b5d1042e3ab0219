"""Dates: named cases by rule, and properties that hold for any text."""

import json
import re
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalise.dates.find import find_date, is_still_to_come, learn_date_order, other_reading, to_utc
from tests.shared import SHARED, needs_shared

NOW = datetime(2024, 10, 20, 9, 0)

VIETNAMESE = {
    "day first with slashes": ("Cập nhật: 7/3/2019", "2019-03-07"),
    "in brackets": ("( 7/3/2019)", "2019-03-07"),
    "dashes": ("07-03-2019", "2019-03-07"),
    "dots": ("7.3.2019", "2019-03-07"),
    "in words": ("Hải Sơn, ngày 9 tháng 5 năm 2016", "2016-05-09"),
    "in words, day with mùng": ("ngày mùng 5 tháng 6 năm 2019", "2019-06-05"),
    "in words without năm": ("Thứ năm, 07 Tháng 8 2014 03:25", "2014-08-07T03:25+07:00"),
    "month in words": ("15 Tháng Mười Hai, 2016", "2016-12-15"),
    "month before the day": ("Tháng Mười 5, 2018", "2018-10-05"),
    "abbreviated month": ("26-Thg9-2014", "2014-09-26"),
    "half in words": ("ngày 19/6 năm 2012", "2012-06-19"),
    "without diacritics": ("ngay 19 thang 6 nam 2012", "2012-06-19"),
    "decomposed letters": ("nga\u0300y 19 tha\u0301ng 6 na\u0306m 2012", "2012-06-19"),
    "invisible characters": ("19\u200b/6\u200b/2012", "2012-06-19"),
    "full-width digits": ("１９/６/２０１２", "2012-06-19"),
    "blank day": ("Hải Sơn, ngày     tháng 6 năm 2012", "2012-06"),
    "month": ("tháng 6/2015", "2015-06"),
    "month with a dash": ("từ tháng 7-2014.", "2014-07"),
    "year": ("năm 2016", "2016"),
    "year inside a line": ("công tác năm 2013", None),
    "two-digit year": ("9/5/17", "2017-05-09"),
    "two-digit year of the last century": ("12/3/97", "1997-03-12"),
    "time after": ("07/03/2019 14:05:33", "2019-03-07T14:05:33+07:00"),
    "time before": ("08:05 - 11/07/2017", "2017-07-11T08:05+07:00"),
    "time glued before": ("08:05-11/07/2017", "2017-07-11T08:05+07:00"),
    "time in words before": ("lúc 7 giờ 4 phút ngày 6/8/2016", "2016-08-06T07:04+07:00"),
    "time in words after": ("Ngày 24/12/2014, 07 giờ 30", "2014-12-24T07:30+07:00"),
    "hour alone": ("ngày 24/12/2014 lúc 8h", "2014-12-24T08:00+07:00"),
    "hour with g": ("8g30 ngày 24/12/2014", "2014-12-24T08:30+07:00"),
    "morning marker": ("17/09/2024 | 9:20 SA", "2024-09-17T09:20+07:00"),
    "midnight marker": ("12:25 SA 03/05/2021", "2021-05-03T00:25+07:00"),
    "afternoon marker": ("2/6/2015 4:10:37 CH", "2015-06-02T16:10:37+07:00"),
    "afternoon word": ("ngày 1/4/2014 lúc 2 giờ chiều", "2014-04-01T14:00+07:00"),
    "zone": ("Thứ năm, 14/09/2017, 10:20 GMT+7", "2017-09-14T10:20+07:00"),
    "another zone": ("2018-03-12T23:30:00+00:00", "2018-03-13T06:30:00+07:00"),
    "negative zone": ("2018-03-12T23:30:00-05:00", "2018-03-13T11:30:00+07:00"),
    "absurd zone": ("2018-03-12 08:30 GMT+77", "2018-03-12T08:30+07:00"),
    "bad time is left out": ("12/03/2018 25:99", "2018-03-12"),
    "a score is no time": ("12/03/2018, tỷ số chung cuộc 2:1", "2018-03-12"),
    "time of the next date": ("Ban hành 19/06/2012, đăng 02/07/2012 09:40", "2012-06-19"),
    "month thirteen": ("06/14/2017", None),
    "impossible day": ("31/02/2018", None),
    "impossible day, then a date": ("31/02/2018 và 01/03/2018", "2018-03-01"),
    "before 1990": ("Ngày 2-9-1945", None),
    "after next year": ("12/12/2031", None),
    "document number": ("Số: 76/2016/QĐ-UBND", None),
    "document number like a date": ("Số 05/12/2013/QĐ-SYT", None),
    "symbol before": ("QĐ-12/3/2018", None),
    "date behind a number": ("Thông tư 17/2014/TT-BYT ngày 2/6/2014", "2014-06-02"),
    "range of days": ("29-30/3/2025", None),
    "telephone": ("ĐT: 0233.3811.2018", None),
    "version": ("phiên bản 3.11.2019", None),
    "version letter": ("v3.11.2019", None),
    "outline number": ("1.2.13 Tổ chức thực hiện", None),
    "address of a machine": ("10.12.20.19", None),
    "licence": ("Giấy phép số 12/GP-STTTT cấp ngày 5/6/2016", None),
    "page's own clock": ("Hôm nay: 16/11/2025", None),
    "page's own clock with weekday": ("Hôm nay, thứ Hai, ngày 16/11/2020", None),
    "views": ("Lượt xem: 3.617", None),
    "malformed metadata": ("2022-11-21+0709:15:00", None),
    "minutes ago": ("7 phút trước", "2024-10-20T08:53+07:00"),
    "half an hour ago": ("nửa giờ trước", "2024-10-20T08:30+07:00"),
    "days ago": ("4 ngày trước", "2024-10-16"),
    "weeks ago": ("2 tuần trước", "2024-10-06"),
    "months ago": ("Cập nhật 2 tháng trước", "2024-08"),
    "just now": ("vừa xong", "2024-10-20T09:00+07:00"),
    "hours and minutes ago": ("2 giờ 30 phút trước", "2024-10-20T06:30+07:00"),
    "count in words": ("hai giờ trước", "2024-10-20T07:00+07:00"),
    "lunar": ("ngày 15 tháng 8 năm 2020 (âm lịch)", None),
    "before something": ("3 ngày trước khi khai mạc", None),
    "today with a time": ("Hôm nay 06:45", "2024-10-20T06:45+07:00"),
    "time before today": ("07:15 hôm nay", "2024-10-20T07:15+07:00"),
    "yesterday": ("Đăng hôm qua", "2024-10-19"),
    "site counter": ("Hôm nay: 342", None),
    "site counter label": ("Hôm nay:", None),
    "story of long ago": (
        "Người dân kể lại rằng hai năm trước, khoảng 3 ngày trước, vùng này vẫn còn nhiều muỗi " * 2,
        None,
    ),
    "nothing": ("", None),
}

CHINESE = {
    "dashes with time": ("2021-06-03 07:19", "2021-06-03T07:19+08:00"),
    "unpadded": ("2020-5-6 8:3", "2020-05-06T08:03+08:00"),
    "年月日": ("发布时间：2021年6月3日 07:19", "2021-06-03T07:19+08:00"),
    "spaces inside": ("2021 年 6 月 3 日", "2021-06-03"),
    "traditional 號": ("2021年6月3號", "2021-06-03"),
    "numerals": ("二○一二年六月三十日", "2012-06-30"),
    "numerals with 廿": ("二〇一三年四月廿九日", "2013-04-29"),
    "numerals with O": ("二OO九年十月一日", "2009-10-01"),
    "republic year": ("民國110年12月23日", "2021-12-23"),
    "republic year in words": ("民國一百一十年十二月二十三日", "2021-12-23"),
    "month": ("2021年12月", "2021-12"),
    "month before a count": ("2021年12月3000人参加", "2021-12"),
    "range of days": ("2021年12月23-24日", "2021-12"),
    "year": ("2022年", "2022"),
    "year in numerals": ("二〇二二年度", "2022"),
    "year inside a line": ("2022年工作要点", None),
    "slashes": ("2021/12/23", "2021-12-23"),
    "dots": ("发布日期:2021.12.23", "2021-12-23"),
    "glued label behind": ("2016-09-08 07:06:05來源:某某", "2016-09-08T07:06:05+08:00"),
    "compact": ("日期：20211223", "2021-12-23"),
    "compact with time": ("20211223071905", "2021-12-23T07:19:05+08:00"),
    "compact number": ("备案号20120815号", None),
    "compact count": ("浏览 20120815 次", None),
    "compact without label": ("编号 甲 20120815", None),
    "UTC": ("2021-12-23T07:19:00Z", "2021-12-23T15:19:00+08:00"),
    "fraction of a second": ("2021-03-04T05:06:07.123+00:00", "2021-03-04T13:06:07+08:00"),
    "dash before the time": ("2026-09-28-21:50:00", None),
    "dash before the time, earlier": ("2023-09-28-21:50:00", "2023-09-28T21:50:00+08:00"),
    "morning": ("上午8:25 2020年7月9日", "2020-07-09T08:25+08:00"),
    "afternoon": ("2022年3月4日下午3时05分", "2022-03-04T15:05+08:00"),
    "hours in words": ("2018年6月7日16时40分", "2018-06-07T16:40+08:00"),
    "two-digit year": ("21-12-23", "2021-12-23"),
    "English": ("Dec 23, 2021", "2021-12-23"),
    "English, day first": ("Thu, 23 Dec 2021 07:19:00 GMT", "2021-12-23T15:19:00+08:00"),
    "ctime": ("Wed May 06 10:20:30 CST 2020", "2020-05-06T10:20:30+08:00"),
    "ambiguous": ("更新：05/06/2020", None),
    "one number above twelve": ("更新：25/04/2021", "2021-04-25"),
    "month first": ("更新：04/25/2021", "2021-04-25"),
    "same day and month": ("更新：04/04/2021", "2021-04-04"),
    "no year": ("12月29日", "2023-12-29"),
    "no year, digits": ("12-23", "2023-12-23"),
    "no year, with time": ("10-17 08:30", "2024-10-17T08:30+08:00"),
    "no year, leap day": ("02-29", "2024-02-29"),
    "no year, impossible": ("02-31", None),
    "hours ago": ("3小时前", "2024-10-20T06:00+08:00"),
    "count in numerals": ("两天前", "2024-10-18"),
    "days and hours ago": ("1天2小时前", "2024-10-19T07:00+08:00"),
    "months ago": ("3个月前", "2024-07"),
    "yesterday, bookish": ("昨日 10:30", "2024-10-19T10:30+08:00"),
    "posted yesterday": ("昨天发布", "2024-10-19"),
    "visitors today": ("今日访问", None),
    "lunar": ("农历二〇二二年十月初一", None),
    "half an hour ago": ("半小时前", "2024-10-20T08:30+08:00"),
    "just now": ("刚刚", "2024-10-20T09:00+08:00"),
    "yesterday with a time": ("昨天 10:30", "2024-10-19T10:30+08:00"),
    "page's own clock": ("今天是2024年10月20日 星期日", None),
    "document number": ("某卫医发〔2021〕26号", None),
    "impossible": ("2021-14-33", None),
    "impossible numerals": ("二〇二二年十三月一日", None),
    "telephone": ("电话：0666-74025", None),
    "index number": ("索引号：000099990-2021-00342", None),
    "licence": ("某ICP备09012345号-17", None),
}


@pytest.mark.parametrize("name", VIETNAMESE)
def test_reads_vietnamese(name):
    text, expected = VIETNAMESE[name]
    found = find_date(text, "vi", now=NOW)
    assert (found.iso if found else None) == expected


@pytest.mark.parametrize("name", CHINESE)
def test_reads_chinese(name):
    text, expected = CHINESE[name]
    found = find_date(text, "zh", now=NOW)
    assert (found.iso if found else None) == expected


def test_month_first_where_the_office_writes_so():
    assert find_date("4/11/2013", "vi", order="mdy").iso == "2013-04-11"
    assert find_date("4/11/2013", "vi").iso == "2013-11-04"
    assert find_date("25/11/2013", "vi", order="mdy") is None


def test_aware_clock_is_taken_to_the_office():
    late = datetime(2024, 10, 20, 20, 0, tzinfo=UTC)
    assert find_date("刚刚", "zh", now=late).iso == "2024-10-21T04:00+08:00"
    assert find_date("hôm nay", "vi", now=late.astimezone(timezone(timedelta(hours=-5)))).iso == "2024-10-21"


def test_relative_dates_need_a_clock():
    assert find_date("3 ngày trước", "vi") is None
    assert find_date("12-23", "zh") is None


@pytest.mark.parametrize(
    ("text", "matched"),
    [
        ("Cập nhật: 7/3/2019", "7/3/2019"),
        ("lúc 08:05 - 11/07/2017.", "08:05 - 11/07/2017"),
        ("nga\u0300y １９/６/２０１２", "１９/６/２０１２"),
        ("A\u200b 7/3/2019", "7/3/2019"),
    ],
)
def test_span_is_in_the_text_as_given(text, matched):
    found = find_date(text, "vi")
    assert text[found.start : found.end] == matched


@pytest.mark.parametrize(
    ("iso", "language", "utc"),
    [
        ("2021-12-23T07:19+08:00", None, "2021-12-22T23:19:00Z"),
        ("2013-04-11", "vi", "2013-04-10T17:00:00Z"),
        ("2013-04", "zh", "2013-03-31T16:00:00Z"),
        ("2013", "vi", "2012-12-31T17:00:00Z"),
        ("2013-04-11", None, None),
        ("soon", "vi", None),
        ("0001-01-01", "vi", None),
    ],
)
def test_to_utc(iso, language, utc):
    assert to_utc(iso, language) == utc


@pytest.mark.parametrize(
    ("iso", "ahead"),
    [
        ("2024-10-19", False),
        ("2024-10-20T23:00+07:00", False),
        ("2024-10-21", False),
        ("2024-10-21T08:59+07:00", False),
        ("2024-10-21T09:01+07:00", True),
        ("2024-10-22", True),
        ("2024", False),
        ("2024-11", True),
        ("2025", True),
        ("no date", False),
    ],
)
def test_a_day_is_left_for_clocks_and_zones(iso, ahead):
    assert is_still_to_come(iso, "vi", datetime(2024, 10, 20, 2, 0, tzinfo=UTC)) is ahead
    assert is_still_to_come(iso, "vi", datetime(2024, 10, 20, 2, 0)) is ahead


@pytest.mark.parametrize(
    ("raw", "other"),
    [
        ("( 11/4/2013)", "2013-11-04"),
        ("25/4/2013", None),
        ("4/4/2013", None),
        ("ngày 11 tháng 4 năm 2013", None),
        ("2013-04-11", None),
        ("không rõ", None),
    ],
)
def test_other_reading(raw, other):
    assert other_reading(raw) == other


def test_learns_the_order_of_an_office():
    assert learn_date_order(["25/4/2013", "3/4/2013", "30-12-2014"]) == "dmy"
    assert learn_date_order(["4/25/2013", "3/4/2013"]) == "mdy"
    assert learn_date_order(["3/4/2013", "2013-04-25"]) is None
    assert learn_date_order(["25/4/2013", "4/25/2013"]) is None
    assert learn_date_order(["25/4/2013"] * 21 + ["4/25/2013"]) == "dmy"


ISO = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?[+]0[78]:00)?)?)?")
WORDS = st.sampled_from(
    [
        "ngày",
        "tháng",
        "năm",
        "年",
        "月",
        "日",
        "/",
        "-",
        ".",
        ":",
        " ",
        "12",
        "3",
        "2018",
        "giờ",
        "trước",
        "前",
        "SA",
        "T",
        "Z",
        "+07:00",
        "〇",
        "民國",
    ]
)


@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=14).map("".join)), st.sampled_from(["vi", "zh"]))
def test_total_and_well_formed(text, language):
    found = find_date(text, language, now=NOW)
    if found:
        assert ISO.fullmatch(found.iso)
        assert 0 <= found.start < found.end <= len(text)
        assert 1990 <= int(found.iso[:4]) <= 2025
        assert to_utc(found.iso, language)
    other_reading(text, language)


@given(st.datetimes(min_value=datetime(1991, 1, 1), max_value=datetime(2024, 12, 31)), st.sampled_from(["vi", "zh"]))
def test_reads_its_own_answer_again(moment, language):
    for text in (moment.strftime("%Y-%m-%d"), moment.strftime("%Y-%m-%d %H:%M:%S")):
        first = find_date(text, language, now=NOW)
        assert first is not None
        assert find_date(first.iso, language, now=NOW).iso == first.iso


def test_long_input_is_answered():
    assert find_date("1/2 " * 100_000, "vi") is None


@needs_shared
def test_reference_cases():
    wrong, missed, cases = [], [], json.loads((SHARED / "reference/cases/dates.json").read_text("utf-8"))["cases"]
    for case in cases:
        now = datetime.fromisoformat(case["reference_time"]) if "reference_time" in case else None
        found = find_date(case["input"], case["language"], now=now)
        got = re.sub(r"[+-]\d\d:\d\d$", "", found.iso) if found else None
        expected = case["expected"]
        if got == expected or (now and got and expected and got == expected[: len(got)] and len(got) == 10):
            continue
        (missed if got is None else wrong).append(case["input"])
    assert wrong == []
    assert len(missed) <= 0.02 * len(cases)
