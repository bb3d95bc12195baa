-- Who or what was named more often in the newest seven days than in any of the eight weeks before?
select name, label, mentions, articles, weekly_mean, weekly_most
from news.movers_on(news.newest_day())
order by mentions - weekly_most desc, mentions desc, name
limit 20
