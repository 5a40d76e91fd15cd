"""An example stands exactly at a ratio, a term, a step: where the answer turns."""

import datetime as dt
from pathlib import Path

import pytest

from tests.match.making import facts
from tests.rules.lint.reviewing import ON, odd, with_benefit, with_condition
from tests.rules.lint.test_examples import pack_of
from wotu.rules.dates import day_number
from wotu.rules.lint.turning import missing_turning_points


def _missing(folder: Path, measures: str, **known: object) -> list[str]:
    shown = {"demo.grant": [(ON, facts(**known))]}  # type: ignore[arg-type]
    return [text.en for text in missing_turning_points(pack_of(folder, measures), ON, shown)]


@pytest.mark.parametrize(
    ("when", "at", "beside"),
    [
        ("rd / revenue >= '5%'", {"rd": 5, "revenue": 100}, {"rd": 6, "revenue": 100}),
        ("rd > 2 * previous(rd)", {"rd": 8, "rd_1": 4}, {"rd": 9, "rd_1": 4}),
        (
            "NOT (years_since(founded_on) >= '3年')",
            {"founded_on": day_number(ON.replace(year=ON.year - 3))},
            {"founded_on": day_number(ON.replace(year=ON.year - 4)) - 1},
        ),
        (
            "founded_on > add_years(as_of, -5)",
            {"founded_on": day_number(ON.replace(year=ON.year - 5))},
            {"founded_on": day_number(ON)},
        ),
    ],
)
def test_the_example_that_stands_at_the_limit_is_asked_for(
    tmp_path: Path, when: str, at: dict[str, object], beside: dict[str, object]
) -> None:
    measures = with_condition(odd(when))

    assert _missing(tmp_path, measures, **at) == []
    assert _missing(tmp_path, measures, **beside) == [
        "demo.grant condition odd: no example stands exactly at the limit"
    ]
    assert len(_missing(tmp_path, measures)) == 1


def test_every_step_of_tiers_wants_an_example(tmp_path: Path) -> None:
    steps = "[{from: 100万元, amount: 1万元}, {from: 200万元, amount: 3万元}]"
    measures = with_benefit("tiers:", "  of: rd", f"  steps: {steps}")

    [missing] = _missing(tmp_path, measures, rd=1_000_000)

    assert missing.startswith("demo.grant step ")
    assert "200" in missing


def test_what_another_check_looks_at_is_not_said_twice(tmp_path: Path) -> None:
    assert _missing(tmp_path, with_condition(odd("revenue > '2000万元' AND large"))) == []


def test_each_example_is_read_on_its_own_date(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, with_condition(odd("years_since(founded_on) < '3年'")))
    earlier = dt.date(2021, 5, 6)
    shown = {"demo.grant": [(earlier, facts(founded_on=day_number(dt.date(2018, 5, 6))))]}

    assert missing_turning_points(pack, ON, shown) == []
