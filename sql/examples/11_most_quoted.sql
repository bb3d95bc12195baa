-- Who was quoted most often in the newest thirty days?
select name, label, count(*) as quotes, count(distinct article_id) as articles
from news.speaker_quotes
where day > (select max(day) - 30 from news.articles where day <= current_date) and day <= current_date
    and name is not null
group by entity_id, name, label
order by quotes desc, name
limit 20
