"""Keeping a set of queries diverse: farthest-first k-center on vectors or shingles."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


class Centers(NamedTuple):
    """A chosen subset."""

    chosen: tuple[int, ...]
    """Indices in the order they were chosen."""
    radii: tuple[float, ...]
    """For each chosen index, its (weighted) distance to those before it; the first is inf."""


def farthest_first(
    distances: ArrayLike,
    *,
    stop: float = 0.0,
    limit: int | None = None,
    weights: Sequence[float] | None = None,
    first: int = 0,
) -> Centers:
    """Greedy k-center on a distance matrix (Gonzalez 1985; 2-approximation).

    Starting from one item, takes the item farthest from all chosen ones until that distance
    is at most `stop` or `limit` items are chosen. With weights, the item whose distance
    times weight is largest is taken (Wang and Cheng 1990), which keeps heavy regions denser.
    Ties go to the lower index.

    Args:
        distances: Items x items, symmetric.
        stop: Least (weighted) distance at which an item still counts as new.
        limit: Most items to choose.
        weights: One non-negative weight per item.
        first: Index to start from.
    """
    matrix = np.asarray(distances, dtype=float)
    if not len(matrix):
        return Centers((), ())
    scale = np.ones(len(matrix)) if weights is None else np.asarray(weights, dtype=float)
    chosen, radii = [first], [float("inf")]
    nearest = matrix[first] * scale
    nearest[first] = -1.0
    while limit is None or len(chosen) < limit:
        best = int(np.argmax(nearest))
        if nearest[best] <= stop:
            break
        chosen.append(best)
        radii.append(float(nearest[best]))
        nearest = np.minimum(nearest, matrix[best] * scale)
        nearest[best] = -1.0
    return Centers(tuple(chosen), tuple(radii))


def farthest_first_vectors(
    points: ArrayLike,
    *,
    stop: float = 0.0,
    limit: int | None = None,
    weights: Sequence[float] | None = None,
    first: int = 0,
    block: int = 256,
) -> Centers:
    """The same on Euclidean distances between vectors, without ever forming the matrix.

    Exact lazy batches: distances to the nearest chosen item only shrink, so a stale value is
    an upper bound. A block of the items with the largest bounds is brought up to date by one
    matrix product; items are taken from it for as long as its best beats every bound
    outside. The result is that of plain greedy choice, ties included.

    Args:
        points: Items x dimensions.
        stop: Least (weighted) distance at which an item still counts as new.
        limit: Most items to choose.
        weights: One non-negative weight per item.
        first: Index to start from.
        block: Items brought up to date together.
    """
    table = np.ascontiguousarray(np.asarray(points, dtype=float))
    if not len(table):
        return Centers((), ())
    scale = np.ones(len(table)) if weights is None else np.asarray(weights, dtype=float)
    state = _Lazy(table, scale, first)
    radii = [float("inf")]
    most = len(table) if limit is None else limit
    while len(state.chosen) < most:
        found = state.grow(block, stop, most)
        if not found:
            break
        radii.extend(found)
    return Centers(tuple(state.chosen), tuple(radii))


class _Lazy:
    """Upper bounds of each item's distance to the chosen ones, refreshed on demand."""

    def __init__(self, points: Floats, scale: Floats, first: int) -> None:
        self.points = points
        self.scale = scale
        self.norms = np.einsum("ij,ij->i", points, points)
        self.chosen = [first]
        self.bounds = self._distance(np.arange(len(points)), [first])
        self.bounds[first] = -1.0
        self.seen = np.ones(len(points), dtype=np.int64)

    def _distance(self, rows: NDArray[np.int64], centers: Sequence[int]) -> Floats:
        """Weighted distance of each row to the nearest of the centers."""
        some = list(centers)
        lengths = self.norms[rows, None] + self.norms[some][None, :]
        squared = lengths - 2 * self.points[rows] @ self.points[some].T
        # What rounding leaves of the distance between equal vectors is no distance.
        squared[squared < 1e-12 * lengths] = 0.0
        nearest: Floats = np.sqrt(squared.min(axis=1)) * self.scale[rows]
        return nearest

    def _refresh(self, rows: NDArray[np.int64]) -> None:
        """Bring the bounds of these rows up to date with every chosen item."""
        for count in np.unique(self.seen[rows]):
            if count == len(self.chosen):
                continue
            stale = rows[self.seen[rows] == count]
            fresh = self._distance(stale, self.chosen[count:])
            self.bounds[stale] = np.minimum(self.bounds[stale], fresh)
        self.seen[rows] = len(self.chosen)

    def grow(self, block: int, stop: float, most: int) -> list[float]:
        """Choose as many items as one block decides; an empty list means none is left."""
        size = min(block, len(self.bounds))
        rows = np.sort(np.argpartition(-self.bounds, size - 1)[:size])
        while True:
            self._refresh(rows)
            outside = self.bounds.copy()
            outside[rows] = -1.0
            ceiling = float(outside.max())
            if self.bounds[rows].max() > ceiling or size == len(self.bounds):
                break
            # A bound outside reaches the block's best: take those rows in as well.
            rows = np.flatnonzero(self.bounds >= min(ceiling, float(self.bounds[rows].max())))
            size = len(rows)
        found: list[float] = []
        while len(self.chosen) < most:
            best = int(rows[np.argmax(self.bounds[rows])])
            value = float(self.bounds[best])
            if value <= stop or value <= ceiling:
                break
            found.append(value)
            self.chosen.append(best)
            self.bounds[rows] = np.minimum(self.bounds[rows], self._distance(rows, [best]))
            self.bounds[best] = -1.0
            self.seen[rows] = len(self.chosen)
        return found


def shingles(text: str, size: int = 5) -> frozenset[int]:
    """Hashes of all runs of so many characters of the text, case and spacing folded."""
    folded = " ".join(text.casefold().split())
    if len(folded) <= size:
        return frozenset({zlib.crc32(folded.encode())}) if folded else frozenset()
    starts = range(len(folded) - size + 1)
    return frozenset(zlib.crc32(folded[i : i + size].encode()) for i in starts)


def shingle_distances(texts: Sequence[str], size: int = 5) -> Floats:
    """Jaccard distances between the shingles of texts: 0 for equal texts, 1 for unrelated."""
    sets = [shingles(text, size) for text in texts]
    matrix = np.zeros((len(sets), len(sets)))
    for i, a in enumerate(sets):
        for j in range(i):
            union = len(a | sets[j])
            matrix[i, j] = matrix[j, i] = 1 - len(a & sets[j]) / union if union else 0.0
    return matrix
