#!/usr/bin/env python3
"""Simulates the questionnaires behind data/fssb.csv: data/fssb-questionnaire.csv and, with pyreadstat installed, .sav.

320 people answered; 278 of them are married, cohabit or have care tasks, and their 51 items score into exactly the rows of
data/fssb.csv. The study published no data: answers, and who answered what, are drawn here; the make-up of the 278 (sex, age, education,
partner, care tasks, leading position, hours) follows the figures that the article prints of its sample.
"""

import csv
import random
from pathlib import Path

from survey_simulation import write_table

SEED = 2021
# Scale: prefix of its items, number of items, lowest and highest answer, items that are worded the other way round.
SCALES = {
    "fssb": ("fssb", 14, 1, 7, []),
    "conflict": ("wfc", 5, 1, 7, []),
    "enrichment": ("wfe", 9, 1, 7, []),
    "engagement": ("uwes", 9, 0, 6, []),
    "performance": ("perf", 5, 1, 7, [4]),
    "ambition": ("amb", 9, 1, 7, [3, 7]),
}
# Variance of an answer about the person's mean, in variances of the scale score: alphas of about .83 to .93.
NOISE = {5: 0.55, 9: 0.8, 14: 0.9}
ANSWERED, EXCLUDED = 320, 42
MISSING = -99
DIMENSIONS = ["emotional support"] * 4 + ["instrumental support"] * 3 + ["role-model behaviour"] * 3 + ["creative management"] * 4
LABELS = {
    "id": "Questionnaire",
    "sex": "Sex",
    "age": "Age in years",
    "education": "Highest education",
    "marital": "Marital status",
    "care_tasks": "Care tasks at home",
    "leading": "Leading position",
    "contract_hours": "Contract hours a week",
    "actual_hours": "Actual hours a week",
}
VALUE_LABELS = {
    "sex": {1: "woman", 2: "man"},
    "education": {1: "primary", 2: "lower secondary", 3: "upper secondary", 4: "college", 5: "university"},
    "marital": {1: "married", 2: "cohabiting", 3: "single", 4: "divorced or widowed"},
    "care_tasks": {0: "no", 1: "yes"},
    "leading": {0: "no", 1: "yes"},
}
SCALE_LABELS = {
    "fssb": "Family-supportive leadership",
    "conflict": "Work-home conflict",
    "enrichment": "Work-home enrichment",
    "engagement": "Work engagement",
    "performance": "Perceived performance",
    "ambition": "Ambition",
}


def answers(generator, total, items, lowest, highest, deviation, difficulty):
    """Whole answers with the given sum, scattered about its mean."""
    mean = total / items
    values = [min(max(round(generator.gauss(mean + d, deviation)), lowest), highest) for d in difficulty]
    while sum(values) != total:
        step = 1 if sum(values) < total else -1
        movable = [j for j, value in enumerate(values) if lowest <= value + step <= highest]
        values[generator.choice(movable)] += step
    return values


def shuffled(generator, counts):
    """Each value as often as said, in random order."""
    values = [value for value, count in counts for _ in range(count)]
    generator.shuffle(values)
    return values


def whole(generator, mean, deviation, lowest, highest):
    return min(max(round(generator.gauss(mean, deviation)), lowest), highest)


def background(generator, included):
    """The variables beside the scales, of one set of people: those included have a partner, care tasks or both."""
    n = ANSWERED - EXCLUDED if included else EXCLUDED
    if included:
        # 91 % with a partner, 69 % with care tasks, everyone with one of the two.
        homes = shuffled(generator, [((1, 1), 128), ((2, 1), 39), ((1, 0), 66), ((2, 0), 20), ((3, 1), 14), ((4, 1), 11)])
    else:
        homes = shuffled(generator, [((3, 0), 27), ((4, 0), 15)])
    sexes = shuffled(generator, [(1, 182), (2, 96)] if included else [(1, 27), (2, 15)])
    educations = shuffled(generator, [(1, 4), (2, 28), (3, 65), (4, 122), (5, 59)] if included else [(2, 5), (3, 10), (4, 18), (5, 9)])
    leading = shuffled(generator, [(1, 31), (0, 247)] if included else [(1, 4), (0, 38)])
    people = []
    for i in range(n):
        contract = whole(generator, 32.1, 5.1, 12, 40)
        people.append(
            {
                "sex": sexes[i],
                "age": whole(generator, 48.9, 9.4, 21, 67),
                "education": educations[i],
                "marital": homes[i][0],
                "care_tasks": homes[i][1],
                "leading": leading[i],
                "contract_hours": contract,
                "actual_hours": max(contract - 4, whole(generator, contract + 3.7, 7, 8, 70)),
            }
        )
    for variable, count in [("age", 3), ("actual_hours", 6)] if included else [("actual_hours", 2)]:
        for i in generator.sample(range(n), count):
            people[i][variable] = MISSING
    return people


def main():
    data = Path(__file__).resolve().parent.parent / "data"
    with open(data / "fssb.csv", newline="") as file:
        scores = [{name: float(value) for name, value in row.items()} for row in csv.DictReader(line for line in file if line[0] != "#")]
    generator = random.Random(SEED)
    spread = {}
    for name in SCALES:
        mean = sum(row[name] for row in scores) / len(scores)
        spread[name] = (sum((row[name] - mean) ** 2 for row in scores) / (len(scores) - 1)) ** 0.5
    # Those left out are drawn from the same scores, each scale by itself.
    others = [{name: generator.choice(scores)[name] for name in SCALES} for _ in range(EXCLUDED)]
    difficulties = {}
    for name, (_, items, *_) in SCALES.items():
        raw = [generator.gauss(0, 0.35) for _ in range(items)]
        difficulties[name] = [value - sum(raw) / items for value in raw]
    people = []
    for group, included in [(scores, True), (others, False)]:
        for about, row in zip(background(generator, included), group):
            person = dict(about)
            for name, (prefix, items, lowest, highest, reversed_items) in SCALES.items():
                deviation = spread[name] * NOISE[items] ** 0.5
                values = answers(generator, round(row[name] * items), items, lowest, highest, deviation, difficulties[name])
                for j, value in enumerate(values, start=1):
                    person[f"{prefix}{j}"] = lowest + highest - value if j in reversed_items else value
            people.append(person)
    # The 278 keep the order of data/fssb.csv; the others stand among them.
    order = sorted(generator.sample(range(ANSWERED), EXCLUDED))
    included, excluded = iter(people[: ANSWERED - EXCLUDED]), iter(people[ANSWERED - EXCLUDED :])
    rows = [{"id": i + 1} | next(excluded if i in order else included) for i in range(ANSWERED)]
    comment = f"Simulated by scripts/simulate-fssb-questionnaire.py (seed {SEED}); not the study's data"
    names = list(rows[0])
    write_table(data / "fssb-questionnaire.csv", [comment], names, [[row[name] for name in names] for row in rows])
    write_sav(data / "fssb-questionnaire.sav", rows)


def write_sav(path, rows):
    try:
        import pandas
        import pyreadstat
    except ImportError:
        print(f"{path.name} is not written: it takes pandas and pyreadstat")
        return
    labels, value_labels = dict(LABELS), {name: dict(values) for name, values in VALUE_LABELS.items()}
    for scale, (prefix, items, lowest, highest, _) in SCALES.items():
        for j in range(1, items + 1):
            dimension = f", {DIMENSIONS[j - 1]}" if scale == "fssb" else ""
            labels[f"{prefix}{j}"] = f"{SCALE_LABELS[scale]}{dimension}, item {j}"
            ends = ("never", "always") if scale == "engagement" else ("fully disagree", "fully agree")
            value_labels[f"{prefix}{j}"] = {lowest: ends[0], highest: ends[1]}
    pyreadstat.write_sav(
        pandas.DataFrame(rows), str(path), file_label="Simulated; not the study's data", note=f"Simulated (seed {SEED}); not the study's data",
        column_labels=labels, variable_value_labels=value_labels, row_compress=True,
        missing_ranges={name: [MISSING] for name in ("age", "contract_hours", "actual_hours")},
        variable_format={name: "F8.0" for name in rows[0]})


if __name__ == "__main__":
    main()
