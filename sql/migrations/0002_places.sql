-- Why: analysts count by place; a name is not one (Georgia), so each mention says which place it means, where that is clear.

create table news.places (
    place_id bigint generated always as identity primary key,
    place_key text not null unique,
    name text not null,
    kind text not null check (kind in ('area', 'country', 'region', 'district', 'city')),
    country_code text,
    latitude double precision not null check (latitude between -90 and 90),
    longitude double precision not null check (longitude between -180 and 180),
    population integer not null,
    geonames_id bigint
);
create index places_name on news.places (lower(name) text_pattern_ops);
create index places_country on news.places (country_code);

comment on table news.places is 'Places on earth that articles name, from GeoNames (CC BY 4.0).';
comment on column news.places.place_id is 'The place, for ever.';
comment on column news.places.place_key is 'What tells it from all others: geonames:NUMBER, or area:NAME for a part of the world.';
comment on column news.places.name is 'Its name in the gazetteer.';
comment on column news.places.kind is 'area: a part of the world; country; region: the first level below; district: the second; city.';
comment on column news.places.country_code is 'ISO 3166-1 code of its country; null for an area.';
comment on column news.places.latitude is 'Degrees north; of a region or district the middle of its cities.';
comment on column news.places.longitude is 'Degrees east.';
comment on column news.places.population is 'People who live there; 0 for areas and countries.';
comment on column news.places.geonames_id is 'Its number at geonames.org; null for an area.';

create table news.locations (
    article_id bigint not null,
    mention_no integer not null,
    place_id bigint not null references news.places,
    score real not null check (score between 0 and 1),
    evidence text not null,
    primary key (article_id, mention_no),
    foreign key (article_id, mention_no) references news.mentions on delete cascade
);
create index locations_place on news.locations (place_id, article_id);

comment on table news.locations is 'Which place a mention means; a mention that has no row here was not clear enough, or no place is known by its name.';
comment on column news.locations.article_id is 'The article.';
comment on column news.locations.mention_no is 'The mention.';
comment on column news.locations.place_id is 'The place that it means in this article.';
comment on column news.locations.score is 'How sure that is, from 0 to 1, against the other places of that name.';
comment on column news.locations.evidence is 'Why, in words.';
