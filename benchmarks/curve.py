"""How much more phrasings help: `python -m benchmarks.curve`. Topic, verdict and clause of writers left out, by texts learnt from."""

from __future__ import annotations

import sys

import numpy as np

from intents.model.cases import Cases
from intents.model.matrix import count, scaled
from intents.model.phrasings import folds, load_phrasings
from intents.model.topics import fit
from intents.reading.case_model import VERDICTS

SHARES = (0.1, 0.25, 0.5, 0.75, 1.0)  # of the texts of the other writers
SEED = 0


def main() -> int:
    """Prints a line for each share: texts learnt from, and how many of the left-out writers' texts are read right."""
    phrasings = load_phrasings()
    cases, random = Cases(phrasings), np.random.default_rng(SEED)
    topics = np.array([each.topic for each in cases.phrasings])
    counts = count([each.text for each in cases.phrasings])
    verdict_heads = np.array([cases.heads.index(f"verdict:{verdict}") for verdict in VERDICTS])
    clause_heads = np.array([at for at, head in enumerate(cases.heads) if head.startswith("clause:")])
    print(f"{'texts':>7} {'topic':>7} {'verdict':>8} {'clause in two':>14}")
    for share in SHARES:
        learnt, right = [], np.zeros(3)
        asked = np.zeros(3)
        for group in folds(cases.writers.tolist()):
            test = np.isin(cases.writers, group)
            rest = np.flatnonzero(~test)
            chosen = np.zeros(len(test), dtype=bool)
            chosen[random.permutation(rest)[: int(len(rest) * share)]] = True
            learnt.append(int(chosen.sum()))
            fitted = fit(counts[chosen], topics[chosen])
            said = fitted.machine.classes_[fitted.decide(counts[test]).argmax(axis=1)]
            kept, idf, weights = cases.weights(chosen)
            decided = scaled(cases.counts[test][:, kept], idf) @ weights
            best = decided[:, verdict_heads].argmax(axis=1)
            likely = np.argsort(-decided[:, clause_heads], axis=1)[:, :2]
            for row, (phrasing, topic) in enumerate((cases.phrasings[at], topics[at]) for at in np.flatnonzero(test)):
                named = {cases.heads[clause_heads[at]].partition(":")[2] for at in likely[row]}
                right += (
                    said[row] == topic,
                    VERDICTS[best[row]] in (phrasing.verdicts or ()),
                    bool(named & set(phrasing.clauses)),
                )
                asked += (1, 1, bool(phrasing.clauses))
        print(
            f"{round(float(np.mean(learnt))):>7} " + "{:>7.3f} {:>8.3f} {:>14.3f}".format(*(right / asked)), flush=True
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
