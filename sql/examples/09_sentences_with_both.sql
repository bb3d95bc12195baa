-- Which sentences name both Hungary and Austria in the newest ninety days?
select a.day, a.title, s.text
from news.mentions as m
join news.mentions as o using (article_id, sentence_no)
join news.sentences as s using (article_id, sentence_no)
join news.articles as a using (article_id)
where a.day > news.newest_day() - 90 and a.day <= news.newest_day()
    and m.entity_id in (select entity_id from news.entities where name = 'Hungary')
    and o.entity_id in (select entity_id from news.entities where name = 'Austria')
group by a.article_id, s.article_id, s.sentence_no
order by a.day desc, s.article_id, s.sentence_no
limit 20
