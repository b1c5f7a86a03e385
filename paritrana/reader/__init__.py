"""The reader: an article's text in, its claims out. Pure: no file, clock or network.

text (blocks, sentences) -> lexicon, scan, numbers, dates, places (what is known in it) -> page (sentences that know it)
-> story (what holds throughout), topic (what runs from sentence to sentence) -> rules (one function a rule)
-> settle (several sentences, one statement) -> extract (the one loop over sentences)
"""
