"""Members of a firm: joining, another role, leaving."""

import datetime as dt

import pytest
from django.utils import timezone

from tests.cast import Cast
from wotu.access.actor import actor_of
from wotu.audit.models import AuditEntry
from wotu.parties.memberships import add_member, add_partner_staff, change_role, end_membership
from wotu.parties.models import Membership
from wotu.refusal import CannotDo

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
NOW = timezone.now()


def test_one_person_serves_several_firms(cast: Cast) -> None:
    add_member(user=cast["bob"], party=cast.neighbour, role="viewer", since=TODAY, by="nora", now=NOW)

    bob = actor_of(cast["bob"], TODAY)
    assert bob.may_for("answer_own", cast.firm)
    assert bob.may_for("see_own", cast.neighbour)
    assert not bob.may_for("answer_own", cast.neighbour)


def test_a_member_cannot_be_added_twice(cast: Cast) -> None:
    with pytest.raises(CannotDo, match=r"已经是成员.*member already"):
        add_member(user=cast["bob"], party=cast.firm, role="owner", since=TODAY, by="alice", now=NOW)


def test_a_new_role_ends_the_old_one_and_keeps_it_on_record(cast: Cast) -> None:
    change_role(membership=cast.membership("bob"), role="viewer", on=TODAY, by="alice", now=NOW)

    assert not actor_of(cast["bob"], TODAY).may_for("answer_own", cast.firm)
    roles = Membership.objects.filter(user=cast["bob"]).order_by("pk").values_list("role", "until")
    assert list(roles) == [("clerk", TODAY), ("viewer", None)]
    assert AuditEntry.objects.filter(verb="change_role", by="alice", about="qinghe").count() == 1


def test_the_same_role_again_changes_nothing(cast: Cast) -> None:
    change_role(membership=cast.membership("bob"), role="clerk", on=TODAY, by="alice", now=NOW)

    assert not AuditEntry.objects.filter(verb="change_role").exists()


def test_the_last_owner_can_neither_leave_nor_step_down(cast: Cast) -> None:
    alice = cast.membership("alice")

    with pytest.raises(CannotDo, match=r"最后一位负责人.*last owner"):
        end_membership(membership=alice, on=TODAY, by="alice", now=NOW)
    with pytest.raises(CannotDo, match="last owner"):
        change_role(membership=alice, role="clerk", on=TODAY, by="alice", now=NOW)


def test_an_owner_leaves_once_there_is_another(cast: Cast) -> None:
    change_role(membership=cast.membership("bob"), role="owner", on=TODAY, by="alice", now=NOW)

    end_membership(membership=cast.membership("alice"), on=TODAY, by="alice", now=NOW)

    assert not actor_of(cast["alice"], TODAY).may_for("see_own", cast.firm)


def test_a_membership_ends_once(cast: Cast) -> None:
    bob = cast.membership("bob")
    end_membership(membership=bob, on=TODAY, by="alice", now=NOW)

    with pytest.raises(CannotDo, match="ended already"):
        end_membership(membership=bob, on=TODAY, by="alice", now=NOW)


def test_who_left_may_come_back(cast: Cast) -> None:
    end_membership(membership=cast.membership("carol"), on=TODAY, by="alice", now=NOW)

    add_member(user=cast["carol"], party=cast.firm, role="clerk", since=TODAY, by="alice", now=NOW)

    assert actor_of(cast["carol"], TODAY + dt.timedelta(days=1)).may_for("answer_own", cast.firm)


def test_an_unknown_role_is_refused(cast: Cast) -> None:
    with pytest.raises(CannotDo, match="an owner, a clerk or a viewer"):
        add_member(user=cast["ulla"], party=cast.firm, role="king", since=TODAY, by="alice", now=NOW)


def test_a_talent_acts_for_their_own_record_and_not_for_the_firm(cast: Cast) -> None:
    tara = actor_of(cast["tara"], TODAY)

    assert tara.may_for("answer_own", cast.talent)
    assert not tara.may_for("see_own", cast.firm)


def test_a_partner_has_a_person_once(cast: Cast) -> None:
    with pytest.raises(CannotDo, match="already"):
        add_partner_staff(user=cast["bea"], partner=cast.bank, since=TODAY, by="zoe", now=NOW)
