#!/usr/bin/env python3
"""Writes the tables of exact probabilities that the tests compare with: Tables/*.swift.

Needs mpmath. Every argument is a double taken exactly; every value is computed with at least 50 digits (more where a
tail is a difference) and printed with 25. Takes some minutes; give names of functions below to run only those.
"""
import math
import os
import random
import sys
from mpmath import mp, mpf

mp.dps = 60
HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "Tables")


def show(value):
    return repr(value) if isinstance(value, float) else mp.nstr(value, 25, min_fixed=0, max_fixed=0)


def write(name, columns, rows):
    """One Swift file with one string: a line a case, blanks between the columns."""
    os.makedirs(HERE, exist_ok=True)
    with open(os.path.join(HERE, name[0].upper() + name[1:] + ".swift"), "w") as file:
        file.write("// Written by make-tables.py with mpmath; columns: " + columns + ".\n")
        file.write("let " + name + ' = """\n')
        for row in rows:
            file.write("  " + " ".join(show(value) for value in row) + "\n")
        file.write('  """\n')
    print(name, len(rows), flush=True)


def representable(value):
    return mpf("1e-290") < value


# Normal ----------------------------------------------------------------------------------------------------------

def normal_upper(x):
    return mp.erfc(mpf(x) / mp.sqrt(2)) / 2


def normal_density(x):
    return mp.exp(-mpf(x) ** 2 / 2) / mp.sqrt(2 * mp.pi)


def normal_quantile(p):
    p = mpf(p)
    if p > mpf(1) / 2:
        return -normal_quantile(1 - p)
    x = -mp.sqrt(-2 * mp.log(p)) if p < 0.1 else mpf(0)
    for _ in range(200):
        # Newton on the logarithm: safe from any start.
        tail = normal_upper(-x)
        step = mp.log(tail / p) * tail / normal_density(x)
        x -= step
        if abs(step) < mpf(10) ** -50:
            break
    return x


def normal_tables():
    xs = [i / 8 for i in range(-300, 301)] + [random.uniform(-36, 36) for _ in range(100)]
    xs += [1e-300, 1e-20, 1e-9, -1e-9, 1e-5]
    write("normalTable", "x, density, lower tail, upper tail",
          [(x, normal_density(x), normal_upper(-x), normal_upper(x)) for x in xs])
    ps = [10.0 ** -e for e in range(1, 300, 7)] + [1 - 2.0 ** -e for e in range(2, 53, 3)]
    ps += [i / 200 for i in range(1, 200)] + [0.075, 0.925, math.exp(-25), 1.39e-11, 0.5 + 2.0 ** -40]
    ps = [p for p in ps if p != 0.5]
    write("normalQuantileTable", "p, quantile", [(p, normal_quantile(p)) for p in ps])


# Gamma and chi-square ----------------------------------------------------------------------------------------------

def gamma_weight(a, x):
    """x^a e^(-x) / Gamma(a + 1)"""
    return mp.exp(a * mp.log(x) - x - mp.loggamma(a + 1))


def gamma_tails(a, x):
    """P and Q, each with 45 digits at least: the series of P; Q = 1 - P with as many digits more as Q is small."""
    a, x = mpf(a), mpf(x)
    weight = gamma_weight(a, x)
    extra = int(max(0, -mp.log10(weight))) + 20 if x > a else 10
    with mp.workdps(60 + extra):
        weight = gamma_weight(a, x)
        term, total, order = mpf(1), mpf(1), a
        limit = mpf(10) ** (-55 - extra)
        while term > total * limit:
            order += 1
            term *= x / order
            total += term
        lower = weight * total
        upper = 1 - lower
    return +lower, +upper


def quantile_of(p, x, tails, density):
    """The x at which the lower tail is exactly the double p, by Newton's method from an x close to it."""
    p, x = mpf(p), mpf(x)
    for _ in range(4):
        x += (p - tails(x)[0]) / density(x)
    return x


def gamma_table():
    rows, quantiles = [], []
    shapes = [0.1, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 4.5, 10.0, 19.5, 20.0, 20.5, 50.0, 100.5, 500.0, 1000.5, 1e4, 1e5, 1e6]
    for a in shapes:
        for z in [-30, -20, -12, -8, -5, -3, -2, -1, -0.5, -0.1, 0, 0.1, 0.5, 1, 2, 3, 5, 8, 12, 20, 30]:
            x = float("%.6g" % max(a * math.exp(z / math.sqrt(a)) if z < 0 else a + z * math.sqrt(a) + z * z / 3, 1e-30))
            lower, upper = gamma_tails(a, x)
            if representable(lower) and representable(upper):
                rows.append((a, x, lower, upper))
            p = float(lower)
            if representable(lower) and upper > 1e-9 and a < 1e5:
                density = lambda t: gamma_weight(mpf(a), t) * mpf(a) / t
                quantiles.append((a, p, quantile_of(p, x, lambda t: gamma_tails(a, t), density)))
    for a in [0.5, 2.5, 30.0]:
        for x in [1e-8, 0.01, a + 1, float("%.8g" % (a + 0.999999)), 100.0, 300.0, 600.0]:
            lower, upper = gamma_tails(a, x)
            if representable(lower) and representable(upper):
                rows.append((a, x, lower, upper))
    write("gammaTable", "shape, x, lower tail, upper tail", rows)
    write("gammaQuantileTable", "shape, p, quantile", quantiles)


# Beta, F and t -----------------------------------------------------------------------------------------------------

def beta_weight(a, b, odds):
    """x^a y^b / B(a, b) with x = odds/(1 + odds), y = 1 - x"""
    y = 1 / (1 + odds)
    return mp.exp(a * mp.log(odds * y) + b * mp.log(y) + mp.loggamma(a + b) - mp.loggamma(a) - mp.loggamma(b))


def beta_series(a, b, odds):
    """I_x(a, b) = x^a y^b / (a B(a, b)) (1 + (a + b)/(a + 1) x + (a + b)(a + b + 1)/((a + 1)(a + 2)) x^2 + ...):
    every term positive."""
    x = odds / (1 + odds)
    term, total, order = mpf(1), mpf(1), mpf(0)
    limit = mpf(10) ** (-mp.dps - 5)
    while True:
        ratio = (a + b + order) / (a + 1 + order) * x
        term *= ratio
        total += term
        order += 1
        # What is left is at most a geometric series, once the ratio falls.
        if ratio < 1 and term < limit * total * (1 - ratio):
            break
    return beta_weight(a, b, odds) / a * total


def beta_tails(a, b, odds):
    """Both tails, from the series of the one that needs fewer terms, with digits to spare for the difference from 1."""
    a, b, odds = mpf(a), mpf(b), mpf(odds)
    x, y = odds / (1 + odds), 1 / (1 + odds)
    terms = max(0, b * odds - a) - 150 / mp.log(x)
    reflected_terms = max(0, a / odds - b) - 150 / mp.log(y)
    digits = int(max(0, -mp.log10(beta_weight(a, b, odds))))
    if digits > 400:
        return (mpf(0), mpf(1)) if odds * b < a else (mpf(1), mpf(0))
    with mp.workdps(mp.dps + 20 + digits):
        if terms <= reflected_terms:
            lower = beta_series(a, b, odds)
            upper = 1 - lower
        else:
            upper = beta_series(b, a, 1 / odds)
            lower = 1 - upper
    return +lower, +upper


def f_table():
    rows, quantiles = [], []
    pairs = [(1, 1), (1, 5), (2, 2), (3, 10), (10, 3), (6, 271), (25, 25), (40.5, 13.25), (100, 1000), (1000, 100), (1, 1e6),
             (5000, 7000), (3, 1e5), (200, 0.5)]
    for n, d in pairs:
        n, d = float(n), float(d)
        spread = math.sqrt(2 / n + 2 / d)
        for z in [-25, -12, -6, -3, -1, -0.3, 0, 0.3, 1, 2, 3, 6, 12, 25]:
            x = float("%.6g" % math.exp(z * min(spread, 1.5)))
            odds = mpf(x) * mpf(n) / mpf(d)
            lower, upper = beta_tails(n / 2, d / 2, odds)
            if not (representable(lower) and representable(upper)):
                continue
            rows.append((n, d, x, lower, upper))
            if upper > 1e-9:
                p = float(lower)
                tails = lambda t: beta_tails(n / 2, d / 2, t * mpf(n) / mpf(d))
                density = lambda t: beta_weight(mpf(n) / 2, mpf(d) / 2, t * mpf(n) / mpf(d)) / t
                quantiles.append((n, d, p, quantile_of(p, x, tails, density)))
    write("fisherTable", "numerator df, denominator df, x, lower tail, upper tail", rows)
    write("fisherQuantileTable", "numerator df, denominator df, p, quantile", quantiles)


def beta_table():
    rows, quantiles = [], []
    for a, b in [(0.5, 0.5), (1, 3), (2.5, 0.75), (5, 5), (30, 70), (139, 3), (0.2, 40), (400, 600), (2e4, 3e4), (0.5, 1e5)]:
        a, b = float(a), float(b)
        mean, spread = a / (a + b), math.sqrt(a * b / (a + b + 1)) / (a + b)
        xs = [mean + z * spread for z in (-8, -4, -2, -1, 0, 1, 2, 4, 8)] + [1e-6, 0.01, 0.25, 0.5, 0.75, 0.99, 1 - 2.0 ** -30]
        for x in xs:
            x = float("%.9g" % x)
            if not 0 < x < 1:
                continue
            lower, upper = beta_tails(a, b, mpf(x) / (1 - mpf(x)))
            if not (representable(lower) and representable(upper)):
                continue
            rows.append((a, b, x, lower, upper))
            if upper > 1e-9:
                p = float(lower)
                tails = lambda t: beta_tails(a, b, t / (1 - t))
                density = lambda t: beta_weight(mpf(a), mpf(b), t / (1 - t)) / (t * (1 - t))
                quantiles.append((a, b, p, quantile_of(p, x, tails, density)))
    write("betaTable", "alpha, beta, x, lower tail, upper tail", rows)
    write("betaQuantileTable", "alpha, beta, p, quantile", quantiles)


def t_upper(df, x):
    lower, upper = beta_tails(mpf(1) / 2, mpf(df) / 2, mpf(x) ** 2 / mpf(df))
    return upper / 2 if x > 0 else mpf(1) / 2 + lower / 2


def t_table():
    rows, quantiles = [], []
    for df in [0.5, 1, 2, 3, 5, 10, 30.5, 60, 200, 1000, 1e5, 1e7]:
        df = float(df)
        for x in [1e-10, 0.001, 0.1, 0.5, 0.674, 1, 1.5, 1.96, 3, 5, 8, 12, 20, 30, 100, 1e4]:
            x = float(x)
            if df > 1e6 and x < 0.05:
                continue
            upper = t_upper(df, x)
            if not representable(upper):
                continue
            rows.append((df, x, 1 - upper, upper))
            p = float(upper)
            if p == 0.5:
                continue
            density = lambda t: beta_weight(mpf(1) / 2, mpf(df) / 2, t * t / mpf(df)) / t
            t = mpf(x)
            for _ in range(4):
                t += (t_upper(df, t) - mpf(p)) / density(t)
            quantiles.append((df, p, -t))
    write("studentTable", "df, x, lower tail, upper tail", rows)
    write("studentQuantileTable", "df, p, quantile", quantiles)


# Non-central chi-square --------------------------------------------------------------------------------------------

def noncentral_tails(df, noncentrality, x):
    """The Poisson mixture of central probabilities, term by term from the first, with digits to spare for the recursion
    P(a + 1, y) = P(a, y) - y^a e^(-y) / Gamma(a + 1)."""
    with mp.workdps(420):
        a, m, y = mpf(df) / 2, mpf(noncentrality) / 2, mpf(x) / 2
        weight = mp.exp(-m)
        density = gamma_weight(a, y)
        term, total, order = mpf(1), mpf(1), a
        while term > total * mpf(10) ** -410:
            order += 1
            term *= y / order
            total += term
        central = density * total
        lower, upper, j = mpf(0), mpf(0), 0
        while True:
            lower += weight * central
            upper += weight * (1 - central)
            if j > m and weight < mpf(10) ** -380:
                break
            j += 1
            weight *= m / j
            central -= density
            density *= y / (a + j)
        return +lower, +upper


def noncentral_tables():
    rows = []
    for df in [1.0, 2.0, 6.0, 24.5, 100.0, 1000.0]:
        for noncentrality in [1e-8, 0.1, 1.0, 4.0, 30.0, 200.0, 2000.0]:
            mean, sd = df + noncentrality, math.sqrt(2 * (df + 2 * noncentrality))
            for z in [-12, -6, -3, -1, 0, 1, 3, 6, 12, 30]:
                x = float("%.6g" % (mean * math.exp(z * sd / mean) if z < 0 else mean + z * sd))
                lower, upper = noncentral_tails(df, noncentrality, x)
                if representable(lower) and representable(upper):
                    rows.append((df, noncentrality, x, lower, upper))
    for df, noncentrality, x in [(6.0, 50000.0, 49000.0), (6.0, 50000.0, 53000.0), (300.0, 20000.0, 19000.0)]:
        rows.append((df, noncentrality, x) + noncentral_tails(df, noncentrality, x))
    write("noncentralTable", "df, noncentrality, x, lower tail, upper tail", rows)

    solved = []
    for df in [1.0, 4.0, 20.0, 150.0]:
        for x in [0.5 * df, df, 2.0 * df, df + 10.0, 10.0 * df, 3000.0]:
            for target in [0.95, 0.5, 0.05, 0.025, 1e-6]:
                central = noncentral_tails(df, 0.0, x)[0]
                if central < target:
                    continue
                low, high = mpf(0), mpf(1)
                while noncentral_tails(df, high, x)[0] > target:
                    high *= 2
                value = lambda t: mp.log(noncentral_tails(df, t, x)[0] / mpf(target))
                for _ in range(12):
                    middle = (low + high) / 2
                    low, high = (middle, high) if value(middle) > 0 else (low, middle)
                root = mp.findroot(value, (low, high), solver="anderson", tol=mpf(10) ** -60, maxsteps=60)
                solved.append((df, x, target, root))
    write("noncentralityTable", "df, x, target, noncentrality", solved)


# Bivariate normal --------------------------------------------------------------------------------------------------

def bivariate(h, k, r):
    """The integral of phi(x) Phi((k - r x)/sqrt(1 - r^2)) for x up to h, in pieces around the step of the second factor."""
    with mp.workdps(40):
        h, k, r = mpf(h), mpf(k), mpf(r)
        width = mp.sqrt(1 - r * r)
        step = k / r if r != 0 else mpf(0)
        scale = width / abs(r) if r != 0 else mpf(1)
        points = [mpf(-14)] + [mpf(i) for i in range(-12, 13, 2)] + [step + i * scale for i in (-14, -9, -6, -4, -2, 0, 2, 4, 6, 9, 14)]
        points = sorted({p for p in points if -14 <= p < h} | {h})
        integrand = lambda x: mp.exp(-x * x / 2) / mp.sqrt(2 * mp.pi) * mp.erfc((r * x - k) / width / mp.sqrt(2)) / 2
        return mp.quad(integrand, points) if h > -14 else mpf(0)


def bivariate_table():
    rows = []
    for r in [0.0, 0.1, -0.3, 0.5, -0.7, 0.8, 0.92, 0.93, -0.93, 0.97, 0.99, -0.99, 0.9999, -0.9999, 0.9999999]:
        for h, k in [(0, 0), (0.5, 0.5), (0.5, 0.500001), (-1, 1), (1.2, -0.4), (-2, -2.5), (3, 2.9), (-0.3, 0.1), (2, -2),
                     (-4, -4.1), (5, 0.25)]:
            h, k = float(h), float(k)
            rows.append((h, k, r, bivariate(h, k, r)))
    write("bivariateTable", "h, k, correlation, probability", rows)


# Random numbers ----------------------------------------------------------------------------------------------------

INCREMENT, WORD = 0x9E3779B97F4A7C15, 2 ** 64


def hashed(counter, key):
    z = (counter ^ (counter >> 30)) * 0xBF58476D1CE4E5B9 % WORD ^ key
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB % WORD
    return z ^ (z >> 31)


def words(seed, stream):
    run = hashed((seed + INCREMENT) % WORD, 0)
    draw = hashed(run ^ hashed((stream + 0x6A09E667F3BCC909) % WORD, 0), 0)
    counter, key = hashed((draw + INCREMENT) % WORD, 0), hashed((draw + 2 * INCREMENT) % WORD, 0) ^ run
    while True:
        counter = (counter + INCREMENT) % WORD
        yield hashed(counter, key)


def indices(seed, stream, n, count):
    """The digits of word / 2^64 in base n, k of them; words below 2^64 mod n^k at the end are dropped."""
    k = max(k for k in range(1, 7) if k == 1 or n ** k <= 2 ** 52)
    result = []
    for word in words(seed, stream):
        if word * n ** k % WORD < WORD % n ** k:
            continue
        digits = word * n ** k // WORD
        result += [digits // n ** (k - 1 - i) % n for i in range(k)]
        if len(result) >= count:
            return result[:count]


def counter_random_table():
    rows = []
    for seed, stream in [(0, 0), (1, 0), (0, 1), (2021, 17), (WORD - 1, WORD - 1)]:
        generator = words(seed, stream)
        rows.append(["word", seed, stream, 0] + [next(generator) for _ in range(4)])
        for n in [1, 2, 278, 406, 407, 1351, 1352, 8192, 8193, 165140, 165141, 2 ** 26, 2 ** 26 + 1, 3 * 2 ** 30, 2 ** 32 - 1]:
            rows.append(["index", seed, stream, n] + indices(seed, stream, n, 20))
    os.makedirs(HERE, exist_ok=True)
    with open(os.path.join(HERE, "CounterRandomTable.swift"), "w") as file:
        file.write("// Written by make-tables.py; columns: kind, seed, stream, n, numbers.\n")
        file.write('let counterRandomTable = """\n')
        for row in rows:
            file.write("  " + " ".join(map(str, row)) + "\n")
        file.write('  """\n')
    print("counterRandomTable", len(rows))


ALL = (counter_random_table, normal_tables, gamma_table, beta_table, f_table, t_table, bivariate_table, noncentral_tables)
for make in ALL:
    if len(sys.argv) < 2 or make.__name__ in sys.argv[1:]:
        random.seed(1)
        make()

