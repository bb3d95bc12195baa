-- Whom and what do sentences name together with the European Union?
select companion, companion_label, sum(sentences) as sentences
from news.sentence_companions
where name = 'European Union'
group by companion_id, companion, companion_label
order by sentences desc, companion
limit 20
