-- Which people, organisations and countries were named in the most articles of the newest seven days?
select e.name, e.label, t.articles, t.mentions
from (
    select entity_id, sum(articles) as articles, sum(mentions) as mentions
    from news.entity_day_counts
    where day > news.newest_day() - 7 and day <= news.newest_day()
    group by entity_id
    having sum(articles) > 0
    order by articles desc, mentions desc -- names are looked up for the first of these alone
) as t
join news.entities as e using (entity_id)
where e.label in ('PERSON', 'ORG', 'GPE')
order by t.articles desc, t.mentions desc, e.name
limit 20
