"""What a zone knows of its chains, and what its officials do about it."""

from wotu.industry.models.chain import STAGES, Chain, ChainLink, FoundLeads, Revision
from wotu.industry.models.claim import CLAIM_KINDS, CLAIM_STATES, SAYS, USES, Claim, ClaimQuerySet
from wotu.industry.models.decision import DECISIONS, ClaimDecision
from wotu.industry.models.enterprise import Enterprise, Site
from wotu.industry.models.figure import YearFigure
from wotu.industry.models.intake import SHEETS, Passage, SheetIntake
from wotu.industry.models.lead import CONTACT_WAYS, LEAD_STATES, OPEN_LEADS, Contact, Lead, Signing
from wotu.industry.models.leader import LEADER_STATES, Leader, PlanStep
from wotu.industry.models.product import NAME_STATES, RULINGS, Product, ProductName, Ruling
from wotu.industry.models.statement import BOUGHT_AT, STATED, Statement

__all__ = [
    "BOUGHT_AT",
    "CLAIM_KINDS",
    "CLAIM_STATES",
    "CONTACT_WAYS",
    "DECISIONS",
    "LEADER_STATES",
    "LEAD_STATES",
    "NAME_STATES",
    "OPEN_LEADS",
    "RULINGS",
    "SAYS",
    "SHEETS",
    "STAGES",
    "STATED",
    "USES",
    "Chain",
    "ChainLink",
    "Claim",
    "ClaimDecision",
    "ClaimQuerySet",
    "Contact",
    "Enterprise",
    "FoundLeads",
    "Lead",
    "Leader",
    "Passage",
    "PlanStep",
    "Product",
    "ProductName",
    "Revision",
    "Ruling",
    "SheetIntake",
    "Signing",
    "Site",
    "Statement",
    "YearFigure",
]
