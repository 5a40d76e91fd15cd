"""The list of firms as an Excel workbook."""

from collections.abc import Iterator
from io import BytesIO
from itertools import islice

from django.db.models import QuerySet

from wotu.filing.reads import tags_of
from wotu.look.cells import Cell
from wotu.look.workbook import workbook
from wotu.match.groups import LABELS
from wotu.parties.models import Party
from wotu.rules.text import Language, Text

AT_ONCE = 1_000
COLUMNS = (
    (Text("企业", "Firm"), 40),
    (Text("统一社会信用代码", "Credit code"), 22),
    (Text("行业门类", "Industry"), 26),
    (Text("规模", "Size"), 10),
    (Text("可以享受（项）", "Measures entitled to"), 14),
    (Text("待定（项）", "Measures unknown"), 12),
    (Text("确定的资金（元）", "Certain money (yuan)"), 18),
    (Text("可能的资金，最多（元）", "Possible money, at most (yuan)"), 22),
    (Text("待答问题", "Questions open"), 12),
    (Text("标签", "Tags"), 30),
    (Text("核算日期", "As of"), 12),
    (Text("档案名", "Record"), 24),
)  # fmt: skip


def as_workbook(firms: QuerySet[Party], language: Language) -> BytesIO:
    """Write these firms, a thousand at a time."""
    title = Text("企业名单", "Firms")[language]
    return workbook(title, [(label[language], width) for label, width in COLUMNS], _rows(firms, language))


def _rows(firms: QuerySet[Party], language: Language) -> Iterator[list[Cell]]:
    reading = firms.iterator(chunk_size=AT_ONCE)
    while some := list(islice(reading, AT_ONCE)):
        tags = tags_of(some)
        for firm in some:
            names = ("、" if language == "zh" else ", ").join(tag.name for tag in tags.get(firm.pk, ()))
            yield [firm.name, firm.credit_code, *_glance(firm, language), names, *_seen(firm), firm.slug]


def _glance(firm: Party, language: Language) -> list[Cell]:
    glance = getattr(firm, "glance", None)
    if glance is None:
        return [None] * 7
    section, size = LABELS["section"].get(glance.section), LABELS["size_class"].get(glance.size_class)
    return [
        section[language] if section else None, size[language] if size else None, glance.entitled,
        glance.unknown, glance.certain / 100, glance.possible / 100, glance.questions,
    ]  # fmt: skip


def _seen(firm: Party) -> list[Cell]:
    glance = getattr(firm, "glance", None)
    return [glance.on.isoformat() if glance else None]
