"""One subject by closures and a whole table by columns: the same answers, on random packs and facts."""

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.match.making import facts, make, measure, pair
from tests.match.random_packs import ON, RANDOM_PACKS, households, packs
from wotu.match.ballot import Ballot
from wotu.match.checkup import Checker
from wotu.match.plan import Plan, make_plan
from wotu.match.run import Answers, run_plan
from wotu.match.settle import settle
from wotu.match.subject import Household, Subject
from wotu.match.table import Builder, with_owner_facts

STATUS = {2: "entitled", 1: "unknown", 0: "not_entitled"}
Answer = tuple[str, int | None, int | None]


def _answers_by_table(plan: Plan, found: list[Household]) -> dict[tuple[int, str], Answer]:
    firms = [h.enterprise for h in found]
    vocabulary = plan.packs.vocabulary
    enterprise = Builder(vocabulary, [f.facts for f in firms]).table("enterprise", [f.id for f in firms])
    projects = [(h.enterprise.id, p) for h in found for p in h.members]
    table = Builder(vocabulary, [p.facts for _, p in projects]).table(
        "project", [p.id for _, p in projects], [owner for owner, _ in projects]
    )
    answers = [
        run_plan(plan, enterprise, block=8),
        run_plan(plan, with_owner_facts(table, enterprise), block=8),
    ]
    ballot = settle(plan, answers, alone=True)
    return {key: answer for each in answers for key, answer in _rows(each, ballot).items()}


def _rows(answers: Answers, ballot: Ballot) -> dict[tuple[int, str], Answer]:
    rows: dict[tuple[int, str], Answer] = {}
    for position, (line, claims) in enumerate(zip(answers.lines, answers.claims, strict=True)):
        status = answers.status(position)
        places = {int(row): i for i, row in enumerate(claims.rows.tolist())}
        for row, id_ in enumerate(answers.table.ids):
            low = high = None
            if row in places:
                a, i = claims.awards, places[row]
                low = int(a.low[i]) if a.low_known[i] else None
                high = int(a.high[i]) if a.high_known[i] else None
                claim = ballot.claim_of(line.index, row)
                if claim is not None and high is not None:
                    settled_low, high = ballot.award(claim) or (None, None)
                    low = None if low is None else settled_low
            rows[line.index, id_] = (STATUS[int(status[row])], low, high)
    return rows


def _answers_one_by_one(plan: Plan, found: list[Household]) -> dict[tuple[int, str], Answer]:
    checker = Checker.of(plan)
    rows: dict[tuple[int, str], Answer] = {}
    for household in found:
        for finding in checker.check(household):
            entitled = finding.status == "entitled"
            award = (finding.award.low, finding.award.high) if entitled else (None, None)
            rows[finding.line.index, finding.subject.id] = (finding.status, *award)
    return rows


def test_what_one_row_gets_does_not_wait_for_a_cap_it_shares_with_others(tmp_path: Path) -> None:
    cap = {"id": "year", "per": "enterprise_year", "limit": "50万元", "already": "rd", **pair("年度")}
    grant = measure("grant", {"amount": "cost", "caps": [cap]}, about="project")
    highest = {"id": "one", "rule": "highest_only", "key": "enterprise", "members": ["made.grant"]}
    plan = make(tmp_path, [grant], [highest])
    projects = tuple(Subject(f"p{i}", facts(cost=cost), "project") for i, cost in enumerate((1, 30, 20)))
    for known in ({}, {"rd": 499_990}):
        found = [Household(Subject("firm", facts(**known)), projects)]
        by_table = _answers_by_table(plan, found)
        assert by_table == _answers_one_by_one(plan, found)
        amounts = {id_: answer[2] for (_, id_), answer in by_table.items()}
        left = 10 * 100 if known else None
        assert amounts == {"p0": 0, "p1": left, "p2": 0}


@RANDOM_PACKS
@given(st.data(), households())
def test_the_two_paths_agree_to_the_fen(data: st.DataObject, found: list[Household]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        plan = make_plan(data.draw(packs(Path(folder))), ON)
    # products may be shared by two firms; only a whole table sees that, so each firm is a table of its own
    for household in found:
        assert _answers_by_table(plan, [household]) == _answers_one_by_one(plan, [household])


@RANDOM_PACKS
@given(st.data(), households())
def test_status_does_not_depend_on_who_else_is_in_the_table(
    data: st.DataObject, found: list[Household]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        plan = make_plan(data.draw(packs(Path(folder))), ON)
    together = {key: answer[0] for key, answer in _answers_by_table(plan, found).items()}
    apart = {key: answer[0] for key, answer in _answers_one_by_one(plan, found).items()}
    assert together == apart
