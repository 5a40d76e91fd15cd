"""Whose cases a page is about: a firm's, for those who act for it, or a talent's, for that person alone."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse

from wotu.access.actor import Actor
from wotu.access.case_doors import open_own_case, open_persons_case
from wotu.access.doors import open_own, open_own_person
from wotu.access.middleware import actor
from wotu.access.rights import MemberRight
from wotu.accounts.models import User
from wotu.cases.models import Case
from wotu.cases.reads import cases_about, cases_of
from wotu.measures.zones import Zone
from wotu.parties.models import Party
from wotu.parties.reads import subject_of

TALENT = "own_cases"
"""The space of a talent's addresses; a firm's is `cases`."""


@dataclass(frozen=True)
class Face:
    """One reader of cases. `party` is the firm or the person, `enterprise` the firm either way."""

    actor: Actor
    party: Party
    enterprise: Party
    zone: Zone
    space: str

    @classmethod
    def of(cls, request: HttpRequest, slug: str, right: MemberRight) -> "Face":
        """Open the cases of whoever the address names.

        Raises:
            Http404: the reader may not.
        """
        asking, space = actor(request), _space(request)
        if space == TALENT:
            person, where = open_own_person(asking, slug)
            if person.owner is None:
                raise Http404
            return cls(asking, person, person.owner, where, space)
        firm, where = open_own(asking, slug, right)
        return cls(asking, firm, firm, where, space)

    @property
    def is_person(self) -> bool:
        """Whether a talent looks at their own."""
        return self.space == TALENT

    @property
    def may_claim(self) -> bool:
        """Whether the reader may file and act, not only read."""
        return self.is_person or self.actor.may_for("claim_own", self.enterprise)

    @property
    def home(self) -> str:
        """The list of cases."""
        return self.at("home")

    @property
    def user(self) -> User:
        """The account that reads.

        Raises:
            Http404: nobody is signed in.
        """
        if self.actor.user is None:
            raise Http404
        return self.actor.user

    def cases(self) -> QuerySet[Case]:
        """Return the cases, the latest first."""
        return cases_about(self.party) if self.is_person else cases_of(self.party)

    def case(self, number: int, right: MemberRight) -> Case:
        """Return one of the cases.

        Raises:
            Http404: there is none.
        """
        if self.is_person:
            return open_persons_case(self.actor, self.party.slug, number)[0]
        return open_own_case(self.actor, self.party.slug, number, right)[0]

    def subject(self, slug: str) -> Party:
        """Return whom something is filed for.

        Raises:
            Http404: nobody of that name belongs here.
        """
        found = subject_of(self.enterprise, slug)
        if found is None or (self.is_person and found.pk != self.party.pk):
            raise Http404
        return found

    def at(self, name: str, *more: object) -> str:
        """Return the address of a page of these cases."""
        return reverse(f"portal:{self.space}:{name}", args=[self.party.slug, *more])


def _space(request: HttpRequest) -> str:
    match = request.resolver_match
    return match.namespaces[-1] if match else ""
