"""After any row of changes to facts, parties, rules and dates: the same answers as asked all over again."""

import datetime as dt
import tempfile
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.match.random_packs import RANDOM_PACKS, packs
from wotu.facts.models import FactEntry
from wotu.facts.reads import households_of
from wotu.findings.models import Run, StandingAnswer
from wotu.findings.proving import prove
from wotu.findings.verbs import rematch
from wotu.measures.zones import Zone, checker
from wotu.parties.models import Party
from wotu.rules.model import PackSet

NOW = dt.datetime(2025, 3, 1, tzinfo=dt.UTC)
FIRST_DAY = dt.date(2025, 3, 1)
_MONEY = st.integers(0, 10**9).map(lambda n: f"{n / 100:.2f}元")
_YES_NO = st.sampled_from(["true", "false"])
_DAYS = st.dates(dt.date(2023, 1, 1), dt.date(2027, 1, 1))
_YEARS = st.sampled_from(["2021", "2022", "2023", "2024", "2025"])
_OF_FIRMS: dict[str, st.SearchStrategy[str]] = {
    "revenue": _MONEY, "rd": _MONEY, "staff": st.integers(0, 400).map(str),
    "share": st.integers(0, 30).map(lambda n: f"{n}%"), "hightech": _YES_NO, "listed": _YES_NO,
    "founded_on": _DAYS.map(str), "sector": st.sampled_from(["industry", "software", "retail"]),
}  # fmt: skip
_OF_PROJECTS: dict[str, st.SearchStrategy[str]] = {
    "cost": _MONEY, "area": st.integers(0, 1000).map(str), "product": st.sampled_from(["A1", "A2", "B"]),
    "green": _YES_NO,
}  # fmt: skip
Answers = dict[tuple[str, str], tuple[object, ...]]


@pytest.mark.django_db
@settings(
    RANDOM_PACKS,
    max_examples=25,
    suppress_health_check=[*HealthCheck],
)
@given(data=st.data())
def test_what_stands_is_what_asking_everything_again_would_say(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        parties = [_firm(number) for number in range(3)]
        zone, on = _zone(data.draw(packs(Path(folder)))), FIRST_DAY
        for _ in range(data.draw(st.integers(2, 12))):
            step = data.draw(st.sampled_from(["fact", "fact", "fact", "rules", "date", "project", "none"]))
            if step == "fact":
                _say(data, data.draw(st.sampled_from(parties)))
            elif step == "rules":
                zone = _zone(data.draw(packs(Path(folder))))
            elif step == "date":
                on = data.draw(st.dates(dt.date(2024, 11, 1), dt.date(2026, 2, 1)))
            elif step == "project":
                parties.append(_project(data.draw(st.sampled_from(parties[:3])), len(parties)))
            assert prove(zone=zone, on=on, by="tests", now=NOW).differences == 0, (
                "what waits is no difference"
            )
            if data.draw(st.integers(0, 2)):
                _match(zone, on)
                assert _apart(_standing(), _asked_again(zone, on)) == {}
        _match(zone, on)
        assert _apart(_standing(), _asked_again(zone, on)) == {}
        proof = prove(zone=zone, on=on, by="tests", now=NOW)
        assert (proof.differences, proof.waiting, proof.standing) == (0, 0, proof.full)
        assert proof.compared == StandingAnswer.objects.count()
        run = _match(zone, on)
        assert (run.evaluated, run.changes, run.firms_skipped) == (0, 0, 3)
        everything = _match(zone, on, why="full")
        assert (everything.saved, everything.changes, everything.evaluated) == (0, 0, run.saved)
        transaction.set_rollback(True)


def _zone(loaded: PackSet) -> Zone:
    return Zone(loaded.packs["random"], loaded)


def _firm(number: int) -> Party:
    return Party.objects.create(slug=f"e{number}", kind="enterprise", zone="random", name=f"企业{number}")


def _project(owner: Party, number: int) -> Party:
    return Party.objects.create(slug=f"p{number}", kind="project", zone="random", name="项目", owner=owner)


def _say(data: st.DataObject, party: Party) -> None:
    facts = _OF_FIRMS if party.kind == "enterprise" else _OF_PROJECTS
    name = data.draw(st.sampled_from(sorted(facts)))
    entry = FactEntry(
        party=party, fact=name, value=data.draw(facts[name]), source="年报", recorded_at=NOW, recorded_by="t"
    )
    if name in ("revenue", "rd", "staff"):
        entry.period = data.draw(st.one_of(st.just(""), _YEARS))
    elif name == "hightech" and data.draw(st.booleans()):
        entry.since = data.draw(_DAYS)
        if data.draw(st.booleans()):
            entry.until = entry.since + dt.timedelta(days=data.draw(st.integers(0, 400)))
    entry.save()


def _match(zone: Zone, on: dt.date, why: str = "asked") -> Run:
    return rematch(zone=zone, on=on, by="tests", now=NOW, why=why)  # type: ignore[arg-type]


def _standing() -> Answers:
    answers = StandingAnswer.objects.select_related("subject")
    return {
        (a.subject.slug, a.version): (a.status, a.low, a.high, a.displaced, tuple(a.unknown)) for a in answers
    }


def _asked_again(zone: Zone, on: dt.date) -> Answers:
    firms = list(Party.objects.filter(kind="enterprise"))
    found: Answers = {}
    for household in households_of(firms, zone.packs.vocabulary, on):
        for f in checker(zone, on).check(household):
            waits = {"entitled": f.unknown_award_slots, "unknown": f.unknown_slots}.get(f.status, list)()
            found[f.subject.id, f.line.version.key] = (
                f.status, f.award.low, f.award.high, f.taken_away, tuple(map(str, waits)),
            )  # fmt: skip
    return found


def _apart(standing: Answers, asked: Answers) -> dict[object, object]:
    """Return only what differs: a whole table in a failure says nothing."""
    keys = standing.keys() | asked.keys()
    return {k: (standing.get(k), asked.get(k)) for k in keys if standing.get(k) != asked.get(k)}
