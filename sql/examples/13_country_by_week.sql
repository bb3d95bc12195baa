-- In how many articles a week was a place in Kenya named?
select date_trunc('week', day)::date as week, count(distinct article_id) as articles
from news.places
join news.locations using (place_id)
join news.articles using (article_id)
where country_code = 'KE'
group by 1
order by 1 desc
limit 52
