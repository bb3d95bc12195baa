-- Which people, organisations and countries were named in the most articles of the newest seven days?
select name, label, sum(articles) as articles, sum(mentions) as mentions
from news.entity_days
where day > (select max(day) - 7 from news.articles where day <= current_date) and day <= current_date
    and label in ('PERSON', 'ORG', 'GPE')
group by entity_id, name, label
order by articles desc, mentions desc, name
limit 20
