"""What each rule's `make` does: from the words of an expression to its value. Knows no language.

date       dates.py
offset     n units before or after the publication, or an earlier time (`base = "focus"`); `sign` -1 or 1
clock      an hour of the day it belongs to         part    a part of that day ("in the evening", "tonight")
length     a duration                               set     what recurs
focus      an earlier time again ("that day")       same    its period, shifted ("the same period last year")
ref        the rule's own `value`                   skip    words that look like a time and are none
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from dragoman.times import calendar as cal
from dragoman.times.context import Context, Made
from dragoman.times.dates import make_date, number
from dragoman.times.intervals import interval
from dragoman.times.numbers import Value
from dragoman.times.scan import Found

_REFS = {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}


def make_offset(found: Found, ctx: Context) -> Made | None:
    """A day, week, month or year at a told distance; PAST_REF or FUTURE_REF where the distance is not told."""
    unit, sign = _unit(found), int(found.rule.args.get("sign", found.slots.get("sign", -1)))
    count = _count(found)
    base, anchor = ctx.base(found, unit)
    if found.rule.args.get("base") == "focus" and sign > 0 and ctx.focus(unit) is None:
        return Made(cal.duration(count, unit), "duration") if "n" in found.slots else Made("XXXX-XX-XX", "date")
    if base is not None and count == "X" and unit in ("hour", "minute", "second"):
        return Made(base.isoformat(), "date", anchor)
    if base is None or not isinstance(count, (int, float)) or count > 10**5:
        return Made(_REFS[sign], "date", anchor if base else None)
    if unit in ("hour", "minute", "second"):
        if found.rule.args.get("base") == "focus" and "n" in found.slots:
            return _hours_on(ctx, unit, sign * count) or Made(cal.duration(count, unit), "duration")
        return _hours_away(ctx, unit, sign * count)
    if unit in cal.MONTHS:
        months = round(count * cal.MONTHS[unit])
        day, exact = cal.add_months(base, sign * months), unit if count == int(count) else "month"
    else:
        days = round(count * {"week": 7, "fortnight": 14, "weekend": 7}.get(unit, 1))
        day, exact = cal.add_days(base, sign * days), "week" if unit == "week" and count > 1 else "day"
    if day is None:
        return None
    if "part" in found.slots:
        return Made(f"{day.isoformat()}T{found.slots['part']}", "time", anchor)
    return Made(cal.unit_value(day, exact), "date", anchor)


def _unit(found: Found) -> str:
    return str(found.slots.get("unit", found.rule.args.get("unit", "day")))


def _hours_on(ctx: Context, unit: str, count: float) -> Made | None:
    """Hours and minutes from the last clock told; None where the last day told has no hour."""
    focus = ctx.focus("day")
    if focus is None or focus.value[10:11] != "T" or not focus.value[11:13].isdigit():
        return None
    try:
        then = datetime.fromisoformat(focus.value[:16]) + timedelta(**{unit + "s": count})
    except (ValueError, OverflowError):
        return None
    return Made(then.isoformat(timespec="minutes"), "time", focus.span.of(ctx.parsed.text))


def _hours_away(ctx: Context, unit: str, count: float) -> Made | None:
    """Hours and minutes from the publication: to the minute where its own is known, else its day."""
    if ctx.published is None:
        return None
    away = timedelta(**{unit + "s": count})
    if not ctx.hour:
        day = cal.add_days(ctx.published, int(away.days / 1) if abs(count) >= 24 and unit == "hour" else 0)
        return Made(day.isoformat(), "date", "publication") if day else None
    minutes = int(ctx.hour[:2]) * 60 + int(ctx.hour[3:5]) + int(away.total_seconds() // 60)
    days, rest = divmod(minutes, 1440)
    day = cal.add_days(ctx.published, days)
    if day is None:
        return None
    return Made(f"{day.isoformat()}T{rest // 60:02}:{rest % 60:02}", "time", "publication")


def _count(found: Found) -> Value:
    count: Value = found.slots.get("n", found.rule.args.get("n", "X"))
    extra = found.slots.get("extra")
    if isinstance(count, (int, float)) and isinstance(extra, (int, float)):
        return count + extra
    return count


def make_length(found: Found, _: Context) -> Made | None:
    """A length: "six months" is P6M, "two and a half years" P2.5Y, "several days" PXD."""
    return Made(cal.duration(_count(found), _unit(found)), found.rule.kind or "duration")


def make_set(found: Found, _: Context) -> Made | None:
    """What recurs: "every day" is P1D, "on Thursdays" XXXX-WXX-4, "every two years" P2Y."""
    slots = found.slots
    if "weekday" in slots:
        part = f"T{slots['part']}" if "part" in slots else ""
        return Made(f"XXXX-WXX-{number(found, 'weekday')}{part}", "set")
    if "month" in slots:
        return Made(f"XXXX-{number(found, 'month'):02}", "set")
    if "season" in slots:
        return Made(f"XXXX-{slots['season']}", "set")
    if "part" in slots:
        return Made(f"XXXX-XX-XXT{slots['part']}", "set")
    return Made(cal.duration(found.slots.get("n", 1), _unit(found)), "set")


def make_ref(found: Found, _: Context) -> Made | None:
    """The value that the rule names."""
    return Made(str(found.rule.args["value"]), found.rule.kind or "date")


def make_clock(found: Found, ctx: Context) -> Made | None:
    """An hour: of the day beside it, or the last day told nearby, or the publication's."""
    time = _hour(found)
    if time is None:
        return None
    if "deictic" in found.slots or "weekday" in found.slots or "month" in found.slots or "numdate" in found.slots:
        day = make_date(found, ctx)
        if day is None:
            return None
        told, anchor = day.value.partition("T")[0], day.anchor
        value: str | None = told if interval(told) or told.startswith("XXXX") else "XXXX-XX-XX"
    else:
        value, anchor = ctx.day_of(found)
    return Made(f"{value}T{time}{_zone(found)}", "time", anchor)


def _zone(found: Found) -> str:
    """The zone by its name, or by its hours before and after Greenwich."""
    for slot, sign in (("plus", "+"), ("minus", "-")):
        hours = found.slots.get(slot)
        if isinstance(hours, int) and hours <= 14:
            return f"{sign}{hours:02}:00"
    return str(found.slots.get("zone", ""))


def _hour(found: Found) -> str | None:
    """Hour and minute, 24 hours: from "clock", or from "hour" with "minute", "ampm", "quarter" (minutes past or to)."""
    slots = found.slots
    pair = next((slots[name] for name in ("clock", "dotclock", "hhmm") if name in slots), None)
    if isinstance(slots.get("hour"), float):
        return None
    hour, minute = (int(pair[0]), int(pair[1])) if isinstance(pair, tuple) else (number(found, "hour"), 0)
    minute = number(found, "minute", minute) + number(found, "past")
    if minute < 0:
        hour, minute = hour - 1, minute + 60
    half = slots.get("ampm")
    if half in ("am", "pm"):
        if not 0 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (half == "pm")
    if not (0 <= hour < 24 and minute < 60) and (hour, minute) != (24, 0):
        return None
    return f"{hour:02}:{minute:02}"


def make_part(found: Found, ctx: Context) -> Made | None:
    """A part of the day: of the publication's day (`base = "publication"`), or of the day that a clock would have."""
    part = found.slots.get("part", found.rule.args.get("part", "NI"))
    if found.rule.args.get("base") == "publication":
        day = ctx.published.isoformat() if ctx.published else None
        if day is None:
            return Made("PRESENT_REF", "date")
        return Made(f"{day}T{part}", "time", "publication")
    value, anchor = ctx.day_of(found)
    return Made(f"{value}T{part}", "time", anchor)


def make_focus(found: Found, ctx: Context) -> Made | None:
    """An earlier time again: the last at least as exact as `unit`."""
    focus = ctx.focus(str(found.slots.get("unit", found.rule.args.get("unit", "day"))))
    if focus is None:
        fallback = found.rule.args.get("otherwise")
        if fallback == "publication-year" and ctx.published:
            return Made(f"{ctx.published.year:04}", "date", "publication")
        if fallback == "publication" and ctx.published:
            return Made(ctx.published.isoformat(), "date", "publication")
        return Made(fallback, "date") if isinstance(fallback, str) and fallback.isupper() else None
    if found.rule.args.get("instant"):
        return Made(focus.value, "time" if "T" in focus.value else "date", focus.span.of(ctx.parsed.text))
    unit = str(found.slots.get("unit", found.rule.args.get("unit", "day")))
    value = cal.unit_value(focus.days[0], unit)
    return Made(value, "date", focus.span.of(ctx.parsed.text))


def make_same(found: Found, ctx: Context) -> Made | None:
    """The last period told, in another year: "the same quarter last year"."""
    focus = ctx.focus(str(found.slots.get("unit", "quarter")) if "unit" in found.slots else "half")
    if focus is None:
        return None
    years = number(found, "yshift", -1)
    value = focus.value.partition("T")[0]
    if not value[:4].isdigit() or "/" in value:
        return None
    return Made(f"{int(value[:4]) + years:04}{value[4:]}", "date", focus.span.of(ctx.parsed.text))


MAKERS: Mapping[str, Callable[[Found, Context], Made | None]] = {
    "date": make_date,
    "offset": make_offset,
    "length": make_length,
    "set": make_set,
    "ref": make_ref,
    "clock": make_clock,
    "part": make_part,
    "focus": make_focus,
    "same": make_same,
    "skip": lambda _found, _ctx: None,
}


def make(found: Found, ctx: Context) -> Made | None:
    """The value of an expression by its rule's maker. KeyError for a `make` that no maker has."""
    return MAKERS[found.rule.make](found, ctx)
