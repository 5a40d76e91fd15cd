"""A measure in words: every part that the language has is said, in both languages."""

from pathlib import Path
from typing import get_args

import pytest

from tests.house.files import ROOT
from wotu.rules import described
from wotu.rules.load import load_packs
from wotu.rules.load_measure import AREAS, SERVICES
from wotu.rules.model import CapScope, Form
from wotu.rules.vocabulary import ABOUTS

PACKS = sorted(path.parent for path in (ROOT / "packs").glob("*/pack.yaml"))


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (get_args(CapScope), described._PER),
        (get_args(Form), described._FORMS),
        (ABOUTS, described.ABOUTS),
        (AREAS, described.AREAS),
        (SERVICES, described.SERVICES),
    ],
)
def test_every_name_of_the_language_has_words(names: tuple[str, ...], words: dict[str, object]) -> None:
    assert set(names) <= words.keys()


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_every_part_of_every_measure_is_said_and_has_a_key_of_its_own(pack: Path) -> None:
    packs = load_packs([pack])
    for measure in packs.measures.values():
        for version in measure.versions:
            lines = [*described.describe_measure(measure), *described.describe(version, packs.vocabulary)]

            assert all(line.said.zh and line.said.en and "…" not in line.said.zh for line in lines)
            assert len({line.key for line in lines}) == len(lines), version.key
