"""What Scrapy's feed exports write of a visit: the document, one flat record without bytes."""

from collections.abc import Iterator
from dataclasses import asdict, fields
from typing import Any

from itemadapter import ItemAdapter
from itemadapter.adapter import AdapterInterface
from scrapy.settings import BaseSettings

from crawler.items import Document, Visit

_FIRST = ("site", "section", "captured_at", "sha256")
_FIELDS = (*_FIRST, *(field.name for field in fields(Document)))


class VisitAdapter(AdapterInterface):
    """Shows a `Visit` as a record: office, time and digest of the capture, then every field of the document.

    Dates are ISO text; files, pictures, flags and problems are lists.
    """

    def __init__(self, item: Visit) -> None:
        super().__init__(item)
        document = asdict(item.document) if item.document is not None else {}
        self._values: dict[str, Any] = {
            "site": item.capture.site,
            "section": item.capture.section,
            "captured_at": item.capture.fetched_at.isoformat(timespec="seconds"),
            "sha256": item.capture.sha256,
            **{name: list(value) if isinstance(value, tuple) else value for name, value in document.items()},
        }

    @classmethod
    def is_item_class(cls, item_class: type) -> bool:
        """Tell whether items of that class are visits."""
        return issubclass(item_class, Visit)

    def field_names(self) -> Any:
        """Return the names of the record's fields, in their order."""
        return dict.fromkeys(_FIELDS).keys()

    def __getitem__(self, field_name: str) -> Any:
        return self._values[field_name]

    def __setitem__(self, field_name: str, value: Any) -> None:
        raise TypeError("A visit is frozen.")

    def __delitem__(self, field_name: str) -> None:
        raise TypeError("A visit is frozen.")

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


class FeedItems:
    """A Scrapy add-on that makes feed exports, `scrapy parse` and the log show visits as records."""

    def update_settings(self, settings: BaseSettings) -> None:
        """Register the adapter, once a process."""
        if VisitAdapter not in ItemAdapter.ADAPTER_CLASSES:
            ItemAdapter.ADAPTER_CLASSES = (VisitAdapter, *ItemAdapter.ADAPTER_CLASSES)
