"""Makes a spider of every office that is data: Scrapy's loader, with the registry's files and the operator's own."""

from pathlib import Path

from scrapy import Spider
from scrapy.settings import BaseSettings
from scrapy.spiderloader import SpiderLoader
from scrapy.utils.misc import load_object

from crawler.offices import read_offices
from crawler.site import Site


class OfficeLoader(SpiderLoader):
    """Spiders of files, of the registry (``OFFICE_FILES``), and of the operator's file (``OFFICES_FILE``).

    A spider with a file of its own wins over the registry; the operator's file wins over both.
    """

    def __init__(self, settings: BaseSettings) -> None:
        super().__init__(settings)
        base: type[Spider] = load_object(settings["OFFICE_SPIDER"])
        written = set(self._spiders)
        for path in sorted(Path(settings["OFFICE_FILES"]).glob("*.toml")):
            for site in read_offices(path):
                if site.id not in written:
                    self._spiders[site.id] = spider_of(site, base)
        if settings.get("OFFICES_FILE"):
            for site in read_offices(Path(settings["OFFICES_FILE"])):
                self._spiders[site.id] = spider_of(site, base)


def spider_of(site: Site, base: type[Spider]) -> type[Spider]:
    """Return a spider class for an office that has none."""
    name = "".join(part.title() for part in site.id.split("_"))
    return type(f"{name}Spider", (base,), {"name": site.id, "site": site, "__doc__": site.name, "__module__": __name__})
