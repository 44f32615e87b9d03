"""Random windows as a person writes them, compiled and put to both engines; when they begin and end is worked out here.

    check_windows.py CALENDAR_WINDOWS [--nows N] [--parts N] [--seed S]

Each bound follows the words of grammar/reference/time.md and events.md over zoneinfo (check_time.py); nothing of the compiler is looked at.
A window is asked a microsecond before each bound and at it, a window of dates on the days around.
"""
import argparse
import random
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from check_time import EPOCH, MICRO, ZONES, at_local, day_start, days, first_change, local, micros, moved, period

FIRST, LAST = datetime(1972, 1, 1, tzinfo=timezone.utc), datetime(2040, 1, 1, tzinfo=timezone.utc)
ELAPSED = {"second": timedelta(seconds=1), "minute": timedelta(minutes=1), "hour": timedelta(hours=1), "day": timedelta(days=1),
           "week": timedelta(weeks=1)}
MONTHS = {"month": 1, "quarter": 3, "year": 12}
CALENDAR = ["day", "week", *MONTHS]
DAY = timedelta(days=1)


def plural(count, unit):
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def later(instant, count, unit, zone):
    """So many units later: elapsed time, or the same day and time so many months away by the clock."""
    if unit in ELAPSED:
        return instant + count * ELAPSED[unit]
    shown = local(instant, zone)
    target = moved(shown.date(), count * MONTHS[unit])
    return at_local(datetime.combine(target, shown.time()), zone)


def first_day(day, unit, count):
    """The first day of the unit that lies `count` after that of the day."""
    start = period(unit, day)
    return start + count * ELAPSED[unit] if unit in ELAPSED else moved(start, count * MONTHS[unit])


class Moment:
    """The `now` of a question in the zone that is meant; the schema's zone decides where dates and instants meet."""

    def __init__(self, now, name, schema, seen):
        self.now, self.name, self.schema, self.seen = now, name, ZoneInfo(schema), seen
        self.zone = ZoneInfo(name)
        self.today = local(now, self.zone).date()

    def ago(self, count, unit):
        return later(self.now, -count, unit, self.zone)

    def same_time(self, unit):
        """A unit of the calendar before now, at the same time of day."""
        back = moved(self.today, -MONTHS[unit]) if unit in MONTHS else self.today - ELAPSED[unit]
        return at_local(datetime.combine(back, local(self.now, self.zone).time()), self.zone)

    def day(self, day):
        return day_start(day, self.zone)

    def start(self, unit, count):
        return self.day(first_day(self.today, unit, count))

    def days_later(self, count, unit):
        return self.today + count * ELAPSED[unit] if unit in ELAPSED else moved(self.today, count * MONTHS[unit])

    def end_after_seen(self, unit, count):
        return self.day(first_day(local(self.seen, self.zone).date(), unit, count + 1))


# A window: its words, whether a local time is in it, and its bounds at a Moment: [begin, end), None where there is none.


def lengths(chosen):
    """Windows by a length, of queries and of values."""
    queries, values = [], []
    for unit in [*ELAPSED, *MONTHS]:
        n, m = chosen.randint(1, 14), chosen.randint(1, 14)
        far, near, clock = n + m, m, unit in MONTHS
        span = plural(n, unit)
        back = (lambda t, n=n, unit=unit: (t.ago(n, unit), t.now + MICRO))
        queries += [
            (f"in last {span}", clock, back),
            (f"in previous {span}", clock, lambda t, n=n, unit=unit: (t.ago(2 * n, unit), t.ago(n, unit))),
            (f"within {span} after seen", clock,
             lambda t, n=n, unit=unit: (t.seen, later(t.seen, n, unit, t.zone) + MICRO))]
        both = [
            (f"between {plural(far, unit)} ago and {plural(near, unit)} ago", clock,
             lambda t, far=far, near=near, unit=unit: (t.ago(far, unit), t.ago(near, unit))),
            (f"since {span} ago", clock, back),
            (f"before {span} ago", clock, lambda t, n=n, unit=unit: (None, t.ago(n, unit)))]
        queries += both
        values += both + [
            (f"within last {span}", clock, back),
            (f"within next {span}", clock, lambda t, n=n, unit=unit: (t.now, t.ago(-n, unit) + MICRO))]
    return queries, values


def calendar_units(chosen):
    queries, values = [], []
    for unit in CALENDAR:
        n, m = chosen.randint(1, 9), chosen.randint(1, 9)
        span = plural(n, f"calendar {unit}")
        since = (lambda t, n=n, unit=unit: (t.start(unit, -n), t.now + MICRO))
        whole = (lambda t, unit=unit: (t.start(unit, -1), t.start(unit, 0)))
        queries += [
            (f"in last {span}", True, since),
            (f"in previous {span}", True, lambda t, n=n, unit=unit: (t.start(unit, -n), t.start(unit, 0))),
            (f"in previous calendar {unit}", True, whole),
            (f"in this calendar {unit}", True, lambda t, unit=unit: (t.start(unit, 0), t.now + MICRO)),
            (f"in previous calendar {unit} to date", True, lambda t, unit=unit: (t.start(unit, -1), t.same_time(unit) + MICRO)),
            (f"within {span} after seen", True, lambda t, n=n, unit=unit: (t.seen, t.end_after_seen(unit, n)))]
        both = [
            (f"between {plural(n + m, f'calendar {unit}')} ago and {span} ago", True,
             lambda t, n=n, m=m, unit=unit: (t.start(unit, -n - m), t.start(unit, -n))),
            (f"since {span} ago", True, since),
            (f"before {span} ago", True, lambda t, n=n, unit=unit: (None, t.start(unit, -n)))]
        queries += both
        values += both + [
            (f"within last {span}", True, since),
            (f"within next {span}", True, lambda t, n=n, unit=unit: (t.now, t.start(unit, n + 1))),
            (f"in this calendar {unit}", True, lambda t, unit=unit: (t.start(unit, 0), t.start(unit, 1))),
            (f"in previous calendar {unit}", True, whole)]
    return queries, values


def written_days(chosen, near):
    """Windows with a date in their words, at a change of the clock; in a query and of a value."""
    day = near.date() + chosen.randint(-1, 1) * DAY
    until = day + chosen.randint(1, 400) * DAY
    month, last_month = period("month", day), period("month", until)
    return [
        (f"in {day}", True, lambda t: (t.day(day), t.day(day + DAY))),
        (f"in {day}..{until}", True, lambda t: (t.day(day), t.day(until + DAY))),
        (f"in {month:%Y-%m}", True, lambda t: (t.day(month), t.day(moved(month, 1)))),
        (f"in {month:%Y-%m}..{last_month:%Y-%m}", True, lambda t: (t.day(month), t.day(moved(last_month, 1)))),
        (f"in year {day.year}", True, lambda t: (t.day(first_day(day, "year", 0)), t.day(first_day(day, "year", 1)))),
        (f"between {day} and {until}", True, lambda t: (t.day(day), t.day(until))),
        (f"since {day}", True, lambda t: (t.day(day), t.now + MICRO)),
        (f"before {day}", True, lambda t: (None, t.day(day)))]


# Windows of a date: words, and the first and the last day that is in.


def of_dates(chosen):
    found = []
    for unit in ["day", "week", *MONTHS]:
        n = chosen.randint(1, 14)
        span = plural(n, unit)
        found += [(f"within last {span}", lambda t, n=n, unit=unit: (t.days_later(-n, unit), t.today)),
                  (f"within next {span}", lambda t, n=n, unit=unit: (t.today, t.days_later(n, unit)))]
        n = chosen.randint(1, 9)
        span = plural(n, f"calendar {unit}")
        found += [(f"within last {span}", lambda t, n=n, unit=unit: (first_day(t.today, unit, -n), t.today)),
                  (f"within next {span}", lambda t, n=n, unit=unit: (t.today, first_day(t.today, unit, n + 1) - DAY)),
                  (f"in this calendar {unit}", lambda t, unit=unit: (first_day(t.today, unit, 0), first_day(t.today, unit, 1) - DAY)),
                  (f"in previous calendar {unit}",
                   lambda t, unit=unit: (first_day(t.today, unit, -1), first_day(t.today, unit, 0) - DAY))]
    return found


def rows_of_marks(bounds, moment):
    begin, end = bounds(moment)
    for at in {at for bound in (begin, end) if bound is not None for at in (bound - MICRO, bound)}:
        holds = (begin is None or begin <= at) and at < end and at <= moment.now
        yield moment.seen, moment.today, holds, [at]


def rows_of_seen(bounds, moment):
    begin, end = bounds(moment)
    for at in {at for bound in (begin, end) if bound is not None for at in (bound - MICRO, bound)}:
        yield at, moment.today, (begin is None or begin <= at) and at < end, []


def rows_of_day(bounds, moment):
    first, last = bounds(moment)
    for day in {first - DAY, first, last, last + DAY}:
        yield moment.seen, day, first <= day <= last, []


def rows_of_meeting(bounds, moment):
    """A date in a window of instants is the first instant of its day in the schema's zone."""
    begin, end = bounds(moment)
    for day in {local(bound, moment.schema).date() + step * DAY for bound in (begin, end) if bound is not None for step in (-1, 0, 1)}:
        at = day_start(day, moment.schema)
        yield moment.seen, day, (begin is None or begin <= at) and at < end, []


def rows_of_each(unit, count, wanted, chosen):
    """A mark in each unit, at its first or its last instant; then one of them a microsecond further, out of its unit."""
    def rows(moment):
        starts = [moment.start(unit, index - count) for index in range(count + 1)]
        one = chosen.randrange(count)
        firsts, lasts = starts[:-1], [start - MICRO for start in starts[1:]]
        before = [at - MICRO * (index == one) for index, at in enumerate(firsts)]
        after = [at + MICRO * (index == one) for index, at in enumerate(lasts)]
        for marks in (firsts, lasts, before, after, [firsts[0] - MICRO], [lasts[-1] + MICRO], [firsts[one]]):
            counts = [sum(begin <= at < end for at in marks if at <= moment.now) for begin, end in zip(starts, starts[1:])]
            yield moment.seen, moment.today, all(found == wanted for found in counts), sorted(marks)
    return rows


def conditions(chosen, near):
    """(condition up to its zone, whether it takes one, its rows at a Moment)"""
    queries, values = [x + y for x, y in zip(lengths(chosen), calendar_units(chosen))]
    written = written_days(chosen, near)
    found = [(f"any mark {words}", clock, lambda t, b=bounds: rows_of_marks(b, t)) for words, clock, bounds in queries + written]
    found += [(f"seen {words}", clock and words.startswith(("within", "in this", "in previous")), lambda t, b=bounds: rows_of_seen(b, t))
              for words, clock, bounds in values + written]
    found += [(f"day {words}", True, lambda t, b=bounds: rows_of_day(b, t)) for words, bounds in of_dates(chosen)]
    found += [(f"day {words}", False, lambda t, b=bounds: rows_of_meeting(b, t)) for words, _, bounds in values
              if words.startswith(("between", "before"))]
    for unit in CALENDAR:
        count = chosen.randint(1, 4)
        for sentence, wanted in (("exactly 1 mark", 1), ("no marks", 0)):
            found.append((f"{sentence} in each of last {plural(count, f'calendar {unit}')}", True,
                          rows_of_each(unit, count, wanted, chosen)))
    return found


class Nows:
    def __init__(self, chosen):
        self.chosen, self.changes = chosen, {}

    def changes_of(self, name):
        if name not in self.changes:
            zone, day, found = ZoneInfo(name), FIRST, []
            while day < LAST:
                following = day + 5 * DAY
                if day.astimezone(zone).utcoffset() != following.astimezone(zone).utcoffset():
                    found.append(first_change(zone, day, following))
                day = following
            self.changes[name] = found or [FIRST]
        return self.changes[name]

    def near_change(self, name):
        return self.chosen.choice(self.changes_of(name)) + self.chosen.choice([-MICRO, 0 * MICRO, MICRO, self.jitter()])

    def jitter(self):
        return self.chosen.randint(-180, 180) * timedelta(minutes=1)

    def now(self, name):
        """So that a bound falls near a change of the clock, on a last day of a month, or anywhere."""
        way, zone = self.chosen.random(), ZoneInfo(name)
        if way < 0.7:
            unit = self.chosen.choice([*ELAPSED, *MONTHS])
            return later(self.near_change(name), self.chosen.randint(0, 14), unit, zone)
        anywhere = FIRST + self.chosen.randrange(micros(LAST - FIRST)) * MICRO
        if way < 0.85:
            day = moved(period("month", anywhere.date()), 1) - DAY
            return at_local(datetime(day.year, day.month, day.day), zone) + self.chosen.randrange(1440) * timedelta(minutes=1)
        return anywhere

    def seen(self, name, now):
        earlier = [change for change in self.changes_of(name) if change < now]
        if earlier and self.chosen.random() < 0.5:
            return earlier[-1] - self.chosen.randint(0, 14) * DAY + self.jitter()
        return now - self.chosen.randrange(micros(400 * DAY)) * MICRO


class Parts:
    def __init__(self, seed):
        self.chosen = random.Random(seed)
        self.nows = Nows(self.chosen)
        self.lines, self.cases = [], 0

    def begin(self, schema):
        self.lines.append(f"schema {schema}")
        self.asked, self.schema = 0, schema

    def ask(self, condition, rows, moments):
        self.lines.append(f"ask {condition}")
        for moment in moments:
            self.cases += 1
            for seen, day, holds, marks in rows(moment):
                numbers = [micros(seen - EPOCH), days(day), int(holds), *(micros(at - EPOCH) for at in marks)]
                self.lines.append(" ".join(map(str, ["row", self.asked, micros(moment.now - EPOCH), moment.name, *numbers])))
        self.asked += 1

    def moments(self, name, count):
        for _ in range(count):
            now = self.nows.now(name)
            yield Moment(now, name, self.schema, self.nows.seen(name, now))

    def of_profiles(self, count):
        """Each zone, read from the profile."""
        self.begin(self.chosen.choice(ZONES))
        moments = [moment for index in range(count) for moment in self.moments(ZONES[index % len(ZONES)], 1)]
        for condition, clock, rows in conditions(self.chosen, self.nows.near_change(self.chosen.choice(ZONES))):
            if clock:
                self.ask(f"{condition} in profile timezone", rows, moments)

    def of_zones(self, schema, written, count):
        """Windows in the schema's zone, and in another that stands in their words."""
        self.begin(schema)
        here, there = list(self.moments(schema, count)), list(self.moments(written, count))
        for condition, clock, rows in conditions(self.chosen, self.nows.near_change(schema)):
            self.ask(condition, rows, here)
            if clock:
                self.ask(f'{condition} in timezone "{written}"', rows, there)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("program")
    options.add_argument("--nows", type=int, default=22, help="instants in profiles' zones; a quarter of them in each other zone")
    options.add_argument("--parts", type=int, default=1, help="pairs of a schema's zone and a written one")
    options.add_argument("--seed", type=int, default=20261123)
    given = options.parse_args()
    parts = Parts(given.seed)
    parts.of_profiles(given.nows)
    for _ in range(given.parts):
        parts.of_zones(*parts.chosen.sample(ZONES, 2), (given.nows + 3) // 4)
    done = subprocess.run([given.program], input="\n".join(parts.lines) + "\n", text=True, capture_output=True, check=False)
    sys.stdout.write(f"{parts.cases} windows: {done.stdout}")
    sys.stderr.write(done.stderr)
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
