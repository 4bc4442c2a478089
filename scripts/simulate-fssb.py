#!/usr/bin/env python3
"""Simulates data/fssb.csv, and the correlation and SD tables that a paper would print of it.

The study (Figure 1 and 2 of the article on family-supportive leadership; see data/README.md) printed signs, not values, and published no
data. The population values below are ours. The sample is the first, by seed from 2021 on, that shows Figure 2: the paths it draws are
significant with its signs (|t| > 2.6, about p < .01), those it does not draw are not (|t| < 1.3, about p > .20), direct paths included, and
engagement is the strongest predictor of both outcomes; from the raw scores and from the rounded correlations alike.
"""

import itertools
from pathlib import Path

from survey_simulation import correlations, regression, rounded, simulate, two_decimals, write_scores, write_table

SAMPLE_SIZE = 278
# Items, lowest and highest answer, mean, standard deviation.
SCALES = {
    "fssb": (14, 1, 7, 4.5, 1.1),
    "conflict": (5, 1, 7, 2.9, 1.1),
    "enrichment": (9, 1, 7, 4.3, 1.0),
    "engagement": (9, 0, 6, 4.0, 0.9),
    "performance": (5, 1, 7, 5.3, 0.8),
    "ambition": (9, 1, 7, 4.6, 1.0),
}
EQUATIONS = [
    ("conflict", {"fssb": -0.30}),
    ("enrichment", {"fssb": 0.35}),
    ("engagement", {"fssb": 0.30}),
    ("performance", {"conflict": -0.18, "enrichment": 0.0, "engagement": 0.34}),
    ("ambition", {"conflict": 0.0, "enrichment": 0.19, "engagement": 0.31}),
]
RESIDUAL_CORRELATIONS = {
    frozenset(("conflict", "enrichment")): -0.15,
    frozenset(("conflict", "engagement")): -0.20,
    frozenset(("enrichment", "engagement")): 0.35,
    frozenset(("performance", "ambition")): 0.20,
}
# Figure 2: the sign of each significant path; 0 where it draws none.
FIGURE_2 = {
    ("conflict", "fssb"): -1,
    ("enrichment", "fssb"): 1,
    ("engagement", "fssb"): 1,
    ("performance", "conflict"): -1,
    ("performance", "enrichment"): 0,
    ("performance", "engagement"): 1,
    ("ambition", "conflict"): 0,
    ("ambition", "enrichment"): 1,
    ("ambition", "engagement"): 1,
}
MEDIATORS = ["conflict", "enrichment", "engagement"]
OUTCOMES = ["performance", "ambition"]


def shows_figure_2(r):
    for outcome in MEDIATORS + OUTCOMES:
        predictors = ["fssb"] if outcome in MEDIATORS else MEDIATORS
        estimates = regression(r, SAMPLE_SIZE, outcome, predictors)
        for predictor, (_, t) in estimates.items():
            sign = FIGURE_2[outcome, predictor]
            if (abs(t) > 1.3) if sign == 0 else (sign * t < 2.6):
                return False
        if outcome in OUTCOMES:
            if max(estimates, key=lambda name: abs(estimates[name][0])) != "engagement":
                return False
            if abs(regression(r, SAMPLE_SIZE, outcome, ["fssb"] + MEDIATORS)["fssb"][1]) > 1.3:
                return False
    return True


def main():
    for seed in itertools.count(2021):
        rows = simulate(seed, SAMPLE_SIZE, "fssb", EQUATIONS, RESIDUAL_CORRELATIONS, SCALES)
        r, deviations = correlations(rows)
        if shows_figure_2(r) and shows_figure_2(rounded(r)):
            break
    data = Path(__file__).resolve().parent.parent / "data"
    comments = [f"Simulated by scripts/simulate-fssb.py (seed {seed}); not the study's data"]
    write_scores(data / "fssb.csv", comments, rows)
    names = list(SCALES)
    triangle = [
        [a] + [two_decimals(r[a][b] if a != b else 1) if j <= i else "" for j, b in enumerate(names)]
        for i, a in enumerate(names)
    ]
    write_table(data / "fssb-cor.csv", comments, ["variable"] + names, triangle)
    write_table(data / "fssb-sds.csv", comments, ["variable", "sd"], [[a, f"{deviations[a]:.2f}"] for a in names])


if __name__ == "__main__":
    main()
