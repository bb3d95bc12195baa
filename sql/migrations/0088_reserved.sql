-- Why: a page may be reserved after it was published; its article then says so, and consumers hear of it.

comment on column news.articles.opt_out is 'Where its publisher reserves it against text and data mining; null if nowhere. With DATELINE_OPT_OUTS=obey only articles have it that were published before it was reserved: consumers decide what to do with them, `dateline forget` erases them.';
