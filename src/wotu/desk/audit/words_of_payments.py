"""What the entries of the trail about payments are called."""

from wotu.rules.text import Text

VERBS: dict[str, Text] = {
    "ask_payment": Text("重新核对应付款项", "Asked again what may be paid"),
    "make_batch": Text("制成支付批次", "Made a batch"),
    "check_batch": Text("复核支付批次", "Checked a batch"),
    "send_back_batch": Text("退回支付批次", "Sent a batch back"),
    "recall_batch": Text("撤回银行拒付的批次", "Recalled a batch the bank rejected"),
    "download_bank_file": Text("下载银行文件", "Took a bank file along"),
    "keep_receipts": Text("上传回单", "Uploaded receipts"),
    "import_receipts": Text("回单入账", "Booked receipts"),
    "pay_again": Text("重新支付退票", "Made a returned payment due again"),
    "cancel_instalment": Text("取消一期款项", "Gave an instalment up"),
    "claim_debt": Text("发出退还通知", "Claimed a debt"),
    "drop_debt": Text("不追缴", "Dropped a debt"),
    "waive_debt": Text("免除应退款", "Waived a debt"),
    "repay": Text("登记退款到账", "Booked a repayment"),
}
