-- In which languages were the articles of the newest seven days, and how many words did they have?
select language, count(*) as articles, sum(word_count) as words
from news.articles
where day > news.newest_day() - 7 and day <= news.newest_day()
group by language
order by articles desc, language
