"""Golden values of the strategies that choose what to label next, as NumPy and SciPy compute them in the plainest way.

    python src/test/reference/sampling.py src/test/resources/concord/sampling/strategies.json

Needs numpy, scipy. BADGE is computed with the outer products written out, and chooses by the random numbers of SplitMix64 (Steele, Lea and
Flood 2014), which Concord uses too.
"""
import json
import os
import sys

import numpy as np
from scipy.stats import entropy, kendalltau, rankdata

MASK = (1 << 64) - 1


class SplitMix64:
    def __init__(self, seed):
        self.state = seed

    def double(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return ((z ^ (z >> 31)) >> 11) * 2.0 ** -53


def coreset(pool, labelled, size):
    centres = list(labelled)
    chosen = []
    for _ in range(size):
        nearest = np.min([np.linalg.norm(pool - c, axis=1) for c in centres], axis=0)
        nearest[chosen] = -1
        chosen.append(int(np.argmax(nearest)))
        centres.append(pool[chosen[-1]])
    return chosen


def badge(probabilities, hidden, size, seed):
    right = np.eye(probabilities.shape[1])[probabilities.argmax(1)]
    gradients = np.einsum("nk,nh->nkh", probabilities - right, hidden).reshape(len(hidden), -1)
    random = SplitMix64(seed)
    chosen = [int(np.argmax(np.linalg.norm(gradients, axis=1)))]
    while len(chosen) < size:
        distances = np.min([((gradients - gradients[c]) ** 2).sum(1) for c in chosen], axis=0)
        distances[chosen] = 0
        running = np.cumsum(distances)
        chosen.append(int(np.searchsorted(running, random.double() * running[-1], side="right")))
    return chosen


def main(out):
    rng = np.random.default_rng(7)
    probabilities = rng.dirichlet([0.6, 0.9, 0.5], 60)
    base = rng.dirichlet([0.6, 0.9, 0.5], 60)
    several = rng.random((60, 4))
    several_base = rng.random((60, 4))
    pool = rng.normal(size=(60, 8)).astype(np.float32)
    labelled = rng.normal(size=(9, 8)).astype(np.float32)
    # some equal scores
    before = np.round(rng.normal(size=60), 1)
    after = np.round(before + rng.normal(size=60), 1)
    queries = [str(q) for q in rng.integers(0, 5, 60)]
    yes_no = lambda p: np.stack([p, 1 - p], -1)
    ranks = lambda s: rankdata(-s)
    of = {q: [i for i in range(60) if queries[i] == q] for q in sorted(set(queries))}
    moved = np.zeros(60)
    taus = {}
    for q, members in of.items():
        a, b = ranks(before[members]), ranks(after[members])
        moved[members] = np.abs(a - b) / len(members)
        first = [m for m, x, y in zip(members, a, b) if x <= 10 or y <= 10]
        taus[q] = kendalltau(before[first], after[first]).statistic
    golden = {
        "probabilities": probabilities.tolist(), "base": base.tolist(), "several": several.tolist(), "several_base": several_base.tolist(),
        "pool": pool.tolist(), "labelled": labelled.tolist(), "before": before.tolist(), "after": after.tolist(), "queries": queries,
        "entropy": entropy(probabilities, axis=1).tolist(),
        "margin": (1 - np.diff(np.sort(probabilities, axis=1)[:, -2:], axis=1)[:, 0]).tolist(),
        "least_confidence": (1 - probabilities.max(1)).tolist(),
        "entropy_of_several": entropy(yes_no(several), axis=-1).mean(1).tolist(),
        "margin_of_several": (1 - np.abs(2 * several - 1)).mean(1).tolist(),
        "least_confidence_of_several": (1 - np.maximum(several, 1 - several)).mean(1).tolist(),
        "coreset": coreset(pool.astype(float), labelled.astype(float), 20),
        "badge": badge(probabilities, pool.astype(float), 20, 11),
        "total_variation": (0.5 * np.abs(probabilities - base).sum(1)).tolist(),
        "total_variation_of_several": np.abs(several - several_base).mean(1).tolist(),
        "rank_deviation": (np.abs(ranks(before) - ranks(after)) / 60).tolist(),
        "rank_deviation_in_queries": moved.tolist(),
        "queries_by_turning": sorted(taus, key=lambda q: taus[q]),
        "taus": taus,
    }
    os.makedirs(os.path.dirname(out), exist_ok=True)
    with open(out, "w") as f:
        json.dump(golden, f, indent=0)
        f.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
