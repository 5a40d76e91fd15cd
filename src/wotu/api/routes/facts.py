"""What is known about an enterprise: read it, and add to it."""

from http import HTTPStatus

from django.db.models import QuerySet
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from ninja import Router
from ninja.pagination import paginate

from wotu.access.doors import open_to_read_facts, open_to_record
from wotu.api import schemas as s
from wotu.api.caller import caller, token
from wotu.api.once import once
from wotu.api.paging import BY_ID, ByCursor
from wotu.api.problems import RequestRefused
from wotu.facts.models import FactEntry
from wotu.facts.reads import entries_about
from wotu.facts.verbs import FactNotReadable, NewFact, record_facts
from wotu.findings.asking import after_facts
from wotu.rules.vocabulary import Source

router = Router(tags=["facts"])


@router.get(
    "/firms/{slug}/facts", response=list[s.FactOut], operation_id="list_facts", auth=token("facts:read")
)
@paginate(ByCursor, **BY_ID)
def list_facts(request: HttpRequest, slug: str, fact: str = "") -> QuerySet[FactEntry]:
    """Return every entry about an enterprise, the oldest first; of one fact, if named."""
    party, _ = open_to_read_facts(caller(request).actor, slug)
    return entries_about(party, fact[:60])


@router.post(
    "/firms/{slug}/facts",
    response={201: s.Recorded},
    operation_id="record_facts",
    auth=token("facts:write"),
)
def record(request: HttpRequest, slug: str, payload: s.FactsIn) -> JsonResponse:
    """Record facts about an enterprise, all or none. Needs an idempotency key.

    What is on record already, word for word, is not recorded again.
    """
    who, now = caller(request), timezone.now()
    party, zone = open_to_record(who.actor, slug)
    kind: Source = "statement" if who.actor.may_for("answer_own", party) else "official"

    def write() -> tuple[int, s.Recorded]:
        facts = [NewFact(party, **each.model_dump(), kind=kind) for each in payload.facts]
        try:
            new = record_facts(
                facts=facts, vocabulary=zone.packs.vocabulary, about=party.slug, by=who.actor.by, now=now
            )
        except FactNotReadable as error:
            raise RequestRefused(HTTPStatus.UNPROCESSABLE_ENTITY, str(error)) from None
        after_facts(zone=zone.id, by=who.actor.by)
        return HTTPStatus.CREATED, s.Recorded(recorded=new, known_before=len(facts) - new)

    return once(request, who, now, write)
