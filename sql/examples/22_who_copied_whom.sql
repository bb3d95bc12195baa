-- Which articles of the newest seven days have much the same words as one before them, and how much?
select d.article_id, d.kind, round(d.jaccard::numeric, 2) as jaccard, round(d.containment::numeric, 2) as containment,
    d.of_article_id, d.representative_id, a.title, d.url
from news.articles as a
cross join lateral (select * from news.duplicates as d where d.article_id = a.article_id offset 0) as d -- article by article
where a.day > news.newest_day() - 7 and a.day <= news.newest_day()
order by d.jaccard desc, d.article_id, d.of_article_id
limit 20
