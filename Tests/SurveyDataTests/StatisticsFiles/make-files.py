"""Writes the small files of Files/ and Files/values.json, what they hold as other programs read them.

    python3 -m venv venv && venv/bin/pip install pyreadstat pandas && venv/bin/python make-files.py

make-files.R (haven, foreign) is run by it. Each file is read by pyreadstat; where pandas or R's foreign have a reader of their
own (Stata, SAS, SPSS), that one must agree, else nothing is written.
"""

import datetime
import json
import math
import pathlib
import subprocess

import pandas as pd
import pyreadstat

here = pathlib.Path(__file__).parent
files = here / "Files"
nan = float("nan")


def people() -> pd.DataFrame:
    """Eight answers to a questionnaire."""
    long = "ä long answer with ümlauts: " + "0123456789" * 30
    return pd.DataFrame({
        "id": [1.0, 2, 3, 4, 5, 6, 7, 8],
        "engagement": [3.5, 0.1, -99, 1e-300, 12345.678901, nan, -98, 2],
        "sex": [1.0, 2, 2, 9, 1, 1, 2, nan],
        "a_rather_long_variable_name_of_this_questionnaire": [1.0, 2, 3, 4, 5, 6, 7, 8],
        "income": [100.0, 95, 96, 99, 200, 97.5, 98, 1e6],
        "name": ["René", "Zoë  ", "", "Ångström", "x", "日本語", "n/a", "y"],
        "essay": [long, "", "short", long[:255], long[:256], "", "b", "c"],
    })


def dates(frame: pd.DataFrame) -> pd.DataFrame:
    day = [datetime.date(1999, 12, 31), datetime.date(2024, 2, 29), None] * 2 + [datetime.date(1960, 1, 1)] * 2
    moment = [datetime.datetime(2020, 5, 17, 13, 45, 30), None] * 4
    return frame.assign(born=pd.Series(day, dtype=object), answered=pd.to_datetime(pd.Series(moment)))


LABELS = {
    "engagement": "How engaged are you?", "sex": "Geschlecht (männlich, weiblich)", "income": "Income in EUR",
}
VALUES = {"sex": {1.0: "male", 2.0: "female", 9.0: "no answer"}, "engagement": {-99.0: "refused"}}
MISSING = {"engagement": [-99, -98], "sex": [9], "income": [{"lo": 95, "hi": 99}], "name": ["n/a"]}


def write():
    frame = people()
    dated = dates(frame)
    common = dict(column_labels=LABELS, variable_value_labels=VALUES, missing_ranges=MISSING, file_label="Eight people")
    pyreadstat.write_sav(dated, str(files / "people.sav"), **common)
    pyreadstat.write_sav(dated, str(files / "people-rows.sav"), row_compress=True, **common)
    pyreadstat.write_sav(dated, str(files / "people.zsav"), compress=True, **common)

    short = frame.rename(columns={"a_rather_long_variable_name_of_this_questionnaire": "longname"}).drop(columns=["essay"])
    short["name"] = ["Rene", "Zoe", "", "Angstrom", "x", "y", "n/a", "y"]
    short.columns = [name.upper()[:8] for name in short.columns]
    # The portable file's numbers are to base 30; this ReadStat loses the last digits of 1e-300.
    portable = short.assign(ENGAGEME=short["ENGAGEME"].replace(1e-300, 0.001))
    ascii_labels = {"ENGAGEME": "How engaged are you?", "SEX": "Sex"}
    pyreadstat.write_por(portable, str(files / "people.por"), column_labels=ascii_labels)

    stata = dated.rename(columns={"a_rather_long_variable_name_of_this_questionnaire": "a_long_variable_name"})
    stata["refusal"] = pd.Series([1.0, "a", 3.0, "b", "a", 6.0, 7.0, None], dtype=object)
    for version in (8, 12, 15):
        table = stata
        if version < 15:
            table = stata.drop(columns=["essay"]).assign(name=["René", "Zoë", "", "Ångström", "x", "y", "n/a", "y"])
            if version < 14:
                table = table.assign(name=["Rene", "Zoe", "", "Angstrom", "x", "y", "n/a", "y"])
        labels = {**LABELS, "sex": "Sex"} if version < 14 else LABELS
        pyreadstat.write_dta(
            table, str(files / f"people-{version}.dta"), version=version, column_labels=labels,
            variable_value_labels={"sex": {1: "male", 2: "female", 9: "no answer"}},
            missing_user_values={"refusal": ["a", "b"]})

    for version in (5, 8):
        # IBM's numbers, which the format holds, end at 5e-79.
        table = short.assign(ENGAGEME=short["ENGAGEME"].replace(1e-300, 1e-60)) if version == 5 else frame.drop(columns=["essay"]).rename(
            columns={"a_rather_long_variable_name_of_this_questionnaire": "a_long_variable_name"}).replace(1e-300, 1e-60)
        pyreadstat.write_xport(
            table, str(files / f"people-{version}.xpt"), file_format_version=version,
            column_labels=None if version == 5 else LABELS)
    code_page()
    plain = frame[["id", "engagement", "income"]]
    pyreadstat.write_sav(plain, str(files / "plain.sav"), row_compress=False)


def code_page():
    """people in CP850, as SPSS 15 wrote it on a German console: the bytes of a UTF-8 file changed in place."""
    frame = pd.DataFrame({"id": [1.0, 2.0, 3.0], "name": ["René", "Zoë", "x"]})
    path = files / "code-page.sav"
    pyreadstat.write_sav(frame, str(path), column_labels={"name": "Straße"}, file_label="")
    data = path.read_bytes()
    assert data.count(b"UTF-8") == 1
    machine = (65001).to_bytes(4, "little") + (7).to_bytes(4, "little")
    assert data.count(machine) == 1
    data = data.replace(b"UTF-8", b"CP850").replace(machine, (850).to_bytes(4, "little") + (7).to_bytes(4, "little"))
    for text in ("René", "Zoë", "Straße"):
        utf8, old = text.encode(), text.encode("cp850")
        assert utf8 in data
        data = data.replace(utf8, old + b" " * (len(utf8) - len(old)))
    path.write_bytes(data)


READERS = {
    "sav": pyreadstat.read_sav, "zsav": pyreadstat.read_sav, "por": pyreadstat.read_por, "dta": pyreadstat.read_dta,
    "sas7bdat": pyreadstat.read_sas7bdat, "xpt": pyreadstat.read_xport,
}


def number(value):
    if isinstance(value, str) or value is None:
        return None
    value = float(value)
    return None if math.isnan(value) else value


def described(path: pathlib.Path) -> dict:
    read = READERS[path.suffix[1:]]
    plain = dict(disable_datetime_conversion=True)
    takes_missing = path.suffix in (".sav", ".zsav", ".dta", ".por", ".sas7bdat")
    frame, meta = read(str(path), **plain)
    raw, raw_meta = read(str(path), user_missing=True, **plain) if takes_missing and path.suffix != ".por" else (frame, meta)
    columns = []
    for name in frame.columns:
        is_text = meta.readstat_variable_types[name] == "string"
        column = {"name": name, "kind": "text" if is_text else "number"}
        label = meta.column_names_to_labels.get(name)
        if label: column["label"] = label
        if is_text:
            values = [None if not isinstance(v, str) or v.rstrip(" ") == "" else v.rstrip(" ") for v in frame[name]]
            column["texts"] = values
        else:
            column["numbers"] = [number(v) for v in frame[name]]
        column["format"] = meta.original_variable_types.get(name) or ""
        counts = {}
        for before, after in zip(raw[name], frame[name]):
            gone = after is None or (isinstance(after, float) and math.isnan(after)) or (is_text and after == "")
            if not gone: continue
            if isinstance(before, str) and before:
                key = before if is_text else "." + before
            elif isinstance(before, (int, float)) and not math.isnan(before):
                key = "%g" % before
            else:
                continue
            counts[key] = counts.get(key, 0) + 1
        if counts: column["declared"] = counts
        labels = meta.variable_value_labels.get(name, {})
        pairs = sorted((float(value), text) for value, text in labels.items() if not isinstance(value, str))
        if pairs: column["labels"] = [{"value": value, "label": text} for value, text in pairs]
        columns.append(column)
    return {"file": path.name, "rows": len(frame), "columns": columns}


def same(name: str, ours: dict, theirs: pd.DataFrame):
    """A second reader must see the same numbers and texts."""
    for column in ours["columns"]:
        series = theirs[column["name"]]
        if column["kind"] == "number":
            if not pd.api.types.is_numeric_dtype(series): continue
            values = [number(v) for v in series]
            missing = set(column.get("declared", {}))
            for a, b in zip(column["numbers"], values):
                # foreign loses digits of the portable file's numbers to base 30.
                if name.endswith(".por") and None not in (a, b) and math.isclose(a, b, rel_tol=1e-7): continue
                assert a == b or (a is None and "%g" % b in missing), (name, column["name"], a, b)
        else:
            texts = [None if not isinstance(v, str) or not v.rstrip(" ") else v.rstrip(" ") for v in series]
            for a, b in zip(column["texts"], texts):
                # foreign reads the first segment of a long text only.
                if a and b and len(b.encode()) > 240 and a.startswith(b): continue
                assert a == b or (a is None and b in column.get("declared", {})), (name, column["name"], a, b)


def main():
    files.mkdir(exist_ok=True)
    for old in files.iterdir(): old.unlink()
    write()
    subprocess.run(["Rscript", str(here / "make-files.R"), str(files)], check=True)
    found = []
    for path in sorted(files.iterdir()):
        if path.suffix == ".csv":
            continue
        ours = described(path)
        found.append(ours)
        if path.suffix == ".dta" and "latin" not in path.name:
            same(path.name, ours, pd.read_stata(path, convert_dates=False, convert_categoricals=False))
        elif path.suffix == ".sas7bdat" or path.name.endswith("-5.xpt") or path.name == "r.xpt":
            theirs = pd.read_sas(path, encoding="utf-8")
            same(path.name, ours, theirs)
        elif path.suffix in (".sav", ".zsav", ".por"):
            other = files / (path.name + ".csv")
            if other.exists():
                theirs = pd.read_csv(other, keep_default_na=False, na_values=["<NA>"])
                same(path.name, ours, theirs)
    for extra in files.glob("*.csv"): extra.unlink()
    (files / "values.json").write_text(
        json.dumps({"reader": f"pyreadstat {pyreadstat.__version__}", "files": found}, ensure_ascii=False, separators=(",", ":")).replace('{"file"', '\n{"file"') + "\n")
    for path in sorted(files.iterdir()): print(path.name, path.stat().st_size)


main()
