-- In how many articles a week of the newest twelve was a place in Kenya named?
select date_trunc('week', day)::date as week, count(distinct article_id) as articles
from news.places
join news.locations using (place_id)
join news.articles using (article_id)
where country_code = 'KE' and day > news.newest_day() - 84 and day <= news.newest_day()
group by 1
order by 1 desc
