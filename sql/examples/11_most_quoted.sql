-- Who was quoted most often in the newest thirty days?
select e.name, e.label, t.quotes, t.articles
from (
    select m.entity_id, count(*) as quotes, count(distinct q.article_id) as articles
    from news.articles as a
    join news.quotes as q using (article_id)
    join news.mentions as m on m.article_id = q.article_id and m.mention_no = q.mention_no
    where a.day > news.newest_day() - 30 and a.day <= news.newest_day()
    group by m.entity_id
    order by quotes desc, m.entity_id
    limit 20
) as t
join news.entities as e using (entity_id)
order by t.quotes desc, e.name
