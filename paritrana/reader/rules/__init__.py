"""The rules: each reads one kind of statement from a sentence and the running topic, and yields drafts and refusals."""
