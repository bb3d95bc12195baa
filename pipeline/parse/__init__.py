"""Bytes to entries, bytes to articles: pure functions, no sockets, no files."""

from pipeline.parse.article import read_article
from pipeline.parse.clean import clean_text
from pipeline.parse.examine import Examination, examine
from pipeline.parse.feed import read_entries
from pipeline.parse.feed_guard import is_feed, is_sitemap
from pipeline.parse.feed_links import WELL_KNOWN, linked_feeds, listed_sitemaps
from pipeline.parse.hubs import hub_of
from pipeline.parse.months import load_months
from pipeline.parse.opt_out import MAX_TDMREP, opt_out, reserved_by_site
from pipeline.parse.page import parse_page
from pipeline.parse.robots import MAX_ROBOTS, crawl_delay, may_fetch
from pipeline.parse.sentences import split_sentences
from pipeline.parse.sitemap import unpacked

__all__ = [
    "MAX_ROBOTS",
    "MAX_TDMREP",
    "WELL_KNOWN",
    "Examination",
    "clean_text",
    "crawl_delay",
    "examine",
    "hub_of",
    "is_feed",
    "is_sitemap",
    "linked_feeds",
    "listed_sitemaps",
    "load_months",
    "may_fetch",
    "opt_out",
    "parse_page",
    "read_article",
    "read_entries",
    "reserved_by_site",
    "split_sentences",
    "unpacked",
]
