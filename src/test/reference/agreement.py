"""Writes src/test/resources/golden/agreement.json: agreement and classification figures of seeded random cases, computed by the reference packages.

Run: pip install scikit-learn==1.9.1 krippendorff==0.9.0 irrCAC==0.4.4 statsmodels==0.15.0 && python src/test/reference/agreement.py
"""
import json
import math
import pathlib
import sys
import warnings
from importlib.metadata import version

import krippendorff
import numpy as np
import pandas as pd
from irrCAC.raw import CAC
from sklearn import metrics as m
from statsmodels.stats.inter_rater import fleiss_kappa

warnings.simplefilter("ignore")
OUT = pathlib.Path(__file__).parents[1] / "resources" / "golden" / "agreement.json"


def number(x):
    x = float(x)
    return x if math.isfinite(x) else None


def attempt(f):
    try:
        return number(f())
    except (ValueError, ZeroDivisionError):
        return None


def alphas(counts, places):
    return {
        level: attempt(lambda: krippendorff.alpha(value_counts=counts, value_domain=places, level_of_measurement=level))
        for level in ("nominal", "ordinal", "interval")
    }


def prf(y, z, labels):
    out = {}
    for average in ("macro", "micro", "weighted"):
        p, r, f, _ = m.precision_recall_fscore_support(y, z, labels=labels, average=average, zero_division=0)
        out[average] = {"precision": number(p), "recall": number(r), "f1": number(f)}
    p, r, f, s = m.precision_recall_fscore_support(y, z, labels=labels, average=None, zero_division=0)
    out["per_label"] = [[number(a), number(b), number(c), int(d)] for a, b, c, d in zip(p, r, f, s)]
    return out


def pairwise(name, labels, y, z):
    """y and z are indexes into labels; numeric labels give the interval alpha their numbers."""
    y, z = np.array(y), np.array(z)
    seen = sorted(set(y) | set(z))
    names = [labels[k] for k in seen]
    try:
        places = np.array([float(n) for n in names])
    except ValueError:
        places = np.arange(len(names), dtype=float)
    counts = np.array([[int(a == k) + int(b == k) for k in seen] for a, b in zip(y, z)])
    kappa = {w: attempt(lambda: m.cohen_kappa_score(y, z, labels=seen, weights=w)) if len(seen) > 1 else None for w in (None, "linear", "quadratic")}
    alpha = alphas(counts, np.arange(len(seen))) if len(seen) > 1 else dict.fromkeys(("nominal", "ordinal", "interval"))
    if len(seen) > 1:
        order = np.argsort(places)
        alpha["interval"] = alphas(counts[:, order], places[order])["interval"]
    figures = {
        "percent_agreement": number((y == z).mean()),
        "accuracy": number(m.accuracy_score(y, z)),
        "balanced_accuracy": number(m.recall_score(y, z, labels=sorted(set(y)), average="macro", zero_division=0)),
        "cohen_kappa": kappa[None],
        "cohen_kappa_linear": kappa["linear"],
        "cohen_kappa_quadratic": kappa["quadratic"],
        "scott_pi": attempt(lambda: fleiss_kappa(counts)) if len(seen) > 1 else None,
        "krippendorff_alpha_nominal": alpha["nominal"],
        "krippendorff_alpha_ordinal": alpha["ordinal"],
        "krippendorff_alpha_interval": alpha["interval"],
        "gwet_ac1": number(CAC(pd.DataFrame({"a": y, "b": z}).astype(float), digits=15).gwet()["est"]["coefficient_value"]) if len(seen) > 1 else None,
        "mcc": number(m.matthews_corrcoef(y, z)) if len(seen) > 1 else None,
        **prf(y, z, seen),
    }
    return {"name": name, "labels": labels, "seen": names, "reference": y.tolist(), "other": z.tolist(), "figures": figures,
            "confusion": m.confusion_matrix(y, z, labels=seen).tolist()}


def among(name, labels, ratings):
    """ratings: raters by units, -1 missing."""
    ratings = np.array(ratings)
    seen = sorted(set(ratings[ratings >= 0].tolist()))
    counts = np.array([[(ratings[:, u] == k).sum() for k in seen] for u in range(ratings.shape[1])])
    try:
        places = np.array([float(labels[k]) for k in seen])
    except ValueError:
        places = np.arange(len(seen), dtype=float)
    frame = pd.DataFrame(ratings.T).astype(float).replace(-1.0, np.nan)
    cac = lambda: CAC(frame.copy(), digits=15)
    ac1 = cac().gwet()["est"]
    return {"name": name, "labels": labels, "ratings": ratings.tolist(), "units": int((counts.sum(axis=1) > 0).sum()),
            "pairable_units": int((counts.sum(axis=1) > 1).sum()),
            "figures": {"krippendorff_alpha.nominal": alphas(counts, np.arange(len(seen)))["nominal"],
                        "krippendorff_alpha.ordinal": alphas(counts, np.arange(len(seen)))["ordinal"],
                        "krippendorff_alpha.interval": alphas(counts, places)["interval"],
                        "fleiss_kappa": number(cac().fleiss()["est"]["coefficient_value"]),
                        "gwet_ac1": number(ac1["coefficient_value"]), "percent_agreement": number(ac1["pa"])}}


def sets(name, labels, y, z):
    """y and z are 0/1 matrices, units by labels; every label occurs on some side."""
    y, z = np.array(y), np.array(z)
    figures = {"exact_match": number(m.accuracy_score(y, z)), "jaccard": number(m.jaccard_score(y, z, average="samples", zero_division=0)),
               "hamming": number(m.hamming_loss(y, z))}
    for average in ("micro", "macro", "samples"):
        p, r, f, _ = m.precision_recall_fscore_support(y, z, average=average, zero_division=0)
        figures[average] = {"precision": number(p), "recall": number(r), "f1": number(f)}
    p, r, f, s = m.precision_recall_fscore_support(y, z, average=None, zero_division=0)
    figures["per_label"] = [[number(a), number(b), number(c), int(d)] for a, b, c, d in zip(p, r, f, s)]
    return {"name": name, "labels": labels, "reference": y.tolist(), "other": z.tolist(), "figures": figures}


def noisy(g, y, k, share):
    return np.where(g.random(len(y)) < share, g.integers(0, k, len(y)), y)


def main():
    g = np.random.default_rng(7)
    pairs = []
    for k, n, share in ((2, 20, .3), (2, 200, .5), (3, 60, .4), (4, 150, .2), (5, 90, .9), (7, 300, .5), (12, 120, .6)):
        y = g.choice(k, n, p=g.dirichlet(np.ones(k) * 2))
        pairs.append(pairwise(f"words {k} x {n}", [f"label {chr(97 + i)}" for i in range(k)], y.tolist(), noisy(g, y, k, share).tolist()))
    y = g.integers(0, 5, 80)
    pairs.append(pairwise("uneven numbers", ["-2", "0", "0.5", "3", "10"], y.tolist(), noisy(g, y, 5, .5).tolist()))
    pairs.append(pairwise("years", ["1999", "2004", "2005", "2024"], (y % 4).tolist(), (noisy(g, y, 5, .5) % 4).tolist()))
    pairs.append(pairwise("other constant", ["no", "yes"], [0, 1, 1, 0, 1, 1], [1] * 6))
    pairs.append(pairwise("reference constant", ["no", "yes"], [0] * 5, [0, 1, 0, 0, 1]))
    pairs.append(pairwise("both constant, different", ["no", "yes"], [0] * 4, [1] * 4))
    pairs.append(pairwise("one label", ["no", "yes"], [1] * 5, [1] * 5))
    pairs.append(pairwise("disjoint labels", ["a", "b", "c", "d"], [0, 1, 0, 1], [2, 3, 3, 2]))
    pairs.append(pairwise("perfect", ["a", "b", "c"], [0, 1, 2, 1, 0], [0, 1, 2, 1, 0]))
    pairs.append(pairwise("two units", ["a", "b"], [0, 1], [1, 1]))
    tables = []
    for k, raters, n, missing in ((2, 3, 40, .0), (3, 4, 50, .2), (4, 6, 80, .5), (5, 3, 30, .6), (3, 2, 40, .3)):
        y = g.integers(0, k, n)
        r = np.array([noisy(g, y, k, .4) for _ in range(raters)])
        r[g.random(r.shape) < missing] = -1
        tables.append(among(f"{raters} raters, {k} labels, {missing} missing", [str(i * i) for i in range(k)], r.tolist()))
    multi = []
    for k, n, share in ((3, 40, .3), (6, 80, .15), (10, 60, .05)):
        y = (g.random((n, k)) < share * 1.5).astype(int)
        z = np.where(g.random((n, k)) < .2, (g.random((n, k)) < share).astype(int), y)
        y[0], z[1] = 1, 1
        multi.append(sets(f"{k} labels", [f"m{i}" for i in range(k)], y.tolist(), z.tolist()))
    document = {"versions": {p: version(p) for p in ("scikit-learn", "krippendorff", "irrCAC", "statsmodels", "numpy")} | {"python": sys.version.split()[0]},
                "pairwise": pairs, "among": tables, "multi_label": multi}
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(document, separators=(",", ":")) + "\n")
    print(OUT, OUT.stat().st_size, document["versions"])


main()
