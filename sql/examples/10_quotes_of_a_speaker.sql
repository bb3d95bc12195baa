-- What did Teresa Vilhena say?
select day, kind, text, title
from news.speaker_quotes
where name = 'Teresa Vilhena'
order by day desc, article_id, quote_no
limit 20
