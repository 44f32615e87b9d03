"""Random questions about the calendar, answered by Python's datetime and zoneinfo, put to both engines.

    check_time.py CALENDAR_ANSWERS [--cases N] [--seed S] [--duckdb]

zoneinfo reads the same /usr/share/zoneinfo that the engines read. With --duckdb its answers about dates are first compared with SQL.
"""
import argparse
import calendar
import random
import subprocess
import sys
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

ZONES = ["UTC", "Europe/Berlin", "Africa/Cairo", "Pacific/Apia", "America/Havana", "America/New_York", "America/Sao_Paulo",
         "America/Santiago", "America/St_Johns", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Beirut", "Asia/Tehran", "Asia/Gaza",
         "Australia/Lord_Howe", "Australia/Sydney", "Pacific/Chatham", "Pacific/Kwajalein", "Europe/Moscow", "Europe/Dublin",
         "Africa/Casablanca", "Antarctica/Troll"]
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
EPOCH_DAY = date(1970, 1, 1)
FIRST, LAST = datetime(1900, 1, 2, tzinfo=timezone.utc), datetime(2400, 1, 1, tzinfo=timezone.utc)
MICRO = timedelta(microseconds=1)


def micros(span):
    return span // MICRO


def days(day):
    return (day - EPOCH_DAY).days


def local(instant, zone):
    """What the clock shows there."""
    return instant.astimezone(zone).replace(tzinfo=None)


def at_local(wall, zone):
    """The earlier instant in a fold; in a gap what the offset before it gives."""
    return wall.replace(tzinfo=zone, fold=0).astimezone(timezone.utc)


def first_change(zone, before, after):
    """The first instant after `before` at which the offset is that of `after`; it changes once between the two."""
    offset = after.astimezone(zone).utcoffset()
    while after - before > MICRO:
        middle = before + (after - before) // 2
        if middle.astimezone(zone).utcoffset() == offset:
            after = middle
        else:
            before = middle
    return after


def day_start(day, zone):
    midnight = datetime(day.year, day.month, day.day)
    found = at_local(midnight, zone)
    if local(found, zone) == midnight:
        return found
    # Midnight is in a gap: the first instant of the day is its end.
    before = midnight.replace(tzinfo=zone, fold=1).astimezone(timezone.utc) - MICRO
    return first_change(zone, before, found)


def moved(day, months):
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def age(born, on):
    """By definition: the largest number of years after which `on` is not before."""
    return max(n for n in range(on.year - born.year - 2, on.year - born.year + 3) if moved(born, 12 * n) <= on)


def anniversary(day, on):
    others = [moved(day, 12 * n) for n in range(on.year - day.year - 2, on.year - day.year + 3)]
    return min(other for other in others if other >= on)


def period(unit, day):
    if unit == "week":
        return day - timedelta(days=day.weekday())
    if unit == "month":
        return day.replace(day=1)
    if unit == "quarter":
        return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    return day if unit == "day" else day.replace(month=1, day=1)


class Cases:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.changes = {name: [] for name in ZONES}
        for name in ZONES:
            self.find_changes(name, ZoneInfo(name))

    def find_changes(self, name, zone):
        """Moments within which the zone's clock changes, of a random part of the years."""
        day = FIRST
        while day < LAST - timedelta(days=2):
            following = day + timedelta(days=1)
            if day.astimezone(zone).utcoffset() != following.astimezone(zone).utcoffset():
                self.changes[name].append(first_change(zone, day, following))
            far = day.year > 2040 and self.random.random() < 0.9
            day += timedelta(days=300 if far else 1)

    def instant(self, name):
        if self.changes[name] and self.random.random() < 0.5:
            near = self.random.choice(self.changes[name])
            return near + self.random.choice([-MICRO, 0 * MICRO, MICRO, self.random.randint(-180, 180) * timedelta(minutes=1)])
        return FIRST + self.random.randrange(micros(LAST - FIRST)) * MICRO

    def day(self, name):
        if self.random.random() < 0.2:
            year = self.random.choice([1900, 1904, 1999, 2000, 2001, 2023, 2024, 2100, 2399])
            month = self.random.randint(1, 12)
            return date(year, month, calendar.monthrange(year, month)[1])
        return local(self.instant(name), ZoneInfo(name)).date()

    def time_of_day(self):
        if self.random.random() < 0.7:
            return self.random.randrange(96) * timedelta(minutes=15)
        return self.random.randrange(86_400_000_000) * MICRO

    def months(self, day):
        """Years stay from 1 to 9999."""
        near = self.random.choice([-1, 1, -3, 3, -6, 12, -12, 24, -48, 11, -13])
        return near if self.random.random() < 0.7 else self.random.randint(-1200, 1200)

    def of_instant(self, question, name):
        zone = ZoneInfo(name)
        instant = self.instant(name)
        shown = local(instant, zone)
        first, second, time = micros(instant - EPOCH), 0, shown - datetime(shown.year, shown.month, shown.day)
        if question == "rolling":
            second = self.months(shown.date())
            target = moved(shown.date(), second)
            return first, second, micros(at_local(datetime(target.year, target.month, target.day) + time, zone) - EPOCH)
        if question.startswith("start_of_"):
            return first, second, micros(day_start(period(question[9:], shown.date()), zone) - EPOCH)
        return first, second, {"local_date": days(shown.date()), "local_hour": shown.hour, "local_minute": shown.minute,
                               "local_time": micros(time), "weekday_at": shown.weekday()}[question]

    def of_date(self, question, name):
        zone = ZoneInfo(name)
        day = self.day(name)
        if question == "day_start":
            return days(day), 0, micros(day_start(day, zone) - EPOCH)
        if question == "local_instant":
            time = self.time_of_day()
            return days(day), micros(time), micros(at_local(datetime(day.year, day.month, day.day) + time, zone) - EPOCH)
        if question == "add_months":
            months = self.months(day)
            return days(day), months, days(moved(day, months))
        if question in ("age", "anniversary"):
            other = self.day(name)
            if self.random.random() < 0.3:
                other = moved(day, 12 * self.random.randint(-50, 50)) + self.random.randint(-1, 1) * timedelta(days=1)
            return days(day), days(other), age(day, other) if question == "age" else days(anniversary(day, other))
        if question.endswith("_start"):
            return days(day), 0, days(period(question[:-6], day))
        return days(day), 0, {"year": day.year, "month": day.month, "day": day.day, "day_of_year": day.timetuple().tm_yday,
                              "weekday": day.weekday()}[question]


OF_INSTANT = ["local_date", "local_hour", "local_minute", "local_time", "weekday_at", "rolling", "rolling", "start_of_day",
              "start_of_week", "start_of_month", "start_of_quarter", "start_of_year"]
OF_DATE = ["day_start", "day_start", "local_instant", "local_instant", "local_instant", "add_months", "anniversary", "age", "year",
           "month", "day", "day_of_year", "weekday", "week_start", "month_start", "quarter_start", "year_start"]


def make(seed, count):
    cases = Cases(seed)
    questions = [(cases.of_instant, name) for name in OF_INSTANT] + [(cases.of_date, name) for name in OF_DATE]
    made = []
    for index in range(count):
        zone = ZONES[index % len(ZONES)]
        answer, question = questions[index // len(ZONES) % len(questions)]
        made.append((question, zone, *answer(question, zone)))
    return made


SQL = {"add_months": "{day} + to_months({second}::integer)", "weekday": "isodow({day}) - 1", "day_of_year": "dayofyear({day})",
       "week_start": "date_trunc('week', {day})", "month_start": "date_trunc('month', {day})",
       "quarter_start": "date_trunc('quarter', {day})", "year_start": "date_trunc('year', {day})",
       "year": "year({day})", "month": "month({day})", "day": "day({day})"}


def differences_with_sql(made):
    """Answers about dates that DuckDB has otherwise."""
    import duckdb

    connection = duckdb.connect(config={"threads": 1})
    found = []
    for question, text in SQL.items():
        rows = [case for case in made if case[0] == question]
        of_date = question.endswith("_start") or question == "add_months"
        value = text.format(day="(date '1970-01-01' + first::integer)", second="second")
        value = f"date_diff('day', date '1970-01-01', ({value})::date)" if of_date else value
        connection.execute("create or replace table cases(zone varchar, first bigint, second bigint, expected bigint)")
        connection.executemany("insert into cases values (?, ?, ?, ?)", [case[1:] for case in rows])
        for row in connection.execute(f"select *, {value} from cases where {value} <> expected").fetchall():
            found.append(f"{question}: {row}")
    return found


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("program")
    options.add_argument("--cases", type=int, default=12_000)
    options.add_argument("--seed", type=int, default=20261123)
    options.add_argument("--duckdb", action="store_true")
    given = options.parse_args()
    made = make(given.seed, given.cases)
    if given.duckdb:
        differences = differences_with_sql(made)
        if differences:
            sys.exit("SQL answers otherwise:\n" + "\n".join(differences[:20]))
    lines = "".join(" ".join(map(str, case)) + "\n" for case in made)
    done = subprocess.run([given.program], input=lines, text=True, capture_output=True, check=False)
    sys.stdout.write(done.stdout)
    sys.stderr.write(done.stderr)
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
