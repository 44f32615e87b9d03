#!/usr/bin/env python3
"""Sequences over one profile whose events double: sequences.py --program SEG_BENCH [--events 100000] [--runs 15] [--engine jit|interpreter].

Prints the medians of interleaved runs and their ratio for each kind of sequence; fails above --most (2.3).
"""

import argparse
import datetime
import json
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile

SCHEMA = """schema shop {
  profile { customer id key }
  event touch, touches { at timestamp, kind enum(view, cart, mail, buy, call), product id(product), shop int }
}
"""

SEGMENTS = {
    "uncorrelated": """
    touch where kind = view
    then touch within 1 hour where kind = cart
    then touch within 1 hour where kind = mail
    then touch within 1 day where kind = buy
    then touch where kind = call""",
    "correlated": """
    touch as a where kind = view
    then touch as b where (kind = cart and product = a.product)
    then touch as c where (kind = mail and product = b.product)
    then touch as d within 10 days where (kind = buy and product = c.product)
    then touch where (kind = call and product = d.product)""",
    "two_keys": """
    touch as a where kind = view
    then touch as b where (kind = cart and product = a.product and shop = a.shop)
    then touch as c where (kind = mail and product = a.product and shop = a.shop)
    then touch as d where (kind = buy and product = a.product and shop = a.shop)
    then touch where (kind = call and product = a.product and shop = a.shop)""",
    "absence": """
    touch as a where kind = view
    then no touch within 1 hour where (kind = buy and product = a.product)
    then touch as b within 1 day where kind = cart
    then no touch within 5 minutes where kind = call
    then touch within 1 day where kind = buy""",
    "directly": """
    touch where kind = view
    then directly touch where kind = cart
    then directly touch where kind = mail
    then directly touch where kind = buy
    then directly touch where kind = call""",
}

MANIFEST = """[workspace]
name = "sequences"
schema = "schema.seg"
segments = ["segment.seg"]

[data.touch]
file = "{events}"
key = "customer"
at = "at"
"""


def write_events(path: pathlib.Path, count: int) -> None:
    numbers = random.Random(1)
    at = datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc)
    with path.open("w") as out:
        out.write("customer,at,kind,product,shop\n")
        for _ in range(count):
            at += datetime.timedelta(seconds=numbers.randrange(100))
            kind = numbers.choice(["view", "cart", "mail", "buy", "call"])
            out.write(f"c,{at:%Y-%m-%dT%H:%M:%SZ},{kind},p{numbers.randrange(1000)},{numbers.randrange(3)}\n")


class Peer:
    """One seg_bench over one workspace."""

    def __init__(self, program: str, folder: pathlib.Path, steps: str, events: pathlib.Path):
        folder.mkdir()
        (folder / "schema.seg").write_text(SCHEMA)
        (folder / "segment.seg").write_text(f"segment measured {{\n  where sequence {{{steps}\n  }}\n}}\n")
        (folder / events.name).write_bytes(events.read_bytes())
        (folder / "seg.toml").write_text(MANIFEST.format(events=events.name))
        self.process = subprocess.Popen([program, str(folder), "2026-01-01"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        head = self.process.stdout.readline()
        if not head:
            sys.exit(f"bench: {program} gives no answer for {folder}")
        self.events = json.loads(head)["events"]

    def run(self, engine: str) -> float:
        self.process.stdin.write(engine + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())["cpu"]

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--engine", default="jit", choices=["jit", "interpreter"])
    parser.add_argument("--most", type=float, default=2.3)
    options = parser.parse_args()
    failed = False
    with tempfile.TemporaryDirectory() as work:
        root = pathlib.Path(work)
        sizes = [options.events, 2 * options.events]
        files = [root / f"events_{size}.csv" for size in sizes]
        for size, path in zip(sizes, files):
            write_events(path, size)
        for kind, steps in SEGMENTS.items():
            peers = [Peer(options.program, root / f"{kind}_{size}", steps, path) for size, path in zip(sizes, files)]
            for size, peer in zip(sizes, peers):
                if peer.events != size:
                    sys.exit(f"bench: {peer.events} events were loaded, expected {size}")
                peer.run(options.engine)
            times = [[peer.run(options.engine) for peer in peers] for _ in range(options.runs)]
            once, twice = (statistics.median(run[index] for run in times) for index in (0, 1))
            for peer in peers:
                peer.close()
            ratio = twice / once
            failed = failed or ratio > options.most
            print(f"{kind:13} {once * 1000:9.2f} ms {twice * 1000:9.2f} ms  x {ratio:.2f}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
