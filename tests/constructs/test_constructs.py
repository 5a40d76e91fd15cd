"""Each construct of the rule language stands in the teaching pack, and its worked example passes."""

from functools import cache
from typing import Any

import pytest
import yaml

from tests.constructs.constructs import ALL, ANSWERED, Construct
from tests.house.files import ROOT
from wotu.match.examples import Example, Report, read_examples, run_examples
from wotu.rules.load import load_packs

PACK = ROOT / "packs" / "showcase"
IDS = [f"{c.measure}: {c.en}" for c in ALL]


@cache
def _examples() -> tuple[list[Example], Report]:
    packs = load_packs([PACK])
    examples = read_examples(packs.packs["showcase"], packs)
    return examples, run_examples(examples, packs)


@cache
def _measures() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for path in sorted((PACK / "measures").glob("*.yaml")):
        found |= {text["measure"]: text for text in yaml.safe_load(path.read_text(encoding="utf-8"))}
    return found


@pytest.mark.parametrize("construct", ALL, ids=IDS)
def test_the_yaml_shown_stands_in_the_pack(construct: Construct) -> None:
    shown = yaml.safe_load(construct.yaml)
    if construct.file:
        whole = yaml.safe_load((PACK / construct.file).read_text(encoding="utf-8"))
    else:
        whole = _measures()[f"showcase.{construct.measure}"]

    assert _holds(whole, shown)


@pytest.mark.parametrize("construct", ALL, ids=IDS)
def test_the_example_is_there_and_passes(construct: Construct) -> None:
    examples, report = _examples()
    named = [
        example
        for example in examples
        if example.kind == construct.kind
        and f"showcase.{construct.measure}" in example.members
        and example.case.en == construct.case
    ]

    assert len(named) == 1
    assert named[0].place not in {failure.place for failure in report.failures}


def test_every_measure_of_the_pack_shows_something() -> None:
    shown = {f"showcase.{construct.measure}" for construct in ALL}
    partners = {
        member for example in _examples()[0] if shown & {*example.members} for member in example.members
    }

    assert set(_measures()) == shown | partners


@pytest.mark.parametrize("test", [answer.test for answer in ANSWERED])
def test_what_is_answered_is_held_by_a_test(test: str) -> None:
    file, _, name = test.partition("::")

    assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("whole", "shown", "holds"),
    [
        ({"a": {"b": "1", "c": "2"}}, {"b": "1"}, True),
        ({"a": [{"b": "1"}, {"b": "2"}]}, {"a": [{"b": "2"}]}, True),
        ({"a": {"b": "1"}}, {"b": "2"}, False),
        ({"a": ["x", "y"]}, {"a": ["y", "z"]}, False),
    ],
)
def test_a_part_of_a_document_is_recognised(whole: object, shown: object, holds: bool) -> None:
    assert _holds(whole, shown) is holds


def _holds(whole: object, part: object) -> bool:
    """Whether `part` is part of `whole`, at the top or anywhere inside."""
    if _covers(whole, part):
        return True
    inner = whole.values() if isinstance(whole, dict) else whole if isinstance(whole, list) else ()
    return any(_holds(value, part) for value in inner)


def _covers(whole: object, part: object) -> bool:
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(
            key in whole and _covers(whole[key], value) for key, value in part.items()
        )
    if isinstance(part, list):
        return isinstance(whole, list) and all(any(_covers(w, value) for w in whole) for value in part)
    return whole == part
