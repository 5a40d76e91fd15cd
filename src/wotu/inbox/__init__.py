"""The inbox (消息): what people are told, in the platform and by e-mail."""
