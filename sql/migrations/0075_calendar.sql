-- "Wednesday" in a story published on Wednesday morning in Manila is that Wednesday, though it was Tuesday in UTC then.
comment on table news.dates is 'The dates that an article speaks of, counted from its day of publication where the words do (English only). Days are those of the publisher''s calendar, written as if it kept UTC: starts_at::date is the day meant.';
