-- In which languages were the articles of the newest seven days, and how many words did they have?
select language, count(*) as articles, sum(word_count) as words
from news.articles
where day > (select max(day) - 7 from news.articles where day <= current_date) and day <= current_date
group by language
order by articles desc, language
