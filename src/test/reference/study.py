"""Writes src/test/resources/golden/study.json: figures, spreads, paired bootstrap, McNemar and Holm of seeded answers to a test, by the reference packages.

Run: pip install scikit-learn==1.9.1 krippendorff==0.9.0 statsmodels==0.15.0 && python src/test/reference/study.py
"""
import itertools
import json
import math
import pathlib
import sys
import warnings
from importlib.metadata import version

import krippendorff
import numpy as np
from sklearn import metrics as m
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests

warnings.simplefilter("ignore")
OUT = pathlib.Path(__file__).parents[1] / "resources" / "golden" / "study.json"
DRAWS = 10000
KEYS = ("f1", "precision", "recall", "accuracy", "mcc")


def number(x):
    x = float(x)
    return x if math.isfinite(x) else None


def figures(y, z, positive):
    """y and z are label indexes, or 0/1 matrices; positive is an index or None for the macro average."""
    multi = np.ndim(y) == 2
    if positive is None:
        p, r, f, _ = m.precision_recall_fscore_support(y, z, average="macro", zero_division=0)
    else:
        p, r, f, _ = (x[0] for x in m.precision_recall_fscore_support(y, z, labels=[positive], average=None, zero_division=0))
    return [f, p, r, m.accuracy_score(y, z), math.nan if multi else m.matthews_corrcoef(y, z)]


def quick(y, z, k, positive):
    """The same by counting, for the resamples; every case checks it against scikit-learn."""
    with np.errstate(invalid="ignore", divide="ignore"):
        if np.ndim(y) == 2:
            hit, row, column = (y & z).sum(axis=0), y.sum(axis=0), z.sum(axis=0)
            accuracy, mcc = (y == z).all(axis=1).mean(), math.nan
        else:
            table = np.bincount(y * k + z, minlength=k * k).reshape(k, k).astype(float)
            hit, row, column = table.diagonal(), table.sum(axis=1), table.sum(axis=0)
            n = table.sum()
            accuracy = hit.sum() / n
            mcc = np.nan_to_num((hit.sum() * n - row @ column) / math.sqrt((n * n - row @ row) * (n * n - column @ column)), nan=0, posinf=0, neginf=0)
        each = np.nan_to_num(np.array([2 * hit / (row + column), hit / column, hit / row]))
    # macro averages are over the labels that a resample has
    three = each[:, row + column > 0].mean(axis=1) if positive is None else each[:, positive]
    return [*three, accuracy, mcc]


def answered(z):
    return np.array([x is not None for x in z])


def case(name, kind, labels, positive, y, cells, pairs, filtered):
    """cells: name -> answers of each seed, None where there is none; pairs and filtered: pairs of names."""
    y = np.array(y)
    n = len(y)
    known = {(c, s): answered(z) for c, seeds in cells.items() for s, z in enumerate(seeds)}
    filled = {(c, s): np.array([z[i] if z[i] is not None else y[i] for i in range(n)]) for c, seeds in cells.items() for s, z in enumerate(seeds)}

    def read(key, pick, by):
        pick = pick[known[key][pick]]
        return by(y[pick], filled[key][pick])

    def counted(y, z):
        return quick(y, z, len(labels), positive)

    point = {key: read(key, np.arange(n), lambda y, z: figures(y, z, positive)) for key in filled}
    g = np.random.default_rng(11)
    drawn = {key: [] for key in filled}
    for _ in range(DRAWS):
        pick = g.integers(0, n, n)
        for key in filled:
            drawn[key].append(read(key, pick, counted))
    for key in filled:
        for pick in (np.arange(n), np.random.default_rng(3).integers(0, n, n)):
            np.testing.assert_allclose(read(key, pick, counted), read(key, pick, lambda y, z: figures(y, z, positive)), atol=1e-12)
    drawn = {key: np.array(v) for key, v in drawn.items()}

    def mean(source, cell):
        return np.mean([source[cell, s] for s in range(len(cells[cell]))], axis=0)

    out = {"name": name, "kind": kind, "labels": labels, "positive": positive, "truth": y.tolist(), "cells": [], "comparisons": [], "ablations": []}
    for cell, seeds in cells.items():
        k = len(seeds)
        values = np.array([point[cell, s] for s in range(k)])
        limits = np.nanpercentile(mean(drawn, cell), [2.5, 97.5], axis=0)
        entry = {"cell": cell, "answers": [[None if x is None else np.array(x).tolist() for x in z] for z in seeds],
                 "figures": [dict(zip(KEYS, map(number, row))) for row in values],
                 "mean": dict(zip(KEYS, map(number, values.mean(axis=0)))),
                 "sd": dict(zip(KEYS, map(number, values.std(axis=0, ddof=1)))) if k > 1 else None,
                 "intervals": dict(zip(KEYS, [[number(x) for x in pair] for pair in limits.T]))}
        if k > 1:
            code = {}
            ratings = np.array([[np.nan if x is None else code.setdefault(str(np.array(x).tolist()), len(code)) for x in z] for z in seeds])
            full = ~np.isnan(ratings).any(axis=0)
            entry["alpha"] = number(krippendorff.alpha(reliability_data=ratings, level_of_measurement="nominal"))
            entry["unchanged"] = number((ratings[:, full] == ratings[0, full]).all(axis=0).mean())
        out["cells"].append(entry)

    def difference(a, b):
        low, high = np.nanpercentile((mean(drawn, a) - mean(drawn, b))[:, 0], [2.5, 97.5])
        return {"a": a, "b": b, "delta": number((mean(point, a) - mean(point, b))[0]), "low": number(low), "high": number(high)}

    tests = []
    for a, b in pairs:
        entry = difference(a, b)
        if kind != "multi":
            both = known[a, 0] & known[b, 0]
            right = [(filled[c, 0] == y)[both] for c in (a, b)]
            table = [[int((right[0] & right[1]).sum()), int((right[0] & ~right[1]).sum())],
                     [int((~right[0] & right[1]).sum()), int((~right[0] & ~right[1]).sum())]]
            entry |= {"only_a": table[0][1], "only_b": table[1][0], "p": number(mcnemar(table, exact=True).pvalue)}
            tests.append(entry["p"])
        out["comparisons"].append(entry)
    if tests:
        for entry, p in zip(out["comparisons"], multipletests(tests, method="holm")[1]):
            entry["holm"] = number(p)
    out["ablations"] = [difference(a, b) for a, b in filtered]
    return out


def answers(g, y, k, share, lost=0.0):
    z = np.where(g.random(len(y)) < share, g.integers(0, k, len(y)), y)
    return [None if g.random() < lost else int(x) for x in z]


def main():
    g = np.random.default_rng(5)
    cases = []

    y = g.choice(3, 240, p=[.5, .3, .2])
    cells = {"Human/minilm": [answers(g, y, 3, .35) for _ in range(3)], "Human/linear": [answers(g, y, 3, .5) for _ in range(3)],
             "GPT/minilm": [answers(g, y, 3, .4) for _ in range(3)], "GPT/linear": [answers(g, y, 3, .45, .04) for _ in range(2)],
             "GPT, consistency ≥ 1/minilm": [answers(g, y, 3, .3) for _ in range(3)],
             "GPT, consistency ≥ 1/linear": [answers(g, y, 3, .45) for _ in range(3)], "GPT itself/": [answers(g, y, 3, .2, .02)]}
    trained = [c for c in cells if c != "GPT itself/"]
    pairs = [(a, b) for a, b in itertools.combinations(cells, 2) if a.split("/")[1] == b.split("/")[1] or b == "GPT itself/"]
    cases.append(case("three labels, macro", "single", ["Against", "For", "Neither"], None, y, cells, pairs,
                      [(f"GPT, consistency ≥ 1/{s}", f"GPT/{s}") for s in ("minilm", "linear")]))

    y = (g.random(300) < .12).astype(int)
    cells = {"Human/minilm": [answers(g, y, 2, .2) for _ in range(3)], "GPT/minilm": [answers(g, y, 2, .3) for _ in range(3)],
             "GPT itself/": [answers(g, y, 2, .25)]}
    cases.append(case("rare yes", "single", ["no", "yes"], 1, y, cells, list(itertools.combinations(cells, 2)), []))

    y = (g.random((150, 4)) < .3).astype(int)

    def noisy(share):
        return [row.tolist() for row in np.where(g.random(y.shape) < share, (g.random(y.shape) < .3).astype(int), y)]
    cells = {"Human/minilm": [noisy(.3) for _ in range(2)], "GPT/minilm": [noisy(.4) for _ in range(2)]}
    for positive in (None, 2):
        cases.append(case(f"several labels, positive {positive}", "multi", ["a", "b", "c", "d"], positive, y, cells,
                          list(itertools.combinations(cells, 2)), []))

    document = {"versions": {p: version(p) for p in ("scikit-learn", "krippendorff", "statsmodels", "numpy")} | {"python": sys.version.split()[0]},
                "draws": DRAWS, "cases": cases}
    OUT.write_text(json.dumps(document, separators=(",", ":"), ensure_ascii=False) + "\n", encoding="utf-8")
    print(OUT, OUT.stat().st_size, document["versions"])


main()
