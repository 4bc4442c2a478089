"""Simulating scale scores from a path model, with nothing but the standard library.

A model is a list of equations in causal order, (outcome, {predictor: slope}), and correlations between pairs of residuals.
All population values are standardised; every variable has variance 1 before it is cut into answers.
"""

import csv
import math
import random
from statistics import NormalDist


def simulate(seed, n, exogenous, equations, residual_correlations, scales):
    """n rows of scale scores. `scales` maps a variable to (item count, lowest, highest answer, mean, standard deviation).

    A score is a mean of whole answers: k / items for a whole k, so that items can be made that score into it exactly.
    """
    generator = random.Random(seed)
    inverse_normal = NormalDist().inv_cdf
    covariance = population_covariance(exogenous, equations, residual_correlations)
    names = list(covariance)
    factor = cholesky([[covariance[a][b] for b in names] for a in names])
    rows = []
    for _ in range(n):
        draws = [inverse_normal(generator.random() or 0.5) for _ in names]
        row = {}
        for i, name in enumerate(names):
            standard = sum(factor[i][j] * draws[j] for j in range(i + 1))
            items, lowest, highest, mean, deviation = scales[name]
            total = round((mean + deviation * standard) * items)
            row[name] = min(max(total, lowest * items), highest * items) / items
        rows.append(row)
    return rows


def population_covariance(exogenous, equations, residual_correlations):
    """The covariances that the equations imply, each residual variance chosen so that its variable has variance 1.

    A residual may correlate with that of an earlier equation whose outcome predicts neither it nor anything in between.
    """
    covariance = {exogenous: {exogenous: 1.0}}
    residual_deviation = {exogenous: 1.0}
    for outcome, slopes in equations:
        with_earlier = {
            name: sum(slope * covariance[predictor][name] for predictor, slope in slopes.items()) for name in covariance
        }
        residual_deviation[outcome] = math.sqrt(1 - sum(slope * with_earlier[name] for name, slope in slopes.items()))
        for name in with_earlier:
            correlation = residual_correlations.get(frozenset((outcome, name)), 0)
            with_earlier[name] += correlation * residual_deviation[outcome] * residual_deviation[name]
        for name, value in with_earlier.items():
            covariance[name][outcome] = value
        covariance[outcome] = with_earlier | {outcome: 1.0}
    return covariance


def cholesky(matrix):
    order = len(matrix)
    factor = [[0.0] * order for _ in range(order)]
    for j in range(order):
        factor[j][j] = math.sqrt(matrix[j][j] - sum(factor[j][k] ** 2 for k in range(j)))
        for i in range(j + 1, order):
            rest = matrix[i][j] - sum(factor[i][k] * factor[j][k] for k in range(j))
            factor[i][j] = rest / factor[j][j]
    return factor


def inverse(matrix):
    """Gauss-Jordan with pivoting."""
    order = len(matrix)
    rows = [list(row) + [float(i == j) for j in range(order)] for i, row in enumerate(matrix)]
    for j in range(order):
        pivot = max(range(j, order), key=lambda i: abs(rows[i][j]))
        rows[j], rows[pivot] = rows[pivot], rows[j]
        rows[j] = [value / rows[j][j] for value in rows[j]]
        for i in range(order):
            if i != j:
                rows[i] = [a - rows[i][j] * b for a, b in zip(rows[i], rows[j])]
    return [row[order:] for row in rows]


def correlations(rows):
    """(correlations by pair of names, standard deviations with divisor n - 1)."""
    names = list(rows[0])
    means = {name: sum(row[name] for row in rows) / len(rows) for name in names}

    def products(a, b):
        return sum((row[a] - means[a]) * (row[b] - means[b]) for row in rows)

    r = {a: {b: products(a, b) / math.sqrt(products(a, a) * products(b, b)) for b in names} for a in names}
    return r, {name: math.sqrt(products(name, name) / (len(rows) - 1)) for name in names}


def regression(r, n, outcome, predictors):
    """Standardised slope and t value of each predictor, by ordinary least squares from correlations."""
    inverted = inverse([[r[a][b] for b in predictors] for a in predictors])
    slopes = [sum(inverted[i][j] * r[b][outcome] for j, b in enumerate(predictors)) for i in range(len(predictors))]
    explained = sum(slope * r[name][outcome] for slope, name in zip(slopes, predictors))
    scale = (1 - explained) / (n - len(predictors) - 1)
    return {
        name: (slopes[i], slopes[i] / math.sqrt(inverted[i][i] * scale)) for i, name in enumerate(predictors)
    }


def write_table(path, comments, header, rows):
    with open(path, "w", newline="") as file:
        for comment in comments:
            file.write(f"# {comment}\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def write_scores(path, comments, rows):
    """Scores are written with the fewest digits that give the same double back."""
    names = list(rows[0])
    write_table(path, comments, names, [[shortest(row[name]) for name in names] for row in rows])


def shortest(value):
    return str(int(value)) if value == int(value) else repr(value)


def two_decimals(value):
    """As papers print a correlation: .30, -.07, 1."""
    return "1" if value == 1 else f"{value:.2f}".replace("0.", ".", 1)


def rounded(r):
    return {a: {b: round(value, 2) for b, value in row.items()} for a, row in r.items()}
