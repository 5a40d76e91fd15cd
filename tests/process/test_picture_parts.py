"""Words that fit into a box."""

from hypothesis import given
from hypothesis import strategies as st

from tests.process.flows import step
from wotu.process.durations import Durations, heat, spread
from wotu.process.picture_parts import Marks, fitted, text_width, time_words


def test_chinese_breaks_anywhere_and_english_between_words() -> None:
    assert fitted("专窗受理并收集资料", 10, 52, 3) == ["专窗受理并", "收集资料"]
    assert fitted("Papers gathered once", 10, 90, 3) == ["Papers gathered", "once"]


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    assert fitted("专窗受理并收集资料", 10, 52, 1) == ["专窗受理…"]


@given(said=st.text("专窗受理ab c", min_size=1, max_size=40), width=st.integers(60, 200))
def test_no_line_is_wider_than_its_box_where_it_can_be_broken(said: str, width: int) -> None:
    for line in fitted(said, 10, width, 2):
        assert text_width(line, 10) <= width or " " not in line


def test_a_step_without_a_limit_shows_its_median_and_no_heat() -> None:
    marks = Marks(durations=Durations(steps={"a": spread([3, 4])}))  # type: ignore[dict-item]

    assert time_words(step("a"), marks).zh == "中位3.5日，未定时限"
    assert marks.heat(step("a")) is None


def test_heat_rises_with_the_median() -> None:
    def of(days: int, within: int) -> str | None:
        return heat(spread([days]), within)

    assert [of(days, 4) for days in (2, 3, 4, 5, 6, 7)] == [
        "quick", "in_time", "in_time", "slow", "slow", "late",
    ]  # fmt: skip
    assert (of(0, 0), of(1, 0)) == ("quick", "late")
    assert heat(None, 4) is None
