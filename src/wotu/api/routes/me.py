"""Who the caller is."""

from django.http import HttpRequest
from ninja import Router

from wotu.api import schemas as s
from wotu.api.caller import BearerToken, caller
from wotu.parties.models import Party

router = Router(tags=["me"])


@router.get("/me", response=s.MeOut, operation_id="me", auth=BearerToken(None))
def me(request: HttpRequest) -> s.MeOut:
    """Return whom the token stands for, what it may be used for, and where."""
    who = caller(request)
    user, shown = who.actor.user, who.token
    firms = Party.objects.filter(pk__in=who.actor.members.keys()).order_by("slug")
    return s.MeOut(
        email=user.email if user else "", name=user.name if user else "",
        scopes=shown.scopes if shown else [], zones=list(who.actor.zones),
        firms=[party.slug for party in firms],
    )  # fmt: skip
