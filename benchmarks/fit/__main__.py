"""Fit weights for headline, date and text, and show what each feature is worth.

    python -m benchmarks.fit [--shared ../shared] [--folds 8] [--epochs 12] [--only title,date,body] [--ablation]

Each page of the evaluation sets is taken as it is and in three transformed copies.  Validation leaves whole sites out:
the sites are dealt into folds, and the pages of a fold are judged by weights that were fitted without any page of their
sites.  `--ablation` adds what is lost without each weight.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.fit import bodies, dates, titles
from benchmarks.fit.pages import GoldPage, gold_pages
from benchmarks.fit.softmax import Ranking, Weights, fit, share_right, validated

DEFAULT_SHARED = Path(__file__).resolve().parents[3] / "shared"


def compare(name: str, pages: Sequence[Ranking], hand: Weights, args: argparse.Namespace) -> None:
    """Print how hand and fitted weights rank the candidates of *name*."""
    fitted = fit(pages, hand, args.epochs)
    sites = len({page.site for page in pages})
    shares = share_right(pages, hand), validated(pages, hand, args.folds, args.epochs), share_right(pages, fitted)
    print(f"| {name} | {len(pages)} | {sites} | " + " | ".join(f"{share:.1%}" for share in shares) + " |")
    if args.ablation:
        had = Counter(feature for page in pages for features in page.features for feature in features)
        print(f"\n| {name}: feature | candidates | hand | fitted | right without it |")
        print("| --- | ---: | ---: | ---: | ---: |")
        for feature, weight in hand.items():
            without = share_right(pages, {**hand, feature: 0.0})
            print(f"| {feature} | {had[feature]} | {weight:.2f} | {fitted[feature]:.2f} | {without:.1%} |")
        print()


def compare_bodies(pages: Sequence[bodies.LabelledPage], args: argparse.Namespace) -> None:
    """Print how the reader and a fitted regression choose the lines of the text."""
    fitted = bodies.fit_lines(pages, args.epochs)
    scores = bodies.line_f1(pages, None), bodies.validated_lines(pages, args.folds, args.epochs)
    shown = " | ".join(f"{score:.1%}" for score in (*scores, bodies.line_f1(pages, fitted)))
    print(f"| text (F1 of its lines) | {len(pages)} | {len({page.site for page in pages})} | {shown} |")
    if args.ablation:
        print("\n| text: feature | fitted | F1 without it |\n| --- | ---: | ---: |")
        for feature, weight in fitted.items():
            without = bodies.line_f1(pages, bodies.fit_lines(pages, args.epochs, without=feature))
            print(f"| {feature} | {weight:.2f} | {without:.1%} |")


def rankings(pages: Sequence[GoldPage], read: Callable[[GoldPage], Ranking | None]) -> list[Ranking]:
    """Return the pages that have candidates of which one is right."""
    return [found for page in pages if (found := read(page)) is not None]


def main() -> None:
    """Print the table, and with ``--ablation`` what is lost without each weight."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=DEFAULT_SHARED)
    parser.add_argument("--folds", type=int, default=8)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--only", default="title,date,body")
    parser.add_argument("--ablation", action="store_true")
    args = parser.parse_args()
    pages = list(gold_pages(args.shared))
    if not pages:
        print(f"fit: no evaluation sets at {args.shared}; nothing fitted.")
        return
    print("| choice | pages | sites | hand | fitted, sites left out | fitted, on the same pages |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    if "title" in args.only:
        compare("headline", rankings(pages, titles.ranking), titles.HAND, args)
    if "date" in args.only:
        compare("date", rankings(pages, dates.ranking), dates.HAND, args)
    if "body" in args.only:
        compare_bodies([found for page in pages if (found := bodies.labelled(page)) is not None], args)


if __name__ == "__main__":
    main()
