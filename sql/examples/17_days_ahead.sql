-- What do articles announce for the thirty days after the newest one?
select d.starts_at, d.text, a.title
from news.dates as d
join news.articles as a using (article_id)
where d.starts_at > news.newest_day()
    and d.starts_at < news.newest_day() + 31
    and d.precision in ('day', 'part-of-day')
order by d.starts_at, d.article_id
limit 50
