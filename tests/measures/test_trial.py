"""Drafts tried out: hostile ones are refused quickly and tell nothing of the server."""

import datetime as dt
import time
from pathlib import Path

import pytest

from wotu.measures.trial import Draft, Trial, try_draft
from wotu.measures.workbench import TooSlow, Workbench

ON = dt.date(2026, 3, 2)
QUICK = 20
"""Seconds even a busy machine needs no longer than."""
HEAD = """\
- measure: small.x
  title: {zh: 某, en: X}
  area: research
  service: grant
  kind: x
  source: {ref: paper, article: '1'}
  clause: {zh: 条, en: A clause}
"""


def _try(packs: Path, files: dict[str, str]) -> Trial:
    draft = Draft(packs, "small", files)
    return try_draft(draft, Draft(packs, "small", {}), ON)


@pytest.fixture(scope="module")
def bench() -> Workbench:
    return Workbench(seconds=1)


def _when(expression: str) -> str:
    """Write a measure with one condition."""
    condition = f'{{id: a, zh: 甲, en: A, when: "{expression}"}}'
    return f"{HEAD}  conditions: [{condition}]\n  benefit: {{amount: 1万元}}\n"


HOSTILE = {
    "deep": "a: " + "[" * 5_000,
    "many values": "- measure: small.x\n  tags: [" + "a," * 60_000 + "]\n",
    "deep expression": _when("NOT " * 500 + "hightech"),
    "long expression": _when(" AND ".join(["hightech"] * 2_000)),
    "aliases": "a: &a [x]\nb: [*a, *a]\n",
    "a tag": "a: !!python/object:os.system x\n",
    "hidden": "- measure: small.\u202ex\n",
    "not a mapping": "just words",
    "many brackets": _when("(" * 3_000 + "hightech" + ")" * 3_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_draft_is_refused_quickly(small_packs: Path, name: str) -> None:
    began = time.perf_counter()

    trial = _try(small_packs, {"measures/x.yaml": HOSTILE[name]})

    assert trial.problems
    assert time.perf_counter() - began < QUICK


@pytest.mark.parametrize("name", HOSTILE)
def test_no_message_tells_where_the_server_keeps_its_files(small_packs: Path, name: str) -> None:
    trial = _try(small_packs, {"measures/x.yaml": HOSTILE[name]})

    said = " ".join(f"{p.file} {p.message.zh} {p.message.en} {p.hint}" for p in trial.problems)
    assert "/tmp" not in said  # noqa: S108 - where drafts are tried
    assert str(small_packs) not in said
    assert {problem.file for problem in trial.problems} <= {"measures/x.yaml", "measures/all.yaml"}


def test_what_takes_too_long_is_ended_and_the_next_question_answered(bench: Workbench) -> None:
    began = time.perf_counter()
    with pytest.raises(TooSlow):
        bench.ask(time.sleep, 60)

    assert bench.ask(abs, -1) == 1
    assert time.perf_counter() - began < 3 * QUICK
    bench.close()


def test_what_computes_too_long_is_ended(bench: Workbench) -> None:
    with pytest.raises(TooSlow):
        bench.ask(pow, 3, 10**9)
    bench.close()


def test_what_goes_wrong_over_there_is_told_here(bench: Workbench) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        bench.ask(int, "x")
    bench.close()


def test_an_unchanged_draft_changes_nothing_and_asks_nothing(small_packs: Path) -> None:
    trial = _try(small_packs, {})

    assert trial.changed == {}
    assert trial.asked == ()
    assert trial.remarks
