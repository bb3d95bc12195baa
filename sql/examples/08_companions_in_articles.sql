-- Which organisations do articles name together with Kenya in the newest thirty days?
select companion, sum(articles) as articles
from news.article_companions
where name = 'Kenya' and companion_label = 'ORG'
    and day > news.newest_day() - 30 and day <= news.newest_day()
group by companion_id, companion
order by articles desc, companion
limit 20
