"""From decoded HTML to the parser's tree; nothing here reads what is in it."""

from lxml import etree

from crawler.pages.dom.repair import flatten_markup, repair_markup


def parse(text: str) -> etree._Element:
    """Return the root of the tree of any text; raises `MemoryError` where the parser gets no memory for it."""
    markup = repair_markup(text)
    root, too_deep = _try_parse(markup)
    if too_deep:
        root, _ = _try_parse(flatten_markup(markup))
    return root


def _try_parse(markup: bytes) -> tuple[etree._Element, bool]:
    """Return the root, and whether the parser gave up because elements nest too deep."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True, collect_ids=False)
    try:
        root = etree.fromstring(markup, parser) if markup and not markup.isspace() else None
    except etree.XMLSyntaxError as error:
        # A recovering parser takes any text; it gives up only where it gets no memory, which it does not always name.
        raise MemoryError("The page does not fit into the parser's memory.") from error
    if any(error.type_name == "ERR_NO_MEMORY" for error in parser.error_log):
        raise MemoryError("The page does not fit into the parser's memory.")
    if root is None:
        return etree.fromstring(b"<html><body></body></html>", parser), False
    return root, any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log)
