"""What a talent filed for themselves (本人自办) is theirs alone: asked wherever a firm looks."""

from django.db.models import Exists, OuterRef, Q

from wotu.cases.models import Case
from wotu.parties.models import Membership, Party


def filed_by_themselves(case: str = "") -> Q:
    """Return the condition that a case is about a person who filed it; `case` is the way to it (`case__`)."""
    mine = Membership.objects.filter(party=OuterRef(f"{case}subject"), user=OuterRef(f"{case}filed_by"))
    return Q(Exists(mine), **{f"{case}subject__kind": "person"})


def record_of(case: Case) -> Party:
    """Return on whose record the files of a case are kept: the talent's who filed alone, else the firm's."""
    alone = Case.objects.filter(filed_by_themselves(), pk=case.pk).exists()
    return case.subject if alone else case.enterprise
