-- Why: who said what, and how many or how much, are what news is read for; both are values, not words.

create table news.quotes (
    article_id bigint not null references news.articles on delete cascade,
    quote_no integer not null,
    start_char integer not null,
    end_char integer not null,
    text text not null,
    kind text not null check (kind in ('direct', 'reported', 'mixed')),
    cue text,
    speaker text,
    speaker_start_char integer,
    mention_no integer,
    primary key (article_id, quote_no),
    foreign key (article_id, mention_no) references news.mentions (article_id, mention_no) on delete cascade,
    constraint quotes_speakers_have_a_place check ((speaker is null) = (speaker_start_char is null))
);
create index quotes_speakers on news.quotes (article_id, mention_no) where mention_no is not null;
comment on table news.quotes is 'What an article quotes people and bodies with, in direct and reported speech, and who says it (English only).';
comment on column news.quotes.article_id is 'The article.';
comment on column news.quotes.quote_no is 'The quote''s number in its article, from 0, in order.';
comment on column news.quotes.start_char is 'First character in the article''s text, from 0; quotation marks are not part of a quote.';
comment on column news.quotes.end_char is 'One past the last character: substr(articles.text, start_char + 1, end_char - start_char) = text.';
comment on column news.quotes.text is 'The words.';
comment on column news.quotes.kind is 'direct: the speaker''s words between marks; reported: the article''s words for them; mixed: reported, with some of the speaker''s own.';
comment on column news.quotes.cue is 'The verb of speech as written (said, according to); null where a quote follows on another without one.';
comment on column news.quotes.speaker is 'The words that name the speaker (he, a police spokesman, Prime Minister Ana Lund); null where nobody is named.';
comment on column news.quotes.speaker_start_char is 'Where those words stand in the article''s text, from 0.';
comment on column news.quotes.mention_no is 'The mention that says who the speaker is, possibly elsewhere in the text (he); through it the entity. Null where no mention does.';

create table news.quantities (
    article_id bigint not null references news.articles on delete cascade,
    start_char integer not null,
    end_char integer not null,
    text text not null,
    kind text not null check (kind in ('money', 'percent', 'measure', 'casualties')),
    value numeric not null,
    high numeric check (high > value),
    unit text,
    approximate boolean not null,
    bound text check (bound in ('at-least', 'at-most')),
    primary key (article_id, start_char)
);
create index quantities_kinds on news.quantities (kind, unit, article_id);
comment on table news.quantities is 'The figures in an article, as values with their unit: money, percentages, measures, casualties (English only).';
comment on column news.quantities.article_id is 'The article.';
comment on column news.quantities.start_char is 'First character in the article''s text, from 0.';
comment on column news.quantities.end_char is 'One past the last character: substr(articles.text, start_char + 1, end_char - start_char) = text.';
comment on column news.quantities.text is 'The words, with what bounds or softens them (at least 12 people were killed).';
comment on column news.quantities.kind is 'money, percent, measure or casualties (people that are counted for what happened to them).';
comment on column news.quantities.value is 'The figure in whole units: $2.5 million is 2500000. A plural crowd (dozens) is the least that it can mean.';
comment on column news.quantities.high is 'The other end of a range (10 to 20); null where there is one figure.';
comment on column news.quantities.unit is 'money: ISO 4217 code; percent: % or percentage point; measure: unit symbol; casualties: killed, injured, missing, detained, abducted, displaced, infected or rescued. Null where the text does not tell which (50 pesos).';
comment on column news.quantities.approximate is 'Whether the text calls it rough: about, nearly, some, dozens.';
comment on column news.quantities.bound is 'at-least or at-most, where the text gives only that side.';
