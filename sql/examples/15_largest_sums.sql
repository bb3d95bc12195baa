-- Which are the largest sums in US dollars, and where do they stand?
select q.value, q.text, a.day, a.title
from news.quantities as q
join news.articles as a using (article_id)
where q.kind = 'money' and q.unit = 'USD'
order by q.value desc
limit 20
