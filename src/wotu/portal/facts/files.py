"""A file handed in with a form."""

import datetime as dt

from django.http import HttpRequest

from wotu.facts.evidence import LARGEST, NotEvidence, keep_evidence
from wotu.facts.models import Evidence
from wotu.parties.models import Party
from wotu.rules.text import Text


def evidence_of(request: HttpRequest, party: Party, by: str, now: dt.datetime) -> Evidence | None:
    """Keep the file of a form's `evidence` field, if there is one.

    Raises:
        NotEvidence: it cannot be taken.
    """
    file = request.FILES.get("evidence")
    if file is None:
        return None
    if (file.size or 0) > LARGEST:
        raise NotEvidence(Text("文件太大，最多10MB。", "The file is too large; at most 10 MB."))
    return keep_evidence(party=party, name=file.name or "", content=file.read(), by=by, now=now)
