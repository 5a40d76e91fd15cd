"""Rankings, shared caps and budgets: who gets what when not everybody can."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.match.making import facts, make, measure, pair, settled
from tests.random_examples import examples

WAN = 10_000_00
"""Ten thousand yuan, in fen."""


def _account(limit: str) -> dict[str, object]:
    return {"fund": {**pair("基金"), "limit": limit, "period": "year"}}


def test_everybody_who_ties_at_the_cut_wins(tmp_path: Path) -> None:
    plan = make(tmp_path, [measure("top", ranking={"by": "revenue", "top": 2})])
    rows = {name: facts(revenue=value) for name, value in {"a": 9, "b": 7, "c": 7, "d": 5}.items()}
    assert settled(plan, rows) == {
        ("top", "a"): 10 * WAN, ("top", "b"): 10 * WAN, ("top", "c"): 10 * WAN, ("top", "d"): 0,
    }  # fmt: skip


def test_ranking_is_inside_each_section(tmp_path: Path) -> None:
    plan = make(tmp_path, [measure("top", ranking={"by": "revenue", "top": 1, "within": "section"})])
    rows = {
        "a": facts(revenue=9, section="C"),
        "b": facts(revenue=7, section="C"),
        "c": facts(revenue=1, section="I"),
    }
    assert {key for key, amount in settled(plan, rows).items() if amount} == {("top", "a"), ("top", "c")}


def test_an_unknown_figure_is_not_ranked_but_unknown(tmp_path: Path) -> None:
    plan = make(tmp_path, [measure("top", ranking={"by": "revenue", "top": 1})])
    assert settled(plan, {"a": facts(), "b": facts(revenue=1)}) == {("top", "b"): 10 * WAN}


def test_percentile_bands_include_their_upper_bound(tmp_path: Path) -> None:
    bands = [{"to": "25%", "id": "A", "amount": "100万元"}, {"to": "75%", "id": "B", "amount": "50万元"}]
    plan = make(tmp_path, [measure("band", ranking={"by": "score", "bands": bands})])
    rows = {name: facts(score=value) for name, value in {"a": 4, "b": 3, "c": 2, "d": 1}.items()}
    assert list(settled(plan, rows).values()) == [100 * WAN, 50 * WAN, 50 * WAN, 0]


def test_a_band_gives_nothing_rather_than_less_than_nothing(tmp_path: Path) -> None:
    bands = [{"to": "100%", "id": "A", "amount": "rd - revenue"}]
    plan = make(tmp_path, [measure("band", ranking={"by": "score", "bands": bands})])
    rows = {"a": facts(score=1, rd=5, revenue=9), "b": facts(score=1, rd=9, revenue=5)}
    assert settled(plan, rows) == {("band", "a"): 0, ("band", "b"): 400}


def test_first_come_gives_the_rest_to_whoever_empties_the_account(tmp_path: Path) -> None:
    capacity = {"account": "fund", "when_short": "first_come", "order": "applied_on"}
    plan = make(tmp_path, [measure("grant", capacity=capacity)], accounts=_account("25万元"))
    rows = {name: facts(applied_on=day) for name, day in {"a": 20_003, "b": 20_001, "c": 20_002}.items()}
    assert settled(plan, {**rows, "late": facts()}) == {
        ("grant", "a"): 5 * WAN, ("grant", "b"): 10 * WAN, ("grant", "c"): 10 * WAN, ("grant", "late"): 0,
    }  # fmt: skip


def test_by_score_serves_the_best_first(tmp_path: Path) -> None:
    capacity = {"account": "fund", "when_short": "by_score", "order": "score"}
    plan = make(tmp_path, [measure("grant", capacity=capacity)], accounts=_account("10万元"))
    rows = {"low": facts(score=60), "high": facts(score=90)}
    assert settled(plan, rows) == {("grant", "low"): 0, ("grant", "high"): 10 * WAN}


@settings(max_examples=examples(60))
@given(st.lists(st.integers(1, 10**7), min_size=1, max_size=12), st.integers(1, 5 * 10**7))
def test_pro_rata_gives_out_the_whole_account_and_nobody_gains(amounts: list[int], limit: int) -> None:
    capacity = {"account": "fund", "when_short": "pro_rata"}
    folder = Path(_folder())
    plan = make(folder, [measure("grant", "rd", capacity=capacity)], accounts=_account(f"{limit}元"))
    rows = {f"f{i:02}": facts(rd=amount) for i, amount in enumerate(amounts)}
    given_out = list(settled(plan, rows).values())
    assert sum(given_out) == min(sum(amounts), limit) * 100
    assert all(after <= before * 100 for after, before in zip(given_out, amounts, strict=True))
    exact = [amount * min(1, limit / sum(amounts)) * 100 for amount in amounts]
    assert all(abs(after - share) <= 1 for after, share in zip(given_out, exact, strict=True))


def _folder() -> str:
    import tempfile

    return tempfile.mkdtemp()


def test_a_cap_shared_by_clauses_serves_the_largest_first(tmp_path: Path) -> None:
    cap = {
        "id": "total",
        "per": "enterprise_year",
        "limit": "50万元",
        "members": ["made.a", "made.b"],
        **pair("合计"),
    }
    plan = make(tmp_path, [measure("a", "20万元"), measure("b", "40万元")], shared_caps=[cap])
    assert settled(plan, {"x": facts()}) == {("a", "x"): 10 * WAN, ("b", "x"): 40 * WAN}


def test_a_shared_cap_that_is_unknown_leaves_the_amount_open(tmp_path: Path) -> None:
    cap = {
        "id": "total",
        "per": "enterprise_year",
        "limit": "0.3 * rd",
        "members": ["made.a"],
        **pair("合计"),
    }
    plan = make(tmp_path, [measure("a", "20万元")], shared_caps=[cap])
    from tests.match.making import firm
    from wotu.match.checkup import Checker

    [finding] = Checker.of(plan).check(firm())
    assert (finding.status, finding.award.high) == ("entitled", None)
    [finding] = Checker.of(plan).check(firm(rd=100_000))
    assert finding.award.high == 3 * WAN
