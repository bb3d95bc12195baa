-- Which articles speak of a loan or a grant and name the World Bank?
select rank, day, title, headline
from news.search('loan or grant', entities => '{World Bank}')
