"""Names of roles, for people."""

from wotu.parties.models import MEMBERS, OFFICES, PARTNERS
from wotu.rules.text import Text, texts_of

OFFICE_NAMES = texts_of(OFFICES)
MEMBER_NAMES = texts_of(MEMBERS)
PARTNER_NAMES = texts_of(PARTNERS)
MEMBER_MAY = {
    "owner": Text("查看、填报，并管理成员", "see, answer, and manage members"),
    "clerk": Text("查看和填报", "see and answer"),
    "viewer": Text("只能查看", "see only"),
}
"""What each role of a member may do, in short."""
