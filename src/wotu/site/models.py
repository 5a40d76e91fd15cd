"""What the site keeps of its own running."""

from django.db import models


class JobTally(models.Model):
    """How often a task ended in one way, and how many seconds that took together.

    Workers serve no page, and the queue forgets what succeeded: so it is added up here, where any web
    process can be asked for it.
    """

    task = models.CharField(max_length=120)
    outcome = models.CharField(max_length=10)
    jobs = models.BigIntegerField()
    seconds = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task", "outcome"], name="job_tally_once",
                violation_error_message="每种任务的每种结果只有一个合计。One sum a task and outcome.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.task} {self.outcome}"
