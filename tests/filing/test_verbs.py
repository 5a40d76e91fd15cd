"""Tags are put on, taken off and taken back; filters are kept."""

import datetime as dt

import pytest

from wotu.accounts.models import User
from wotu.audit.models import AuditEntry
from wotu.filing.models import SavedFilter, Tag, TagChange
from wotu.filing.reads import last_tag_change, tag_changes_of, tags_of, tags_of_zone
from wotu.filing.verbs import (
    MOST_FILTERS,
    CannotFile,
    forget_filter,
    save_filter,
    tag_firms,
    undo_tag_change,
    untag_firms,
)
from wotu.parties.models import Party

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


@pytest.fixture
def firms() -> list[Party]:
    """Three firms of the zone, and a neighbour's."""
    return [
        Party.objects.create(slug=slug, kind="enterprise", zone=zone, name=f"企业{slug}")
        for slug, zone in (("a", "small"), ("b", "small"), ("c", "small"), ("n", "other"))
    ]


def _tag(*firms: Party, name: str = "重点联系", by: str = "dan@example.org") -> TagChange | None:
    return tag_firms(zone="small", name=name, firms=firms, by=by, now=NOW)


def _tagged(tag: str = "重点联系") -> list[str]:
    return sorted(Party.objects.filter(taggings__tag__name=tag).values_list("slug", flat=True))


def test_a_tag_is_put_on_firms_with_one_audit_entry(firms: list[Party]) -> None:
    change = _tag(*firms[:2], name="  重点联系 ")

    assert change is not None
    assert _tagged() == ["a", "b"]
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.about, entry.by) == ("tag_firms", "small", "dan@example.org")
    assert entry.detail == {"tag": "重点联系", "firms": 2}


def test_a_neighbours_firm_is_left_alone(firms: list[Party]) -> None:
    _tag(firms[0], firms[3])

    assert _tagged() == ["a"]


def test_tagging_again_changes_only_the_rest(firms: list[Party]) -> None:
    _tag(firms[0])
    change = _tag(*firms[:3])

    assert change is not None
    assert change.number == 2
    assert _tag(*firms[:3]) is None
    assert Tag.objects.count() == 1


def test_undoing_takes_off_only_what_the_change_put_on(firms: list[Party]) -> None:
    _tag(firms[0])
    change = _tag(*firms[:3])
    assert change is not None

    assert undo_tag_change(change=change, by="dan@example.org", now=NOW) == 2
    assert _tagged() == ["a"]


def test_undoing_leaves_what_others_did_since(firms: list[Party]) -> None:
    change = _tag(*firms[:2])
    assert change is not None
    untag_firms(tag=change.tag, firms=[firms[0]], by="zoe@example.org", now=NOW)
    _tag(firms[0], by="zoe@example.org")

    undo_tag_change(change=change, by="dan@example.org", now=NOW)
    assert _tagged() == ["a"]


def test_a_tag_taken_off_comes_back(firms: list[Party]) -> None:
    change = _tag(*firms[:3])
    assert change is not None
    off = untag_firms(tag=change.tag, firms=firms[:2], by="dan@example.org", now=NOW)
    assert off is not None
    assert _tagged() == ["c"]

    assert undo_tag_change(change=off, by="dan@example.org", now=NOW) == 2
    assert _tagged() == ["a", "b", "c"]


def test_nothing_is_undone_twice(firms: list[Party]) -> None:
    change = _tag(firms[0])
    assert change is not None
    undo_tag_change(change=change, by="dan@example.org", now=NOW)

    with pytest.raises(CannotFile, match="已经撤销"):
        undo_tag_change(change=change, by="dan@example.org", now=NOW)
    assert last_tag_change("small", "dan@example.org") is None


@pytest.mark.parametrize("name", ["", "   ", "长" * 31])
def test_a_tag_needs_a_short_name(firms: list[Party], name: str) -> None:
    with pytest.raises(CannotFile, match="1到30个字"):
        _tag(firms[0], name=name)
    assert not AuditEntry.objects.exists()


def test_somebody_must_be_chosen(firms: list[Party]) -> None:
    with pytest.raises(CannotFile, match="至少一家"):
        _tag()


def test_a_firm_knows_its_tags_and_their_story(firms: list[Party]) -> None:
    _tag(*firms[:2])
    change = _tag(firms[0], name="上市后备")
    assert change is not None

    assert [tag.name for tag in tags_of(firms)[firms[0].pk]] == ["上市后备", "重点联系"]
    assert [c.tag.name for c in tag_changes_of(firms[0], 10)] == ["上市后备", "重点联系"]
    undo_tag_change(change=change, by="dan@example.org", now=NOW)
    assert [c.tag.name for c in tag_changes_of(firms[0], 10)] == ["重点联系"]
    assert [(tag.name, tag.used) for tag in tags_of_zone("small")] == [("重点联系", 2)]  # type: ignore[attr-defined]


def _keep(user: User, name: str = "大企业", query: str = "size=large") -> SavedFilter:
    return save_filter(user=user, zone="small", section="firms", name=name, query=query, now=NOW)


def test_a_filter_of_the_same_name_is_replaced() -> None:
    dan = User.objects.create_user("dan@example.org", name="Dan")
    _keep(dan)
    _keep(dan, query="size=small")

    assert SavedFilter.objects.get().query == "size=small"
    forget_filter(saved=SavedFilter.objects.get(), now=NOW)
    assert not SavedFilter.objects.exists()
    assert AuditEntry.objects.count() == 3


def test_an_empty_filter_is_not_kept() -> None:
    dan = User.objects.create_user("dan@example.org", name="Dan")

    with pytest.raises(CannotFile, match="条件"):
        _keep(dan, query="")


def test_filters_stay_few() -> None:
    dan = User.objects.create_user("dan@example.org", name="Dan")
    for number in range(MOST_FILTERS):
        _keep(dan, name=f"筛选{number}")

    with pytest.raises(CannotFile, match="最多"):
        _keep(dan, name="再来一个")
    _keep(dan, name="筛选0", query="size=micro")
