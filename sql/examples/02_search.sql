-- Which articles are about ferries, trains or ships, best first, with the words found?
select rank, day, title, headline
from news.search('ferry or train or ship')
