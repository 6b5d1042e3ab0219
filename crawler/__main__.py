"""Run `python -m crawler` as `healtharchive`."""

from crawler.cli import main

if __name__ == "__main__":
    main()
