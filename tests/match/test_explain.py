"""The reasons: from the clause to the facts, and the amount line by line."""

from pathlib import Path

from tests.match.making import condition, facts, firm, make, measure, pair
from wotu.match.checkup import Checker
from wotu.match.explain import Explanation, explain
from wotu.match.subject import Household, Subject
from wotu.rules.vocabulary import Slot

CAPPED = {
    "amount": "rate * rd",
    "caps": [
        {"id": "top", "per": "enterprise_year", "limit": "50万元", "zh": "每家最高50万元", "en": "At most"}
    ],
}
RATE = {
    "rate": {
        "value": "10%",
        "zh": "补助比例",
        "en": "Share",
        "published": "false",
        "assumption": pair("按惯例"),
    }
}


def _explain(
    tmp_path: Path, household: Household, *measures: dict[str, object], **more: object
) -> Explanation:
    checker = Checker.of(make(tmp_path, measures, **more))  # type: ignore[arg-type]
    return explain(checker.plan, checker.check(household)[0])


def test_a_refusal_names_the_value_the_threshold_and_the_distance(tmp_path: Path) -> None:
    rule = measure("m", conditions=[condition("intensity", "rd / revenue >= '5%'")])
    found = _explain(tmp_path, firm(rd=4_600_000, revenue=100_000_000), rule)
    [intensity] = found.conditions
    assert (intensity.answer, found.status) == ("not_met", "not_entitled")
    part = intensity.part
    assert (part.seen.zh, part.threshold.zh, part.distance.zh) == ("4.6%", "5%", "0.4个百分点")  # type: ignore[union-attr]
    assert part.words.zh == "上年度rd ÷ 上年度revenue ≥ 5%"
    assert part.words.en == "rd, last year ÷ revenue, last year ≥ 5%"
    assert found.amount == ()


def test_a_limit_written_first_is_still_the_limit(tmp_path: Path) -> None:
    rule = measure("m", conditions=[condition("young", "as_of <= add_years(founded_on, 5)")])
    [young] = _explain(tmp_path, firm(), rule).conditions
    assert (young.part.seen.en, young.part.threshold.en) == ("unknown", "2025-03-01")  # type: ignore[union-attr]


def test_facts_carry_their_source_and_unknown_ones_say_so(tmp_path: Path) -> None:
    rule = measure("m", conditions=[condition("c", "flag AND staff >= 10")])
    subject = Subject("x", facts(flag=True), sources={Slot("flag"): "市场监管登记"})
    [explained] = _explain(tmp_path, Household(subject), rule).conditions
    assert [(f.known, f.value.zh, f.source) for f in explained.facts] == [
        (True, "是", "市场监管登记"),
        (False, "未知", ""),
    ]
    assert [part.answer for part in explained.part.parts] == ["met", "unknown"]


def test_the_cap_that_bit_is_marked_and_an_assumption_is_shown(tmp_path: Path) -> None:
    found = _explain(tmp_path, firm(rd=8_000_000), measure("m", CAPPED, params=RATE))
    lines = {line.label.zh: line for line in found.amount}
    assert lines["每家最高50万元"].bit
    assert lines["补助比例"].value.zh == "10%"
    assert not lines["补助比例"].publication.published
    assert lines["补助比例 × 上年度rd"].value.zh == "80万元"
    assert found.award.zh == "50万元"


def test_a_cap_that_did_not_bite_is_not_marked(tmp_path: Path) -> None:
    found = _explain(tmp_path, firm(rd=5_000_000), measure("m", CAPPED, params=RATE))
    assert not any(line.bit for line in found.amount)


def test_what_stacking_removed_is_a_line_with_the_rules_words(tmp_path: Path) -> None:
    rule = {
        "id": "r",
        "rule": "highest_only",
        "members": ["made.a", "made.b"],
        "zh": "就高不重复",
        "en": "Highest",
    }
    found = _explain(tmp_path, firm(), measure("a", "10万元"), measure("b", "20万元"), stacking=[rule])
    last = found.amount[-1]
    assert (last.label.zh, last.value.zh, last.bit, found.award.zh) == ("就高不重复", "0元", True, "0元")


def test_every_form_of_award_has_its_words(tmp_path: Path) -> None:
    forms = {
        "band": ({"band": {"of": "rd", "from": "5%", "to": "20%"}}, "5万元—20万元"),
        "floor": ({"at_least": "100万元"}, "不低于100万元"),
        "case": ({"case_by_case": {"up_to": "5亿元"}}, "一事一议，最高5亿元"),
        "open": ({"case_by_case": {}}, "一事一议"),
        "service": ({"type": "service"}, "服务"),
        "waits": ({"amount": "revenue"}, "金额待定（有事实未知）"),
    }
    for number, (form, words) in enumerate(forms.values()):
        found = _explain(tmp_path / str(number), firm(rd=1_000_000), measure("m", form))
        assert found.award.zh == words


def test_rounding_is_a_line_of_its_own(tmp_path: Path) -> None:
    found = _explain(tmp_path, firm(rd=1_234), measure("m", {"amount": "rd / 7", "step": "100元"}))
    assert (found.amount[-1].label.zh, found.amount[-1].value.zh) == ("向下取整", "100元")
