"""The best legal combination: where stacking rules exclude each other, the choice worth most.

A small integer programme, solved to a proven optimum by CP-SAT. `match` follows the clauses' own
"highest first"; this answers the firm's question which awards to ask for.
"""

from dataclasses import dataclass, replace
from itertools import combinations

from ortools.sat.python import cp_model

from wotu.match.ballot import Ballot, gather
from wotu.match.checkup import Award, Checker, Finding, lay_out
from wotu.match.plan import Plan
from wotu.match.settle import shared_limits_of
from wotu.match.stack import NO_KEY, Conflicts, conflicts, exclusion_keys, keys_of_both
from wotu.match.subject import Household
from wotu.rules.model import Stacking
from wotu.rules.quantity import MONEY
from wotu.rules.text import Text


@dataclass(frozen=True)
class Combination:
    """What to take: findings with the award each then gives, and what is given up, with the rule's words.

    `worth` is the total in fen; `optimal` says whether it is proved that no legal choice is worth more.
    `open` are awards of money nobody can put a figure on yet: they are not weighed.
    """

    chosen: tuple[tuple[Finding, Award], ...]
    given_up: tuple[tuple[Finding, Text], ...]
    worth: int
    optimal: bool
    open: tuple[Finding, ...] = ()


def best_combination(checker: Checker, household: Household) -> Combination:
    """Return the combination of money awards that is worth most to a household."""
    plan = checker.plan
    money = [f for f in checker.check(household) if _gives_money(f)]
    findings = [f for f in money if f.before.high is not None]
    answers, order = lay_out(plan, household, findings)
    ballot = gather(plan, answers, {line.index for line in plan.lines})
    for claim, finding in enumerate(order):
        ballot.high[claim] = finding.before.high or 0
    return replace(_solve(plan, ballot, order), open=tuple(f for f in money if f.before.high is None))


def _gives_money(finding: Finding) -> bool:
    benefit = finding.line.version.benefit
    return finding.status == "entitled" and benefit.dimension == MONEY and benefit.type != "credit_line"


def _solve(plan: Plan, ballot: Ballot, order: list[Finding]) -> Combination:
    model = cp_model.CpModel()
    taken = [model.new_bool_var(f"take{i}") for i in range(len(order))]
    paid = [model.new_int_var(0, int(ballot.high[i]), f"pay{i}") for i in range(len(order))]
    for i, amount in enumerate(ballot.high.tolist()):
        model.add(paid[i] <= amount * taken[i])
    excluded = _exclusions(plan, ballot)
    for a, b in excluded:
        model.add_bool_or(taken[a].negated(), taken[b].negated())
    for claims, limit in shared_limits_of(ballot):
        model.add(sum(paid[c] for c in claims) <= limit)
    _add_top_ups(plan, ballot, model, paid)
    model.maximize(sum(paid))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    status = solver.solve(model)
    amounts = [int(solver.value(variable)) for variable in paid]
    chosen = tuple((order[i], Award(min(order[i].before.low or 0, a), a)) for i, a in enumerate(amounts) if a)
    given_up = tuple(
        (order[i], _reason(i, amounts, excluded)) for i, a in enumerate(amounts) if not a and ballot.high[i]
    )
    return Combination(chosen, given_up, sum(amounts), status == cp_model.OPTIMAL)


def _exclusions(plan: Plan, ballot: Ballot) -> dict[tuple[int, int], Stacking]:
    """Return every pair of claims that may not stand together, with the rule that says so."""
    found: Conflicts = conflicts(plan.stacking)
    keys = exclusion_keys(ballot, found)
    pairs: dict[tuple[int, int], Stacking] = {}
    for a, b in combinations(sorted(keys), 2):
        for number in keys[a].keys() & keys[b].keys():
            names = ballot.line(a).measure.id, ballot.line(b).measure.id
            if keys[a][number] == keys[b][number] and found.between(found.rules[number], *names):
                pairs[a, b] = found.rules[number]
    return pairs


def _add_top_ups(plan: Plan, ballot: Ballot, model: cp_model.CpModel, paid: list[cp_model.IntVar]) -> None:
    """A top-up pays at most its amount less what it tops up."""
    for rule in plan.stacking:
        if rule.rule != "top_up":
            continue
        mine, others = ballot.of([rule.measure]), ballot.of(rule.members)
        keys, other_keys = keys_of_both(ballot, rule, mine, others)
        given = ballot.received(rule, mine) if rule.received is not None else [0] * len(mine)
        for claim, key, fixed in zip(mine.tolist(), keys, given, strict=True):
            same = [
                paid[o] for o, k in zip(others.tolist(), other_keys, strict=True) if k == key and k != NO_KEY
            ]
            rest = model.new_int_var(0, int(ballot.high[claim]), f"rest{claim}")
            model.add_max_equality(rest, [0, int(ballot.high[claim]) - fixed - sum(same)])
            model.add(paid[claim] <= rest)


def _reason(claim: int, amounts: list[int], excluded: dict[tuple[int, int], Stacking]) -> Text:
    for (a, b), rule in excluded.items():
        if claim in (a, b) and amounts[b if claim == a else a]:
            return rule.label
    return Text("共用上限已用完，或补差后为零", "The shared limit is used up, or nothing is left to top up")
