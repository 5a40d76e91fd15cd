"""Where the pages of cases are, for links in messages: the pages themselves stand on a floor above."""

from wotu.cases.models import Case
from wotu.parties.models import Party


def for_firm(case: Case) -> str:
    """Return the page of a case for the members of its firm."""
    return f"/firms/{case.enterprise.slug}/cases/{case.pk}/"


def for_person(case: Case, person: Party) -> str:
    """Return the page of a case for the talent it is about."""
    return f"/talents/{person.slug}/cases/{case.pk}/"


def for_desk(case: Case) -> str:
    """Return the page of a case at the desk."""
    return f"/desk/{case.zone}/cases/{case.pk}/"


def queue(zone: str) -> str:
    """Return the desk's queue."""
    return f"/desk/{zone}/cases/"
