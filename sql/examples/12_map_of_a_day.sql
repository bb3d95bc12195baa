-- Which places do the articles of the newest day name, for a map?
select name, kind, country_code, latitude, longitude, articles
from news.place_days
where day = news.newest_day()
order by articles desc, mentions desc, name
limit 100
