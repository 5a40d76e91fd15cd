"""Where sources may disagree: so that finding conflicts need not read every entry of a zone."""

from django.db import models

from wotu.parties.models import Party


class Contest(models.Model):
    """A fact of a party of which two kinds of source have said different things about the same time.

    The database adds one with the entry that differs, whoever writes it. It stays when the conflict is
    settled or an entry withdrawn: whether sources disagree now is for the entries to say.
    """

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+", db_index=False)
    fact = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party", "fact"], name="contest_once",
                violation_error_message="这项事实的来源分歧已经登记。This contest is on record already.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.party_id}: {self.fact}"
