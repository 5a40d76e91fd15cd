"""Clauses that have been struck down elsewhere are put before the reviewer, and nothing is dropped."""

from pathlib import Path

import pytest

from tests.rules.lint.reviewing import (
    AMOUNT,
    MEASURE,
    TECH,
    Found,
    found,
    line_of,
    odd,
    review_text,
    with_benefit,
    with_condition,
)


@pytest.mark.parametrize(
    ("code", "zh", "when"),
    [
        ("F1", "条件", "registered_in_zone"),
        ("F1", "在本区注册并纳统", "operates_here"),
        ("F1", "承诺五年内不迁出", "operates_here"),
        ("F2", "条件", "local_tax_paid >= '50万元'"),
        ("F2", "地方财政贡献突出", "operates_here"),
        ("F3", "条件", "credit_code = '91110000100000000X'"),
        ("F3", "条件", "credit_code IN ('A1', 'A2')"),
        ("F4", "条件", "local_purchase >= '10万元'"),
        ("F4", "优先采购本地产品", "operates_here"),
        ("F5", "条件", "ownership_type = 'private'"),
        ("F5", "仅限民营企业", "operates_here"),
        ("F6", "条件", "seed_list"),
    ],
)
def test_a_condition_is_put_before_the_reviewer(tmp_path: Path, code: str, zh: str, when: str) -> None:
    text = with_condition(odd(when, zh))
    assert found(tmp_path, text) == [Found(code, "review", "odd", line_of(text, "{id: odd"))]


@pytest.mark.parametrize(
    ("zh", "when"),
    [
        ("在本区实际经营", "operates_here"),
        ("所有制已填报", "staff >= 5"),
        ("列入名单", "explained_list"),
        ("行业", "industry = 'C39'"),
    ],
)
def test_an_honest_condition_is_not(tmp_path: Path, zh: str, when: str) -> None:
    assert found(tmp_path, with_condition(odd(when, zh))) == []


def test_the_award_is_looked_at_as_well(tmp_path: Path) -> None:
    text = with_benefit("amount: rate * local_tax_paid")
    assert found(tmp_path, text) == [Found("F2", "review", "benefit", 1)]


def test_a_parameter_is_looked_at_as_well(tmp_path: Path) -> None:
    text = MEASURE.replace("zh: 比例", "zh: 地方留成比例")
    assert found(tmp_path, text) == [Found("F2", "review", "rate", line_of(text, "rate: {"))]


def test_a_cap_is_looked_at_as_well(tmp_path: Path) -> None:
    cap = "caps: [{id: share, per: claim, limit: local_tax_paid, zh: 上限, en: Cap}]"
    text = with_benefit(AMOUNT, cap)
    assert found(tmp_path, text) == [Found("F2", "review", "share", 1)]


def test_a_veto_by_a_public_list_is_not_a_privilege(tmp_path: Path) -> None:
    veto = """\
  vetoes:
    - {id: dishonest, zh: 严重失信, en: Dishonest, when: dishonest_listed,
       unless: {zh: 已修复, en: Repaired, when: credit_repaired}}
"""
    assert found(tmp_path, MEASURE + veto) == []


def test_one_clause_may_raise_several_concerns(tmp_path: Path) -> None:
    text = MEASURE.replace(TECH, "{id: tech, zh: 列入种子库且在本区注册, en: Listed, when: seed_list}")
    assert [finding.code for finding in found(tmp_path, text)] == ["F1", "F6"]


def test_the_reviewer_reads_why_and_where_it_stands(tmp_path: Path) -> None:
    text = with_condition(odd("registered_in_zone"))
    [finding] = review_text(tmp_path, text)
    assert finding.citation.startswith("公平竞争审查条例")
    assert "第十二条" in finding.why.zh
    assert "article 12" in finding.why.en
    assert finding.measure == "demo.grant"
