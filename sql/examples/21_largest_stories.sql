-- Which events of the newest seven days did most articles tell, and how many texts are these?
select m.story_id, count(*) as articles, count(distinct m.representative_id) as tellings,
    count(distinct a.source_id) as sources, min(a.day) as first_day,
    (array_agg(a.title order by a.published_at nulls last, a.article_id))[1] as title
from news.articles as a
join news.story_articles as m using (article_id)
where a.day > news.newest_day() - 7 and a.day <= news.newest_day()
group by m.story_id
order by articles desc, m.story_id
limit 20
