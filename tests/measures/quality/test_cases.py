"""Precision and recall are computed from the cases: a wrong example shows, and is named."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.measures.catalogue.shelf import write_shelf
from wotu.measures.quality.cases import PackScore, cases_about, overall, pack_scores
from wotu.site.paths import ROOT

pytestmark = pytest.mark.django_db

WRONG = """
- measure: shelf.yearly
  case: {zh: 答对, en: right}
  on: 2026-03-10
  facts: {cost: 100万元}
  expect: {status: entitled, amount: 10万元}
- measure: shelf.yearly
  case: {zh: 金额写错, en: wrong amount}
  on: 2026-03-10
  facts: {cost: 100万元}
  expect: {status: entitled, amount: 11万元}
- measure: shelf.yearly
  case: {zh: 规则多给, en: the rule gives too much}
  on: 2026-03-10
  facts: {cost: 1万元}
  expect: {status: not_entitled}
- measure: shelf.yearly
  case: {zh: 规则漏掉, en: the rule misses it}
  on: 2026-03-10
  facts: {cost: 0元}
  expect: {status: entitled}
- measure: shelf.endless
  case: {zh: 规则没下结论, en: the rule leaves it open}
  on: 2026-06-01
  facts: {}
  expect: {status: entitled}
- measure: shelf.endless
  case: {zh: 应当待定, en: open}
  on: 2026-06-01
  facts: {}
  expect: {status: unknown}
- measure: shelf.steps
  case: {zh: 只写金额, en: only an amount}
  on: 2026-06-01
  facts: {cost: 200万元}
  expect: {amount: 5万元}
- combine: [shelf.steps, shelf.open_formula]
  case: {zh: 就高, en: the higher}
  on: 2026-06-01
  facts: {cost: 1000万元}
  expect: {shelf.steps: 0元, shelf.open_formula: 500万元}
"""


@pytest.fixture(scope="module")
def wrong_packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack whose examples are known to be wrong in four places."""
    return write_shelf(tmp_path_factory.mktemp("wrong"), WRONG)


@pytest.fixture
def scored(wrong_packs: Path, settings: Settings) -> PackScore:
    """The score of that pack."""
    settings.WOTU_PACKS = wrong_packs
    (found,) = pack_scores()
    return found


def test_precision_counts_who_would_come_in_vain(scored: PackScore) -> None:
    assert scored.score.precision == 2 / 3


def test_recall_counts_who_would_be_missed(scored: PackScore) -> None:
    assert scored.score.recall == 2 / 4


def test_unknown_and_amounts_have_shares_of_their_own(scored: PackScore) -> None:
    assert scored.score.unknown_agreement == 1
    assert scored.score.amounts == 5
    assert scored.score.amount_agreement == 4 / 5


def test_the_table_says_what_was_expected_and_what_was_found(scored: PackScore) -> None:
    assert dict(scored.score.table) == {
        ("entitled", "entitled"): 2, ("not_entitled", "entitled"): 1, ("entitled", "not_entitled"): 1,
        ("entitled", "unknown"): 1, ("unknown", "unknown"): 1,
    }  # fmt: skip


def test_a_case_without_an_answer_stays_out_of_both(scored: PackScore) -> None:
    assert (scored.score.number, scored.score.rated) == (9, 6)


def test_the_failing_cases_are_named_with_their_place(scored: PackScore) -> None:
    failing = scored.score.failing

    assert [case.text.zh for case in failing] == ["金额写错", "规则多给", "规则漏掉", "规则没下结论"]
    assert failing[0].differences == ("amount: expected 11万元, found 10万元",)
    assert failing[0].place.startswith("all.yaml:")


def test_the_cases_of_one_measure(scored: PackScore) -> None:
    assert [case.holds for case in cases_about("shelf.steps")] == [True, True]
    assert cases_about("shelf.dated") == []


def test_without_cases_there_is_no_share(tmp_path: Path, settings: Settings) -> None:
    settings.WOTU_PACKS = write_shelf(tmp_path, "[]\n")
    score = overall(pack_scores())

    assert (score.number, score.precision, score.recall, score.amount_agreement) == (0, None, None, None)


def test_examples_that_cannot_be_read_are_said_to_be_so(tmp_path: Path, settings: Settings) -> None:
    settings.WOTU_PACKS = write_shelf(tmp_path, "- measure: shelf.none\n  on: 2026-01-01\n  expect: {}\n")
    (found,) = pack_scores()

    assert found.unreadable
    assert found.score.number == 0


def test_the_packs_of_this_project_are_scored_without_the_teaching_one(settings: Settings) -> None:
    settings.WOTU_PACKS = ROOT / "packs"
    scores = pack_scores()
    total = overall(scores)

    assert scores is pack_scores()
    assert [one.pack.id for one in scores][-1] == "showcase"
    assert total.number == sum(one.score.number for one in scores if not one.is_teaching)
    assert sum(total.table.values()) == total.rated > 500
    assert total.failing == []
