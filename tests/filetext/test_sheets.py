"""Excel files: cells as they are shown."""

import pytest

from crawler.filetext.package import Package
from crawler.filetext.sheets import workbook
from crawler.filetext.sheets.number_formats import shown
from tests.filetext.build import S, cell, make_xlsx, make_zip
from tests.filetext.read import read, text

DAY = 45_736  # 20 March 2025

SHOWN = {
    "general": (12.5, "General", "12.5"),
    "a float's last digits": (2.2 + 1.1, "General", "3.3"),
    "a long whole number": (10_987_654_321, "General", "10987654321"),
    "a small fraction": (0.000012, "General", "0.000012"),
    "percent": (0.375, "0.0%", "37.5%"),
    "thousands": (7_654_321, "#,##0", "7,654,321"),
    "left-out thousands": (52_000, '0,"k"', "52k"),
    "leading zeros": (42, "00000", "00042"),
    "a telephone number": (912_345_678, "0000-000-000", "0912-345-678"),
    "decimals": (3, "0.00", "3.00"),
    "optional decimals": (3, "0.##", "3"),
    "a unit": (8, '0" trẻ"', "8 trẻ"),
    "a unit that looks like a date": (44, '0 "liều/day"', "44 liều/day"),
    "escaped letters": (2.5, "0.0\\ \\m\\l", "2.5 ml"),
    "negative in brackets": (-5, "#,##0_);(#,##0)", "(5)"),
    "zero as a dash": (0, '0;-0;"-"', "-"),
    "a currency": (1500, "#,##0 [$₫-42A]", "1,500 ₫"),
    "a fraction": (0.5, "# ?/?", "0.5"),
    "rounds to nothing": (-0.001, "0.00", "0.00"),
    "hidden": (5, ";;;", ""),
    "a condition": (5, "[>3]0;General", "5"),
    "a date": (DAY, "dd/mm/yyyy", "20/03/2025"),
    "a chinese date": (DAY, 'yyyy"年"m"月"d"日"', "2025年3月20日"),
    "a date in words": (DAY, '"Ngày "d" tháng "m', "Ngày 20 tháng 3"),
    "names of months are the reader's": (DAY, "[$-409]d-mmm-yy;@", "2025-03-20"),
    "a system date": (DAY, "[$-F800]dddd, mmmm dd, yyyy", "2025-03-20"),
    "minutes are no months": (DAY + 0.4375, "dd/mm/yyyy hh:mm", "20/03/2025 10:30"),
    "half a day": (0.75, "h:mm AM/PM", "6:00 PM"),
    "elapsed": (1.25, "[h]:mm", "30:00"),
    "no such day": (-3, "dd/mm/yyyy", "-3"),
    "not a number": (float("nan"), "0", ""),
}


@pytest.mark.parametrize(("value", "code", "expected"), SHOWN.values(), ids=SHOWN.keys())
def test_a_number_as_its_format_shows_it(value: float, code: str, expected: str) -> None:
    assert shown(value, code) == expected


def test_cells() -> None:
    strings = "<si><t>登革热</t><rPh><t>DENG</t></rPh></si><si><r><t>病</t></r><r><t>例</t></r></si>"
    rows = f"<row>{cell('0', 's')}{cell('1', 's')}{cell('99', 's')}{cell('nội tuyến', 'inlineStr')}</row>"
    rows += f"<row>{cell('1', 'b')}{cell('#N/A', 'e')}{cell('kết quả', 'str')}{cell('2025-03-20T00:00:00', 'd')}</row>"
    assert text(make_xlsx(rows, strings=strings)) == "登革热 | 病例 | nội tuyến\nTRUE | #N/A | kết quả | 2025-03-20"


def test_dates_by_a_format_that_is_named_by_number() -> None:
    rows = f"<row>{cell(str(DAY), style=1)}{cell(str(DAY))}</row>"
    assert text(make_xlsx(rows, formats="14\n")) == "2025-03-20 | 45736"
    assert text(make_xlsx(f"<row>{cell('44274', style=1)}</row>", formats="14\n", from_1904=True)) == "2025-03-20"


def test_cells_in_a_legacy_font() -> None:
    fonts = '<fonts><font><name val="Arial"/></font><font><name val=".VnTimeH"/></font></fonts>'
    styles = f'<styleSheet {S}>{fonts}<cellXfs><xf/><xf fontId="1"/></cellXfs></styleSheet>'
    rows = f"<row>{cell('tr¹m', 'inlineStr', 1)}{cell('Santé', 'inlineStr')}</row>"
    found = Package(make_xlsx(rows))
    body = make_zip({name: found.read(name) for name in found.names} | {"xl/styles.xml": styles})
    assert text(body) == "TRẠM | Santé"


def test_sheets_stand_in_the_order_of_the_workbook_and_hidden_ones_are_said() -> None:
    rows = [f"<row>{cell(str(number))}</row>" for number in (7, 8, 9)]
    assert text(make_xlsx(*rows[:2])) == "A\n7\nB\n8"
    found = read(make_xlsx(*rows, states='state="hidden"'))
    assert (found.text, found.note) == ("A\n7\nC\n9", "hidden_sheets: not shown and not read are B.")


def test_a_sheet_with_too_many_cells_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_CELLS", 3)
    found = read(make_xlsx(f"<row>{cell('1') * 2}</row><row>{cell('2') * 2}</row>"))
    assert found.text == "1 | 1"
    assert str(found.note).startswith("cut: ")


XML_2003 = """<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel">
<Styles><Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style><Style ss:ID="e" ss:Parent="p"/>
<Style ss:ID="p"><NumberFormat ss:Format="0%"/></Style></Styles>
<Worksheet ss:Name="Một"><Table><Row><Cell><Data ss:Type="String">Xã</Data></Cell>
<Cell ss:StyleID="d"><Data ss:Type="DateTime">2025-03-20T00:00:00.000</Data></Cell>
<Cell ss:StyleID="e"><Data ss:Type="Number">0.5</Data></Cell></Row></Table></Worksheet>
<Worksheet ss:Name="Hai"><Table><Row><Cell><Data ss:Type="String">kín</Data></Cell></Row></Table>
<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet></Workbook>"""


def test_xml_of_2003() -> None:
    found = read(XML_2003.encode())
    assert (found.kind, found.text) == ("spreadsheetml", "Xã | 2025-03-20 | 50%")
    assert found.note == "hidden_sheets: not shown and not read are Hai."
