"""The actor: who is asking, with every standing they hold today."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings

from wotu.access.rights import OF_MEMBERS, OF_OFFICES, MemberRight, Right
from wotu.accounts.models import User
from wotu.accounts.reads import has_second_factor
from wotu.parties.models import Appointment, Membership, PartnerStaff, Party, held_on

VISITOR_NAME = "visitor"


@dataclass(frozen=True)
class Actor:
    """Somebody asking, signed in or not.

    `offices` holds (zone, role) pairs, `posts` the same with the department between, `members` the role by
    the id of the party acted for, `partners` the ids of partner organisations. `needs_second_factor` is an
    official's whose offices wait until their sign-in takes a second step.
    """

    user: User | None = None
    offices: frozenset[tuple[str, str]] = frozenset()
    posts: frozenset[tuple[str, str, str]] = frozenset()
    members: Mapping[int, str] = field(default_factory=dict)
    partners: frozenset[int] = frozenset()
    needs_second_factor: bool = False

    @property
    def is_signed_in(self) -> bool:
        """Whether there is an account behind the actor."""
        return self.user is not None

    @property
    def by(self) -> str:
        """How the audit trail names the actor."""
        return self.user.email if self.user else VISITOR_NAME

    @property
    def zones(self) -> tuple[str, ...]:
        """The zones in which the actor holds an office."""
        return tuple(sorted({zone for zone, _ in self.offices}))

    def may(self, right: Right, zone: str) -> bool:
        """Tell whether an office of the actor carries a right in a zone."""
        return any(where == zone and role in OF_OFFICES[right] for where, role in self.offices)

    def may_for(self, right: MemberRight, party: Party) -> bool:
        """Tell whether the actor may do something for an enterprise, or for what belongs to it."""
        for id_ in (party.pk, party.owner_id):
            if id_ is not None and self.members.get(id_) in OF_MEMBERS[right]:
                return True
        return False

    def members_with(self, right: MemberRight) -> Mapping[int, str]:
        """Return the parties the actor may do something for, as `members` does."""
        return {id_: role for id_, role in self.members.items() if role in OF_MEMBERS[right]}


VISITOR = Actor()


def actor_of(user: object, today: dt.date) -> Actor:
    """Return who a signed-in account is today; a visitor for anybody else.

    On a public site an official without a second factor holds no office yet, and a demonstration
    account is nobody.
    """
    if not isinstance(user, User) or not user.is_active or (user.is_demo and not settings.WOTU_DEMO):
        return VISITOR
    posts = frozenset(
        Appointment.objects.filter(held_on(today), user=user)
        .values_list("department__zone", "department__slug", "role")
    )  # fmt: skip
    offices = frozenset((zone, role) for zone, _, role in posts)
    members = Membership.objects.filter(held_on(today), user=user).values_list("party_id", "role")
    partners = PartnerStaff.objects.filter(held_on(today), user=user).values_list("partner_id", flat=True)
    waits = bool(offices) and not settings.WOTU_DEMO and not has_second_factor(user)
    if waits:
        posts, offices = frozenset(), frozenset()
    return Actor(user, offices, posts, dict(members), frozenset(partners), waits)
