"""Every norm of time, worked out on real days: over weekends, make-up days (调休) and National Day."""

import datetime as dt

import pytest

from tests.house.files import ROOT
from wotu.calendar.seed import seeded
from wotu.process.clock import Stop, due, light
from wotu.process.norms import norm, norms
from wotu.rules.default_flows import default_flow
from wotu.rules.load import load_packs

CALENDAR = seeded()


def _due(id_: str, start: str, *stops: Stop) -> str:
    day = dt.date.fromisoformat(start)
    date = due(day, norm(id_).value, stops, CALENDAR, day).date
    assert date is not None
    return date.isoformat()


@pytest.mark.parametrize(
    ("id_", "start", "until"),
    [
        ("bed_same_day", "2026-07-06", "2026-07-06"),
        ("bed_same_day", "2026-10-10", "2026-10-10"),  # a Saturday that is worked
        ("bed_same_day", "2026-10-01", "2026-10-08"),  # asked for on National Day
        ("credit_repair", "2026-07-06", "2026-07-13"),
        ("credit_repair", "2026-09-30", "2026-10-13"),  # seven days off, then Saturday the 10th is worked
        ("credit_repair", "2025-09-26", "2025-10-10"),  # Sunday the 28th is worked, then eight days off
        ("bank_payment", "2026-09-30", "2026-10-08"),
        ("bank_payment", "2026-09-18", "2026-09-20"),  # a Sunday worked for the Mid-Autumn days
        ("policy_sync", "2026-02-12", "2026-02-24"),  # Friday, the Saturday worked, nine days off
        ("guide", "2026-02-12", "2026-02-28"),  # and the Saturday after is worked too
        ("guide_longest", "2026-02-12", "2026-03-04"),
        ("public_notice", "2025-01-24", "2025-02-07"),  # over Spring Festival, Sunday the 26th worked
        ("public_notice", "2026-04-30", "2026-05-11"),  # over Labour Day, Saturday the 9th worked
        ("fast_payment", "2026-07-31", "2026-10-29"),  # Sunday the 20th worked, the 25th and 1 to 7 off
        ("correction", "2025-12-31", "2026-01-08"),  # over New Year, Sunday the 4th worked
    ],
)  # fmt: skip
def test_a_norm_ends_on_this_day(id_: str, start: str, until: str) -> None:
    assert _due(id_, start) == until


def test_expert_review_is_not_counted() -> None:
    assert norm("experts").stops
    advising = Stop(dt.date(2026, 9, 29), dt.date(2026, 10, 12))

    assert _due("credit_repair", "2026-09-28") == "2026-10-10"
    assert _due("credit_repair", "2026-09-28", advising) == "2026-10-16"


def test_the_light_turns_yellow_48_hours_before_and_red_after() -> None:
    day = dt.date(2026, 10, 13)
    last = due(dt.date(2026, 9, 30), norm("credit_repair").value, (), CALENDAR, day)
    moments = [dt.datetime(2026, 10, day, hour, tzinfo=dt.UTC) for day, hour in
               ((11, 23), (12, 0), (13, 23), (14, 0))]  # fmt: skip

    assert [light(last, moment) for moment in moments] == ["calm", "soon", "soon", "overdue"]


def test_every_norm_names_its_source_and_counts_in_something() -> None:
    assert len(norms()) == 11
    for one in norms().values():
        assert one.citation is not None
        assert one.label.zh
        assert one.label.en
        assert (one.unit == "none") is (one.since is None)
        assert one.citation.source.found or one.citation.source.note


def test_the_flows_and_packs_keep_the_norms() -> None:
    packs = load_packs([ROOT / "packs" / name for name in ("common", "nanchang")])
    fast = packs.procedures["common.fast_grant"].flow
    stay, repair = (packs.procedures[f"nanchang.{name}"].flow for name in ("stay", "credit_repair"))

    assert default_flow("apply", None, None, money=True).correction == norm("correction").value
    assert all(
        procedure.flow.correction == norm("correction").value for procedure in packs.procedures.values()
    )
    assert (
        packs.procedures["common.reviewed_grant"].flow.steps["notice"].within == norm("public_notice").value
    )
    assert sum(step.within or 0 for step in fast.steps.values()) == norm("fast_payment").value
    assert stay.total == norm("bed_same_day").value
    assert repair.total == norm("credit_repair").value
    assert sum((repair.longest(), repair.steps["answer"].within or 0)) == norm("credit_repair").value
