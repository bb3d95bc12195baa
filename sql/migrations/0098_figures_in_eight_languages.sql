-- Measures and casualties are read in eight languages now, as money and percentages were.

comment on table news.quantities is 'The figures in an article, as values with their unit: money, percentages, measures and casualties, in English, German, French, Spanish, Italian, Portuguese, Dutch and Russian.';
