"""What holds where several sources speak: the same whatever order they came in."""

import datetime as dt
import itertools
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wotu.facts.places import differ, rank, same, speaking
from wotu.facts.reads import household_of
from wotu.facts.verbs import NewFact, record_facts
from wotu.measures.zones import Zone
from wotu.parties.models import Party
from wotu.rules.text import Text
from wotu.rules.vocabulary import SOURCES, YUAN, Fact, Slot, Source

ON = dt.date(2025, 3, 1)
LABEL = Text("营业收入", "Revenue")
PLAIN = Fact("revenue", LABEL, YUAN, period="year")
BY_RETURN = Fact("revenue", LABEL, YUAN, period="year", sources=("statistics", "tax"))


@dataclass(frozen=True)
class Voice:
    """An entry as far as resolution looks at it."""

    kind: Source
    value: str
    fact: str = "revenue"
    period: str = "2024"
    since: dt.date | None = None
    until: dt.date | None = None
    at: dt.date | None = None


VOICES = st.lists(
    st.builds(Voice, st.sampled_from(SOURCES), st.sampled_from(["1元", "2元", "3元"])), max_size=12
)


@given(VOICES, st.randoms(), st.sampled_from([PLAIN, BY_RETURN]))
def test_the_order_of_arrival_does_not_matter_between_sources(
    voices: list[Voice], chance: object, fact: Fact
) -> None:
    queues = {kind: [v for v in voices if v.kind == kind] for kind in SOURCES}
    kinds = [voice.kind for voice in voices]
    chance.shuffle(kinds)  # type: ignore[attr-defined]
    other = [queues[kind].pop(0) for kind in kinds]

    assert speaking(fact, voices) == speaking(fact, other)


@given(VOICES)
def test_a_source_is_heard_by_the_last_it_said_and_a_decision_before_all(voices: list[Voice]) -> None:
    heard = speaking(PLAIN, voices)

    assert [v.kind for v in heard] == [k for k in SOURCES if k in {v.kind for v in voices}]
    assert all(v == [w for w in voices if w.kind == v.kind][-1] for v in heard)


def test_a_fact_names_whom_to_trust_first_and_the_rest_follow() -> None:
    assert BY_RETURN.trusted[:4] == ("decision", "statistics", "tax", "registry")
    assert rank(BY_RETURN, "statistics") < rank(BY_RETURN, "tax") < rank(BY_RETURN, "registry")


def test_the_same_amount_in_other_words_is_no_conflict() -> None:
    assert same(PLAIN, Voice("tax", "1亿元"), Voice("statistics", "10000万元"))
    assert not differ(PLAIN, [Voice("tax", "1亿元"), Voice("statistics", "100000000")])
    assert differ(PLAIN, [Voice("tax", "1亿元"), Voice("statistics", "1.1亿元")])


@pytest.mark.django_db
@pytest.mark.parametrize("order", list(itertools.permutations(["tax", "statement", "registry"])))
def test_the_books_resolve_alike_in_every_order(small_zone: Zone, order: tuple[Source, ...]) -> None:
    said = {"registry": "3元", "tax": "2元", "statement": "1元"}
    firm = Party.objects.create(slug="bare", kind="enterprise", zone="small", name="甲公司")
    for hour, kind in enumerate(order):
        record_facts(
            facts=[NewFact(firm, "revenue", said[kind], "某处", "2024", kind=kind)],
            vocabulary=small_zone.packs.vocabulary, about="bare", by="bob",
            now=dt.datetime(2025, 1, 1, hour, tzinfo=dt.UTC),
        )  # fmt: skip

    assert household_of(firm, small_zone.packs.vocabulary, ON).enterprise.facts[Slot("revenue")] == 3
