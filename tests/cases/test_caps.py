"""A limit over several awards of a firm holds over its cases, in whatever order they are decided."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.cases.desk import FRIDAY, NOW, Desk, appropriate_budgets, assemble_desk
from tests.small_zone import COMMON, write_small_zone
from wotu.cases.models import Case
from wotu.measures.demonstration import load_demonstration
from wotu.measures.zones import zone
from wotu.refusal import CannotDo

WAN = 10_000_00
ANY = "  conditions: [{id: any, zh: 有收入, en: Has revenue, when: revenue > 0}]"
MEASURES = "".join(
    f"""
- measure: small.{name}
  title: {{zh: {name}, en: {name}}}
{COMMON}
{ANY}
  benefit: {{{benefit}}}
"""
    for name, benefit in (
        ("whole", "amount: 50万元"),
        ("more", "amount: 40万元"),
        ("high", "amount: 45万元"),
        ("low", "amount: 40万元"),
    )
)
CAPS = """
shared_caps:
  - {id: full, per: enterprise_year, limit: 50万元, members: [small.whole, small.more], zh: 合计50万元,
     en: 500000 in all}
  - {id: part, per: enterprise_year, limit: 60万元, members: [small.high, small.low], zh: 合计60万元,
     en: 600000 in all}
"""


@pytest.fixture
def capped(tmp_path: Path, settings: Settings, db: None) -> Desk:
    """Serve the small zone with awards under a limit together."""
    pack = write_small_zone(tmp_path)
    (pack / "measures" / "capped.yaml").write_text(MEASURES.lstrip("\n"), "utf-8")
    path = pack / "stacking.yaml"
    path.write_text(path.read_text("utf-8") + CAPS.lstrip("\n"), "utf-8")
    settings.WOTU_PACKS = tmp_path
    found = zone("small")
    assert found is not None
    load_demonstration(zone=found, by="tests", now=NOW, today=FRIDAY)
    appropriate_budgets(found)
    return assemble_desk(found)


def test_what_a_limit_leaves_nothing_of_is_not_filed(capped: Desk) -> None:
    capped.approved("small.whole")

    with pytest.raises(CannotDo) as refused:
        capped.filed("small.more")

    assert "合计50万元" in refused.value.reasons[0].zh


def test_what_may_not_stand_beside_another_award_may_still_be_filed_in_its_place(capped: Desk) -> None:
    assert capped.filed("small.first").high == 20 * WAN


def test_awards_under_one_limit_never_add_up_to_more(capped: Desk) -> None:
    both = [capped.approved(name).amount for name in ("small.low", "small.high")]

    assert both == [15 * WAN, 45 * WAN]


def test_an_award_decided_for_more_leaves_less_for_the_next(capped: Desk) -> None:
    first = capped.approved("small.low")
    Case.objects.filter(pk=first.pk).update(amount=40 * WAN)  # as decided before the other was due

    assert capped.approved("small.high").amount == 20 * WAN


def test_where_nothing_is_left_the_decider_is_told_what_took_it(capped: Desk) -> None:
    first = capped.approved("small.low")
    Case.objects.filter(pk=first.pk).update(amount=60 * WAN)

    with pytest.raises(CannotDo, match="封顶") as refused:
        capped.approved("small.high")

    assert "600,000.00" in refused.value.reasons[0].zh
