-- What did each source announce in the last 24 hours, what became of it, and how long did it take?
select source, sum(discovered) as discovered, sum(published) as published, sum(with_date) as with_date,
    sum(with_author) as with_author, sum(with_entities) as with_entities, max(latency_p95_seconds) as worst_p95_seconds
from news.coverage
where hour > now() - interval '24 hours'
group by source
order by discovered desc, source
limit 50
