"""The reader: an article's text in, its claims out. Pure: no file, clock or network.

text (blocks, sentences) -> lexicon, numbers, dates, places (what is known in it) -> page (sentences that know it)
-> story (what holds throughout, and the running topic) -> rules (one function a rule) -> settle -> extract
"""
