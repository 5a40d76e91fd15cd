"""Messages to people, how they want them by e-mail, and what was sent."""

from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q

FREQUENCIES = [
    ("immediate", "随时 At once"),
    ("daily", "每日汇总 Daily"),
    ("weekly", "每周汇总 Weekly"),
    ("never", "不发邮件 Never"),
]
LANGUAGES = [("zh", "中文 Chinese"), ("en", "English 英文")]
DEFAULT_FREQUENCY: Final = "daily"
SENDINGS = [("claimed", "发送中 Being sent"), ("sent", "已发送 Sent"), ("failed", "未发出 Failed")]


class Preference(models.Model):
    """How a person wants messages by e-mail: how often, and in which language."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    frequency = models.CharField(max_length=10, choices=FREQUENCIES, default=DEFAULT_FREQUENCY)
    language = models.CharField(max_length=2, choices=LANGUAGES, default="zh")
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(frequency__in=[name for name, _ in FREQUENCIES])
                & Q(language__in=[name for name, _ in LANGUAGES]),
                name="preference_known",
                violation_error_message="请选择邮件频率和语言。Choose how often, and a language.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.frequency}"


class Mailing(models.Model):
    """One e-mail. It is claimed before it is sent, so that nothing is ever sent twice."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=SENDINGS, default="claimed")
    claimed_at = models.DateTimeField()

    class Meta:
        ordering = ["-claimed_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[name for name, _ in SENDINGS]), name="mailing_state_known",
                violation_error_message="没有这种发送状态。Not a state of a mailing.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.user_id}: {self.state}"


class Message(models.Model):
    """Something a person is told. `key` says what about: the same thing is never told twice.

    `whom` names the firm or zone it is about, for people who serve several. `lines` holds what is told in
    detail, each `{"zh", "en", "link"}`, with links inside the site.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    whom = models.CharField(max_length=200, blank=True)
    title_zh = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    link = models.CharField(max_length=300)
    lines = models.JSONField(default=list)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    mailing = models.ForeignKey(
        Mailing, on_delete=models.SET_NULL, null=True, blank=True, related_name="messages"
    )

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["user", "-at"], name="message_user_at"),
            models.Index(fields=["user"], condition=Q(read_at=None), name="message_unread"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "key"], name="message_once",
                violation_error_message="这条消息已经发过。This has been told already.",
            ),
            models.CheckConstraint(
                condition=~Q(title_zh="") & ~Q(title_en=""), name="message_said_in_both",
                violation_error_message="消息要有中英文标题。A message has a title in both languages.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title_zh
