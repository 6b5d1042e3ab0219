"""Fields whose label and value stand in elements of their own, with no sign between: `<b>作者</b><span>李明</span>`."""

from crawler.normalise.people.label_strokes import is_label, starts_with_label
from crawler.pages.dom.elements import element_text
from crawler.pages.dom.model import Line

_MAX_LENGTH = 50


def labelled_by_element(line: Line) -> tuple[str, str] | None:
    """Return label and value of a line whose first element is a label without a colon; None for any other line."""
    if len(line.text) > _MAX_LENGTH or not starts_with_label(line.text):
        return None
    first = next((child for child in line.element if isinstance(child.tag, str)), None)
    label = " ".join(element_text(first).split()) if first is not None else ""
    if not label or not line.text.startswith(label) or not is_label(label):
        return None
    value = line.text[len(label) :].strip(" :：")
    return (label, value) if value else None
