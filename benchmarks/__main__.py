"""Run every measurement and print its table: `make bench`."""

from benchmarks import crawl, extraction, files, importing, rebuild, site, unchanged


def main() -> None:
    """Print all tables, one after another."""
    for benchmark in (extraction, files, crawl, unchanged, rebuild, importing, site):
        benchmark.main()
        print()


if __name__ == "__main__":
    main()
