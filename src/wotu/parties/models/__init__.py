"""Who there is: parties, departments, partner organisations, and who stands for them."""

from wotu.parties.models.invitation import Invitation
from wotu.parties.models.office import OFFICES, Appointment, Department
from wotu.parties.models.partner import PARTNERS, Partner, PartnerStaff
from wotu.parties.models.party import KINDS, Party, PartyQuerySet
from wotu.parties.models.standing import MEMBERS, Membership, Standing, held_on

__all__ = [
    "KINDS",
    "MEMBERS",
    "OFFICES",
    "PARTNERS",
    "Appointment",
    "Department",
    "Invitation",
    "Membership",
    "Partner",
    "PartnerStaff",
    "Party",
    "PartyQuerySet",
    "Standing",
    "held_on",
]
