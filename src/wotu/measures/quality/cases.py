"""Hand-worked cases against the answers of the rules: precision, recall, and where they disagree.

Everything is computed by running the packs' own examples, and kept as long as the packs stay loaded.
A case says what a person expects; the answer is what the rules say. Entitled is the positive class.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, get_args

from wotu.match.checkup import Status
from wotu.match.examples import Example, outcomes_of, read_examples
from wotu.match.examples_check import Outcome
from wotu.measures.zones import TEACHING, Zone, zones
from wotu.rules.model import Pack, PackSet
from wotu.rules.problems import PackError, Problem
from wotu.rules.text import Text
from wotu.rules.yamlio import Item

STATUSES: tuple[Status, ...] = get_args(Status)
Kind = Literal["measure", "definition", "payment", "combine"]
_AMOUNTS = ("amount", "amount_min", "amount_max")


@dataclass(frozen=True)
class Case:
    """One answer of one worked example.

    `wanted` is the answer a person wrote down, None where only something else was; `differences`
    says in words where the rules disagree. `amount_agrees` is None where no amount was written down.
    """

    target: str
    kind: str
    text: Text
    day: str
    place: str
    wanted: Status | None
    found: str
    amount_agrees: bool | None
    differences: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether the rules answer everything as it was written down."""
        return not self.differences


@dataclass(frozen=True)
class Score:
    """How cases and answers agree. Shares are None where there is nothing to take a share of."""

    cases: Sequence[Case]
    table: Mapping[tuple[str, str], int] = field(repr=False)

    @property
    def number(self) -> int:
        """How many cases there are."""
        return len(self.cases)

    @property
    def rated(self) -> int:
        """How many of them say whether somebody is entitled."""
        return sum(self.table.values())

    @property
    def precision(self) -> float | None:
        """Of those the rules call entitled, the share that the case calls so too."""
        return _share(self.table[("entitled", "entitled")], self._found("entitled"))

    @property
    def recall(self) -> float | None:
        """Of those the case calls entitled, the share that the rules call so too."""
        return _share(self.table[("entitled", "entitled")], self.wanted("entitled"))

    @property
    def unknown_agreement(self) -> float | None:
        """Of those the case calls unknown, the share the rules leave open too."""
        return _share(self.table[("unknown", "unknown")], self.wanted("unknown"))

    @property
    def amounts(self) -> int:
        """How many cases write an amount down."""
        return sum(case.amount_agrees is not None for case in self.cases)

    @property
    def amount_agreement(self) -> float | None:
        """The share of those amounts the rules come to as well, to the last unit."""
        return _share(sum(case.amount_agrees is True for case in self.cases), self.amounts)

    @property
    def failing(self) -> list[Case]:
        """The cases where the rules answer something else."""
        return [case for case in self.cases if not case.holds]

    def wanted(self, status: str) -> int:
        """Return how many cases expect an answer."""
        return sum(number for (wanted, _), number in self.table.items() if wanted == status)

    def _found(self, status: str) -> int:
        return sum(number for (_, found), number in self.table.items() if found == status)


@dataclass(frozen=True)
class PackScore:
    """The score of one pack's own cases; `unreadable` says why its examples could not be read."""

    pack: Pack
    score: Score
    unreadable: tuple[Problem, ...] = ()

    @property
    def is_teaching(self) -> bool:
        """Whether the pack is invented, for teaching, and stays out of the overall score."""
        return self.pack.id in TEACHING


def pack_scores() -> tuple[PackScore, ...]:
    """Return the score of every pack: zones first, then what they build on, then those for teaching."""
    return _pack_scores(zones())


def overall(scores: Iterable[PackScore]) -> Score:
    """Return the score of all packs together, those for teaching left out."""
    return score_of([case for one in scores if not one.is_teaching for case in one.score.cases])


def cases_about(measure: str) -> list[Case]:
    """Return the cases about one measure, wherever they stand."""
    return [case for one in pack_scores() for case in one.score.cases if case.target == measure]


def score_of(cases: Sequence[Case]) -> Score:
    """Return the score of some cases."""
    table = Counter((case.wanted, case.found) for case in cases if case.wanted is not None)
    return Score(cases, Counter({(str(wanted), found): number for (wanted, found), number in table.items()}))


@lru_cache(maxsize=4)
def _pack_scores(all_zones: tuple[Zone, ...]) -> tuple[PackScore, ...]:
    found: dict[str, PackScore] = {}
    for zone in all_zones:
        for pack in zone.packs.packs.values():
            if pack.id not in found:
                found[pack.id] = _pack_score(pack, zone.packs)
    order = sorted(found.values(), key=lambda one: (one.is_teaching, one.pack.level != "zone"))
    return tuple(order)


def _pack_score(pack: Pack, packs: PackSet) -> PackScore:
    try:
        examples = read_examples(pack, packs)
    except PackError as error:
        return PackScore(pack, score_of([]), tuple(error.problems))
    cases = [case for example, said in outcomes_of(examples, packs) for case in _cases(example, said)]
    return PackScore(pack, score_of(cases))


def _cases(example: Example, outcomes: Sequence[Outcome]) -> Iterator[Case]:
    several = len(example.rows) > 1 and len(outcomes) == len(example.rows)
    for place, outcome in enumerate(outcomes):
        row = example.rows[place if several else 0]
        expect = row.expect if example.kind == "measure" else {}
        text = Text(f"{example.case.zh}（{row.id}）", f"{example.case.en} ({row.id})")
        yield Case(
            outcome.target, example.kind, text if several else example.case, example.on.isoformat(),
            f"{example.place.file.name}:{example.place.line}",
            _wanted(expect), outcome.status, _amount_agrees(example, expect, outcome),
            tuple(dict.fromkeys(outcome.differences)),
        )  # fmt: skip


def _wanted(expect: Mapping[str, Item]) -> Status | None:
    written = str(expect["status"].value) if "status" in expect else ""
    return next((status for status in STATUSES if status == written), None)


def _amount_agrees(example: Example, expect: Mapping[str, Item], outcome: Outcome) -> bool | None:
    named = example.kind == "combine" and outcome.target in example.rows[0].expect
    if not named and not any(key in expect for key in _AMOUNTS):
        return None
    return not any(difference.startswith(_AMOUNTS) for difference in outcome.differences)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
