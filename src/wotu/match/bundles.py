"""Which answers hang together, and what each of them depends on: what has to be asked again, and what not.

Most lines are answered row by row. Lines that some rule looks across (stacking, shared caps) settle each
other within a household, so they are asked again together or not at all.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from wotu.match.plan import Line, Plan
from wotu.match.settle import involved_lines
from wotu.match.subject import Subject
from wotu.rules.fold import unnamed
from wotu.rules.model import SharedCap, Stacking
from wotu.rules.nodes import FactRef, Node
from wotu.rules.vocabulary import About, Slot
from wotu.rules.windows import window_on

BYTES = 12


@dataclass(frozen=True)
class Bundle:
    """Lines that are answered together: one alone, or those that settle each other.

    `text` is a fingerprint of everything the answers follow from but the facts: conditions and amounts as
    of the plan's date, the rules across them, what their facts mean, whether the window is open. It changes
    from day to day only where the date matters. `across` says that the whole household is one answer.
    """

    lines: tuple[Line, ...]
    slots: tuple[Slot, ...]
    text: str
    across: bool

    @property
    def abouts(self) -> frozenset[About]:
        """Whose rows the lines look at."""
        return frozenset(line.about for line in self.lines)

    def units(self, rows: Mapping[About, Sequence[Subject]]) -> Iterator[tuple[Subject, ...]]:
        """Yield the rows of a household whose answers hang together: each row alone, or all of them."""
        mine = tuple(row for about in sorted(self.abouts) for row in rows[about])
        if self.across:
            yield from [mine] if mine else []
        else:
            yield from ((row,) for row in mine)

    def seen(self, rows: Iterable[Subject]) -> str:
        """Return a fingerprint of the facts the answers of these rows follow from.

        Fingerprints can be compared where the text is the same.
        """
        return fingerprint([(row.id, [row.facts.get(slot) for slot in self.slots]) for row in rows])


def bundles(plan: Plan) -> tuple[Bundle, ...]:
    """Return the bundles of a plan; every line is in exactly one."""
    involved = involved_lines(plan, alone=True)
    groups = _groups(plan)
    found, grouped = [], dict[int, list[Line]]()
    for line in plan.lines:
        if line.measure.id in groups:
            grouped.setdefault(groups[line.measure.id], []).append(line)
        else:
            found.append(_bundle(plan, [line], across=line.index in involved))
    return (*found, *(_bundle(plan, lines, across=True) for lines in grouped.values()))


def fingerprint(*parts: object) -> str:
    """Return a short fingerprint of what plainly says what it is."""
    return blake2b(repr(parts).encode(), digest_size=BYTES).hexdigest()


def _groups(plan: Plan) -> dict[str, int]:
    """Return a number for every measure that a rule names; those that any chain of rules links share it."""
    linked: dict[str, set[str]] = {}
    for names in [{rule.measure, *rule.members} - {""} for rule in plan.stacking] + [
        set(cap.members) for cap in plan.shared_caps
    ]:
        merged = names.union(*(linked[name] for name in names if name in linked))
        linked |= dict.fromkeys(merged, merged)
    return {name: id(group) for name, group in linked.items()}


def _bundle(plan: Plan, lines: Sequence[Line], *, across: bool) -> Bundle:
    names = {line.measure.id for line in lines}
    rules = [rule for rule in plan.stacking if names & {rule.measure, *rule.members}] if across else []
    caps = [cap for cap in plan.shared_caps if names & set(cap.members)] if across else []
    slots = {slot for line in lines for slot in line.slots()}
    slots |= {slot for node in _nodes(plan, rules, caps) for slot in node.slots}
    order = tuple(sorted(slots))
    text = fingerprint(
        [_line_text(plan, line) for line in lines],
        [_rule_text(plan, rule) for rule in rules],
        [(cap.id, cap.per, cap.members, _plain(plan, cap.limit)) for cap in caps],
        [_meaning(plan, slot) for slot in order],
        across,
    )
    return Bundle(tuple(lines), order, text, across)


def _nodes(plan: Plan, rules: Iterable[Stacking], caps: Iterable[SharedCap]) -> Iterator[Node]:
    for rule in rules:
        yield from (plan.fix(node) for node in (rule.unless, rule.received) if node is not None)
        if rule.key in plan.packs.vocabulary:
            yield FactRef(plan.packs.vocabulary[rule.key].type, Slot(rule.key))
    yield from (plan.fix(cap.limit) for cap in caps)


def _line_text(plan: Plan, line: Line) -> object:
    version, benefit = line.version, line.version.benefit
    return (
        version.key, line.about, line.measure.kind, [plan.tests[clause.test] for clause in line.clauses],
        line.formula,
        [(cap.cap.id, _plain(plan, cap.limit), _plain(plan, cap.already)) for cap in line.shared_limits()],
        (benefit.type, benefit.form, benefit.step, benefit.rounding, benefit.dimension),
        version.ranking is not None, window_on(version.window, plan.on).is_open,
    )  # fmt: skip


def _rule_text(plan: Plan, rule: Stacking) -> object:
    return (
        rule.id, rule.rule, rule.key, rule.measure, rule.members,
        _plain(plan, rule.unless), _plain(plan, rule.received),
    )  # fmt: skip


def _plain(plan: Plan, node: Node | None) -> Node | None:
    return None if node is None else unnamed(plan.fix(node))


def _meaning(plan: Plan, slot: Slot) -> object:
    fact = plan.packs.vocabulary[slot.fact]
    return slot, fact.type, fact.period, fact.about, fact.scale, fact.unit, fact.values
