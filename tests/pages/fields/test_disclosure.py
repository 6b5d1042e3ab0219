"""Tables and lines that describe a paper."""

import pytest

from tests.pages.article import ZH_STORY, article, paragraphs, read, zh_article

ROWS = (
    "<tr><th>Số ký hiệu</th><td>12/KH-TTYT</td></tr><tr><th>Loại văn bản</th><td>Kế hoạch</td></tr>"
    "<tr><th>Ngày ban hành</th><td>12/03/2024</td></tr><tr><th>Cơ quan ban hành</th><td>Trung tâm Y tế huyện</td></tr>"
    "<tr><th>Người ký</th><td>Lê Minh Hà</td></tr>"
)


def test_a_vietnamese_table() -> None:
    extract = read(article(f"<div>Ngày đăng: 15/03/2024</div><table>{ROWS}</table>"))
    assert extract.document_number == "12/KH-TTYT"
    assert extract.document_type == "Kế hoạch"
    assert extract.issuer == "Trung tâm Y tế huyện"
    assert extract.signer == "Lê Minh Hà"
    assert extract.issued is not None
    assert extract.published == "Ngày đăng: 15/03/2024"
    assert extract.provenance["document_number"] == "disclosure:document_number"


def test_a_chinese_table_of_four_cells() -> None:
    table = (
        "<table><tr><td>索 引 号：</td><td>0001/2024</td><td>发文字号：</td><td>宁卫发〔2024〕5号</td></tr>"
        "<tr><td>发布机构：</td><td>宁州市卫生健康委员会</td><td>生成日期：</td><td>2024年3月1日</td></tr></table>"
    )
    extract = read(zh_article(table), language="zh")
    assert extract.document_number == "宁卫发〔2024〕5号"
    assert extract.issuer == "宁州市卫生健康委员会"
    assert extract.index_number == "0001/2024"
    assert extract.provenance["index_number"] == "disclosure:index_number"


def test_the_subject_of_a_table_that_describes_a_paper() -> None:
    about = "<tr><th>Trích yếu</th><td>Về việc khám sức khỏe người cao tuổi</td></tr>"
    extract = read(article(f"<table>{ROWS}{about}</table>"))
    assert extract.subject == "Về việc khám sức khỏe người cao tuổi"
    assert extract.provenance["subject"] == "disclosure:subject"
    assert read(article(f"<table>{about}</table>")).subject is None


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("NZ003-0200-2024-00007", "NZ003-0200-2024-00007"),
        ("11350900／2024－00031", "11350900/2024-00031"),
        ("无", None),
        ("", None),
        ("卫生健康", None),
        ("目录", None),
        ("2024 00031", None),
        ("A" * 80 + "1", None),
    ],
)
def test_index_number(cell: str, expected: str | None) -> None:
    table = f"<table><tr><td>索　引　号</td><td>{cell}</td></tr><tr><td>文种</td><td>通知</td></tr></table>"
    assert read(zh_article(table), language="zh").index_number == expected


def test_definition_lists_and_lines() -> None:
    listed = "<dl><dt>发文字号</dt><dd>宁卫发〔2024〕5号</dd></dl>"
    assert read(zh_article(listed), language="zh").document_number == "宁卫发〔2024〕5号"
    line = "<div>发文字号：宁卫发〔2024〕5号</div>"
    assert read(zh_article(line), language="zh").document_number == "宁卫发〔2024〕5号"


def test_a_table_inside_the_text_describes_something_else() -> None:
    table = "<table><tr><td>发文字号</td><td>省卫发〔2020〕9号</td></tr></table>"
    extract = read(zh_article(story=paragraphs(*ZH_STORY[:2]) + table + paragraphs(*ZH_STORY)), language="zh")
    assert extract.document_number is None


def test_tables_of_other_shapes_are_passed_over() -> None:
    table = "<table><tr><td>a</td></tr><tr><td>x</td><td>y</td><td>z</td></tr><tr><td>2020</td><td>5</td></tr></table>"
    assert read(article(table)).document_number is None
