"""Articles from anywhere: one text or an archive of a million.

walk (paths -> sources) -> formats (a source -> raw articles) -> parse (a raw article -> Article); `read_articles` is
all of it, `raw_articles` and `parse` are its halves for an engine that parses elsewhere. What cannot be read is
named, one SeedError each, and the rest goes on.
"""

from .read import Ids, line_of, parse, raw_articles, read_articles
from .text import article_from_text
from .walk import SUFFIXES

__all__ = ["SUFFIXES", "Ids", "article_from_text", "line_of", "parse", "raw_articles", "read_articles"]
