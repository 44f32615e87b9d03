"""Runs every workspace of the repository that has data in many ways and expects the same members, unknowns and cuts of each.

    workspaces.py SEG_PROGRAM

The workspaces are the templates of `seg init`, generated into a temporary folder, and those of tests/data where the public data sets are
there. What changes: both engines or one, threads (and with them the batches), the locale, TZ, the order of the rows in the files, and the
files' form: as they are, Parquet with plain texts, Parquet with dictionaries, Arrow with dictionaries, small row groups. Ends with 1 where
a result differs.
"""
import csv
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import tomllib

import pyarrow as pa
import pyarrow.csv
import pyarrow.feather
import pyarrow.parquet

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
TEMPLATES = {"shop": "2026-03-01", "subscription": "2026-03-01", "app": "2026-03-01"}
PUBLIC = {"cdnow": "1998-07-01T00:00Z", "adventureworks": "2019-06-15T12:30Z"}

# Name, arguments, environment.
WAYS = [
    ("jit, 1 thread", ["--engine", "jit", "--threads", "1"], {}),
    ("both engines, 2 threads", ["--engine", "both", "--threads", "2"], {}),
    ("jit, 7 threads", ["--engine", "jit", "--threads", "7"], {}),
    ("jit, 64 threads", ["--engine", "jit", "--threads", "64"], {}),
    ("another zone of the machine", ["--engine", "jit"], {"TZ": "Pacific/Apia"}),
    ("another locale", ["--engine", "jit"], {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}),
    ("the C locale", ["--engine", "jit"], {"LC_ALL": "C", "TZ": "UTC"}),
]


def run(program, folder, now, arguments, environment):
    """What a run says about its segments and cuts, and the keys of the members."""
    with tempfile.TemporaryDirectory() as members:
        command = [program, "run", "--now", now, "--format", "json", "--members", members, *arguments]
        done = subprocess.run(command, cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"{folder}: {' '.join(command)} ended with {done.returncode}\n{done.stdout}{done.stderr}")
        report = json.loads(done.stdout)
        keys = {path.name: path.read_bytes() for path in pathlib.Path(members).glob("*.txt")}
        return {"segments": report["segments"], "cuts": report["cuts"], "profiles": report["profiles"], "keys": keys}


def difference(found, expected):
    for part in expected:
        if found[part] != expected[part]:
            return f"{part} differ"
    return ""


def sources(folder):
    """The tables of [data] by name, with their files as paths."""
    data = tomllib.loads((folder / "seg.toml").read_text())["data"]
    return {name: source for name, source in data.items() if isinstance(source, dict) and isinstance(source.get("file"), str)}


def is_event(source):
    return "at" in source


def as_text(path, delimiter):
    """A CSV file as a table of texts, so that nothing is read into the values."""
    parse = pa.csv.ParseOptions(delimiter=delimiter)
    with open(path, encoding="utf-8-sig") as file:
        names = next(iter(csv.reader(file, delimiter=delimiter)))
    options = pa.csv.ConvertOptions(column_types={name: pa.string() for name in names}, strings_can_be_null=False)
    return pa.csv.read_csv(path, parse_options=parse, convert_options=options)


def dictionaries(table):
    return pa.table({name: table[name].dictionary_encode() for name in table.column_names})


def shuffled(table, seed):
    order = list(range(table.num_rows))
    random.Random(seed).shuffle(order)
    return table.take(pa.array(order, pa.int64()))


def write_plain(table, path):
    pa.parquet.write_table(table, path, use_dictionary=False, row_group_size=777)


def write_dictionary(table, path):
    pa.parquet.write_table(table, path, use_dictionary=True)


def write_arrow(table, path):
    pa.feather.write_feather(dictionaries(table), path, compression="uncompressed", chunksize=1000)


# Suffix, how the table is written, whether rows of profiles and lookup tables change their order. Events keep theirs: among those of one
# instant it is their meaning.
FORMS = [
    ("plain Parquet", ".parquet", write_plain, False),
    ("Parquet with dictionaries, rows shuffled", ".parquet", write_dictionary, True),
    ("Arrow with dictionaries", ".arrow", write_arrow, False),
]


def rewritten(folder, suffix, write, shuffle, into):
    """A copy of the workspace whose CSV files have another form; nothing where it has none."""
    shutil.copytree(folder, into, ignore=shutil.ignore_patterns("*.csv", "*.parquet", "*.arrow"))
    settings = (into / "seg.toml").read_text()
    changed = False
    for name, source in sources(folder).items():
        path = (folder / source["file"]).resolve()
        target = into / f"{name}{suffix}"
        if path.suffix != ".csv" or any(mark in source["file"] for mark in "*?["):
            settings = settings.replace(f'"{source["file"]}"', f'"{path}"')
            continue
        table = as_text(path, source.get("delimiter", ","))
        write(shuffled(table, name) if shuffle and not is_event(source) else table, target)
        settings = settings.replace(f'"{source["file"]}"', f'"{target.name}"')
        changed = True
    (into / "seg.toml").write_text(settings)
    return changed


def check(program, folder, now, scratch):
    name = folder.name
    expected = run(program, folder, now, ["--engine", "jit"], {})
    if not any(0 < segment["members"] < expected["profiles"] for segment in expected["segments"]):
        return [f"{name}: every segment is empty or full, which tests nothing"], 0
    problems, ways = [], 0

    def compare(what, found):
        problem = difference(found, expected)
        print(f"{name}, {what}: {problem or 'the same'}")
        problems.extend([f"{name}, {what}: {problem}"] if problem else [])

    for what, arguments, environment in WAYS:
        compare(what, run(program, folder, now, arguments, environment))
        ways += 1
    for number, (what, suffix, write, shuffle) in enumerate(FORMS):
        other = scratch / f"{name}-{number}"
        if rewritten(folder, suffix, write, shuffle, other):
            compare(what, run(program, other, now, ["--engine", "jit"], {}))
            ways += 1
        shutil.rmtree(other)
    return problems, ways


def workspaces(program, scratch):
    for name, now in TEMPLATES.items():
        done = subprocess.run([program, "init", name, "--profiles", "1500", "--now", now], cwd=scratch, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"seg init {name} ended with {done.returncode}\n{done.stderr}")
        yield scratch / name, now
    if not (REPOSITORY.parent / "shared" / "data").is_dir():
        print("without the workspaces of tests/data: the public data sets are not beside the project")
        return
    for name, now in PUBLIC.items():
        yield REPOSITORY / "tests" / "data" / name, now


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    program = str(pathlib.Path(sys.argv[1]).resolve())
    problems, ways = [], 0
    with tempfile.TemporaryDirectory() as scratch:
        for folder, now in workspaces(program, pathlib.Path(scratch)):
            found, count = check(program, folder, now, pathlib.Path(scratch))
            problems += found
            ways += count
    for problem in problems:
        print(f"error: {problem}", file=sys.stderr)
    print(f"{ways} ways, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
