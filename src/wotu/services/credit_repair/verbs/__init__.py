"""Writing: entries and the facts that follow from them, promises and consents, applications, answers."""
