"""What is known, what was withdrawn, where it came from, and what is disputed."""

from wotu.facts.models.batch import NEW_FIRMS, Batch
from wotu.facts.models.contest import Contest
from wotu.facts.models.dispute import Dispute
from wotu.facts.models.entry import FactEntry, Withdrawal
from wotu.facts.models.evidence import Evidence

__all__ = ["NEW_FIRMS", "Batch", "Contest", "Dispute", "Evidence", "FactEntry", "Withdrawal"]
