"""What schema news shows is plain text: no markup of a page or feed reaches a consumer."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

import pytest

from pipeline import identity, stages
from pipeline.enrich import Tagger
from pipeline.models import RawDocument, State
from pipeline.parse import read_entries
from pipeline.policy import StageRules
from pipeline.storage import Connection, documents
from pipeline.storage.documents import Discovery
from tests.builders import WORKER

SCRIPT = "&lt;script&gt;steal()&lt;/script&gt;&lt;b onclick=steal()&gt;"
BODY = "".join(
    f"<p>Mayor Ann Lee <script>steal({n})</script>said in <a href='javascript:steal()'>Oslo</a> gate {n} &lt;code&gt;"
    f" of the harbour<img src=x onerror=steal()> would open again after the storm had passed.</p>"
    for n in range(6)
)
FEED = f"""<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>{SCRIPT}Harbour news</title><item><guid>1</guid><title>{SCRIPT}Gate opens</title>
<dc:creator>{SCRIPT}Ann Writer</dc:creator><category>{SCRIPT}Harbour</category>
<content:encoded><![CDATA[{BODY}]]></content:encoded></item></channel></rss>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{SCRIPT}Harbour news",
        "items": [
            {"id": "1", "title": f"{SCRIPT}Gate opens", "authors": [{"name": f"{SCRIPT}Ann Writer"}],
             "tags": [f"{SCRIPT}Harbour"], "content_html": BODY},
        ],
    }
)  # fmt: skip


@pytest.mark.parametrize(("feed", "media_type"), [(FEED, "text/xml"), (JSON_FEED, "application/feed+json")])
def test_no_markup_of_a_feed_reaches_schema_news_and_what_looks_like_it_is_the_articles_own_words(
    conn: Connection, source_id: int, rules: StageRules, tagger: Tagger, feed: str, media_type: str
):
    url = "https://news.example/feed"
    listed = read_entries(RawDocument(url, url, feed.encode(), media_type=media_type), now=datetime.now().astimezone())
    entry = replace(listed.entries[0], url=None)
    found = Discovery(entry, identity.entry_key(entry.identity), url, identity.url_key(url))
    number = documents.discover_documents(conn, source_id, [found], worker=WORKER)[0]
    stages.fetch_document(conn, number, rules=rules, worker=WORKER)
    stages.parse_document(conn, number, rules=rules, worker=WORKER)
    assert stages.enrich_document(conn, number, tagger=tagger, rules=rules, worker=WORKER) is State.ENRICHED
    row = conn.execute("select title, authors, tags, text, a::text as whole from news.articles as a").fetchone()
    assert row is not None
    assert (row["title"], row["authors"], row["tags"]) == ("Gate opens", ["Ann Writer"], ["Harbour"])
    assert row["text"].startswith("Mayor Ann Lee said in Oslo gate 0 <code> of the harbour would open")
    assert [sign for sign in ("steal", "script", "onclick", "&lt;", "<b", "<img") if sign in row["whole"]] == [], row[
        "tags"
    ]
