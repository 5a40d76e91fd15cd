"""What was asked for together with the bed: one application, each thing with its own answer."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from wotu.rules.text import Text
from wotu.services.stay.models.stay import Stay

ITEM_STATES: dict[str, Text] = {
    "asked": Text("待办理", "To be arranged"),
    "arranged": Text("已办妥", "Arranged"),
    "refused": Text("未能办理", "Not possible"),
}


class Item(models.Model):
    """A further service of the same matter (“一件事”中的事项): a measure, and what came of it.

    `status` is what the measure's rule answered when it was asked for: entitled or unknown.
    """

    stay = models.ForeignKey(Stay, on_delete=models.CASCADE, related_name="items")
    measure = models.CharField(max_length=120)
    status = models.CharField(max_length=12)
    state = models.CharField(
        max_length=8, default="asked", choices=[(state, str(text)) for state, text in ITEM_STATES.items()]
    )
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["stay", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["stay", "measure"], name="stay_item_once",
                violation_error_message="这一事项已经提出。This was asked for already.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(ITEM_STATES)) & (Q(state="asked") | ~Q(answer="")),
                name="stay_item_answered_in_words",
                violation_error_message="答复事项要写明结果。An answer says what came of it.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.measure}: {self.state}"

    @property
    def label(self) -> Text:
        """The state in words."""
        return ITEM_STATES[self.state]
