-- What did publishers change in articles of the newest seven days, and what kind of change is that?
select e.article_id, e.version, e.kind, e.kept, e.changed, e.added, e.removed, e.title_before, e.title_after, e.changed_at
from news.articles as a
join news.edits as e using (article_id)
where a.day > news.newest_day() - 7 and a.day <= news.newest_day() and e.version_reason = 'revised'
order by e.changed_at desc, e.article_id, e.version
limit 20
