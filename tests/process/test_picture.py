"""The picture of a flow: readable without colour, without styles of its own, and told in words."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given

from tests.process.flows import JOINT, flow, random_flows, step
from wotu.process.durations import Durations, spread
from wotu.process.picture import wide_picture
from wotu.process.picture_parts import Marks
from wotu.process.picture_tall import tall_picture
from wotu.rules.flow import Flow
from wotu.rules.text import Language

MEASURED = Durations(
    steps={id_: found for id_, days in {"tax": [4, 6], "fire": [1], "decide": [3], "accept": [9]}.items()
           if (found := spread(days))}
)  # fmt: skip
LANGUAGES: tuple[Language, Language] = ("zh", "en")
PICTURES = (wide_picture, tall_picture)


def _words(picture: str) -> str:
    root = ET.fromstring(picture)  # noqa: S314 - our own
    return "|".join(part for text in root.iter("text") for part in text.itertext())


@given(flow=random_flows())
def test_every_step_is_drawn_in_both_languages_without_styles_or_scripts(flow: Flow) -> None:
    for draw in PICTURES:
        for language in LANGUAGES:
            picture = draw(flow, language, "one")
            words = _words(picture)

            assert not re.search(r"style=|<script|\son\w+=|href", picture)
            assert all(one.label[language].split()[0] in words for one in flow.steps.values())


def test_readers_who_cannot_see_it_are_told() -> None:
    root = ET.fromstring(wide_picture(JOINT, "zh", "p7", Marks(now={"tax"}, done={"accept"})))  # noqa: S314
    title, described = root[0], root[1]

    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"] == "p7-title p7-desc"
    assert (title.attrib["id"], title.text) == ("p7-title", "试办")
    assert described.text is not None
    assert "环节accept → （环节tax ∥ 环节fire → 环节experts） → 环节decide" in described.text
    assert described.text.endswith("正在办：环节tax。已办：环节accept")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_open_and_done_is_said_and_not_only_coloured(language: Language) -> None:
    for draw in PICTURES:
        words = _words(draw(JOINT, language, "p", Marks(now={"tax", "fire"}, done={"accept"})))
        now, done = ("正在办", "已办") if language == "zh" else ("now", "done")

        assert words.split("|").count(now) == 2
        assert words.split("|").count(done) == 1


def test_the_heat_map_shows_the_median_beside_the_norm_and_explains_its_colours() -> None:
    for draw in PICTURES:
        picture = draw(JOINT, "zh", "p", Marks(durations=MEASURED))
        words = _words(picture)

        for said in ("中位5 / 限5日", "中位1 / 限3日", "中位9 / 限2日", "超过时限一半以上"):
            assert said in words
        assert [picture.count(f"heat-{one}") for one in ("quick", "in_time", "slow", "late")] == [2, 3, 1, 2]


def test_without_measurements_there_is_no_legend() -> None:
    assert "超过时限" not in _words(wide_picture(JOINT, "zh", "p"))


def test_words_of_a_pack_are_escaped() -> None:
    sharp = flow(step("a&b"))

    assert "环节a&amp;b" in wide_picture(sharp, "zh", "p")
