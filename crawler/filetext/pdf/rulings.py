"""The lines that a PDF page draws around the cells of its tables."""

import ctypes
from collections.abc import Iterator

import pypdfium2
from pypdfium2 import raw

from crawler.filetext.fixed.tables import Rulings

MAX_OBJECTS = 20_000
MAX_SEGMENTS = 40_000
THIN = 2.0
"""Points; a filled rectangle that is no thicker is a line."""
MIN_LENGTH = 5.0
MAX_DEPTH = 3
"""Forms in forms."""

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def rulings_of(page: pypdfium2.PdfPage) -> Rulings:
    """Return the upright and level lines of a page that is not turned; empty for one that is."""
    found = Rulings()
    if page.get_rotation():
        return found
    for number, (one, other) in enumerate(_segments(page)):
        if number >= MAX_SEGMENTS:
            break
        _take(found, one, other)
    return found


def _take(found: Rulings, one: Point, other: Point) -> None:
    width, height = abs(one[0] - other[0]), abs(one[1] - other[1])
    if height <= THIN and width >= MIN_LENGTH:
        found.level.append(((one[1] + other[1]) / 2, min(one[0], other[0]), max(one[0], other[0])))
    elif width <= THIN and height >= MIN_LENGTH:
        found.upright.append(((one[0] + other[0]) / 2, min(one[1], other[1]), max(one[1], other[1])))


def _segments(page: pypdfium2.PdfPage) -> Iterator[tuple[Point, Point]]:
    for number in range(min(raw.FPDFPage_CountObjects(page), MAX_OBJECTS)):
        yield from _object(raw.FPDFPage_GetObject(page, number), SAME, 0)


def _object(item: raw.FPDF_PAGEOBJECT, outer: Matrix, depth: int) -> Iterator[tuple[Point, Point]]:
    kind = raw.FPDFPageObj_GetType(item)
    if kind == raw.FPDF_PAGEOBJ_PATH:
        yield from _path(item, _combined(_matrix(item), outer))
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
        inner = _combined(_matrix(item), outer)
        for number in range(min(raw.FPDFFormObj_CountObjects(item), MAX_OBJECTS)):
            yield from _object(raw.FPDFFormObj_GetObject(item, number), inner, depth + 1)


def _path(item: raw.FPDF_PAGEOBJECT, matrix: Matrix) -> Iterator[tuple[Point, Point]]:
    """Yield the straight pieces of a path; of a thin rectangle its long sides, which are the same line."""
    start = last = None
    for number in range(min(raw.FPDFPath_CountSegments(item), MAX_SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(item, number)
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = _placed((x.value, y.value), matrix)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO and last is not None:
            yield last, point
        if raw.FPDFPathSegment_GetClose(segment) and start is not None:
            yield point, start
        last = point


def _matrix(item: raw.FPDF_PAGEOBJECT) -> Matrix:
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix)):
        return SAME
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _placed(point: Point, matrix: Matrix) -> Point:
    (x, y), (a, b, c, d, e, f) = point, matrix
    return a * x + c * y + e, b * x + d * y + f


def _combined(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    (x, y), (u, v) = _placed((e, f), outer), _placed((0.0, 0.0), outer)
    (ax, ay), (cx, cy) = _placed((a, b), outer), _placed((c, d), outer)
    return ax - u, ay - v, cx - u, cy - v, x, y
