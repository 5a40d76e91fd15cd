"""A talent's page: what stands for the person, asked of the person alone, without the employer's figures."""

from http import HTTPStatus

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from tests.cast import Cast
from tests.house.files import ROOT
from wotu.access.sign_in import first_page
from wotu.facts.models import FactEntry
from wotu.facts.verbs import NewFact, record_facts
from wotu.measures.zones import Zone, zone
from wotu.parties.models import Party
from wotu.portal.questions import key_of
from wotu.portal.talents.own import own_page

pytestmark = pytest.mark.django_db

HERE = "/talents/tara/"


@pytest.fixture
def nanchang(two_zones: Zone, cast: Cast, settings: Settings) -> Zone:
    """Move the firm and its talent to a real zone, which offers something to people."""
    settings.WOTU_PACKS = ROOT / "packs"
    Party.objects.filter(pk__in=[cast.firm.pk, cast.talent.pk]).update(zone="nanchang")
    for party in (cast.firm, cast.talent):
        party.refresh_from_db()
    found = zone("nanchang")
    assert found is not None
    return found


@pytest.fixture
def tara(nanchang: Zone, cast: Cast) -> Client:
    """Tara's browser."""
    cache.clear()
    return cast.client("tara")


def _question(cast: Cast, where: Zone) -> str:
    page = own_page(cast.talent, where, timezone.localdate())
    first = page.questions[0]
    return key_of(first.subject_id, first.slot)


def test_it_is_where_a_talent_begins(two_zones: Zone, cast: Cast) -> None:
    assert first_page(cast["tara"]) == HERE


def test_it_shows_measures_for_people_only(tara: Client, nanchang: Zone) -> None:
    page = tara.get(HERE).content.decode()
    about_people = [m for m in nanchang.packs.measures.values() if m.about == "person"]
    others = [m for m in nanchang.packs.measures.values() if m.about != "person"]

    assert about_people
    assert all(measure.title.zh in page for measure in about_people)
    assert not any(measure.title.zh in page for measure in others)


def test_the_employers_figures_are_not_shown(tara: Client, nanchang: Zone, cast: Cast) -> None:
    secret = NewFact(cast.firm, "revenue", "98765432元", "年报", period=str(timezone.localdate().year - 1))
    record_facts(
        facts=[secret], vocabulary=nanchang.packs.vocabulary, about="qinghe", by="tests", now=timezone.now()
    )

    page = tara.get(HERE).content.decode()

    assert "9876" not in page
    assert "企业自报" not in page


def test_an_answer_is_recorded_as_the_persons_own_and_not_asked_again(
    tara: Client, nanchang: Zone, cast: Cast
) -> None:
    asked = _question(cast, nanchang)
    answer = tara.post(f"{HERE}answer", {"question": asked, "value": _value(nanchang, asked)})

    entry = FactEntry.objects.get(party=cast.talent)
    assert answer.status_code == HTTPStatus.FOUND
    assert (entry.kind, entry.recorded_by) == ("statement", "tara@example.org")
    assert entry.source.startswith("本人填报")
    assert asked not in [
        key_of(q.subject_id, q.slot) for q in own_page(cast.talent, nanchang, timezone.localdate()).questions
    ]


def _value(where: Zone, asked: str) -> str:
    fact = where.packs.vocabulary[asked.partition(":")[2].partition("@")[0]]
    if fact.type.kind == "boolean":
        return "true"
    return {"text": fact.values[0] if fact.values else "x", "date": "2020-01-05", "number": "3"}[
        fact.type.kind
    ]


def test_what_cannot_be_read_stays_in_the_form(tara: Client, nanchang: Zone, cast: Cast) -> None:
    answer = tara.post(f"{HERE}answer", {"question": _question(cast, nanchang), "value": ""})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not FactEntry.objects.filter(party=cast.talent).exists()


@pytest.mark.parametrize("person", ["alice", "zoe", "ulla"])
def test_neither_the_employer_nor_the_desk_sees_it(two_zones: Zone, cast: Cast, person: str) -> None:
    assert cast.client(person).get(HERE).status_code == HTTPStatus.NOT_FOUND


def test_a_firm_has_no_such_page(cast: Cast, two_zones: Zone) -> None:
    with pytest.raises(ValueError, match="no person"):
        own_page(cast.firm, two_zones, timezone.localdate())
