"""Mails that tell somebody what was changed about the security of their account."""

from wotu.access import mail
from wotu.accounts.models import User
from wotu.rules.text import Text

_CHANGED = Text("账号的安全设置有改动。", "A security setting of your account was changed.")
NOTICES = {
    "account/email/password_changed": Text("密码已修改。", "Your password was changed."),
    "account/email/password_reset": Text("密码已重新设置。", "Your password was reset."),
    "account/email/password_set": Text("密码已设置。", "A password was set."),
    "account/email/email_changed": Text("邮箱已更换。", "Your e-mail address was changed."),
    "account/email/email_deleted": Text("更换邮箱已取消。", "A change of e-mail address was called off."),
    "mfa/email/totp_activated": Text("手机验证器已启用。", "An authenticator was turned on."),
    "mfa/email/totp_deactivated": Text("手机验证器已停用。", "The authenticator was turned off."),
    "mfa/email/webauthn_added": Text("登记了一个通行密钥。", "A passkey was registered."),
    "mfa/email/webauthn_removed": Text("移除了一个通行密钥。", "A passkey was removed."),
    "mfa/email/recovery_codes_generated": Text("生成了新的恢复码。", "New recovery codes were made."),
    "socialaccount/email/account_connected": Text(
        "关联了身份认证服务。", "An identity service was connected."
    ),
    "socialaccount/email/account_disconnected": Text(
        "解除了身份认证服务。", "An identity service was disconnected."
    ),
}
"""By allauth's name of the occasion."""


def tell(user: User, occasion: str, *, address: str, to: str = "") -> None:
    """Write to somebody, at `to` or their own address, what was changed and from where (`address`)."""
    what = NOTICES.get(occasion, _CHANGED)
    mail.send(
        to or user.email,
        f"沃土账号：{what.zh} Wotu: {what.en}",
        f"{user.name}：您好。\n\n{what.zh}操作来自 {address}。"
        "如果不是您本人，请立即重设密码，并联系园区管理员。\n"
        f"{what.en} It was done from {address}. If it was not you, reset your password now and tell the zone "
        "administrator.\n",
    )
