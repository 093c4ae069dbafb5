"""Writes src/test/resources/golden/rankings.json: figures of seeded random rankings, computed by scikit-learn and SciPy.

Run: pip install scikit-learn==1.9.1 scipy && python src/test/reference/rankings.py

Scores are tied often, some documents have no score and some no grade. Scikit-learn is given the places of the documents in place of their scores, so
that its own rule for ties (a mean over all orders) does not apply: equal scores stand in the order given, missing ones last.
"""
import json
import pathlib
import sys
from importlib.metadata import version

import numpy as np
from scipy.stats import kendalltau
from sklearn.metrics import average_precision_score, ndcg_score

OUT = pathlib.Path(__file__).parents[1] / "resources" / "golden" / "rankings.json"
RELEVANT = 2


def figures(scores, grades):
    place = np.empty(len(scores))
    place[np.argsort(np.where(np.isnan(scores), np.inf, -scores), kind="stable")] = np.arange(len(scores))
    zeroed = np.where(np.isnan(grades), 0, grades)
    relevant = zeroed >= RELEVANT
    both = ~np.isnan(scores) & ~np.isnan(grades)
    tau = kendalltau(scores[both], grades[both]).statistic
    return {
        "ndcg_at_10": float(ndcg_score([zeroed], [-place], k=10)),
        "map": float(average_precision_score(relevant, -place)) if relevant.any() else 0.0,
        "mrr": 1 / (1 + place[relevant].min()) if relevant.any() else 0.0,
        "kendall_tau": float(tau) if np.isfinite(tau) else None,
    }


def precision(random):
    """Probabilities of three labels with many ties, and average_precision_score of each label."""
    truth = random.integers(0, 3, 80)
    rough = np.round(random.dirichlet(np.ones(3), 80) + 0.4 * np.eye(3)[truth], 1)
    probabilities = rough / rough.sum(axis=1, keepdims=True)
    return {"truth": truth.tolist(), "probabilities": probabilities.tolist(),
            "average_precision": [float(average_precision_score(truth == k, probabilities[:, k])) for k in range(3)]}


def main():
    random = np.random.default_rng(20)
    cases = []
    for query in range(40):
        n = int(random.integers(2, 60))
        scores = np.round(random.normal(size=n), int(random.integers(0, 3)))
        grades = np.clip(np.round(scores + random.normal(size=n)), 0, 3) if query % 8 else np.minimum(random.integers(0, 2, n), 1).astype(float)
        scores[random.random(n) < 0.1] = np.nan
        grades[random.random(n) < 0.2] = np.nan
        scores[0], grades[0] = 0.5, 0
        cases.append({"scores": [None if np.isnan(x) else float(x) for x in scores],
                      "grades": [None if np.isnan(x) else float(x) for x in grades], **figures(scores, grades)})
    mean = {key: float(np.mean([c[key] for c in cases if c[key] is not None])) for key in ("ndcg_at_10", "map", "mrr", "kendall_tau")}
    made = {"python": sys.version.split()[0], **{name: version(name) for name in ("numpy", "scipy", "scikit-learn")}}
    OUT.write_text(json.dumps({"made_with": made, "relevant": RELEVANT, "mean": mean, "queries": cases, "labels": precision(random)}, indent=1) + "\n")


if __name__ == "__main__":
    main()
