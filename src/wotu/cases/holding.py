"""Which files of cases are kept, however old: asked before a file's content is removed."""

from collections.abc import Collection

from wotu.cases.models import Attachment, Objection
from wotu.rules.text import Text


def by_cases(ids: Collection[int]) -> dict[int, Text]:
    """Keep the files of a case that is not closed, and those of its objections."""
    attached = Attachment.objects.filter(evidence__in=ids, removed_at=None, case__closed_at=None)
    objected = Objection.objects.filter(evidence__in=ids, notice__case__closed_at=None)
    found = [*attached.values_list("evidence", flat=True), *objected.values_list("evidence", flat=True)]
    return {id_: Text("办件还没有办结", "a case is not closed yet") for id_ in found if id_}
