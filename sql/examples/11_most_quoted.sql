-- Who was quoted most often in the newest thirty days?
select name, label, count(*) as quotes, count(distinct article_id) as articles
from news.speaker_quotes
where day > news.newest_day() - 30 and day <= news.newest_day()
    and name is not null
group by entity_id, name, label
order by quotes desc, name
limit 20
