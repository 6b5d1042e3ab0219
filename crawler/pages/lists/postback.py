"""Lists whose pages are asked for by sending a form: ASP.NET's ``__doPostBack``, and forms that a script sends."""

import re
from collections.abc import Iterator

from lxml.etree import _Element

from crawler.normalise.addresses import repaired_address
from crawler.pages.dom.tree import PageTree
from crawler.pages.lists.links import text_of
from crawler.pages.lists.pagers import NEXT_SIGNS, NEXT_WORDS
from crawler.pages.lists.request import ListRequest, encode_fields
from crawler.pages.lists.scripts.calls import Value, bound, called, evaluate, functions

POSTBACK = re.compile(r"__doPostBack\(\s*\\?'(?P<target>[^'\\]*)\\?'\s*,\s*\\?'(?P<argument>[^'\\]*)\\?'\s*\)")
WEB_FORM = re.compile(r"WebForm_PostBackOptions\(\s*\"(?P<target>[^\"]*)\"")
PAGE_ARGUMENT = re.compile(r"^(?:Page\$)?(\d{1,5})$", re.IGNORECASE)
SETS = re.compile(
    r"""(?:(?:getElementById|getElementsByName)\(\s*['"](?P<by_id>[\w$.:-]+)['"]\s*\)(?:\[0\])?\.value|\$\(\s*['"](?:#|(?:input)?\[name=['"]?)(?P<by_css>[\w$.:-]+)['"]?\]?['"]\s*\)\.val|\.(?P<by_name>[A-Za-z_]\w*)\.value)\s*(?:=|\()\s*(?P<value>[^;\n)]+)"""
)
SUBMITS = re.compile(r"\.submit\(\s*\)|\.trigger\(\s*['\"]submit")
PAGE_OPTION = re.compile(r"^\W*(?:第|trang|page)?\s*(?P<number>\d{1,4})\s*页?(?:\s*/\s*\d+)?\W*$", re.IGNORECASE)
PAGE_CALL = re.compile(r"page|trang|goto|jump|turn|paging|nav", re.IGNORECASE)
NOT_SENT = frozenset(("submit", "button", "image", "reset", "file", "password"))


def find_form_page(tree: PageTree, request: ListRequest, charset: str = "utf-8") -> ListRequest | None:
    """Return the request that sends the page's form for its next page, or None."""
    button = _next_button(tree)
    if button is not None:
        form = _form_of(button, tree)
        if form is not None:
            return _sent(form, _fields(form) | _pressed(button), request, charset)
    for element, number in _next_elements(tree):
        action = f"{element.get('onclick') or ''};{element.get('href') or ''};{element.get('onchange') or ''}"
        form = _form_of(element, tree)
        if form is None:
            continue
        posted = POSTBACK.search(action) or WEB_FORM.search(action)
        if posted is not None:
            fields = _fields(form)
            fields["__EVENTTARGET"] = posted["target"]
            fields["__EVENTARGUMENT"] = posted.groupdict().get("argument") or ""
            if element.tag == "select":
                fields[element.get("name") or posted["target"]] = str(number)
            return _sent(form, fields, request, charset)
        fields = _set_by_script(action, number, form, tree)
        if fields:
            return _sent(form, fields, request, charset)
    return None


def _next_button(tree: PageTree) -> _Element | None:
    """Return the button that sends the form for the next page."""
    for element in tree.root.iter("input", "button"):
        kind = (element.get("type") or ("submit" if element.tag == "button" else "")).lower()
        words = {element.get("value") or "", element.get("alt") or "", element.get("title") or "", text_of(element)}
        says = any(NEXT_WORDS.match(word) or word in NEXT_SIGNS for word in words if word)
        if kind in {"submit", "image"} and element.get("name") and element.get("disabled") is None and says:
            return element
    return None


def _pressed(button: _Element) -> dict[str, str]:
    """Return what a browser sends of the button that was pressed."""
    name = button.get("name") or ""
    if (button.get("type") or "").lower() == "image":
        return {f"{name}.x": "5", f"{name}.y": "5"}
    return {name: button.get("value") or ""}


def _page_choice(tree: PageTree) -> Iterator[tuple[_Element, int]]:
    """Yield the box of page numbers that sends the form when another number is chosen, with the next one."""
    for select in tree.root.iter("select"):
        if "__doPostBack" in (select.get("onchange") or ""):
            number = next_choice(select)
            if number is not None and number.isdigit():
                yield select, int(number)


def next_choice(select: _Element, shown: int = 0) -> str | None:
    """Return the value of the option after the chosen one in a box of page numbers; None for any other box.

    *shown* is the place of the option that is the page itself, where none is marked as chosen.
    """
    options = list(select.iter("option"))
    numbers = [PAGE_OPTION.match(text_of(option)) for option in options]
    counted = [int(number["number"]) for number in numbers if number is not None]
    if len(counted) != len(options) or counted != list(range(1, len(options) + 1)) or len(options) < 2:
        return None
    chosen = next((at for at, option in enumerate(options) if option.get("selected") is not None), shown)
    return (options[chosen + 1].get("value") or str(chosen + 2)) if chosen + 1 < len(options) else None


def _next_elements(tree: PageTree) -> Iterator[tuple[_Element, int]]:
    """Yield what asks for the next page, with its number: "next" first, then the number after the shown one."""
    pagers: list[tuple[_Element, str, str]] = []
    for element in tree.root.iter("a", "button", "span", "li", "input"):
        action = f"{element.get('onclick') or ''};{element.get('href') or ''}"
        words = text_of(element) or element.get("value") or element.get("title") or ""
        calls = called(action) and (PAGE_CALL.search(action) or NEXT_WORDS.match(words))
        if "__doPostBack" in action or "WebForm_PostBack" in action or calls:
            pagers.append((element, words, action))
    yield from _page_choice(tree)
    shown = _shown(tree)
    for element, words, _ in pagers:
        if NEXT_WORDS.match(words) or words in NEXT_SIGNS:
            yield element, shown + 1
    for element, words, action in pagers:
        posted = POSTBACK.search(action)
        page = PAGE_ARGUMENT.match(posted["argument"]) if posted else None
        number = int(page[1]) if page else int(words) if words.isdigit() else None
        if number == shown + 1:
            yield element, number
    for element, words, _ in pagers:
        if words in {"...", "…"}:
            yield element, shown + 1


def _shown(tree: PageTree) -> int:
    """Return the number of the page that is shown: the one in the pager that cannot be clicked."""
    for element in tree.root.iter("span", "b", "strong", "em", "td", "li", "a"):
        words = text_of(element)
        if not re.fullmatch(r"\d{1,4}", words):
            continue
        names = (element.get("class") or "").lower()
        is_marked = bool(re.search(r"current|active|selected|\bcur\b|\bon\b", names))
        has_action = element.get("href") or element.get("onclick") or element.find(".//a") is not None
        if (is_marked or not has_action) and _beside_pager(element):
            return int(words)
    return 1


def _beside_pager(element: _Element) -> bool:
    """Whether a number has numbers beside it that can be clicked."""
    block = element.getparent()
    for _ in range(1 if element.tag == "td" else 2):  # the cells of a row are numbered as well
        if block is None:
            return False
        for link in block.iter("a", "span", "li", "button"):
            action = f"{link.get('onclick') or ''}{link.get('href') or ''}"
            if link is not element and text_of(link).isdigit() and "(" in action:
                return True
        block = block.getparent()
    return False


def _form_of(element: _Element, tree: PageTree) -> _Element | None:
    for parent in element.iterancestors():
        if parent.tag == "form":
            return parent
    forms = [form for form in tree.root.iter("form") if (form.get("method") or "").lower() == "post"]
    return forms[0] if forms else next(iter(tree.root.iter("form")), None)


def _fields(form: _Element) -> dict[str, str]:
    """Return what a browser would send of a form without any button being pressed."""
    fields: dict[str, str] = {}
    for control in form.iter("input", "select", "textarea"):
        name = control.get("name")
        kind = (control.get("type") or "text").lower()
        if not name or control.get("disabled") is not None or kind in NOT_SENT:
            continue
        if kind in {"checkbox", "radio"} and control.get("checked") is None:
            continue
        fields[name] = _value(control)
    return fields


def _value(control: _Element) -> str:
    if control.tag == "textarea":
        return control.text or ""
    if control.tag == "select":
        options = list(control.iter("option"))
        chosen = next((one for one in options if one.get("selected") is not None), options[0] if options else None)
        return "" if chosen is None else chosen.get("value") or text_of(chosen)
    return control.get("value") or ""


def _set_by_script(action: str, number: int, form: _Element, tree: PageTree) -> dict[str, str]:
    """Return the form's fields as the function that is called sets them before it sends the form."""
    call = called(action.removeprefix(";").removeprefix("javascript:"))
    if call is None:
        return {}
    name, values = call
    for script in tree.scripts:
        for function in functions(script.text, name) if name in script.text else ():
            if not SUBMITS.search(function.body):
                continue
            names: dict[str, Value] = bound(function, values) or dict.fromkeys(function.parameters, number)
            fields = _fields(form)
            for found in SETS.finditer(function.body):
                value = evaluate(found["value"], names)
                field = _field_name(form, found["by_id"] or found["by_css"] or found["by_name"])
                fields[field] = str(number if value is None else value)
            return fields
    return {}


def _field_name(form: _Element, name: str) -> str:
    """Scripts name a field by its id, forms send it under its name."""
    for control in form.iter("input", "select"):
        if control.get("id") == name and control.get("name"):
            return control.get("name") or name
    return name


def _sent(form: _Element, fields: dict[str, str], request: ListRequest, charset: str) -> ListRequest:
    action = repaired_address(form.get("action") or "", request.url, charset)
    if (form.get("method") or "get").lower() == "post" or "__EVENTTARGET" in fields:
        return ListRequest.form(action, fields.items(), charset)
    return ListRequest(f"{action.partition('?')[0]}?{encode_fields(fields.items(), charset)}")
