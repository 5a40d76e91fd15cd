"""The table of kinds. A new kind is a folder and a line here."""

from wotu.cases.kinds import Kind
from wotu.services.credit_repair.kind import KIND as CREDIT_REPAIR
from wotu.services.grant.kind import KIND as GRANT
from wotu.services.stay.kind import KIND as STAY

KINDS: tuple[Kind, ...] = (GRANT, CREDIT_REPAIR, STAY)
