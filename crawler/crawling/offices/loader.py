"""Makes a spider of every office that is data: Scrapy's loader, with the registry's files and the operator's own."""

import inspect
import traceback
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from scrapy import Spider
from scrapy.settings import BaseSettings
from scrapy.spiderloader import SpiderLoader
from scrapy.utils.misc import load_object

from crawler.offices import fault_of, read_good_offices
from crawler.site import Site

MODULE_FAULTS = (SyntaxError, ImportError, NameError, AttributeError, TypeError, ValueError, LookupError)
"""What a slip in an office's file raises when it is imported."""


class OfficeLoader(SpiderLoader):
    """Spiders of files, of the registry (``OFFICE_FILES``), and of the operator's file (``OFFICES_FILE``).

    A spider with a file of its own wins over the registry; the operator's file wins over both.  What is wrong with an
    office costs that office alone.
    """

    def __init__(self, settings: BaseSettings) -> None:
        self.faults: dict[str, str] = {}
        """Id of an office, or its file where it has none → the sentence that says why it is left out."""
        super().__init__(settings)
        base: type[Spider] = load_object(settings["OFFICE_SPIDER"])
        self._check_sites()
        written = set(self._spiders)
        for path in sorted(Path(settings["OFFICE_FILES"]).glob("*.toml")):
            for site in self._read(path):
                if site.id not in written:
                    self._spiders[site.id] = spider_of(site, base)
        if settings.get("OFFICES_FILE"):
            for site in self._read(Path(settings["OFFICES_FILE"])):
                self._spiders[site.id] = spider_of(site, base)
        for name in self.faults:
            self._spiders.pop(name, None)

    def _read(self, path: Path) -> list[Site]:
        read = read_good_offices(path)
        self.faults |= read.faults
        return read.sites

    def _load_all_spiders(self) -> None:
        """Load what can be loaded of the spiders' modules; what cannot is left out with the file and line at fault."""
        for package in self.spider_modules:
            self._load_package(package)
        self._check_name_duplicates()

    def _load_package(self, name: str) -> None:
        try:
            module = import_module(name)
        except MODULE_FAULTS as error:
            self._note_fault(name, error)
            return
        self._load_spiders(module)
        for found in iter_modules(getattr(module, "__path__", []), f"{name}."):
            self._load_package(found.name)

    def _note_fault(self, module: str, error: BaseException) -> None:
        place, line = _place(module, error)
        what = error.msg if isinstance(error, SyntaxError) else f"{type(error).__name__}: {error}"
        self.faults[place] = f"{place}, line {line}: {what}. The office of this file is left out."

    def _check_sites(self) -> None:
        for name, spider in self._spiders.items():
            fault = fault_of(spider.site)  # type: ignore[attr-defined]  # all our spiders have a Site
            if fault is not None:
                self.faults[name] = f"{inspect.getfile(spider)}: office {name}: {fault}"


def _place(module: str, error: BaseException) -> tuple[str, int]:
    """Return the file and line of a module at which importing it failed."""
    if isinstance(error, SyntaxError) and error.filename:
        return error.filename, error.lineno or 0
    file = module.replace(".", "/") + ".py"
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(file)]
    return (frames[-1].filename, frames[-1].lineno or 0) if frames else (module, 0)


def spider_of(site: Site, base: type[Spider]) -> type[Spider]:
    """Return a spider class for an office that has none."""
    name = "".join(part.title() for part in site.id.split("_"))
    return type(f"{name}Spider", (base,), {"name": site.id, "site": site, "__doc__": site.name, "__module__": __name__})
