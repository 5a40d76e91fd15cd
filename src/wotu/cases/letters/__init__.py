"""Letters (文书) about a case: what each says, how it is set, and how anybody may check it."""
