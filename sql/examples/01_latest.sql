-- Which articles are the newest?
select day, source, title, url
from news.articles
where day <= news.newest_day()
order by day desc, article_id desc
limit 20
