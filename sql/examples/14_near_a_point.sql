-- Which articles of the newest seven days name a city within about 300 km of Vienna (48.2 N, 16.4 E)?
select a.day, p.name as city, a.title
from news.articles as a
join news.locations as l using (article_id)
join news.places as p using (place_id)
where a.day > news.newest_day() - 7 and a.day <= news.newest_day()
    and p.kind = 'city'
    and 111.2 * sqrt((p.latitude - 48.2) ^ 2 + ((p.longitude - 16.4) * cos(radians(48.2))) ^ 2) < 300
group by a.article_id, p.place_id
order by a.day desc, a.article_id, p.name
limit 50
