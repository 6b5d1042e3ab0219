"""Passages in the conventions of official papers: what is read of each, and how good the reading is over all."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalise.papers.relations import read_relations

HERE = Path(__file__).parent


def passages():
    """The project's own passages; a relation is written as [type, number or title, date, article, title or nothing]."""
    for language in ("vi", "zh"):
        for line in (HERE / f"passages_{language}.jsonl").read_text("utf-8").splitlines():
            passage = json.loads(line)
            yield pytest.param(language, passage, id=f"{language}: {passage['name']}")


@pytest.mark.parametrize(("language", "passage"), list(passages()))
def test_passage(language, passage):
    read = read_relations(passage["text"], language, passage.get("page_number"))
    found = [[r.type, r.number or r.title, r.date, r.article] for r in read.relations]
    assert sorted(found, key=str) == sorted((wanted[:4] for wanted in passage["relations"]), key=str)
    titles = {r.number: r.title for r in read.relations if r.number}
    for _, number, _, _, title in (wanted for wanted in passage["relations"] if len(wanted) > 4):
        assert titles[number] == title
    if "own" in passage:
        assert read.own_number == passage["own"]
    said = {name: value for name, value in asdict(read.status).items() if value} if read.status else None
    assert said == passage["status"]
    for relation in read.relations:
        assert relation.raw in passage["text"]
        assert 0 < relation.confidence <= 1


@pytest.mark.parametrize(
    ("text", "language", "own"),
    [
        ("Số: 77/QĐ-TTYT\nCăn cứ Quyết định số 12/QĐ-SYT;", "vi", "77/QĐ-TTYT"),
        ("SỞ Y TẾ AN HÒA\nSố 15/KH-SYT\nKẾ HOẠCH", "vi", "15/KH-SYT"),
        ("Số ký hiệu: 27/2021/QĐ-UBND", "vi", "27/2021/QĐ-UBND"),
        ("Thông báo số 3/TB-TYT ngày 02/01/2024 (đính chính Thông báo số 2/TB-TYT)", "vi", "3/TB-TYT"),
        ("Căn cứ Quyết định số\n1624/QĐ-UBND\nngày 25/8/2023", "vi", None),
        ("青卫医〔2022〕31号\n各区卫生健康局：", "zh", "青卫医〔2022〕31号"),
        ("青石市卫生健康委员会文件\n青卫医〔2022〕31号", "zh", "青卫医〔2022〕31号"),
        ("青石市人民政府令\n第八号\n《青石市急救办法》已经通过，现予公布。", "zh", "第8号令"),
        ("关于做好高考保障的通知（青卫医〔2024〕29号）\n各有关医院：", "zh", "青卫医〔2024〕29号"),
        ("详见国家药监局公告（2022年第103号）。", "zh", None),
        ("发文字号：青卫规〔2020〕2号", "zh", "青卫规〔2020〕2号"),
    ],
)
def test_own_number(text, language, own):
    assert read_relations(text, language).own_number == own


def test_a_mention_of_the_paper_itself_is_no_relation():
    text = "Công văn số 12/SYT-NVY thay thế Công văn số 9/SYT-NVY."
    assert {r.number for r in read_relations(text, "vi").relations} == {"12/SYT-NVY", "9/SYT-NVY"}
    assert {r.number for r in read_relations(text, "vi", "12 / SYT – NVY").relations} == {"9/SYT-NVY"}


def test_titles_and_texts_are_verbatim():
    text = "根据《关于加强防暑\n工作的通知（试行）》（青卫发〔2024〕3号），"
    (relation,) = read_relations(text, "zh").relations
    assert relation.title == "关于加强防暑工作的通知（试行）"
    assert relation.raw == "青卫发〔2024〕3号"
    assert relation.rule == "根据"


WORDS = (
    "Căn cứ |thay thế |Quyết định số |12/QĐ-SYT| ngày 05/01/2024| và |; |\n|.|(|)|Điều 5 "
    "|根据|《关于防暑的通知》|（|）|青卫发〔2024〕3号|同时废止|。|、|《|》|〈|第五条|令第8号|GB 5749-2022"
)
PIECES = st.sampled_from(WORDS.split("|"))


@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=14).map("".join)), st.sampled_from(["vi", "zh"]))
def test_total(text, language):
    for relation in read_relations(text, language).relations:
        assert relation.number or relation.title
        assert relation.raw in text
