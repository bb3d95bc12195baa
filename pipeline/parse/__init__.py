"""Bytes to entries, bytes to articles: pure functions, no sockets, no files."""

from pipeline.parse.article import read_article
from pipeline.parse.clean import clean_text
from pipeline.parse.feed import read_entries
from pipeline.parse.feed_guard import is_feed
from pipeline.parse.page import parse_page
from pipeline.parse.sentences import split_sentences

__all__ = ["clean_text", "is_feed", "parse_page", "read_article", "read_entries", "split_sentences"]
