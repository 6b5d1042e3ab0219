"""Small files of many kinds, made by hand, so that each shows one thing that is hard in its format."""

import io
import struct
import zipfile
import zlib

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STRICT_W = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def make_zip(parts: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def relations(**targets: str) -> str:
    """Return a part's relationships: id → ``type:target``."""
    entries = (
        f'<Relationship Id="{name}" Type="{TYPE}/{told.partition(":")[0]}" Target="{told.partition(":")[2]}"/>'
        for name, told in targets.items()
    )
    return f"<Relationships {RELATIONS}>{''.join(entries)}</Relationships>"


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def make_docx(body: str, namespace: str = W, **parts: str) -> bytes:
    """Return a Word file; *parts* (``numbering``, ``styles``, ``footnotes``, ``header1`` …) stand beside its body."""
    related = {name: f"{name.rstrip('0123456789')}:{name}.xml" for name in parts}
    files: dict[str, str | bytes] = {
        "_rels/.rels": relations(a="officeDocument:word/document.xml"),
        "word/document.xml": f"<w:document {namespace} {MC}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations(**related),
    }
    return make_zip(files | {f"word/{name}.xml": content for name, content in parts.items()})


def cell(value: str, kind: str = "n", style: int = 0) -> str:
    inner = f"<is><t>{value}</t></is>" if kind == "inlineStr" else f"<v>{value}</v>"
    return f'<c t="{kind}" s="{style}">{inner}</c>'


def make_xlsx(
    *sheets: str, names: str = "ABCDE", states: str = "", formats: str = "", strings: str = "", from_1904: bool = False
) -> bytes:
    """Return a workbook of sheets whose rows are given; *formats* are codes, one a style from the second on."""
    listed = "".join(
        f'<sheet name="{names[place]}" sheetId="{place + 1}" r:id="s{place}" {states if place == 1 else ""}/>'
        for place in range(len(sheets))
    )
    codes = [code for code in formats.split("\n") if code]
    escaped = [code.replace("&", "&amp;").replace('"', "&quot;") for code in codes]
    own = "".join(f'<numFmt numFmtId="{200 + place}" formatCode="{code}"/>' for place, code in enumerate(escaped))
    styles = "".join(
        f'<xf numFmtId="{code if code.isdecimal() and len(code) == 2 else 200 + place}"/>'
        for place, code in enumerate(codes)
    )
    parts: dict[str, str | bytes] = {
        "_rels/.rels": relations(a="officeDocument:xl/workbook.xml"),
        "xl/workbook.xml": (
            f'<workbook {S} {R}><workbookPr date1904="{int(from_1904)}"/><sheets>{listed}</sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": relations(
            st="styles:styles.xml",
            ss="sharedStrings:strings.xml",
            **{f"s{place}": f"worksheet:sheets/of{place}.xml" for place in range(len(sheets))},
        ),
        "xl/styles.xml": (
            f'<styleSheet {S}><numFmts>{own}</numFmts><cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>'
        ),
        "xl/strings.xml": f"<sst {S}>{strings}</sst>",
    }
    for place, rows in enumerate(sheets):
        parts[f"xl/sheets/of{place}.xml"] = f"<worksheet {S}><sheetData>{rows}</sheetData></worksheet>"
    return make_zip(parts)


def make_pdf(*pages: str, image: bool = False) -> bytes:
    """Return a PDF whose pages hold lines of ASCII text, or a picture of nothing."""
    contents = []
    for lines in pages:
        shown = " ".join(f"({line}) Tj T*" for line in lines.split("\n"))
        contents.append("0.5 g 0 0 100 100 re f" if image else f"BT /F1 24 Tf 28 TL 40 700 Td {shown} ET")
    return pdf_of([content.encode("ascii") for content in contents])


HELVETICA = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def pdf_of(
    contents: list[bytes], font: str = HELVETICA, extra: tuple[bytes, ...] = (), page: str = "", resources: str = ""
) -> bytes:
    """Return a PDF of pages with these contents, whose font F1 is *font*; *extra* objects are numbered from 3 on."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", *extra]
    kids = []
    for content in contents:
        number = len(objects) + 1
        kids.append(f"{number} 0 R")
        told = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number + 1} 0 R {page}"
            f"/Resources << /Font << /F1 {font} >> {resources} >> >>"
        )
        objects.append(told.encode())
        objects.append(b"<< /Length %d >> stream\n%s\nendstream" % (len(content), content))
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, told_object in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, told_object)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def scan_pdf(picture: bytes) -> bytes:
    """Return a PDF of one page that is a picture, given in the PGM format."""
    header, _, pixels = picture.partition(b"\n")
    _, width, height, _ = header.split()
    packed = zlib.compress(pixels)
    image = (
        b"<< /Type /XObject /Subtype /Image /Width %s /Height %s /ColorSpace /DeviceGray /BitsPerComponent 8 "
        b"/Filter /FlateDecode /Length %d >> stream\n%s\nendstream" % (width, height, len(packed), packed)
    )
    return pdf_of([b"595 0 0 842 0 0 cm /I Do"], extra=(image,), resources="/XObject << /I 3 0 R >>")


def placed(*words: tuple[float, float, str], size: int = 10, extra: str = "") -> bytes:
    """Return the content of a page with ASCII words at (x, y)."""
    shown = "".join(f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n" for x, y, text in words)
    return f"{shown}{extra}".encode("ascii")


def legacy_pdf(font: str, *lines: bytes) -> bytes:
    """Return a PDF whose lines are bytes for a font of that name, which is not embedded and has no Unicode map."""
    described = (
        f"<< /Type /Font /Subtype /TrueType /BaseFont /{font} /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 255 "
        f"/Widths [{' '.join(['500'] * 224)}] >>"
    )
    shown = b"".join(b"<%s> Tj T*\n" % line.hex().encode() for line in lines)
    return pdf_of([b"BT /F1 12 Tf 16 TL 40 700 Td\n" + shown + b"ET"], described)


def cid_pdf(codes: list[int], unicode_map: dict[int, str] | None, ordering: str = "Identity") -> bytes:
    """Return a PDF of one line of two-byte codes; *unicode_map* is its ToUnicode, None for none."""
    pairs = "".join(f"<{code:04x}> <{text.encode('utf-16-be').hex()}>\n" for code, text in (unicode_map or {}).items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(unicode_map or {})} beginbfchar\n{pairs}endbfchar endcmap end end"
    ).encode()
    extra = (
        b"<< /Length %d >> stream\n%s\nendstream" % (len(cmap), cmap),
        (
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Ming /CIDSystemInfo << /Registry (Adobe) "
            f"/Ordering ({ordering}) /Supplement 0 >> /DW 1000 >>"
        ).encode(),
    )
    mapped = "/ToUnicode 3 0 R" if unicode_map is not None else ""
    named = "/Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Ming /Encoding /Identity-H"
    font = f"<< {named} /DescendantFonts [4 0 R] {mapped} >>"
    line = "".join(f"{code:04x}" for code in codes)
    return pdf_of([f"BT /F1 12 Tf 40 700 Td <{line}> Tj ET".encode()], font, extra)


def make_ofd(content: str, template: str | None = None) -> bytes:
    """Return an OFD file of one page, over a template page where one is given."""
    ns = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    used = '<ofd:Template TemplateID="9"/>' if template is not None else ""
    common = '<ofd:CommonData><ofd:TemplatePage ID="9" BaseLoc="Tpls/T.xml"/></ofd:CommonData>' if template else ""
    page = "<ofd:Page {ns}>{used}<ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content></ofd:Page>"
    parts: dict[str, str | bytes] = {
        "OFD.xml": f"<ofd:OFD {ns}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": (
            f'<ofd:Document {ns}>{common}<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/P.xml"/></ofd:Pages></ofd:Document>'
        ),
        "Doc_0/Pages/P.xml": page.format(ns=ns, used=used, content=content),
    }
    if template is not None:
        parts["Doc_0/Tpls/T.xml"] = page.format(ns=ns, used="", content=template)
    return make_zip(parts)


def ofd_text(x: float, y: float, text: str) -> str:
    return (
        f'<ofd:TextObject Boundary="{x} {y} 100 6" Size="4"><ofd:TextCode X="0" Y="4" DeltaX="g {len(text) - 1} 4">'
        f"{text}</ofd:TextCode></ofd:TextObject>"
    )


def make_odf(kind: str, body: str, styles: str = "") -> bytes:
    ns = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    )
    parts: dict[str, str | bytes] = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": f"<office:document-content {ns}><office:body>{body}</office:body></office:document-content>",
        "styles.xml": f"<office:document-styles {ns}>{styles}</office:document-styles>",
    }
    return make_zip(parts)


def make_rar4(members: dict[str, bytes], *, method: int = 0x30, flags: int = 0) -> bytes:
    """Return a RAR of version 4 with stored members, their names in GBK."""
    out = bytearray(b"Rar!\x1a\x07\x00") + _block(0x73, 0, b"\0" * 6)
    for name, content in members.items():
        raw = name.encode("gb18030")
        fields = struct.pack(
            "<IIBIIBBHI", len(content), len(content), 2, zlib.crc32(content), 0, 20, method, len(raw), 0x20
        )
        out += _block(0x74, 0x8000 | flags, fields + raw) + content
    return bytes(out + _block(0x7B, 0, b""))


def _block(kind: int, flags: int, fields: bytes) -> bytes:
    head = struct.pack("<BHH", kind, flags, 7 + len(fields)) + fields
    return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head


def make_rar5(members: dict[str, bytes]) -> bytes:
    """Return a RAR of version 5 with stored members."""
    out = bytearray(b"Rar!\x1a\x07\x01\x00")
    for name, content in members.items():
        raw = name.encode()
        fields = b"\x02\x02" + _number(len(content)) + b"\x04" + _number(len(content)) + b"\x20"
        fields += struct.pack("<I", zlib.crc32(content)) + b"\x00\x00" + _number(len(raw)) + raw
        size = _number(len(fields))
        out += struct.pack("<I", zlib.crc32(size + fields)) + size + fields + content
    end = b"\x03\x05\x00\x00"
    return bytes(out + struct.pack("<I", zlib.crc32(end)) + end)


def _number(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes(out + bytes([value]))
