"""Clusters 产业集群: their output by the register of firms, a group counted once, and how they are made up.

The rule: the income of a firm that controls others is taken as consolidated. A group counts with whichever
is greater, the income of its head or the sum of what its members in the cluster count with; so nothing is
counted twice, and a head that reports for itself alone hides nobody. Where the head is outside the cluster,
its members each report for themselves and are added.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from wotu.chain.graph.relations import Graph
from wotu.rules.text import Text

YI = 10_000_000_000
"""One 亿元 in fen."""
FLAGS = (
    (1000 * YI, Text("千亿级", "over 100 billion yuan")),
    (100 * YI, Text("百亿级", "over 10 billion yuan")),
)
SIZES: tuple[tuple[int, Text], ...] = (
    (100 * YI, Text("100亿元以上", "10 billion yuan and more")),
    (10 * YI, Text("10亿—100亿元", "1 to 10 billion yuan")),
    (YI, Text("1亿—10亿元", "100 million to 1 billion yuan")),
    (YI // 5, Text("2000万—1亿元", "20 to 100 million yuan")),
    (0, Text("2000万元以下", "less than 20 million yuan")),
)
"""Classes of yearly income, by their lower bound in fen; 2000万元 is where 规模以上 begins for industry."""
RULE = Text(
    "同一集团只计一次：控股企业在集群内的，其收入视为合并口径，取它与其余成员之和中较大的一个；"
    "控股企业不在集群内的，成员各自报数，相加。",
    "A group counts once: the income of a controlling firm in the cluster is taken as consolidated, and the "
    "greater of it and the sum of the other members counts; where the controlling firm is outside, members "
    "report for themselves and are added.",
)


@dataclass(frozen=True, slots=True)
class Member:
    """A firm of a cluster; `group_id` is the id of the firm, or the name of the group, that controls it."""

    firm: str
    name: str
    group_id: str | None
    size_fen: int | None
    dissolved: bool


@dataclass(frozen=True, slots=True)
class Unit:
    """What counts once: a firm of its own, or a group with its members in the cluster. Income in fen."""

    head: str
    firms: tuple[str, ...]
    income_fen: int
    reported_fen: int

    @property
    def left_out_fen(self) -> int:
        """What was reported and is not counted, because it would be counted twice."""
        return self.reported_fen - self.income_fen


@dataclass(frozen=True, slots=True)
class Output:
    """The output of a cluster: units, the greatest first. `unknown` are firms whose income is not known."""

    units: tuple[Unit, ...]
    firms: int
    unknown: tuple[str, ...]
    sizes: tuple[tuple[Text, int], ...]

    @property
    def known(self) -> int:
        """How many firms have a known income."""
        return self.firms - len(self.unknown)

    @property
    def income_fen(self) -> int:
        """The output, each group counted once."""
        return sum(unit.income_fen for unit in self.units)

    @property
    def reported_fen(self) -> int:
        """The plain sum of what firms report."""
        return sum(unit.reported_fen for unit in self.units)

    @property
    def flag(self) -> Text | None:
        """百亿级 or 千亿级, where the output reaches it."""
        return next((text for least, text in FLAGS if self.income_fen >= least), None)

    @property
    def to_next_fen(self) -> int | None:
        """How much is missing to the next of the two; None above both."""
        above = [least for least, _ in FLAGS if self.income_fen < least]
        return min(above) - self.income_fen if above else None

    @property
    def largest(self) -> Fraction | None:
        """The share of the largest unit."""
        return self.top(1)

    @property
    def top_three(self) -> Fraction | None:
        """The share of the three largest units."""
        return self.top(3)

    def share_of(self, unit: Unit) -> Fraction | None:
        """Return the share of a unit; None where there is no output."""
        return Fraction(unit.income_fen, self.income_fen) if self.income_fen else None

    def top(self, number: int) -> Fraction | None:
        """Return the share of the largest units; None where there is no output."""
        if not self.income_fen:
            return None
        return Fraction(sum(unit.income_fen for unit in self.units[:number]), self.income_fen)


@dataclass(frozen=True, slots=True)
class Cluster:
    """The firms of a cluster, dissolved ones too, and who controls whom, inside it or not."""

    members: tuple[Member, ...]
    control: Mapping[str, str]

    def now(self) -> Output:
        """Return the output by the register: of each firm the income it has there."""
        standing = [one for one in self.members if not one.dissolved]
        incomes = {one.firm: one.size_fen for one in standing if one.size_fen is not None}
        return output(standing, incomes, self.control)

    def in_year(self, incomes: Mapping[str, int]) -> Output:
        """Return the output of a year by its incomes; a firm dissolved since counts if it had one."""
        there = [one for one in self.members if not one.dissolved or one.firm in incomes]
        return output(there, incomes, self.control)


def cluster(graph: Graph, zone: str, *, chain: str = "", sector: str = "") -> Cluster:
    """Return a cluster of the zone: the firms of a chain, or of a sector of the register."""
    rows = graph.ask("cluster_firms", zone=zone, chain=chain, sector=sector)
    members = tuple(
        Member(row["firm"], row["name"], row["group_id"], row["size_fen"], row["dissolved"]) for row in rows
    )
    return Cluster(members, {row["id"]: row["group_id"] for row in graph.rows("firms") if row["group_id"]})


def figures(graph: Graph, zone: str) -> dict[int, dict[str, int]]:
    """Return the yearly incomes of the zone's firms, in fen, by year and firm."""
    inside = {row["id"] for row in graph.rows("firms") if row["zone"] == zone}
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for row in graph.rows("figures"):
        if row["firm"] in inside:
            found[row["year"]][row["firm"]] = row["income_fen"]
    return dict(found)


def output(found: Iterable[Member], incomes: Mapping[str, int], control: Mapping[str, str]) -> Output:
    """Return the output of a cluster by the incomes known, in fen; a firm without one is unknown, not 0."""
    listed = list(found)
    known = [one for one in listed if one.firm in incomes]
    of_head: dict[str, list[str]] = defaultdict(list)
    for one in known:
        of_head[_top(one.firm, control)].append(one.firm)
    units = [_unit(head, firms, incomes, control) for head, firms in of_head.items()]
    units.sort(key=lambda unit: (-unit.income_fen, unit.head))
    counted = Counter(_class_of(incomes[one.firm]) for one in known)
    return Output(
        units=tuple(units),
        firms=len(listed),
        unknown=tuple(one.firm for one in listed if one.firm not in incomes),
        sizes=tuple((text, counted[least]) for least, text in SIZES),
    )


def _unit(head: str, firms: list[str], incomes: Mapping[str, int], control: Mapping[str, str]) -> Unit:
    """Roll incomes up from the controlled to those who control, the greater of own and below at each step."""
    below: dict[str, set[str]] = defaultdict(set)
    for firm in firms:
        for lower, upper in _line(firm, control):
            below[upper].add(lower)

    def counted(one: str) -> int:
        own = incomes[one] if one in firms else 0
        return max(own, sum(counted(lower) for lower in sorted(below[one])))

    return Unit(head, tuple(sorted(firms)), counted(head), sum(incomes[firm] for firm in firms))


def _line(firm: str, control: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the steps from a firm to whoever stands above all; of a circle its first by id stands above."""
    path = [firm]
    while (upper := control.get(path[-1])) is not None and upper not in path:
        path.append(upper)
    if upper is not None:
        top = min(path[path.index(upper) :])
        path = path[: path.index(top) + 1]
    return list(pairwise(path))


def _top(firm: str, control: Mapping[str, str]) -> str:
    steps = _line(firm, control)
    return steps[-1][1] if steps else firm


def _class_of(income_fen: int) -> int:
    return next(least for least, _ in SIZES if income_fen >= least)


def sectors(graph: Graph, zone: str) -> list[str]:
    """Return the sectors of the register in which the zone has firms."""
    return sorted({row["sector"] for row in graph.rows("firms") if row["zone"] == zone and row["sector"]})
