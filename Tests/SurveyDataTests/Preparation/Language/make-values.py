#!/usr/bin/env python3
"""Writes ExpressionValues.swift: what numpy and Python's own parser make of expressions over a small table.

Precedence: random expressions without needless parentheses, which Python parses by the same rules once ^ is **.
Functions: numpy over the same columns, with nan for missing.
"""
import math
import random
import warnings

import numpy as np

warnings.simplefilter("ignore")
random.seed(1921)
rng = np.random.default_rng(1921)
n = 14
x = np.round(rng.normal(3, 2, n), 3)
y = np.round(rng.uniform(0.2, 9, n), 3)
z = rng.integers(-3, 4, n).astype(float)
x[[2, 9]] = np.nan
y[[9, 11]] = np.nan
u = [rng.integers(1, 6, n).astype(float) for _ in range(4)]
u[0][[0, 9]] = np.nan
u[1][[0, 5]] = np.nan
u[2][[0]] = np.nan
u[3][[0, 3]] = np.nan
team = ["a", "b", "a", "c", "b", "a", "b", "a", "c", "b", "a", None, "b", "c"]
nan = math.nan


def literal(values):
    return "[" + ", ".join(".nan" if v is None or math.isnan(v) else repr(float(v)) for v in values) + "]"


def texts(values):
    return "[" + ", ".join("nil" if v is None else f'"{v}"' for v in values) + "]"


def by_team(values, f):
    out = np.full(n, nan)
    for t in "abc":
        rows = [i for i in range(n) if team[i] == t]
        out[rows] = f(values[rows])
    return out


def lag(values, k):
    out = np.full(n, nan)
    for t in "abc":
        rows = [i for i in range(n) if team[i] == t]
        for position in range(k, len(rows)):
            out[rows[position]] = values[rows[position - k]]
    return out


items = np.array(u)
half_away = lambda v, d: np.sign(v) * np.floor(np.abs(v) * 10**d + 0.5) / 10**d
functions = {
    "x + y * z - 1": x + y * z - 1,
    "-x ^ 2": -(x**2),
    "2 ^ -1 ^ 2": np.full(n, 2.0 ** -(1.0**2)),
    "x / y": x / y,
    "abs(x - 4)": np.abs(x - 4),
    "sqrt(y)": np.sqrt(y),
    "exp(z)": np.exp(z),
    "log(y)": np.log(y),
    "log10(y)": np.log10(y),
    "round(x)": half_away(x, 0),
    "round(x, 2)": half_away(x, 2),
    "floor(x)": np.floor(x),
    "ceiling(x)": np.ceil(x),
    "mean(u1..u4)": np.nanmean(items, axis=0),
    "sum(u1..u4)": np.where(np.isnan(items).all(axis=0), nan, np.nansum(items, axis=0)),
    "min(u1..u4, 3)": np.nanmin(np.vstack([items, np.full(n, 3.0)]), axis=0),
    "max(u1, u2)": np.fmax(u[0], u[1]),
    "mean(x, y, 1)": np.nanmean(np.array([x, y, np.ones(n)]), axis=0),
    "valid(u1..u4)": (~np.isnan(items)).sum(axis=0),
    "count_missing(u1..u4, x)": np.isnan(np.vstack([items, x])).sum(axis=0),
    "missing(x)": np.isnan(x).astype(float),
    "center(x)": x - np.nanmean(x),
    "standardize(x)": (x - np.nanmean(x)) / np.nanstd(x, ddof=1),
    "center(x, team)": by_team(x, lambda v: v - np.nanmean(v)),
    "standardize(x, team)": by_team(x, lambda v: (v - np.nanmean(v)) / np.nanstd(v, ddof=1)),
    "groupmean(y, team)": by_team(y, lambda v: np.full(len(v), np.nanmean(v))),
    "groupmean(y, team) - groupmean(x * 2, team)": by_team(y, lambda v: np.full(len(v), np.nanmean(v)))
    - by_team(2 * x, lambda v: np.full(len(v), np.nanmean(v))),
    "lag(x, team)": lag(x, 1),
    "lag(x, team, 2)": lag(x, 2),
    "if(z > 0, x / z, 0)": np.where(z > 0, x / np.where(z > 0, z, 1), 0),
    "if(x > 3, 1, missing)": np.where(x > 3, 1, nan),
    "z in (-3..-1, 2)": ((z <= -1) | (z == 2)).astype(float),
    "x not in [1..3]": np.where(np.isnan(x), nan, ~((x >= 1) & (x <= 3))),
    "team in ('a', \"c\")": np.array([nan if t is None else float(t in "ac") for t in team]),
    "team != 'a'": np.array([nan if t is None else float(t != "a") for t in team]),
    "z != 0 and y / z > 1": np.array(
        [0.0 if b == 0 else nan if math.isnan(a) else float(a / b > 1) for a, b in zip(y, z)]
    ),
}


def arithmetic(depth):
    if depth == 0:
        return random.choice(["a", "b", "c", "2", "3", "0.5"])
    kind = random.random()
    if kind < 0.12:
        return "-" + arithmetic(depth - 1)
    if kind < 0.25:
        return "(" + arithmetic(depth - 1) + ")"
    if kind < 0.35:
        return random.choice("abc") + " ^ " + random.choice("23")
    return arithmetic(depth - 1) + " " + random.choice("+-*/") + " " + arithmetic(depth - 1)


def condition(depth):
    if depth == 0:
        return arithmetic(1) + " " + random.choice(["==", "!=", "<", "<=", ">", ">="]) + " " + arithmetic(1)
    kind = random.random()
    if kind < 0.2:
        return "not " + condition(depth - 1)
    if kind < 0.35:
        return "(" + condition(depth - 1) + ")"
    return condition(depth - 1) + " " + random.choice(["and", "or"]) + " " + condition(depth - 1)


a, b, c = [1.0, 2.0, 3.0], [4.0, 0.5, -2.0], [3.0, -1.0, 1.5]
precedence = []
while len(precedence) < 60:
    text = arithmetic(3) if len(precedence) < 30 else condition(random.choice([1, 2]))
    try:
        values = [
            float(eval(text.replace("^", "**"), {}, {"a": p, "b": q, "c": r})) for p, q, r in zip(a, b, c)
        ]
    except (ZeroDivisionError, OverflowError, TypeError):
        continue
    if all(abs(v) < 1e12 for v in values):
        precedence.append((text, values))

out = ["/// Written by make-values.py, with numpy and Python's own parser.", "enum ExpressionValues {"]
for name, values in [("x", x), ("y", y), ("z", z)] + [(f"u{i + 1}", column) for i, column in enumerate(u)]:
    out.append(f"  static let {name}: [Double] = {literal(values)}")
out.append(f"  static let team: [String?] = {texts(team)}")
out.append("")
out.append("  static let functions: [(text: String, values: [Double])] = [")
for text, values in functions.items():
    quoted = text.replace('"', '\\"')
    out.append(f'    ("{quoted}", {literal(values)}),')
out += ["  ]", "", f"  static let a = {a}", f"  static let b = {b}", f"  static let c = {c}", ""]
out.append("  static let precedence: [(text: String, values: [Double])] = [")
for text, values in precedence:
    out.append(f'    ("{text}", {literal(values)}),')
out += ["  ]", "}", ""]
open(__file__.replace("make-values.py", "ExpressionValues.swift"), "w").write("\n".join(out))
