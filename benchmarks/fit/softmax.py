"""A softmax over the candidates of a page, fitted by plain gradient descent from hand weights and drawn to them."""

import math
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

RATE, PULL = 0.02, 0.002
"""Step of the descent, and how strongly the hand weights draw."""

Features = Mapping[str, float]
Weights = Mapping[str, float]


@dataclass(frozen=True)
class Ranking:
    """The candidates of one page, and which of them are right."""

    site: str
    features: Sequence[Features]
    right: frozenset[int]


def score(features: Features, weights: Weights) -> float:
    """Return the weight of one candidate."""
    return sum(weights.get(name, 0.0) * value for name, value in features.items())


def is_right(page: Ranking, weights: Weights) -> bool:
    """Tell whether the best candidate is a right one."""
    best = max(range(len(page.features)), key=lambda place: (score(page.features[place], weights), -place))
    return best in page.right


def share_right(pages: Sequence[Ranking], weights: Weights) -> float:
    """Return the share of pages whose best candidate is right."""
    return sum(is_right(page, weights) for page in pages) / len(pages)


def fit(pages: Sequence[Ranking], hand: Weights, epochs: int) -> dict[str, float]:
    """Return weights under which the right candidates are likely."""
    weights = dict(hand)
    for _ in range(epochs):
        for page in pages:
            _step(page, weights)
        for name, value in hand.items():
            weights[name] += PULL * len(pages) ** 0.5 * (value - weights[name])
    return weights


def _step(page: Ranking, weights: dict[str, float]) -> None:
    scores = [score(features, weights) for features in page.features]
    top = max(scores)
    shares = [math.exp(value - top) for value in scores]
    whole, ours = sum(shares), sum(shares[place] for place in page.right)
    for place, features in enumerate(page.features):
        wanted = shares[place] / ours if place in page.right and ours else 0.0
        slope = wanted - shares[place] / whole
        if abs(slope) > 1e-4:
            for name, value in features.items():
                weights[name] += RATE * slope * value


def fold_of(site: str, folds: int) -> int:
    """Return the fold that a site, with all its pages, is dealt to."""
    return zlib.crc32(site.encode()) % folds


def validated(pages: Sequence[Ranking], hand: Weights, folds: int, epochs: int) -> float:
    """Return the share of pages ranked rightly by weights fitted without their sites."""
    right = 0
    for fold in range(folds):
        held = [page for page in pages if fold_of(page.site, folds) == fold]
        weights = fit([page for page in pages if fold_of(page.site, folds) != fold], hand, epochs)
        right += sum(is_right(page, weights) for page in held)
    return right / len(pages)
