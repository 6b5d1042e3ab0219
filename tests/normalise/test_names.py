"""A name is a name: whatever stands around it, who is named comes back whole, and nothing else comes back as one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalise.people.bylines import clean_person, read_byline
from crawler.normalise.people.edges import read_closing_line
from crawler.normalise.people.names import are_person_names, is_person_name

HAN = st.builds(
    "".join,
    st.tuples(
        st.sampled_from("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"),
        st.sampled_from("伟芳敏静丽强磊洋艳勇"),
        st.sampled_from(["", "明", "华", "玲"]),
    ),
)
VIETNAMESE = st.builds(
    " ".join,
    st.tuples(
        st.sampled_from(["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Võ", "Đặng", "Bùi"]),
        st.sampled_from(["Văn", "Thị", "Minh", "Quốc", "Thanh"]),
        st.sampled_from(["An", "Bình", "Hạnh", "Khoa", "Oanh", "Yến"]),
    ),
)
LABELS = {
    "zh": [
        "作者：{}",
        "记者 {}",
        "撰稿：{}　审核：李四",
        "文/{}",
        "2024-03-05　来源：某报　作者：{}",
        "【作者：{}】",
        "通讯员：{}",
    ],
    "vi": [
        "Tác giả: {}",
        "Người viết: {}",
        "Bài, ảnh: {}",
        "Tin bài: {} - Nguồn: Báo tỉnh",
        "Phóng viên: {}",
        "05/03/2024 | Tác giả: {}",
    ],
}
CLOSINGS = {
    "zh": ["老人们都说好。（{}）", "老人们都说好。（记者 {}）", "老人们都说好。({} 文/图)"],
    "vi": ["Bà con rất vui mừng. ({})", "{}", "PV {}"],
}
UNITS = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["市", "基层", "高新区", "王村镇", "宣传"]),
        st.sampled_from(["卫生科", "医院", "疾控中心", "办公室", "卫生局", "卫健委"]),
    ),
)
NO_NAMES = [
    "admin",
    "quantri",
    "user_02",
    "{{author}}",
    "${name}",
    "undefined",
    "【打印】",
    "信息员06",
    "来源",
    "n/a",
    "触屏版",
    "管理员",
]


@given(name=HAN, label=st.sampled_from(LABELS["zh"]))
def test_a_labelled_chinese_name_comes_back_whole(name: str, label: str) -> None:
    assert is_person_name(name, "zh")
    assert read_byline(label.format(name), "zh").get("author") == name


@given(name=VIETNAMESE, label=st.sampled_from(LABELS["vi"]))
def test_a_labelled_vietnamese_name_comes_back_whole(name: str, label: str) -> None:
    assert is_person_name(name, "vi")
    assert read_byline(label.format(name), "vi").get("author") == name


@given(name=HAN, line=st.sampled_from(CLOSINGS["zh"]))
def test_a_chinese_name_behind_the_last_sentence(name: str, line: str) -> None:
    assert read_closing_line(line.format(name), "zh") == {"author": name}


@given(name=VIETNAMESE, line=st.sampled_from(CLOSINGS["vi"]))
def test_a_vietnamese_name_behind_the_last_sentence(name: str, line: str) -> None:
    assert read_closing_line(line.format(name), "vi") == {"author": name}


@given(unit=UNITS, label=st.sampled_from(LABELS["zh"]))
def test_an_office_is_no_author(unit: str, label: str) -> None:
    assert "author" not in read_byline(label.format(unit), "zh")
    assert not are_person_names(unit, "zh")


@pytest.mark.parametrize("language", ["zh", "vi"])
@pytest.mark.parametrize("value", NO_NAMES)
def test_what_a_system_fills_in_is_no_author(value: str, language: str) -> None:
    assert clean_person(value, language) is None


@given(words=st.text(max_size=60), language=st.sampled_from(["zh", "vi"]))
def test_what_is_called_a_name_has_letters_and_no_figures(words: str, language: str) -> None:
    if is_person_name(words, language):
        assert any(map(str.isalpha, words))
        assert not any(map(str.isdigit, words))


@given(
    words=st.lists(
        st.sampled_from(["为", "老人", "测血压", "医生", "昨天", "走进", "社区", "，", "的"]), min_size=5
    ).map("".join)
)
def test_a_sentence_behind_a_label_is_no_name(words: str) -> None:
    said = read_byline(f"记者 {words}", "zh").get("author")
    assert said is None or is_person_name(said, "zh")
