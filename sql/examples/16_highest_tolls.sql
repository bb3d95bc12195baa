-- Which articles report the most people killed?
select q.value, q.bound, q.text, a.day, a.title
from news.quantities as q
join news.articles as a using (article_id)
where q.kind = 'casualties' and q.unit = 'killed'
order by q.value desc
limit 20
