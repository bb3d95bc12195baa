-- Why: "300 families were displaced" was counted as 300 people. Families have a unit of their own now, homes, vehicles and
-- animals are counted no more.

comment on column news.quantities.unit is
'money: ISO 4217 code; percent: % or percentage point; measure: unit symbol; casualties: killed, injured, missing, detained, abducted, displaced, infected or rescued, of families with that word (displaced families). Null where the text does not tell which (50 pesos).';
