-- Which articles are the newest?
select day, source, title, url
from news.articles
where day <= current_date
order by day desc, article_id desc
limit 20
