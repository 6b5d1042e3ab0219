"""Old Office files (.doc, .xls, .ppt, the same forms as .wps and .et, and .xlsb) in their modern form.

LibreOffice runs no macro, follows no link and has a profile of its own that is gone afterwards.
"""

import shutil
from dataclasses import replace

from crawler.filetext.kinds import FileKind
from crawler.filetext.programs import Program, run_program
from crawler.filetext.result import NoTextError, Words
from crawler.filetext.sheets.workbook import xlsx_text
from crawler.filetext.slides import pptx_text
from crawler.filetext.word.document import docx_text

SECONDS = 25
MAX_OUTPUT = 32 * 2**20
MEGABYTES = 4096
"""Of address space, of which LibreOffice reserves far more than it uses."""
FORMS: dict[FileKind, tuple[str, str]] = {
    "doc": ("docx", "docx:MS Word 2007 XML"),
    "xls": ("xlsx", "xlsx:Calc MS Excel 2007 XML"),
    "xlsb": ("xlsx", "xlsx:Calc MS Excel 2007 XML"),
    "ppt": ("pptx", "pptx:Impress MS PowerPoint 2007 XML"),
}
"""Kind → the modern form, and LibreOffice's name for it."""
READERS = {"docx": docx_text, "xlsx": xlsx_text, "pptx": pptx_text}
PROFILE = b"""<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item></oor:items>
"""


def old_office_text(body: bytes, kind: FileKind) -> Words:
    """Return the text of an old Office file.  Raises `FileError`: `NoTextError` where no program can read it."""
    form, name = FORMS[kind]
    modern = _converted(body, kind, form, name)
    if modern is not None:
        return replace(READERS[form](modern), method="converted")
    text = _by_antiword(body) if kind == "doc" else None
    if text:
        return Words(text=text, method="converted")
    if _libreoffice() is None:
        raise NoTextError(f"no_program: a .{kind} file needs LibreOffice, which is not installed")
    raise NoTextError("not_converted: LibreOffice cannot read it")


def _libreoffice() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def _converted(body: bytes, kind: str, form: str, name: str) -> bytes | None:
    path = _libreoffice()
    if path is None:
        return None
    switches = ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo")
    words = (
        path,
        *switches,
        "-env:UserInstallation={folder}/profile",
        "--convert-to",
        name,
        "--outdir",
        "out",
        f"file.{kind}",
    )
    files = {f"file.{kind}": body, "profile/user/registrymodifications.xcu": PROFILE}
    program = Program(words, seconds=SECONDS, megabytes=MEGABYTES, most_output=MAX_OUTPUT)
    done = run_program(program, files)
    return done.files.get(f"file.{form}") if done is not None else None


def _by_antiword(body: bytes) -> str | None:
    """Return the text of an old Word file as antiword reads it; None where it is not installed or cannot."""
    path = shutil.which("antiword")
    if path is None:
        return None
    program = Program((path, "-w", "0", "-m", "UTF-8.txt", "file.doc"), seconds=SECONDS)
    done = run_program(program, {"file.doc": body})
    return done.output.decode("utf-8", "replace").strip() if done is not None else None
