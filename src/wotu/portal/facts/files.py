"""A file handed in with a form."""

import datetime as dt

from django.http import HttpRequest

from wotu.facts.evidence import LARGEST, Looked, NotEvidence, keep_looked, look_at
from wotu.facts.models import Evidence
from wotu.parties.models import Party
from wotu.rules.text import Text


def evidence_of(request: HttpRequest, party: Party, by: str, now: dt.datetime) -> Evidence | None:
    """Keep the file of a form's `evidence` field, if there is one.

    Raises:
        NotEvidence: it cannot be taken.
    """
    looked = look_at_evidence(request, party, by, now)
    return keep_looked(party=party, looked=looked, by=by, now=now) if looked else None


def look_at_evidence(request: HttpRequest, party: Party, by: str, now: dt.datetime) -> Looked | None:
    """Look at the file of a form's `evidence` field, if there is one, before a transaction keeps it.

    Raises:
        NotEvidence: it cannot be taken.
    """
    file = request.FILES.get("evidence")
    if file is None:
        return None
    if (file.size or 0) > LARGEST:
        raise NotEvidence(Text("文件太大，最多10MB。", "The file is too large; at most 10 MB."))
    return look_at(party=party, name=file.name or "", content=file.read(), by=by, now=now)
