"""Stacking: which awards may stand beside which, for the same enterprise, product, standard or row."""

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass

from wotu.match.ballot import Ballot
from wotu.match.table import Ints
from wotu.rules.model import Stacking
from wotu.rules.nodes import FactRef
from wotu.rules.quantity import MONEY
from wotu.rules.vocabulary import Slot


@dataclass(frozen=True)
class Conflicts:
    """Which measures exclude each other under each rule, after the allow-lists."""

    rules: tuple[Stacking, ...]
    allowed: frozenset[frozenset[str]]

    def between(self, rule: Stacking, a: str, b: str) -> bool:
        """Tell whether two measures conflict under a rule, when the rule's key coincides."""
        if frozenset((a, b)) in self.allowed:
            return False
        if rule.rule == "highest_only":
            return a in rule.members and b in rule.members
        return (a == rule.measure and b in rule.members) or (b == rule.measure and a in rule.members)


def conflicts(rules: tuple[Stacking, ...]) -> Conflicts:
    """Sort stacking rules into those that exclude and those that allow."""
    allowed: set[frozenset[str]] = set()
    for rule in rules:
        if rule.rule == "stackable":
            allowed |= {frozenset((a, b)) for a in rule.members for b in rule.members if a != b}
        if rule.rule in ("on_top", "top_up"):
            allowed |= {frozenset((rule.measure, b)) for b in rule.members}
    excluding = tuple(rule for rule in rules if rule.rule in ("highest_only", "exclusive"))
    return Conflicts(excluding, frozenset(allowed))


def measures_of(rule: Stacking) -> set[str]:
    """Return every measure a rule names."""
    return {name for name in (rule.measure, *rule.members) if name}


def apply_stacking(ballot: Ballot) -> None:
    """Keep the highest award first and drop what may not stand beside it.

    The allow-lists beat the exclusions; an exception inside an exclusion (`unless`) holds only where it
    is known to. Awards without an amount are neither kept nor dropped.
    """
    found = conflicts(ballot.plan.stacking)
    keys = exclusion_keys(ballot, found)
    crowded = _crowded(keys)
    kept: dict[Hashable, list[int]] = defaultdict(list)
    for claim in sorted(crowded, key=lambda c: (-int(ballot.high[c]), ballot.priority(c))):
        against = _excluding_rule(ballot, found, claim, keys[claim], kept)
        if against is not None:
            ballot.drop(claim, f"stacking:{against.id}")
            continue
        for key in keys[claim].values():
            kept[key].append(claim)


Keys = dict[int, dict[int, Hashable]]
"""For every claim, by the number of each rule that names it, the key it may not share."""


def exclusion_keys(ballot: Ballot, found: Conflicts) -> Keys:
    """Return under which key each claim stands, for every rule that excludes."""
    keys: Keys = defaultdict(dict)
    for number, rule in enumerate(found.rules):
        claims = ballot.of(measures_of(rule))
        claims = claims[ballot.known[claims]]
        exempt = _exempt(ballot, rule, claims)
        for claim, key, free in zip(claims.tolist(), claim_keys(ballot, rule, claims), exempt, strict=True):
            if key is not None and not free:
                keys[claim][number] = (number, key)
    return keys


def _exempt(ballot: Ballot, rule: Stacking, claims: Ints) -> list[bool]:
    if rule.unless is None:
        return [False] * len(claims)
    return [bool(met) for met in ballot.holds(rule.unless, claims)]


def claim_keys(ballot: Ballot, rule: Stacking, claims: Ints) -> list[Hashable | None]:
    """Return what must coincide for two claims to conflict; None never coincides."""
    owners = ballot.owners[claims].tolist()
    if rule.key == "enterprise":
        return list(owners)
    if rule.key == "year_and_kind":
        return [(o, ballot.line(c).measure.kind) for o, c in zip(owners, claims.tolist(), strict=True)]
    if rule.key == "row":
        return [(ballot.line(c).about, int(ballot.rows[c])) for c in claims.tolist()]
    return [
        text if text is None else (rule.key, text) for text in ballot.values(_fact(ballot, rule.key), claims)
    ]


def _fact(ballot: Ballot, name: str) -> FactRef:
    return FactRef(ballot.plan.packs.vocabulary[name].type, Slot(name))


def _crowded(keys: Keys) -> list[int]:
    """Leave out claims that share no key with another: nothing can happen to them."""
    sizes: dict[Hashable, int] = defaultdict(int)
    for mine in keys.values():
        for key in mine.values():
            sizes[key] += 1
    return [claim for claim, mine in keys.items() if any(sizes[key] > 1 for key in mine.values())]


def _excluding_rule(
    ballot: Ballot,
    found: Conflicts,
    claim: int,
    mine: dict[int, Hashable],
    kept: dict[Hashable, list[int]],
) -> Stacking | None:
    name = ballot.line(claim).measure.id
    for number, key in mine.items():
        rule = found.rules[number]
        for other in kept[key]:
            if found.between(rule, name, ballot.line(other).measure.id):
                return rule
    return None


def apply_top_ups(ballot: Ballot) -> None:
    """Pay only the difference to what another measure gives the same enterprise, or gave it."""
    for rule in ballot.plan.stacking:
        if rule.rule != "top_up":
            continue
        claims = ballot.of([rule.measure])
        claims = claims[ballot.known[claims]]
        received = _received(ballot, rule, claims)
        for claim, other in zip(claims.tolist(), received, strict=True):
            if other:
                ballot.set_amount(claim, max(int(ballot.high[claim]) - other, 0), f"stacking:{rule.id}")


def _received(ballot: Ballot, rule: Stacking, claims: Ints) -> list[int]:
    if rule.received is not None:
        return ballot.received(rule, claims)
    given: dict[Hashable, int] = defaultdict(int)
    others = ballot.of(rule.members)
    for other, key in zip(others.tolist(), claim_keys(ballot, rule, others), strict=True):
        if key is not None and ballot.line(other).version.benefit.dimension == MONEY:
            given[key] += int(ballot.high[other])
    return [given.get(key, 0) if key is not None else 0 for key in claim_keys(ballot, rule, claims)]
