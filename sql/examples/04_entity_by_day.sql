-- On which of the newest sixty days was Austria named, how often, and in how many articles?
select day, mentions, articles
from news.entity_days
where name = 'Austria' and label = 'GPE'
    and day > news.newest_day() - 60 and day <= news.newest_day()
order by day desc
