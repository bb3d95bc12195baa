-- Whom and what do sentences name together with the European Union in the newest thirty days?
select companion, companion_label, sum(sentences) as sentences
from news.sentence_companions
where name = 'European Union'
    and day > news.newest_day() - 30 and day <= news.newest_day()
group by companion_id, companion, companion_label
order by sentences desc, companion
limit 20
