"""Types and units: what does not fit is refused with file, line, column and a way out."""

from fractions import Fraction
from pathlib import Path

import pytest

from tests.rules.tiny import MEASURE, load, write
from wotu.rules.expressions import read_expression
from wotu.rules.load import load_packs
from wotu.rules.nodes import Compare, Const, FactRef, Logic, OneOf
from wotu.rules.problems import ExpressionError, PackError
from wotu.rules.typing import Scope
from wotu.rules.vocabulary import BOOLEAN, Slot, Type

LONG = MEASURE.replace(
    "{id: flag, zh: 标记, en: Flag, when: flag}", "id: flag\n    zh: 标记\n    en: Flag\n    when: flag"
)
"""The measure with its condition written over several lines, so that nothing in it needs quotes."""


def problem(folder: Path, **files: str) -> str:
    """Return the one thing wrong with a pack."""
    root = write(folder, **files)
    with pytest.raises(PackError) as caught:
        load_packs([root])
    [found] = caught.value.problems
    return str(found).replace(f"{root}/", "")


@pytest.mark.parametrize(
    ("expression", "column", "reason"),
    [
        ("revenue > '5%'", 11, "cannot compare money with a percentage"),
        ("share > '5万元'", 11, "cannot compare a percentage with money"),
        ("revenue > 2000", 11, "a bare number (give the number a unit, for example '2000万元')"),
        ("share > 0.05", 11, "a bare number (give the number a unit, for example '5%')"),
        ("area > 500", 11, "cannot compare m2 with a bare number (give the number a unit"),
        ("staff > '5㎡'", 11, "cannot compare person with m2"),
        ("founded_on > 2020", 11, "cannot compare a date with a bare number"),
        ("founded_on > '5年'", 11, "cannot compare a date with month"),
        ("founded_on > '2020-13-01'", 24, "'2020-13-01' is not a date"),
        ("revenue > '2020-01-01'", 11, "cannot compare money with a date"),
        ("revenue > 'a lot'", 21, "'a lot' is not money"),
        ("revenue > '5块'", 21, "'5块' is not money"),
        ("flag > other", 11, "yes/no has no order (use = or <>)"),
        ("flag = 1", 11, "cannot compare yes/no with a bare number"),
        ("industry > 'C39'", 11, "text has no order (use = or <>)"),
        ("industry = 5", 11, "cannot compare text with a bare number"),
        ("revnue > '1元'", 11, "unknown name 'revnue' (did you mean revenue?)"),
        ("flag AND revnue > '1元'", 20, "unknown name 'revnue' (did you mean revenue?)"),
        ("floo(staff) > 5", 11, "unknown function 'floo' (did you mean floor?)"),
        ("growht(revenue) > '5%'", 11, "unknown function 'growht' (did you mean growth?)"),
        ("COALESCE(flag, TRUE)", 11, "COALESCE would turn unknown into a value; unknown stays unknown"),
        ("flag IS NULL", 11, "IS NULL would turn unknown into a value; unknown stays unknown"),
        ("flag IS NOT NULL", 11, "IS NULL would turn unknown into a value; unknown stays unknown"),
        ("flag = NULL", 11, "NULL cannot be written; leave the fact out to make it unknown"),
        ("CASE WHEN flag THEN TRUE END", 21, "ELSE is required"),
        ("CASE flag WHEN TRUE THEN TRUE ELSE FALSE END", 16, "write CASE WHEN"),
        ("CASE WHEN flag THEN rd ELSE share END > '1元'", 21, "alternatives differ: money and a percentage"),
        ("CASE WHEN staff THEN rd ELSE rd END > '1元'", 21, "expected yes/no, found person"),
        ("least(rd, share) > '1元'", 11, "alternatives differ: money and a percentage"),
        ("greatest(rd, 5) > '1元'", 11, "money and a bare number (give the number a unit"),
        ("least(rd) > '1元'", 11, "least needs at least two values"),
        ("least(flag, other)", 11, "least needs numbers or dates"),
        ("rd + share > '1元'", 11, "cannot compute money + a percentage"),
        ("rd + 5 > '1元'", 11, "cannot compute money + a bare number (give the number a unit"),
        ("founded_on + 5 > as_of", 11, "a date + a bare number (use add_days, add_months, days_since …)"),
        ("as_of - founded_on > 5", 11, "a date - a date (use add_days, add_months, days_since …)"),
        ("rd * flag > '1元'", 11, "cannot compute money * yes/no"),
        ("rd * rd > '1元'", 11, "cannot compare yuan^2 with money"),
        ("rd / revenue > '1元'", 11, "cannot compare a percentage with money"),
        ("rd", 11, "expected yes/no, found money"),
        ("flag AND rd", 20, "expected yes/no, found money"),
        ("NOT rd", 15, "expected yes/no, found money"),
        ("industry LIKE '%39'", 11, "LIKE takes a text and a pattern 'C39%'"),
        ("industry LIKE 'C39'", 11, "LIKE takes a text and a pattern 'C39%'"),
        ("industry LIKE 'C%9%'", 11, "LIKE knows prefixes only: 'C39%'"),
        ("industry LIKE 'C_9%'", 11, "LIKE knows prefixes only: 'C39%'"),
        ("industry LIKE '%'", 11, "LIKE knows prefixes only: 'C39%'"),
        ("staff LIKE 'C39%'", 11, "LIKE takes a text and a pattern 'C39%'"),
        ("degree = 'mastr'", 11, "'mastr' is not a value of degree (did you mean master?)"),
        ("degree <> 'bachelor'", 11, "'bachelor' is not a value of degree (one of master, doctor)"),
        ("degree IN ('master', 'docter')", 11, "'docter' is not a value of degree (did you mean doctor?)"),
        ("industry IN (degree)", 11, "IN needs a list of literals"),
        ("staff IN ('5%')", 11, "cannot compare person with a percentage"),
        ("staff BETWEEN '1元' AND '2元'", 11, "cannot compare person with money"),
        ("industry BETWEEN 'A' AND 'C'", 11, "text has no order"),
        ("previous(capital) > '1元'", 11, "capital has no earlier periods: its period is at"),
        ("previous(rd + revenue) > '1元'", 11, "this function needs the name of a fact"),
        ("previous(rd, 0) > '1元'", 11, "the number of periods must be 1 to 12"),
        ("previous(rd, staff) > '1元'", 11, "the number of periods must be a whole number"),
        ("average(rd) > '1元'", 11, "wrong number of arguments; write average(fact, n)"),
        ("growth(rd, 2) > '1%'", 11, "wrong number of arguments; write growth(fact)"),
        ("in_year(rd, 24) > '1元'", 11, "write in_year(annual fact, 2023)"),
        ("in_year(output, 2024) > '1元'", 11, "write in_year(annual fact, 2023)"),
        ("since(flag) > as_of", 11, "since() needs a fact whose period is `since`"),
        ("year(rd) = 2024", 11, "expected a date, found money"),
        ("years_since(staff) > '5年'", 11, "expected a date, found person"),
        ("years_since(founded_on) > '5人'", 11, "cannot compare month with person"),
        ("years_since(founded_on) > 5", 11, "a bare number (give the number a unit, for example '3年')"),
        ("add_years(founded_on, '5元') < as_of", 11, "needs a whole number or a duration, found money"),
        ("add_days(founded_on, '5月') < as_of", 11, "needs a whole number or a duration, found month"),
        ("floor(founded_on) > 5", 11, "floor needs a number, found a date"),
        ("increase(rd, share) > '1元'", 20, "cannot compute money - a percentage"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_where_it_stands(
    tmp_path: Path, expression: str, column: int, reason: str
) -> None:
    found = problem(tmp_path, measures__grant=LONG.replace("when: flag", f"when: {expression}"))
    assert reason in found
    assert found.startswith(f"measures/grant.yaml:10:{column}: ")


@pytest.mark.parametrize(
    ("old", "new", "place", "reason"),
    [
        ("{amount: 10万元}", "{amount: 10%}", "8:19", "expected money, found a percentage"),
        ("{amount: 10万元}", "{amount: 10}", "8:19", "expected money, found a bare number"),
        ("{amount: 10万元}", "{amount: 10万元/月}", "8:19", "expected money, found"),
        ("{amount: 10万元}", "{amount: share * staff}", "8:19", "expected money, found person"),
        ("{amount: 10万元}", "{type: bed_night, amount: 30晚}", "8:36", "expected bed·night, found night"),
        (
            "{amount: 10万元}",
            "{band: {of: rd, from: 5元, to: 20%}}",
            "8:32",
            "expected a percentage, found money",
        ),
        ("{amount: 10万元}", "{amount: 10万元, minimum: 1%}", "8:34", "expected money, found a percentage"),
        ("{amount: 10万元}", "{amonut: 10万元}", "8:10", "the benefit's form is not clear"),
        ("when: flag", "when: flag\n    wehn: flag", "11:11", "unknown key `wehn` (did you mean when?)"),
        ("area: research", "aera: research", "1:1", "`area` is missing"),
    ],
)
def test_a_benefit_has_its_unit(tmp_path: Path, old: str, new: str, place: str, reason: str) -> None:
    root = write(tmp_path, measures__grant=(LONG if "wehn" in new else MEASURE).replace(old, new))
    with pytest.raises(PackError) as caught:
        load_packs([root])
    problems = [str(found).replace(f"{root}/", "") for found in caught.value.problems]
    assert any(reason in found for found in problems)
    assert any(found.startswith(f"measures/grant.yaml:{place}") for found in problems if reason in found)


def test_a_block_of_text_knows_its_lines(tmp_path: Path) -> None:
    block = ">-\n      flag\n      AND revnue > '1元'"
    found = problem(tmp_path, measures__grant=LONG.replace("when: flag", f"when: {block}"))
    assert found.startswith("measures/grant.yaml:1")
    assert "unknown name 'revnue' (did you mean revenue?)" in found


def test_a_definition_is_refused_where_it_is_used_wrongly(tmp_path: Path) -> None:
    definitions = (
        "definitions:\n  intensity: {zh: 强度, en: Intensity, versions: {2020-01-01: rd / revenue}}\n"
    )
    wrong = MEASURE.replace("when: flag", "when: intensity > '5元'")
    assert "cannot compare a percentage with money" in problem(
        tmp_path, definitions=definitions, measures__grant=wrong
    )


@pytest.fixture(scope="module")
def scope(tmp_path_factory: pytest.TempPathFactory) -> Scope:
    return Scope(load(tmp_path_factory.mktemp("packs")).vocabulary)


@pytest.mark.parametrize(
    ("text", "dimension"),
    [
        ("rd / revenue", ()),
        ("rd / staff", (("person", -1), ("yuan", 1))),
        ("'35元/㎡/月' * area * '12月'", (("yuan", 1),)),
        ("share * rd", (("yuan", 1),)),
        ("rd * 2", (("yuan", 1),)),
        ("area / staff", (("m2", 1), ("person", -1))),
        ("years_since(founded_on)", (("month", 1),)),
        ("year(founded_on)", (("calendar_year", 1),)),
        ("floor(staff / 100)", (("person", 1),)),
        ("'1000元/人/月' * staff * '6月'", (("yuan", 1),)),
        ("growth(revenue)", ()),
        ("average(rd, 3)", (("yuan", 1),)),
    ],
)
def test_units_multiply_and_divide(scope: Scope, text: str, dimension: object) -> None:
    assert read_expression(text, scope).type.dimension == dimension


@pytest.mark.parametrize(
    "text",
    [
        "staff > 100",
        "staff = 0",
        "rd > 0",
        "share > 0",
        "year(founded_on) = 2024",
        "staff IN (1, 2, 3)",
        "staff BETWEEN 1 AND 5",
        "founded_on >= '2024-01-01'",
        "'2024-01-01' <= founded_on",
        "flag = TRUE",
        "flag <> other",
        "years_since(founded_on) >= '3年'",
        "years_since(founded_on) >= '36月'",
        "area >= '1亩'",
        "least(rd, 0) <= '1元'",
        "-rd < '0元'",
        "degree = 'master'",
        "industry NOT IN ('A01')",
        "industry NOT LIKE 'C%'",
        "staff NOT BETWEEN 1 AND 5",
        "CASE WHEN flag THEN '5%' ELSE share END > '1%'",
    ],
)
def test_what_fits_is_a_condition(scope: Scope, text: str) -> None:
    assert read_expression(text, scope, BOOLEAN).type == BOOLEAN


def test_a_quantity_needs_no_quotes_where_it_stands_alone(scope: Scope) -> None:
    money = Type("number", (("yuan", 1),))
    assert read_expression("20万元", scope, money) == Const(money, Fraction(200_000))
    assert read_expression("'20万元'", scope, money) == Const(money, Fraction(200_000))


def test_operators_become_the_same_few_nodes(scope: Scope) -> None:
    between = read_expression("staff BETWEEN 1 AND 5", scope)
    assert isinstance(between, Logic)
    assert [part.op for part in between.args if isinstance(part, Compare)] == [">=", "<="]
    several = read_expression("industry IN ('B', 'A', 'B')", scope)
    assert isinstance(several, OneOf)
    assert several.values == ("A", "B")
    assert read_expression("flag AND (other AND flag)", scope) == Logic(
        BOOLEAN, "and", (FactRef(BOOLEAN, Slot("flag")), FactRef(BOOLEAN, Slot("other")))
    )


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("previous(rd)", {Slot("rd", 1)}),
        ("previous(rd, 3)", {Slot("rd", 3)}),
        ("average(rd, 3)", {Slot("rd", 0), Slot("rd", 1), Slot("rd", 2)}),
        ("best_before(rd, 2)", {Slot("rd", 1), Slot("rd", 2)}),
        ("growth(rd)", {Slot("rd", 0), Slot("rd", 1)}),
        ("in_year(rd, 2023)", {Slot("rd", year=2023)}),
        ("since(hightech)", {Slot("hightech", began=True)}),
        ("total(output, 4)", {Slot("output", back) for back in range(4)}),
    ],
)
def test_time_is_a_cell_of_the_table(scope: Scope, text: str, slots: set[Slot]) -> None:
    assert read_expression(text, scope).slots == slots


def test_an_error_in_an_expression_says_at_which_character(scope: Scope) -> None:
    with pytest.raises(ExpressionError) as caught:
        read_expression("flag AND revnue > '1元'", scope)
    assert (caught.value.offset, caught.value.hint) == (9, "did you mean revenue?")
