"""Pages and files that are small to send and heavy to read; each is made when it is asked for."""

import socket
import zipfile
import zlib
from io import BytesIO

from tests.crawling.hostile import Misbehaviour, always

HTML = ("Content-Type", "text/html; charset=utf-8")
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def page(body: bytes) -> Misbehaviour:
    return always(200, b"<html><body>" + body, HTML)


def paragraphs(size: int) -> bytes:
    return b"<p>" * (size // 3)


def attributes(count: int) -> bytes:
    return b"<div " + b" ".join(b'a%d="x"' % number for number in range(count)) + b">x</div>"


def nested(count: int) -> bytes:
    return b"<div>" * count + b"tin tuc " * 60


def line(size: int) -> bytes:
    return b"<h1>One line</h1><p>" + b"tin tuc " * (size // 8) + b"</p>"


def links(count: int) -> bytes:
    return b"".join(b'<li><a href="/a/%d.html">Tin tuc so %d</a></li>' % (number, number) for number in range(count))


def pdf(content: bytes) -> bytes:
    """A page whose content stream is *content*, compressed."""
    packed = zlib.compress(content, 9)
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n" % len(packed) + packed + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    body = b"".join(b"%d 0 obj" % number + text + b"endobj\n" for number, text in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R>>\n%%EOF"


def long_stream(count: int) -> bytes:
    return pdf(b"BT /F 9 Tf 10 10 Td " + b"(a) Tj 0 1 Td " * count + b"ET")


def vector_map(count: int) -> bytes:
    return pdf(b"0 0 m 100 100 l S " * count)


def office_file(parts: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return stream.getvalue()


def shared_strings(count: int) -> bytes:
    strings = b"<si><t>a</t></si>" * count
    return office_file({
        "[Content_Types].xml": b"<Types/>",
        "xl/workbook.xml": f'<workbook xmlns="{_SHEET}"><sheets><sheet name="A"/></sheets></workbook>'.encode(),
        "xl/sharedStrings.xml": f'<sst xmlns="{_SHEET}">'.encode() + strings + b"</sst>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_SHEET}"><sheetData/></worksheet>'.encode(),
    })  # fmt: skip


def word_paragraphs(count: int) -> bytes:
    paragraphs = b"<w:p><w:r><w:t>a</w:t></w:r></w:p>" * count
    document = f'<w:document xmlns:w="{_WORD}"><w:body>'.encode() + paragraphs + b"</w:body></w:document>"
    return office_file({"[Content_Types].xml": b"<Types/>", "word/document.xml": document})


def zip_bomb(size: int) -> bytes:
    return office_file({"a.txt": b"\0" * size})


def page_tree(depth: int) -> bytes:
    """A PDF whose pages hang at the end of *depth* nested lists of pages."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>"]
    objects += [b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (number + 1) for number in range(2, depth + 2)]
    objects += [b"<</Type/Page/MediaBox[0 0 600 800]>>"]
    body = b"".join(b"%d 0 obj" % number + text + b"endobj\n" for number, text in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R>>\n%%EOF"


def many_sheets(count: int, rows: int) -> bytes:
    """A workbook of *count* sheets of *rows* rows of ten numbers each."""
    row = b"<row>" + b"<c><v>1</v></c>" * 10 + b"</row>"
    sheet = f'<worksheet xmlns="{_SHEET}"><sheetData>'.encode() + row * rows + b"</sheetData></worksheet>"
    numbers = range(1, count + 1)
    names = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"/>' for n in numbers)
    book = f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}/relationships"><sheets>{names}</sheets></workbook>'
    places = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/relationships/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    rels = f'<Relationships xmlns="{_PACKAGE}/relationships">{places}</Relationships>'
    parts = {"xl/workbook.xml": book.encode(), "xl/_rels/workbook.xml.rels": rels.encode()}
    return office_file(
        {"[Content_Types].xml": b"<Types/>"} | parts | {f"xl/worksheets/sheet{n}.xml": sheet for n in numbers}
    )


def entities(depth: int) -> bytes:
    """A Word file whose text is an entity of ten entities of ten entities … *depth* times."""
    inner = "".join(f'<!ENTITY e{number} "{f"&e{number - 1};" * 10}">' for number in range(1, depth + 1))
    text = f"<w:p><w:r><w:t>&e{depth};</w:t></w:r></w:p>"
    document = (
        f'<!DOCTYPE d [<!ENTITY e0 "aaaaaaaaaa">{inner}]>'
        f'<w:document xmlns:w="{_WORD}"><w:body>{text}</w:body></w:document>'
    )
    return office_file({"[Content_Types].xml": b"<Types/>", "word/document.xml": document.encode()})


def endless(size: int) -> Misbehaviour:
    """Send a PDF of *size* bytes without saying how long it is, until the client hangs up."""
    piece = b"%PDF-1.4\n".ljust(2**20, b"%")

    def send(connection: socket.socket, _: int) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nTransfer-Encoding: chunked\r\n\r\n")
        for _number in range(size // len(piece)):
            connection.sendall(b"%x\r\n" % len(piece) + piece + b"\r\n")
        connection.sendall(b"0\r\n\r\n")

    return send
