"""Texts as rows of n-gram features, and how training scales them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

from intents.reading.normalise import normalise
from intents.reading.topic_model import BUCKETS, MOST_CHARACTERS, features


def count(texts: list[str], most: int = MOST_CHARACTERS) -> csr_matrix:
    """Bucket features of the texts, a row each, before idf; of each text at most so many characters."""
    found = [features(normalise(text)[-most:] if most > MOST_CHARACTERS else normalise(text), most) for text in texts]
    ends = np.concatenate([[0], np.cumsum([len(buckets) for buckets, _ in found])])
    columns, values = (np.concatenate([each[at] for each in found]) for at in (0, 1))
    return csr_matrix((values.astype(np.float64), columns, ends), shape=(len(texts), BUCKETS))


def kept_and_idf(counts: csr_matrix, least: int = 1) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The buckets that at least so many rows have, and the idf of each."""
    seen = np.asarray((counts > 0).sum(axis=0)).ravel()
    kept = np.flatnonzero(seen >= least)
    return kept, np.log((1 + counts.shape[0]) / (1 + seen[kept])) + 1


def scaled(counts: csr_matrix, idf: NDArray[np.float64]) -> csr_matrix:
    """Rows weighed by idf, each of length one."""
    weighed = counts.multiply(idf).tocsr()
    length = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
    return weighed.multiply((1.0 / np.maximum(length, 1e-9))[:, None]).tocsr()
