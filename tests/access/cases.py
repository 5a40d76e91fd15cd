"""A case and a public notice in the world of the cast, made when an address first asks for them."""

from django.utils import timezone

from tests.cast import Cast
from wotu.cases.models import Case, Notice
from wotu.cases.verbs.filing import file_case, state_payee
from wotu.measures.zones import zone


def case_of(cast: Cast) -> Case:
    """Return the case 青禾 has filed."""
    found = Case.objects.filter(enterprise=cast.firm).first()
    where = zone("small")
    if found is not None or where is None:
        assert found is not None
        return found
    now, today = timezone.now(), timezone.localdate()
    state_payee(party=cast.firm, name="青禾", bank="演示银行", number="62220000111122", by="tests", now=now)
    return file_case(
        zone=where, enterprise=cast.firm, subject=cast.firm, measure="small.first", user=cast["alice"],
        now=now, today=today,
    )  # fmt: skip


def notice_of(cast: Cast) -> Notice:
    """Return a public notice of that case, as if it had been approved."""
    case, today = case_of(cast), timezone.localdate()
    return Notice.objects.get_or_create(case=case, round=1, defaults={"since": today, "until": today})[0]
