-- Which people, organisations and countries were named in the most articles of the newest seven days?
select name, label, sum(articles) as articles, sum(mentions) as mentions
from news.entity_days
where day > news.newest_day() - 7 and day <= news.newest_day()
    and label in ('PERSON', 'ORG', 'GPE')
group by entity_id, name, label
order by articles desc, mentions desc, name
limit 20
