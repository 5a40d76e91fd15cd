"""What the entries of the trail are called. A verb without words here is shown by its name."""

from wotu.desk.firms.events import VERBS as OF_FIRMS
from wotu.desk.people.views import VERBS as OF_PEOPLE
from wotu.rules.text import Text

VERBS: dict[str, Text] = {
    **OF_FIRMS,
    **OF_PEOPLE,
    "accept_invitation": Text("接受邀请", "Accepted an invitation"),
    "register_account": Text("建立账号", "Made an account"),
    "verify_address": Text("验证邮箱", "Verified an address"),
    "issue_token": Text("签发接口令牌", "Issued an API token"),
    "revoke_token": Text("吊销接口令牌", "Revoked an API token"),
    "answer_finding": Text("回答问题", "Answered a question"),
    "rematch": Text("重新匹配", "Matched again"),
    "refresh_glances": Text("重新核算", "Worked out again"),
    "send_mail": Text("发出邮件", "Sent e-mail"),
    "mark_read": Text("标为已读", "Marked as read"),
    "mark_unread": Text("标为未读", "Marked as unread"),
    "prefer": Text("更改通知设置", "Changed notices"),
    "save_filter": Text("保存筛选", "Saved a filter"),
    "forget_filter": Text("删除筛选", "Deleted a filter"),
    "tag": Text("打标签", "Tagged"),
    "untag": Text("去标签", "Untagged"),
    "undo_tag_change": Text("撤销打标签", "Undid tags"),
    "open_batch": Text("上传导入表", "Uploaded a sheet"),
    "map_batch": Text("核对列名", "Mapped columns"),
    "commit_part": Text("导入一部分", "Imported a part"),
    "undo_batch": Text("整批撤销", "Undid a batch"),
    "begin_edition": Text("起草措施", "Began a draft"),
    "save_edition": Text("保存草稿", "Saved a draft"),
    "update_edition": Text("更新草稿", "Brought a draft up to date"),
    "submit_edition": Text("提交审核", "Submitted a draft"),
    "return_edition": Text("退回修改", "Sent a draft back"),
    "approve_edition": Text("批准措施", "Approved measures"),
    "publish_edition": Text("发布措施", "Published measures"),
    "withdraw_edition": Text("撤回措施", "Withdrew measures"),
    "record_folder": Text("记录措施包", "Recorded a pack"),
    "draft_need": Text("写下诉求", "Wrote a need down"),
    "find_helpful": Text("采纳建议", "Found a suggestion helpful"),
    "submit_need": Text("提交诉求", "Sent a need"),
    "withdraw_need": Text("撤回诉求", "Withdrew a need"),
    "take_up_need": Text("受理诉求", "Took a need up"),
    "answer_need": Text("答复诉求", "Answered a need"),
    "pass_on_need": Text("转办诉求", "Passed a need on"),
    "close_served": Text("诉求办结：已解决", "Closed a need as served"),
    "close_not_served": Text("诉求办结：未能解决", "Closed a need as not served"),
    "confirm_need": Text("企业确认诉求", "Confirmed a need"),
    "reopen_need": Text("重新打开诉求", "Reopened a need"),
    "write_message": Text("留言", "Wrote a message"),
    "purge_evidence": Text("清除到期材料", "Purged evidence"),
    "hold_evidence": Text("暂缓清除材料", "Held evidence"),
    "release_evidence": Text("解除暂缓清除", "Released evidence"),
    "seed_notices": Text("装入放假通知", "Seeded holiday notices"),
    "import_year": Text("导入放假通知", "Took in a holiday notice"),
    "undo_year": Text("撤回放假通知", "Took a holiday notice back"),
}


def words_of(verb: str) -> Text:
    """Return what a verb is called."""
    return VERBS.get(verb, Text(verb, verb))
