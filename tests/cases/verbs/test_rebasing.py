"""Moving a case to the text in force: shown first, explicit, with the first text on record."""

from dataclasses import replace
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.cases import window as window_zone
from tests.cases.window import Window, measure, new_firm, say
from wotu.cases.asking import ask_again, version_of
from wotu.cases.difference import difference
from wotu.cases.kinds import Filing, kinds
from wotu.cases.models import Case
from wotu.cases.verbs import rebasing
from wotu.cases.verbs.rebasing import rebase_case
from wotu.measures.zones import Zone, zone
from wotu.refusal import CannotDo
from wotu.rules.text import Text


@pytest.fixture
def newer(window: Window, tmp_path: Path, settings: Settings) -> Zone:
    """Serve a later text: more money for fewer people, without a review; another for the joint one."""
    settings.WOTU_EDITIONS = tmp_path / "editions"
    window.kept = [window.file("plain"), window.file("joint", firm=new_firm("yuanshan", revenue="1亿元"))]
    settings.WOTU_PACKS = tmp_path / "packs"
    window_zone.write(
        tmp_path / "packs",
        [
            measure("plain", "staff >= 5", "12万元", process={"mode": "fast", "working_days": 6}),
            measure("joint", "revenue > '2亿元'", process={"use": "joint"}),
        ],
    )
    found = zone("win")
    assert found is not None
    return found


def move(window: Window, case: Case, newer: Zone, seen: str = "") -> Case:
    seen = seen or difference(case, newer, window.today).seen
    return rebase_case(case=case, zone=newer, seen=seen, why="新办法更优", user=window["cleo"], **window.when)


def test_the_difference_is_said_in_words_before_anything_moves(window: Window, newer: Zone) -> None:
    case = window.accept(window.kept[0])

    found = difference(case, newer, window.today)

    said = [one.zh for one in found.words]
    assert any("10万元 → 12万元" in one for one in said)
    assert any("≥ 10" in one or "10" in one for one in said)
    assert (found.was, found.now) == ((10_000_000,) * 2, (12_000_000,) * 2)
    assert found.lapsed == ("review",)
    case.refresh_from_db()
    assert (case.high, case.version) == (10_000_000, "win.plain")


def test_a_case_moved_is_asked_and_decided_under_the_new_text(window: Window, newer: Zone) -> None:
    case = window.accept(window.kept[0])
    first = case.pin

    case = move(window, case, newer)

    assert (case.high, case.on) == (12_000_000, window.today)
    assert [step.step for step in case.steps.filter(done_at=None)] == ["decide"]
    assert case.steps.get(step="review").outcome == "lapsed"
    assert ask_again(case).ends == (12_000_000, 12_000_000)
    assert version_of(case).process.mode == "fast"
    event = case.events.get(kind="rebased")
    assert event.detail["before"]["pin"] == first.pk != case.pin_id
    assert (event.text, event.for_firm) == ("新办法更优", True)
    assert event.detail["before"]["high"] == 10_000_000
    assert any("10万元 → 12万元" in one["zh"] for one in event.detail["changes"])
    assert window.decide(case).amount == 12_000_000


def test_a_case_that_does_not_move_stays_under_its_own_text(window: Window, newer: Zone) -> None:
    case = window.accept(window.kept[0])

    case = window.decide(window.opinion(case, "review", "dan"))

    assert case.amount == 10_000_000


def test_nobody_moves_a_case_to_something_they_were_not_shown(window: Window, newer: Zone) -> None:
    with pytest.raises(CannotDo) as refused:
        move(window, window.kept[0], newer, seen="anything")
    assert "重新查看差异" in refused.value.text.zh


def test_a_text_that_gives_the_firm_nothing_is_not_moved_to(window: Window, newer: Zone) -> None:
    with pytest.raises(CannotDo) as refused:
        move(window, window.kept[1], newer)
    assert refused.value.text.zh == "按新文本不符合条件。"


def test_only_an_undecided_case_moves_and_only_to_something_else(window: Window, newer: Zone) -> None:
    case = move(window, window.accept(window.kept[0]), newer)
    with pytest.raises(CannotDo) as refused:
        move(window, case, newer)
    assert "相同" in refused.value.text.zh

    case = window.decide(case)
    with pytest.raises(CannotDo):
        move(window, case, newer)


def test_a_case_moved_in_another_year_is_of_that_year(window: Window, newer: Zone) -> None:
    case = window.accept(window.kept[0])
    say(window.firm, {"staff": "30"}, 2025)

    case = move(window.on(1, 5, 2026), case, newer)

    assert (case.period, case.on.year) == ("2026", 2026)
    assert case.events.get(kind="rebased").detail["before"]["period"] == "2025"
    with pytest.raises(CannotDo) as refused:
        window.file("plain")
    assert case.number in refused.value.reasons[0].zh


def test_a_case_is_not_moved_into_a_year_that_has_one_already(window: Window, newer: Zone) -> None:
    case = window.accept(window.kept[0])
    say(window.firm, {"staff": "30"}, 2025)
    other = window.on(1, 5, 2026).file("plain")

    with pytest.raises(CannotDo) as refused:
        move(window, case, newer)

    assert other.number in refused.value.reasons[0].zh


def test_what_the_kind_of_service_has_against_it_is_asked_again(
    window: Window, newer: Zone, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, kind = window.kept[0], kinds()["grant"]
    asked: list[Filing] = []

    def check(filing: Filing) -> tuple[Text, ...]:
        asked.append(filing)
        return (Text("没有床位", "No bed"),)

    monkeypatch.setattr(rebasing, "kind_of", lambda _service: replace(kind, check=check))
    with pytest.raises(CannotDo) as refused:
        move(window, case, newer)

    assert refused.value.reasons == (Text("没有床位", "No bed"),)
    assert (asked[0].moves, asked[0].data, asked[0].version.key) == (case, case.data, "win.plain")
