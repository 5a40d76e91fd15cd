"""Stacking: which awards may stand beside which, for the same enterprise, product, standard or row."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

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
    kept: dict[tuple[int, int], list[int]] = defaultdict(list)
    for claim in sorted(keys, key=lambda c: (-int(ballot.high[c]), ballot.priority(c))):
        against = _excluding_rule(ballot, found, claim, keys[claim], kept)
        if against is not None:
            ballot.drop(claim, f"stacking:{against.id}")
            continue
        for key in keys[claim].items():
            kept[key].append(claim)


Keys = dict[int, dict[int, int]]
"""For every claim, by the number of each rule that names it, the key it may not share."""
NO_KEY = -1


def exclusion_keys(ballot: Ballot, found: Conflicts) -> Keys:
    """Return under which keys each claim stands beside another, for every rule that excludes.

    A claim alone under its key is left out: nothing can happen to it.
    """
    keys: Keys = defaultdict(dict)
    for number, rule in enumerate(found.rules):
        claims = ballot.of(measures_of(rule))
        claims = claims[ballot.known[claims]]
        codes = claim_keys(ballot, rule, claims)
        if rule.unless is not None:
            codes = np.where(ballot.holds(rule.unless, claims), NO_KEY, codes)
        _, place, count = np.unique(codes, return_inverse=True, return_counts=True)
        crowded = (count[place] > 1) & (codes != NO_KEY)
        for claim, code in zip(claims[crowded].tolist(), codes[crowded].tolist(), strict=True):
            keys[claim][number] = code
    return keys


def claim_keys(ballot: Ballot, rule: Stacking, claims: Ints) -> Ints:
    """Return a code for what must coincide for two claims to conflict; `NO_KEY` never coincides."""
    if rule.key == "enterprise":
        return ballot.owners[claims]
    if rule.key == "year_and_kind":
        kinds = {
            kind: code for code, kind in enumerate(dict.fromkeys(m.measure.kind for m in ballot.plan.lines))
        }
        of_line = np.array([kinds[line.measure.kind] for line in ballot.plan.lines], dtype=np.int64)
        return ballot.owners[claims] * len(kinds) + of_line[ballot.lines[claims]]
    if rule.key == "row":
        return ballot.row_codes(claims)
    texts = ballot.values(_fact(ballot, rule.key), claims)
    whose = ballot.owners[claims].tolist() if ballot.alone else [0] * len(claims)
    keys = list(zip(whose, texts, strict=True))
    codes = {key: code for code, key in enumerate(dict.fromkeys(keys)) if key[1] is not None}
    return np.array([codes.get(key, NO_KEY) for key in keys], dtype=np.int64)


def keys_of_both(ballot: Ballot, rule: Stacking, ours: Ints, others: Ints) -> tuple[list[int], list[int]]:
    """Return codes for two lists of claims that compare: a text has one code in both."""
    keys = claim_keys(ballot, rule, np.concatenate([ours, others])).tolist()
    return keys[: len(ours)], keys[len(ours) :]


def _fact(ballot: Ballot, name: str) -> FactRef:
    return FactRef(ballot.plan.packs.vocabulary[name].type, Slot(name))


def _excluding_rule(
    ballot: Ballot,
    found: Conflicts,
    claim: int,
    mine: dict[int, int],
    kept: dict[tuple[int, int], list[int]],
) -> Stacking | None:
    name = ballot.line(claim).measure.id
    for number, key in mine.items():
        rule = found.rules[number]
        for other in kept.get((number, key), ()):
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
    given: dict[int, int] = defaultdict(int)
    others = ballot.of(rule.members)
    keys, other_keys = keys_of_both(ballot, rule, claims, others)
    for other, key in zip(others.tolist(), other_keys, strict=True):
        if key != NO_KEY and ballot.line(other).version.benefit.dimension == MONEY:
            given[key] += int(ballot.high[other])
    return [given.get(key, 0) for key in keys]
