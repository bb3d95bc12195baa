-- What changed first, and from which cursor does one read on?
select cursor, kind, article_id, version, changed_at
from news.changes_since('', 20)
