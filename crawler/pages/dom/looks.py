"""How an attribute makes its element look: hidden, centred, a link, of a set size, or dated."""

import re
from functools import lru_cache

_HIDING_CLASSES = frozenset(
    (
        *("hidden", "hide", "d-none", "sr-only", "visually-hidden", "is-hidden", "invisible", "element-invisible"),
        *("ng-hide", "layui-hide", "uk-hidden", "mui-hidden", "weui-hidden", "am-hide", "screen-reader-text"),
        *("hide-accessible", "taglib-text", "cdk-visually-hidden", "a11y-hidden", "offscreen"),
    )
)
"""Utility classes by which the common frameworks hide an element at every width."""
_SHOWN_AGAIN = re.compile(
    r"(?:^|\s)(?:d-(?:sm|md|lg|xl|xxl)-|(?:sm|md|lg|xl|2xl):)(?:block|flex|inline|inline-block|inline-flex|grid|table[\w-]*)(?=\s|$)"
)
"""Utility classes that show from some width on what another class hides below it."""
_HIDING_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_CENTRED_STYLE = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_NAMES = "class href src id itemprop style hidden aria-hidden align onclick size datetime property"
NOTED = frozenset(_NAMES.split())
"""Attributes that something is made of; about half of a page's are others."""
HIDES, CENTRES, LEADS, SIZES, DATES = 1, 2, 4, 8, 16
"""What an attribute says of its element."""
TOLD = HIDES | SIZES | DATES
"""What the walk acts on at once."""


@lru_cache(maxsize=4096)
def look_of(name: str, value: str) -> int:
    """Whether an attribute hides its element, centres it, sizes its type, dates it, or makes a link of it.

    The pages of a site repeat few of them.
    """
    match name:
        case "class":
            return 0 if _HIDING_CLASSES.isdisjoint(value.split()) or _SHOWN_AGAIN.search(value) else HIDES
        case "style":
            hides, centres = _HIDING_STYLE.search(value) is not None, _CENTRED_STYLE.search(value) is not None
            return hides * HIDES + centres * CENTRES + ("font-size" in value.lower()) * SIZES
        case "hidden":
            return HIDES
        case "aria-hidden":
            return HIDES if value == "true" else 0
        case "onclick":
            return LEADS
        case "size":
            return SIZES
        case "datetime" | "property":
            return DATES
        case _:
            return CENTRES if value.lower() == "center" else 0
