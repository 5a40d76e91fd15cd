"""Names of roles, for people."""

from wotu.parties.models import MEMBERS, OFFICES, PARTNERS
from wotu.rules.text import Text

OFFICE_NAMES = {role: Text(*label.split(" ", 1)) for role, label in OFFICES}
MEMBER_NAMES = {role: Text(*label.split(" ", 1)) for role, label in MEMBERS}
PARTNER_NAMES = {kind: Text(*label.split(" ", 1)) for kind, label in PARTNERS}
MEMBER_MAY = {
    "owner": Text("查看、填报，并管理成员", "see, answer, and manage members"),
    "clerk": Text("查看和填报", "see and answer"),
    "viewer": Text("只能查看", "see only"),
}
"""What each role of a member may do, in short."""
