"""What of the measures waits on Today: each official sees the step that is theirs."""

import pytest
from django.utils import timezone

from tests.facts.people import official
from wotu.access.actor import actor_of
from wotu.desk.measures.waiting import waiting
from wotu.measures.models import Edition
from wotu.measures.verbs import begin_edition
from wotu.measures.zones import Zone

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.mark.parametrize(
    ("state", "role", "label"),
    [
        ("draft", "measure_editor", "还没有提交的措施草稿"),
        ("draft", "legal_reviewer", ""),
        ("review", "measure_editor", ""),
        ("review", "legal_reviewer", "等待合法性审核的措施修改稿"),
        ("review", "approver", "审核后待批准的措施修改稿"),
        ("approved", "approver", "已批准、待发布的措施修改稿"),
        ("approved", "clerk", ""),
        ("discarded", "measure_editor", ""),
    ],
)
def test_an_edition_waits_for_whoever_takes_its_next_step(
    small_zone: Zone, state: str, role: str, label: str
) -> None:
    edition = begin_edition(zone="small", title="提高上限", by="erin", now=timezone.now())
    Edition.objects.filter(pk=edition.pk).update(state=state, approved_by="alan")

    lines = waiting(actor_of(official("dan", "small", role), TODAY), small_zone, TODAY)

    assert "".join(line.label.zh for line in lines) == label
    assert all(line.address == f"/desk/small/measures/editions/{edition.number}/" for line in lines)


def test_several_wait_in_the_list(small_zone: Zone) -> None:
    for title in ("提高上限", "放宽条件"):
        begin_edition(zone="small", title=title, by="erin", now=timezone.now())

    (line,) = waiting(actor_of(official("erin", "small", "measure_editor"), TODAY), small_zone, TODAY)

    assert (line.count, line.address) == (2, "/desk/small/measures/")
