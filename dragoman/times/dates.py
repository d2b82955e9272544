"""The maker `date`: a day, month, season, quarter, year or holiday, told whole, in part, or by its relation to another.

Slots it reads: numdate | day month year yy weekday | deictic | holiday | season | ord unit | shift unit | decade tens
century, with yshift (the year's own "last", "next"), outer (what an ordinal counts in), part (of the day), edge.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from dragoman.times import calendar as cal
from dragoman.times.context import Context, Made
from dragoman.times.intervals import interval
from dragoman.times.scan import Found
from dragoman.times.tense import Direction

Told = tuple[str, str | None] | None

#: How much farther, in days, a partial date may lie on the side that the verb speaks against: a sure verb, and not.
AGAINST_VERB, AGAINST_HABIT = 200, 100
#: The same for bare months and seasons, in months: "in October" with a past verb is the last, however near the next.
MONTHS_AGAINST_VERB, MONTHS_AGAINST_HABIT = 9, 4


def make_date(found: Found, ctx: Context) -> Made | None:
    """The value of a date, with its part of day if told. None where the calendar has no such day."""
    told = _choose(found, ctx)
    if told is None:
        return None
    value, anchor = told
    if "part" in found.slots:
        return Made(f"{value}T{found.slots['part']}", "time", anchor)
    return Made(value, found.rule.kind or "date", anchor)


def _choose(found: Found, ctx: Context) -> Told:
    slots = found.slots
    if {"day", "month"} <= slots.keys():
        return _day_of_year(found, ctx)
    for slot, read in _READERS.items():
        if slot in slots:
            return read(found, ctx)
    return None


def number(found: Found, slot: str, default: int = 0) -> int:
    """A slot's value as a whole number."""
    value = found.slots.get(slot, default)
    return int(value) if isinstance(value, (int, float)) else default


def year_of(found: Found, ctx: Context) -> tuple[int | None, str | None]:
    """The year that an expression names, or tells by its relation to the base, and what it leans on."""
    slots = found.slots
    if "year" in slots:
        return number(found, "year"), None
    if "yy" in slots:
        return century_year(number(found, "yy"), ctx.published), None
    if "yshift" in slots:
        base, anchor = ctx.base(found, "year")
        return (base.year + number(found, "yshift"), anchor) if base else (None, None)
    return None, None


def century_year(two: int, published: date | None) -> int:
    """The year that two figures mean: never more than ten years after the publication."""
    latest = (published.year if published else 2025) + 10
    year = latest // 100 * 100 + two
    return year if year <= latest else year - 100


def _numeric(found: Found, ctx: Context) -> Told:
    parts = found.slots["numdate"]
    assert isinstance(parts, tuple)
    first, second, third = (str(part) for part in parts)
    if len(first) == 4:
        day = cal.safe_date(int(first), int(second), int(third))
    elif len(first) <= 2 and len(third) in (2, 4):
        year = int(third) if len(third) == 4 else century_year(int(third), ctx.published)
        orders = [(int(second), int(first)), (int(first), int(second))]
        days = [cal.safe_date(year, *order) for order in (orders if ctx.grammar.day_first else orders[::-1])]
        weekday = found.slots.get("weekday")
        fitting = [d for d in days if d and weekday and d.isoweekday() == weekday]
        day = next((d for d in fitting or days if d), None)
    else:
        day = None
    return (day.isoformat(), None) if day else None


def _day_of_year(found: Found, ctx: Context) -> Told:
    month, day, weekday = number(found, "month"), number(found, "day"), number(found, "weekday")
    known = found.rule.args.get("known", {}).get(f"{month:02}-{day:02}")
    if known and "year" not in found.slots:
        return str(known), None
    year, anchor = year_of(found, ctx)
    if year is not None:
        whole = cal.safe_date(year, month, day)
        return (whole.isoformat(), anchor) if whole else None
    base, anchor = ctx.base(found)
    if base is None:
        return (f"XXXX-{month:02}-{day:02}", None) if cal.safe_date(2024, month, day) else None
    days = [d for y in range(-4, 5) if (d := cal.safe_date(base.year + y, month, day))]
    near = [d for d in days if abs((d - base).days) < 550]
    fitting = [d for d in near if d.isoweekday() == weekday] or near or days
    if not fitting:
        return None
    shift = found.slots.get("shift")
    if shift in (-1, 1):
        side = Direction(int(shift), True)
        fitting = [d for d in fitting if (d - base).days * side.sign > 0] or fitting
        return min(fitting, key=lambda d: abs((d - base).days)).isoformat(), anchor
    side = ctx.direction(found)
    against = AGAINST_VERB if side.sure else AGAINST_HABIT
    best = min(fitting, key=lambda d: abs((d - base).days) + against * ((d - base).days * side.sign < 0))
    return best.isoformat(), anchor


def _nearest_index(found: Found, ctx: Context, base: int, index: int, width: int) -> int:
    """Of a month's (or season's, quarter's) recurrences every twelve months, the one meant: in months since year 0."""
    options = [index + 12 * k for k in range((base - index) // 12 - 1, (base - index) // 12 + 3)]
    shift = found.slots.get("shift")
    if shift == -1:
        return max(o for o in options if o + width - 1 < base)
    if shift == 1:
        return min(o for o in options if o > base)
    side = ctx.direction(found)
    against = MONTHS_AGAINST_VERB if side.sure else MONTHS_AGAINST_HABIT

    def far(option: int) -> int:
        gap = 0 if option <= base < option + width else option - base
        return abs(gap) + against * (gap * side.sign < 0)

    return min(options, key=far)


def _recurring(found: Found, ctx: Context, first_month: int, width: int, form: Callable[[int, int], str]) -> Told:
    """A month, quarter, half or season: of its year if told, else the nearest that fits, as `form(year, month)`."""
    year, anchor = year_of(found, ctx)
    if year is not None:
        return form(year, first_month), anchor
    base, anchor = ctx.base(found, "month" if width == 1 else "quarter")
    if base is None:
        return form(-1, first_month), None
    index = _nearest_index(found, ctx, base.year * 12 + base.month - 1, base.year * 12 + first_month - 1, width)
    return form(index // 12, index % 12 + 1), anchor


def _year_text(year: int) -> str:
    return "XXXX" if year < 0 else f"{year:04}"


def _month(found: Found, ctx: Context) -> Told:
    return _recurring(found, ctx, number(found, "month"), 1, lambda y, m: f"{_year_text(y)}-{m:02}")


def _season(found: Found, ctx: Context) -> Told:
    """A season; "in summer" beside a verb in the present (rule with `habit`) is every year's."""
    season = str(found.slots["season"])
    if found.rule.args.get("habit"):
        side = ctx.direction(found)
        if side.sign > 0 and not side.sure:
            return f"XXXX-{season}", None
    return _recurring(found, ctx, cal.SEASONS[season], 3, lambda y, _: f"{_year_text(y)}-{season}")


def _weekday(found: Found, ctx: Context) -> Told:
    weekday, shift = number(found, "weekday"), found.slots.get("shift")
    base, anchor = ctx.base(found)
    if base is None:
        return f"XXXX-WXX-{weekday}", None
    if "wshift" in found.slots:
        week = cal.add_days(base, 7 * number(found, "wshift"))
        day = week and cal.add_days(week, weekday - week.isoweekday())
    elif shift in (-1, 1):
        day = cal.weekday_near(base, weekday, int(shift), strict=True)
    else:
        side = ctx.direction(found)
        sign, unsure = side.sign, not side.sure
        same = sign > 0 and base.isoweekday() == weekday and (shift == 0 or "part" in found.slots or unsure)
        day = base if same else cal.weekday_near(base, weekday, sign or -1)
    return (day.isoformat(), anchor) if day else None


def _deictic(found: Found, ctx: Context) -> Told:
    base, anchor = ctx.base(found)
    away = number(found, "deictic")
    if base is None:
        return ("PAST_REF", "PRESENT_REF", "FUTURE_REF")[(away > 0) - (away < 0) + 1], None
    day = cal.add_days(base, away)
    return (day.isoformat(), anchor) if day else None


def _holiday(found: Found, ctx: Context) -> Told:
    body = ctx.grammar.holidays[str(found.slots["holiday"])]
    year, anchor = year_of(found, ctx)
    if year is not None:
        day = cal.holiday(body, year)
        return (day.isoformat(), anchor) if day else None
    base, anchor = ctx.base(found)
    if base is None:
        day = cal.holiday(body, 2024)
        return (f"XXXX-{day.month:02}-{day.day:02}" if "date" in body and day else "XXXX-XX-XX", None)
    days = [d for y in (-1, 0, 1) if (d := cal.holiday(body, base.year + y))]
    shift = found.slots.get("shift")
    side = Direction(int(shift), True) if shift in (-1, 1) else ctx.direction(found)
    against = 10**4 if shift in (-1, 1) else AGAINST_VERB if side.sure else 0
    if not days:
        return None
    best = min(days, key=lambda d: abs((d - base).days) + against * ((d - base).days * side.sign < 0))
    return best.isoformat(), anchor


def _ordinal(found: Found, ctx: Context) -> Told:
    """The third quarter of 2025, the last week of March, the first day of the year."""
    count, unit = number(found, "ord"), str(found.slots.get("unit", found.rule.args.get("unit", "")))
    if unit in ("quarter", "half"):
        width = cal.MONTHS[unit]
        count = 12 // width if count == -1 else count
        if not 1 <= count <= 12 // width:
            return None
        name = "Q" if unit == "quarter" else "H"
        first = (count - 1) * width + 1
        return _recurring(found, ctx, first, width, lambda y, m: f"{_year_text(y)}-{name}{(m - 1) // width + 1}")
    if unit in ("week", "day", "month"):
        return _inner(found, ctx, count, unit)
    return None


def _inner(found: Found, ctx: Context, count: int, unit: str) -> Told:
    """The count-th day, week or month of a month, a year, or what `outer` names. A week is where its Thursday is."""
    outer = _outer(found, ctx)
    days = interval(outer[0]) if outer else None
    if outer is None or days is None:
        return None
    start, end = days
    if unit == "month":
        inner = cal.add_months(start, count - 1) if count > 0 else end
    elif unit == "week":
        ahead = start if count > 0 else end
        thursday = cal.weekday_near(ahead, 4, -1) if count < 0 else cal.add_days(ahead, (4 - ahead.isoweekday()) % 7)
        inner = thursday and cal.add_days(thursday, 7 * (count - 1 if count > 0 else 0))
    else:
        inner = cal.add_days(start, count - 1) if count > 0 else end
    if inner is None or not start <= inner <= end:
        return None
    return cal.unit_value(inner, unit), outer[1]


def _outer(found: Found, ctx: Context) -> Told:
    if "month" in found.slots:
        return _month(found, ctx)
    year, anchor = year_of(found, ctx)
    if year is not None:
        return f"{year:04}", anchor
    base, anchor = ctx.base(found, "year")
    outer = found.slots.get("outer")
    if base is None or outer is None:
        return None
    whole = cal.shifted(base, str(outer), number(found, "oshift"))
    return (cal.unit_value(whole, str(outer)), anchor) if whole else None


def _period(found: Found, ctx: Context) -> Told:
    """Last week, this month, next year; the weekend just past or at hand."""
    unit, count = str(found.slots["unit"]), number(found, "shift", int(found.rule.args.get("shift", 0)))
    base, anchor = ctx.base(found, unit)
    if base is None:
        return ("PAST_REF", "PRESENT_REF", "FUTURE_REF")[(count > 0) - (count < 0) + 1], None
    if unit == "weekend":
        saturday = base.isoweekday() >= 6
        if count == 0 and not saturday:
            count = -1 if ctx.direction(found).sign < 0 else 0
        elif count > 0 and not saturday:
            count -= 1
    day = cal.shifted(base, unit, count)
    if unit == "half" and day:
        day = cal.add_months(base, 6 * count)
    return (cal.unit_value(day, unit), anchor) if day else None


def _year(found: Found, ctx: Context) -> Told:
    year, anchor = year_of(found, ctx)
    if year is None:
        shift = number(found, "yshift")
        return (("PAST_REF", "PRESENT_REF", "FUTURE_REF")[(shift > 0) - (shift < 0) + 1], None)
    return f"{found.rule.args.get('prefix', '')}{year:04}", anchor


def _tens(found: Found, ctx: Context) -> Told:
    tens = number(found, "tens")
    latest = (ctx.published.year if ctx.published else 2025) + 5
    start = latest // 100 * 100 + tens
    return f"{(start if start <= latest else start - 100) // 10:03}", None


_READERS: dict[str, Callable[[Found, Context], Told]] = {
    "numdate": _numeric,
    "deictic": _deictic,
    "ord": _ordinal,
    "month": _month,
    "season": _season,
    "weekday": _weekday,
    "holiday": _holiday,
    "unit": _period,
    "decade": lambda found, _: (f"{number(found, 'decade'):03}", None),
    "tens": _tens,
    "century": lambda found, _: (f"{number(found, 'century') - 1:02}", None),
    "yearmonth": lambda found, _: _year_month(found),
    "yearpair": lambda found, _: _year_pair(found),
    "year": _year,
    "yy": _year,
    "yshift": _year,
}


def _year_month(found: Found) -> Told:
    pair = found.slots["yearmonth"]
    return (f"{pair[0]:04}-{pair[1]:02}", None) if isinstance(pair, tuple) else None


def _year_pair(found: Found) -> Told:
    """2024-2025; with the argument `months`, what begins in one year's month and ends in the next's (a school year)."""
    pair = found.slots["yearpair"]
    if not isinstance(pair, tuple):
        return None
    first, last = found.rule.args.get("months", ("", ""))
    return f"{pair[0]:04}{first}/{pair[1]:04}{last}", None
