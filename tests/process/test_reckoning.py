"""From events to clocks: what runs, what stands still, and what each department still has."""

import datetime as dt
from itertools import groupby

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.process.flows import JOINT, flow, random_flows, step
from wotu.calendar import Day, Kind, WorkingCalendar
from wotu.calendar.seed import rows, seeded
from wotu.process.clock import Due
from wotu.process.marching import open_steps
from wotu.process.reckoning import Event, Reckoning, Story, reckon
from wotu.rules.flow import Flow

CALENDAR = seeded()


def _day(month: int, day: int) -> dt.date:
    return dt.date(2026, month, day)


def _events(*said: str) -> list[Event]:
    """Read `07-06 accepted` and `07-07 step_done tax`."""
    found = []
    for line in said:
        day, kind, *about = line.split()
        found.append(Event(dt.date.fromisoformat(f"2026-{day}"), kind, *about))  # type: ignore[arg-type]
    return found


def _reckon(today: str, *said: str, of: Flow = JOINT) -> Reckoning:
    return reckon(of, _events(*said), CALENDAR, dt.date.fromisoformat(f"2026-{today}"))


ACCEPTED = ("07-03 filed", "07-06 accepted", "07-06 step_done accept")


def test_before_acceptance_only_the_window_has_a_time() -> None:
    found = _reckon("07-03", "07-03 filed")

    assert found.whole is None
    assert {id_: one.date for id_, one in found.steps.items()} == {"accept": _day(7, 7)}


def test_after_acceptance_the_whole_and_every_department_have_clocks_of_their_own() -> None:
    found = _reckon("07-06", *ACCEPTED)

    assert found.whole == Due(_day(7, 20), 10)
    assert {id_: one.date for id_, one in found.steps.items()} == {"tax": _day(7, 13), "fire": _day(7, 9)}


def test_experts_stop_the_whole_and_the_other_department_but_not_themselves() -> None:
    told = (*ACCEPTED, "07-08 step_done fire")
    during = _reckon("07-10", *told)
    after = _reckon("07-15", *told, "07-15 step_done experts")

    assert during.stopped
    assert during.whole == Due(None, 8)
    assert during.steps["tax"] == Due(None, 3)
    assert during.steps["experts"] == Due(_day(7, 22), 8)
    assert after.whole == Due(_day(7, 27), 8)
    assert after.steps["tax"].date == _day(7, 20)
    story = Story.of(JOINT, _events(*told, "07-15 step_done experts"))
    spent = {id_: story.spent(id_, CALENDAR, _day(7, 15)) for id_ in story.spans}
    assert spent == {"accept": 1, "tax": 2, "fire": 2, "experts": 5}


def test_a_correction_stops_everything() -> None:
    asked = ("07-03 filed", "07-07 correction_asked")
    waiting = _reckon("07-09", *asked)
    back = _reckon("07-15", *asked, "07-15 corrected")

    assert waiting.steps["accept"] == Due(None, 0)
    assert back.steps["accept"].date == _day(7, 15)  # asked on the last day: due the day it comes back


def test_the_whole_is_over_with_the_decision_and_the_notice_has_its_own_time() -> None:
    told = (
        *ACCEPTED, "07-07 step_done tax", "07-07 step_done fire", "07-07 step_done experts",
        "07-09 step_done decide", "07-09 decided",
    )  # fmt: skip
    found = _reckon("07-13", *told)

    assert found.whole is None
    assert {id_: one.date for id_, one in found.steps.items()} == {"notice": _day(7, 16)}
    paying = _reckon("07-17", *told, "07-16 step_done notice")
    assert {id_: one.date for id_, one in paying.steps.items()} == {"pay": _day(7, 23)}


def test_an_objection_stops_the_notice() -> None:
    told = (*ACCEPTED, "07-07 step_done tax", "07-07 step_done fire", "07-07 step_done experts",
            "07-09 step_done decide", "07-10 stopped objection", "07-15 resumed objection")  # fmt: skip

    assert _reckon("07-15", *told).steps["notice"].date == _day(7, 21)


def test_silence_of_a_department_counts_after_its_time() -> None:
    assert _reckon("07-13", *ACCEPTED).lapsed == ()
    assert _reckon("07-14", *ACCEPTED).lapsed == ("tax",)


def test_a_case_that_ended_has_no_clock() -> None:
    found = _reckon("07-20", *ACCEPTED, "07-08 ended")

    assert (found.whole, dict(found.steps), found.stopped) == (None, {}, False)


def test_a_decision_reopened_goes_on_without_the_days_between() -> None:
    short = flow(step("accept", "accept"), step("decide", "decide", 5), total=5)
    told = ("07-06 filed", "07-06 accepted", "07-06 step_done accept", "07-08 step_done decide",
            "07-08 decided", "07-20 reopened", "07-20 step_opened decide")  # fmt: skip
    found = _reckon("07-20", *told, of=short)

    assert found.whole == Due(_day(7, 23), 3)
    assert found.steps["decide"].date == _day(7, 27)


def test_what_follows_a_decision_waits_for_the_new_one_after_a_reopening() -> None:
    of = flow(step("accept", "accept"), step("decide", "decide", 5), step("notice", "notice", 5),
              step("pay", "pay", 5), total=5)  # fmt: skip
    told = ("07-06 filed", "07-06 accepted", "07-06 step_done accept", "07-08 decided",
            "07-08 step_done decide", "07-08 ended", "07-20 reopened")  # fmt: skip
    found = _reckon("07-20", *told, "07-20 step_opened decide", of=of)

    assert not found.stopped
    assert found.whole == Due(_day(7, 23), 3)
    assert set(found.steps) == {"decide"}


def test_a_step_sent_back_begins_again() -> None:
    found = _reckon("07-09", *ACCEPTED, "07-07 step_done tax", "07-09 step_opened tax")

    assert found.steps["tax"].date == _day(7, 16)
    story = Story.of(JOINT, _events(*ACCEPTED, "07-07 step_done tax", "07-09 step_opened tax"))
    assert story.spent("tax", CALENDAR, _day(7, 9)) == 1


def test_a_step_opened_by_hand_counts_from_that_day() -> None:
    assert _reckon("07-08", *ACCEPTED, "07-08 step_opened tax").steps["tax"].date == _day(7, 15)


@st.composite
def histories(draw: st.DrawFn) -> tuple[Flow, list[Event]]:
    """Draw a process and a case that has gone part of its way, with stops in between."""
    drawn, day = draw(random_flows()), _day(9, 1)
    events, done = [Event(day, "filed")], set[str]()
    for _ in range(draw(st.integers(0, 8))):
        day += dt.timedelta(days=draw(st.integers(0, 6)))
        choice = draw(st.integers(0, 3))
        ready = open_steps(drawn, done)
        if choice and ready:
            chosen = draw(st.sampled_from([one.id for one in ready]))
            done.add(chosen)
            events.append(Event(day, "step_done", chosen))
        else:
            events += [
                Event(day, "stopped"),
                Event(day + dt.timedelta(days=draw(st.integers(0, 9))), "resumed"),
            ]
            day = events[-1].day
    return drawn, events


def _dues(found: Reckoning) -> dict[str, dt.date | None]:
    whole = {"": found.whole.date} if found.whole else {}
    return whole | {id_: one.date for id_, one in found.steps.items()}


LATER = _day(12, 20)


@given(history=histories(), since=st.integers(0, 40), days=st.integers(0, 20))
def test_another_stop_makes_no_deadline_earlier(
    history: tuple[Flow, list[Event]], since: int, days: int
) -> None:
    drawn, events = history
    start = _day(9, 1) + dt.timedelta(days=since)
    more = [Event(start, "stopped", "more"), Event(start + dt.timedelta(days=days), "resumed", "more")]
    before, after = (_dues(reckon(drawn, all_, CALENDAR, LATER)) for all_ in (events, events + more))

    assert before.keys() == after.keys()
    for id_, date in before.items():
        later = after[id_]
        assert (date is None) is (later is None)
        assert date is None or later is None or later >= date


@given(history=histories(), data=st.data())
def test_the_order_of_a_days_events_about_different_things_does_not_matter(
    history: tuple[Flow, list[Event]], data: st.DataObject
) -> None:
    drawn, events = history
    shuffled: list[Event] = []
    for _, group in groupby(events, key=lambda event: event.day):
        day = list(group)
        assume(sum(event.kind in ("stopped", "resumed") for event in day) <= 1)
        shuffled += data.draw(st.permutations(day))
    one, other = (reckon(drawn, all_, CALENDAR, LATER) for all_ in (events, shuffled))

    assert (_dues(one), one.stopped) == (_dues(other), other.stopped)


@given(history=histories(), off=st.sets(st.dates(_day(9, 1), _day(11, 30)), max_size=12))
def test_more_holidays_make_no_deadline_earlier(history: tuple[Flow, list[Event]], off: set[dt.date]) -> None:
    drawn, events = history
    kept = [row for row in rows() if row.date.year == 2026 and row.date not in off]
    holidays = [Day(day, Kind.HOLIDAY, "放假", "Off") for day in off]
    quiet = WorkingCalendar.from_rows([*kept, *holidays], years=[2026])
    usual, longer = (_dues(reckon(drawn, events, calendar, LATER)) for calendar in (CALENDAR, quiet))

    for id_, date in usual.items():
        later = longer[id_]
        assert (date is None) is (later is None)
        assert date is None or later is None or later >= date


@given(history=histories())
def test_what_is_open_is_what_marching_says(history: tuple[Flow, list[Event]]) -> None:
    drawn, events = history
    done = {event.step for event in events if event.kind == "step_done"}
    timed = {one.id for one in open_steps(drawn, done) if one.within is not None}

    assert reckon(drawn, events, CALENDAR, LATER).steps.keys() == timed
