-- Which places do the articles of the newest day name, for a map?
select name, kind, country_code, latitude, longitude, articles
from news.place_days
where day = (select max(day) from news.articles where day <= current_date)
order by articles desc, mentions desc, name
limit 100
