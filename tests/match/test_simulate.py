"""A change of a parameter against today: cost, groups, winners, losers, a chart."""

from pathlib import Path

import pytest

from tests.match.small import FIRMS, ON, PROJECTS, load, write_csv
from wotu.match.chart import write_chart
from wotu.match.plan import make_plan
from wotu.match.read import read_facts
from wotu.match.simulate import Side, Simulation, compare
from wotu.match.whole import match_tables
from wotu.rules.load import load_packs

WAN = 1_000_000


@pytest.fixture
def simulation(tmp_path: Path) -> Simulation:
    packs = load(tmp_path)
    changed = load_packs([tmp_path / "packs" / "demo"], {"demo.rd.rate": "10%", "demo.rd.floor": "200万元"})
    paths = [write_csv(tmp_path / "f.csv", FIRMS), write_csv(tmp_path / "p.csv", PROJECTS)]
    tables = [read_facts(path, packs.vocabulary, ON).table for path in paths]
    return compare(*(match_tables(make_plan(p, ON), tables) for p in (packs, changed)))


def test_cost_and_beneficiaries_on_both_sides(simulation: Simulation) -> None:
    # a: 20万 → 40万 and its project's 5万; b: 10万 prize, as 5% of 120万 is less
    assert simulation.before == Side(2, 35 * WAN)
    assert simulation.after == Side(2, 55 * WAN)
    assert [(a.measure.id, a.entitled, b.entitled) for a, b in simulation.measures] == [("demo.rd", 2, 1)]


def test_groups_are_those_of_the_definitions(simulation: Simulation) -> None:
    sections = {str(g.label): (g.before.cost, g.after.cost) for g in simulation.groups["section"]}
    sizes = {str(g.label): g.before.beneficiaries for g in simulation.groups["size_class"]}

    assert sections == {"制造业": (25 * WAN, 45 * WAN), "信息传输、软件和信息技术": (10 * WAN, 10 * WAN)}
    assert sizes == {"大型": 1, "小型": 1}


def test_winners_and_losers_are_named_with_amounts(simulation: Simulation) -> None:
    assert [(s.id, s.name, s.gain) for s in simulation.winners] == [("a", "甲", 20 * WAN)]
    assert simulation.losers == ()


def test_who_loses(tmp_path: Path) -> None:
    packs = load(tmp_path)
    changed = load_packs([tmp_path / "packs" / "demo"], {"demo.rd.rate": "1%"})
    table = read_facts(write_csv(tmp_path / "f.csv", FIRMS), packs.vocabulary, ON).table

    found = compare(*(match_tables(make_plan(p, ON), [table]) for p in (packs, changed)))

    assert [(s.id, s.before, s.after) for s in found.losers] == [("a", 20 * WAN, 10 * WAN)]


@pytest.mark.parametrize(("language", "title"), [("zh", "支出变化"), ("en", "Cost before and after")])
def test_the_chart_is_an_svg_without_scripts(
    simulation: Simulation, tmp_path: Path, language: str, title: str
) -> None:
    write_chart(simulation, tmp_path / "c.svg", language)  # type: ignore[arg-type]

    text = (tmp_path / "c.svg").read_text(encoding="utf-8")
    assert title in text
    assert "<script" not in text
    assert "onload" not in text
