"""Differences in words: nothing where nothing changed, and every change of a parameter."""

from fractions import Fraction
from pathlib import Path

import pytest

from tests.house.files import ROOT
from tests.small_zone import write_small_zone
from wotu.rules.changes import Change, changed_measures, measure_changes, pack_changes
from wotu.rules.load import load_packs
from wotu.rules.model import PackSet, Parameter
from wotu.rules.quantity import MONEY, quantity_text

PACKS = sorted(path.parent for path in (ROOT / "packs").glob("*/pack.yaml"))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return write_small_zone(tmp_path)


def _edited(pack: Path, *edits: tuple[str, str], file: str = "measures/all.yaml") -> tuple[PackSet, PackSet]:
    before = load_packs([pack])
    text = (pack / file).read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    (pack / file).write_text(text, encoding="utf-8")
    return before, load_packs([pack])


def _changes(pack: Path, measure: str, *edits: tuple[str, str]) -> list[Change]:
    before, after = _edited(pack, *edits)
    assert set(changed_measures(before, after, "small")) <= {measure}
    return measure_changes(before.measures.get(measure), after.measures.get(measure))


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_a_pack_does_not_differ_from_itself(pack: Path) -> None:
    before, after = load_packs([pack]), load_packs([pack])

    assert changed_measures(before, after, pack.name) == {}
    assert pack_changes(before, after, pack.name) == []


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_every_change_of_a_parameter_is_reported(pack: Path) -> None:
    before = load_packs([pack])
    wanted = {
        f"{measure.id}.{parameter.name}": _other(parameter)
        for measure in before.packs[pack.name].measures
        for version in measure.versions
        for parameter in version.parameters.values()
        if parameter.node.type.kind == "number"
    }
    after = load_packs([pack], wanted)

    changed = changed_measures(before, after, pack.name)
    reported = {
        f"{measure}.{change.key.removeprefix('parameter.')}"
        for measure, changes in changed.items()
        for change in changes
        if change.key.startswith("parameter.")
    }

    assert reported == wanted.keys()


def _other(parameter: Parameter) -> str:
    """Write a value the parameter does not have, in its own unit."""
    quantity = parameter.values[-1][1]
    value = quantity.value + Fraction(1, 100 if quantity.percent else 1)
    if quantity.dimension == MONEY:
        return f"{value.numerator // value.denominator}元"
    unit = {"calendar_year": "年份", "point": "分值"}.get(next((base for base, _ in quantity.dimension), ""))
    if unit:
        return f"{value}{unit}"
    return (
        quantity_text(value, quantity.dimension, quantity.percent, "zh")
        .replace(",", "")
        .replace("个月", "月")
    )


def test_a_threshold_is_said_from_and_to(small: Path) -> None:
    changes = _changes(small, "small.intensity", ("value: 5%", "value: 4%"))

    assert [change.words.zh for change in changes] == ["参数：“强度门槛”：5% → “强度门槛”：4%"]
    assert [change.words.en for change in changes] == ["Parameter: Least intensity: 5% → Least intensity: 4%"]


def test_an_amount_and_a_cap_are_said(small: Path) -> None:
    changes = _changes(
        small, "small.staff", ("'1万元/人' * staff", "'2万元/人' * staff"), ("limit: 10万元", "limit: 15万元")
    )

    assert [change.key for change in changes] == ["amount", "cap.most"]
    assert "20,000" in changes[0].words.zh
    assert "15万元" in changes[1].words.zh
    assert "CNY 150,000" in changes[1].words.en


def test_a_condition_added_and_one_removed_are_said(small: Path) -> None:
    changes = _changes(
        small,
        "small.staff",
        ("id: staff, zh: 从业人员不少于10人, en: At least ten staff, when: \"staff >= 10\"",
         "id: paid, zh: 有研发, en: Has R&D, when: rd > 0"),
    )  # fmt: skip

    assert {(change.kind, change.key) for change in changes} == {
        ("removed", "condition.staff"),
        ("added", "condition.paid"),
    }


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("  kind: trial\n", "  kind: trial\n  window: {yearly: [{open: 03-01, close: 04-30}]}\n", "window"),
        ("article: 第三条", "article: 第四条", "source"),
        ("  kind: trial\n", "  kind: trial\n  valid: {from: 2024-01-01}\n", "valid"),
        ("试验条款", "修订条款", "clause"),
        ("  kind: trial\n", "  kind: other\n", "kind"),
        ("rd / revenue >= floor", "rd / revenue > floor", "condition.intensity"),
        ("  kind: trial\n", "  kind: trial\n  process: {mode: confirm}\n", "process"),
    ],
)  # fmt: skip
def test_each_part_of_a_measure_is_compared(small: Path, old: str, new: str, key: str) -> None:
    assert key in [change.key for change in _changes(small, "small.intensity", (old, new))]


def test_a_new_measure_and_one_taken_out_are_said(small: Path) -> None:
    before, after = _edited(small, ("- measure: small.oldest", "- measure: small.older"))

    changed = changed_measures(before, after, "small")

    assert {id_: change[0].kind for id_, change in changed.items()} == {
        "small.older": "added",
        "small.oldest": "removed",
    }
    assert changed["small.older"][0].words.zh == "新增措施：老字号"


def test_what_stands_around_measures_is_compared_too(small: Path) -> None:
    before, after = _edited(small, ("试发〔2024〕1号", "试发〔2024〕2号"), file="sources.yaml")

    assert [change.key for change in pack_changes(before, after, "small")] == ["document.paper"]
    assert changed_measures(before, after, "small")
