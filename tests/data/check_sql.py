"""Runs the segments of the workspaces beside this file and compares each one's members, as sets of keys, with SQL.

    check_sql.py SEG_PROGRAM

WORKSPACE/sql/SEGMENT.sql selects the keys of SEGMENT from the tables that WORKSPACE/tables.sql makes of the same files; DuckDB runs it.
Both engines run (`--engine both`). Ends with 77 where the data is absent: the test is skipped then.
"""
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
DATA = HERE.parents[2] / "shared" / "data"
SKIPPED = 77

# What each workspace is evaluated at, and figures about it that others have published.
WORKSPACES = {"cdnow": "1998-07-01T00:00Z", "adventureworks": "2019-06-15T12:30Z"}
PUBLISHED = {("cdnow", "active_quarter"): 3301, ("cdnow", "active_spring"): 3317}


def members(program, workspace, now, folder):
    """The members of each segment by name, as `seg run` writes them."""
    command = [program, "run", "--now", now, "--engine", "both", "--members", folder]
    done = subprocess.run(command, cwd=HERE / workspace, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{workspace}: {' '.join(command)} ended with {done.returncode}\n{done.stdout}{done.stderr}")
    return {path.stem: path.read_text().splitlines() for path in pathlib.Path(folder).glob("*.txt")}


def connect(workspace, now):
    import duckdb

    connection = duckdb.connect(config={"threads": 1})
    connection.execute("set timezone = 'UTC'")
    connection.execute(f"set variable now = timestamptz '{now.replace('T', ' ').replace('Z', '+00')}'")
    connection.execute((HERE / workspace / "tables.sql").read_text().replace("{data}", str(DATA)))
    return connection


def compare(workspace, segment, found, expected):
    """What differs, in a line; empty where nothing does."""
    if found != sorted(found, key=str.encode):
        return f"{workspace}/{segment}: the file of members is not sorted by bytes"
    if len(found) != len(set(found)):
        return f"{workspace}/{segment}: a key is there twice"
    more = sorted(set(found) - expected)
    less = sorted(expected - set(found))
    if more or less:
        return (f"{workspace}/{segment}: {len(found)} members, SQL has {len(expected)}; "
                f"{len(more)} not in SQL {more[:5]}, {len(less)} only in SQL {less[:5]}")
    published = PUBLISHED.get((workspace, segment), len(found))
    return "" if len(found) == published else f"{workspace}/{segment}: {len(found)} members, published are {published}"


def check(program, workspace, now):
    problems = []
    queries = {path.stem: path.read_text() for path in (HERE / workspace / "sql").glob("*.sql")}
    declared = {path.stem for path in (HERE / workspace / "segments").glob("*.seg")}
    if set(queries) != declared:
        problems.append(f"{workspace}: segments and SQL differ in {sorted(set(queries) ^ declared)}")
    with tempfile.TemporaryDirectory() as folder:
        found = members(program, workspace, now, folder)
    connection = connect(workspace, now)
    for segment in sorted(declared & set(queries)):
        if segment not in found:
            problems.append(f"{workspace}/{segment}: no file of members")
            continue
        expected = {key for (key,) in connection.execute(queries[segment]).fetchall()}
        if not expected:
            problems.append(f"{workspace}/{segment}: SQL selects nobody, which tests nothing")
        difference = compare(workspace, segment, found[segment], expected)
        print(difference or f"{workspace}/{segment}: {len(expected)} members, the same as in SQL")
        problems += [difference] if difference else []
    return problems, len(declared)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    if not all((DATA / workspace).is_dir() for workspace in WORKSPACES):
        print(f"skipped: the public data sets are not in {DATA}")
        return SKIPPED
    try:
        import duckdb  # noqa: F401
    except ImportError:
        sys.exit("no module duckdb: run tools/setup/python.sh tools/setup/requirements-test.txt")
    problems, segments = [], 0
    for workspace, now in WORKSPACES.items():
        found, count = check(sys.argv[1], workspace, now)
        problems += found
        segments += count
    for problem in problems:
        print(f"error: {problem}", file=sys.stderr)
    print(f"{segments} segments, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
