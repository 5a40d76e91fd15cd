"""Where a firm produces: recorded, closed, opened again."""

import datetime as dt

import pytest

from tests.industry.small import NOW, ZONE, firm
from wotu.audit.models import AuditEntry
from wotu.industry.atlas import atlas
from wotu.industry.verbs.sites import close_site, record_site, reopen_site
from wotu.refusal import CannotDo

pytestmark = pytest.mark.django_db


def test_a_firm_that_left_is_inside_no_longer_until_that_is_taken_back() -> None:
    here = firm("HERE")
    site = record_site(enterprise=here, place="艾溪湖", in_zone=True, by="dan", now=NOW)
    assert atlas(ZONE).firms["HERE"]["zone"] == ZONE

    closed = close_site(site=site, by="dan", now=NOW)
    assert closed.closed_on == dt.date(2026, 3, 2)
    assert (atlas(ZONE).firms["HERE"]["zone"], atlas(ZONE).firms["HERE"]["place"]) == (None, None)

    reopen_site(site=site, by="dan", now=NOW)
    assert atlas(ZONE).firms["HERE"]["zone"] == ZONE
    verbs = AuditEntry.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["record_site", "close_site", "reopen_site"]


def test_what_does_not_go_with_how_a_site_stands_is_refused() -> None:
    here = firm("HERE")
    with pytest.raises(CannotDo, match="所在地"):
        record_site(enterprise=here, place=" ", in_zone=True, by="dan", now=NOW)
    site = record_site(enterprise=here, place="艾溪湖", in_zone=True, by="dan", now=NOW)

    with pytest.raises(CannotDo, match="已经登记"):
        record_site(enterprise=here, place="艾溪湖", in_zone=False, by="dan", now=NOW)
    with pytest.raises(CannotDo, match="没有关闭"):
        reopen_site(site=site, by="dan", now=NOW)
    close_site(site=site, by="dan", now=NOW)
    with pytest.raises(CannotDo, match="已经关闭"):
        close_site(site=site, by="dan", now=NOW)
    with pytest.raises(CannotDo, match="在企业页上恢复"):
        record_site(enterprise=here, place="艾溪湖", in_zone=True, by="dan", now=NOW)
    site.delete()
    site.pk = 1
    with pytest.raises(CannotDo, match="刷新"):
        close_site(site=site, by="dan", now=NOW)
