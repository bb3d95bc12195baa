-- On which days was Austria named, how often, and in how many articles?
select day, mentions, articles
from news.entity_days
where name = 'Austria' and label = 'GPE'
order by day desc
limit 60
