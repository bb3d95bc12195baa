-- Which organisations do articles name together with Kenya?
select companion, sum(articles) as articles
from news.article_companions
where name = 'Kenya' and companion_label = 'ORG'
group by companion_id, companion
order by articles desc, companion
limit 20
