"""The offices that can be crawled: every spider of the project and its `Site`."""

from difflib import get_close_matches
from pathlib import Path

from scrapy import Spider
from scrapy.settings import Settings

from crawler.crawling.offices.loader import OfficeLoader
from crawler.errors import HealthArchiveError
from crawler.site import Site


def project_settings(offices: Path | None = None) -> Settings:
    """Return the project's settings, wherever the command was started; *offices* is the operator's file of offices."""
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    if offices is not None:
        settings.set("OFFICES_FILE", str(offices), priority="cmdline")
    return settings


def spiders(settings: Settings | None = None) -> dict[str, type[Spider]]:
    """Return every spider by its name, in the order of the names."""
    loader = _loader(settings)
    return {name: loader.load(name) for name in sorted(loader.list())}


def sites(settings: Settings | None = None) -> list[Site]:
    """Return every office, in the order of the ids."""
    return [spider.site for spider in spiders(settings).values()]  # type: ignore[attr-defined]  # all our spiders have a Site


def sites_by_id(settings: Settings | None = None) -> dict[str, Site]:
    """Return every office by its id."""
    return {site.id: site for site in sites(settings)}


def choose(names: tuple[str, ...], settings: Settings | None = None) -> list[str]:
    """Return the ids of the named offices, or of all when none is named.

    Raises `HealthArchiveError` for a name that is no office's, with the closest ids.
    """
    loader = _loader(settings)
    known = sorted(loader.list())
    for name in names:
        if name in loader.faults:
            raise HealthArchiveError(loader.faults[name])
        if name not in known:
            close = get_close_matches(name, known, n=3, cutoff=0.5) or [one for one in known if name in one][:3]
            hint = f"did you mean {' or '.join(close)}" if close else "`healtharchive sites` lists them"
            raise HealthArchiveError(
                f"There is no office {name!r}; {hint}?" if close else f"There is no office {name!r}; {hint}."
            )
    return list(dict.fromkeys(names)) or list(known)


def office_faults(settings: Settings | None = None) -> dict[str, str]:
    """Return id of an office, or its file, → the sentence that says why it is left out."""
    return dict(_loader(settings).faults)


def _loader(settings: Settings | None) -> OfficeLoader:
    return OfficeLoader(settings or project_settings())
