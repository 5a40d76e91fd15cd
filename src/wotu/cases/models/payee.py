"""Where money goes: a firm's account at a bank, as the firm stated it."""

from django.db import models
from django.db.models import Q

from wotu.parties.models import Party


class Payee(models.Model):
    """A bank account of a party (收款账户). Never altered: a change is another row, `replaced_at` ends this.

    `number` has digits only; it is shown to officials who pay and to the party, to nobody else.
    """

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="payees")
    name = models.CharField(max_length=200)
    bank = models.CharField(max_length=200)
    number = models.CharField(max_length=30)
    stated_at = models.DateTimeField()
    stated_by = models.CharField(max_length=200)
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["party", "-stated_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(bank=""), name="payee_named",
                violation_error_message="请填写户名和开户行。Name the account holder and the bank.",
            ),
            models.CheckConstraint(
                condition=Q(number__regex=r"^[0-9]{8,30}$"), name="payee_number_digits",
                violation_error_message="银行账号由8至30位数字组成。An account number has 8 to 30 digits.",
            ),
            models.UniqueConstraint(
                fields=["party"], condition=Q(replaced_at=None), name="payee_current_once",
                violation_error_message="每个主体只有一个有效的收款账户。One account a party is current.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.name} …{self.number[-4:]}"
