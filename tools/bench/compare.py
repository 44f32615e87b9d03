#!/usr/bin/env python3
"""DuckDB and seg_bench on the set s30 in turn (A B A B …), one thread and one core each, data loaded, grouped and sorted before.

Prints medians and ratios; exit status 1 if any count differs, 4 if a bar is missed."""
import argparse
import json
import os
import statistics
import subprocess
import sys
import time

import duckdb

NOW = "2025-06-01T00:00Z"
FORMS = ["flat", "case", "pack"]
ENUMS = {"gender_t": ["f", "m", "x"], "tier_t": ["bronze", "silver", "gold", "platinum"], "kind_t": ["sent", "open", "click", "unsub"],
         "country_t": ["c%d" % i for i in range(50)], "city_t": ["city_%d" % i for i in range(1000)],
         "category_t": ["cat%d" % i for i in range(30)]}
TABLES = {"profiles": "* replace (gender::gender_t as gender, country::country_t as country, city::city_t as city, loyalty_tier::tier_t as loyalty_tier)",
          "purchases": "* replace (category::category_t as category)", "emails": "* replace (kind::kind_t as kind)"}


class Duck:
    """Tables in memory with enums for texts, as fast as they were found to be."""

    def __init__(self, work):
        self.connection = duckdb.connect()
        for name, words in ENUMS.items():
            self.rows("create type %s as enum (%s)" % (name, ", ".join("'%s'" % word for word in words)))
        for name, columns in TABLES.items():
            self.rows("create table %s as select %s from '%s/data/parquet/%s.parquet'" % (name, columns, work, name))
        self.rows("set threads = 1")
        self.queries = {form: open("%s/sql/duck_%s_s30.sql" % (work, form)).read() for form in FORMS}

    def rows(self, query):
        # An open result blocks its connection: always fetch everything.
        return self.connection.execute(query).fetchall()

    def run(self, form):
        wall, cpu = time.perf_counter(), time.process_time()
        counts = list(self.rows(self.queries[form])[0])
        return {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "counts": counts}


class Engine:
    def __init__(self, program, work):
        self.process = subprocess.Popen([program, work + "/workspace", NOW], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.about = self.line()

    def line(self):
        text = self.process.stdout.readline()
        if not text:
            sys.exit("seg_bench ended with status %s" % self.process.wait())
        return json.loads(text)

    def run(self, backend):
        self.process.stdin.write(backend + "\n")
        self.process.stdin.flush()
        return self.line()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", required=True)
    parser.add_argument("--program", required=True)
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--interpreter-repeats", type=int, default=1)
    parser.add_argument("--clock", choices=["wall", "cpu"], default="wall", help="cpu: on a machine that does other work, too")
    parser.add_argument("--duckdb-bar", type=float, default=10)
    parser.add_argument("--interpreter-bar", type=float, default=20)
    arguments = parser.parse_args()
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    engine = Engine(arguments.program, arguments.work)
    duck = Duck(arguments.work)
    about = engine.about
    print("%d profiles, %d events, %d segments, %d aggregates, compiled in %.3f s; DuckDB %s" % (
        about["profiles"], about["events"], about["segments"], about["aggregates"], about["compile_seconds"], duckdb.__version__))
    peers = {"duckdb " + form: (lambda form=form: duck.run(form)) for form in FORMS}
    peers["jit"] = lambda: engine.run("jit")
    times = {name: [] for name in peers}
    counts = {}
    for repeat in range(arguments.repeats + 1):
        for name, run in peers.items():
            answer = run()
            seconds, found = answer[arguments.clock], answer["counts"]
            if repeat > 0:  # the first turn warms caches
                times[name].append(seconds)
            if counts.setdefault(name, found) != found:
                sys.exit("%s: counts differ from one run to the next" % name)
    times["interpreter"] = []
    for _ in range(arguments.interpreter_repeats):
        answer = engine.run("interpreter")
        counts["interpreter"] = answer["counts"]
        times["interpreter"].append(answer[arguments.clock])
    same = True
    for name, found in counts.items():
        for segment, (expected, count) in enumerate(zip(counts["duckdb case"], found)):
            if expected != count:
                same = False
                print("DIFFERENCE s%02d: %s %d, duckdb case %d" % (segment, name, count, expected))
    medians = {name: statistics.median(values) for name, values in times.items()}
    for name, median in medians.items():
        print("%-12s median %9.1f ms   least %9.1f ms   %d runs" % (name, median * 1e3, min(times[name]) * 1e3, len(times[name])))
    best = min((name for name in medians if name.startswith("duckdb")), key=medians.get)
    against = {"best DuckDB form (%s)" % best: (medians[best] / medians["jit"], arguments.duckdb_bar),
               "interpreter": (medians["interpreter"] / medians["jit"], arguments.interpreter_bar)}
    for name, (ratio, bar) in against.items():
        print("jit is %.1f x as fast as the %s (bar %g x)%s" % (ratio, name, bar, "" if ratio >= bar else ": MISSED"))
    if not same:
        sys.exit(1)
    if any(ratio < bar for ratio, bar in against.values()):
        sys.exit(4)


if __name__ == "__main__":
    main()
