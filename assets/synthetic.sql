-- Dice are thrown once a row, in order, from the seed; words of a summary follow from the row's number.
WITH town (number, name, lon, lat) AS (
  SELECT row_number() OVER (), * FROM (VALUES
    ('London', -0.12, 51.51), ('London', -0.12, 51.51), ('London', -0.2, 51.55), ('London', -0.02, 51.48),
    ('Birmingham', -1.89, 52.48), ('Birmingham', -1.89, 52.48), ('Manchester', -2.24, 53.48), ('Manchester', -2.24, 53.48),
    ('Leeds', -1.55, 53.8), ('Liverpool', -2.98, 53.41), ('Sheffield', -1.47, 53.38), ('Bristol', -2.59, 51.45),
    ('Newcastle upon Tyne', -1.61, 54.98), ('Nottingham', -1.15, 52.95), ('Leicester', -1.13, 52.64),
    ('Coventry', -1.51, 52.41), ('Bradford', -1.76, 53.79), ('Stoke-on-Trent', -2.18, 53.0), ('Plymouth', -4.12, 50.39),
    ('Southampton', -1.4, 50.91), ('Norwich', 1.29, 52.63), ('Brighton', -0.14, 50.83), ('Middlesbrough', -1.23, 54.57),
    ('Blackpool', -3.03, 53.81), ('Bolton', -2.43, 53.58), ('Carlisle', -2.94, 54.89), ('Exeter', -3.53, 50.72),
    ('Truro', -5.05, 50.26), ('Lincoln', -0.54, 53.23), ('York', -1.08, 53.96), ('Hereford', -2.72, 52.06),
    ('Cambridge', 0.12, 52.2), ('Oxford', -1.26, 51.75), ('Ipswich', 1.16, 52.06), ('Canterbury', 1.08, 51.28),
    ('Glasgow', -4.25, 55.86), ('Glasgow', -4.25, 55.86), ('Edinburgh', -3.19, 55.95), ('Dundee', -2.98, 56.47),
    ('Aberdeen', -2.11, 57.15), ('Inverness', -4.22, 57.48), ('Ayr', -4.63, 55.46), ('Stirling', -3.94, 56.12),
    ('Cardiff', -3.18, 51.48), ('Swansea', -3.94, 51.63), ('Wrexham', -3.0, 53.05), ('Bangor', -4.13, 53.22),
    ('Aberystwyth', -4.06, 52.41), ('Belfast', -5.93, 54.6), ('Belfast', -5.93, 54.6), ('Derry', -7.31, 55.0),
    ('Newry', -6.34, 54.18), ('Omagh', -7.3, 54.6)
  ) place (name, lon, lat)
), finer AS (
  SELECT row_number() OVER (ORDER BY code) AS number, id, regexp_replace(name, '(,| or | with ).*', '') AS name
  FROM assets_category WHERE parent_id IS NOT NULL
), words AS (
  SELECT
    string_to_array('Acorn,Amber,Ash Grove,Bridge,Brook,Canal,Chapel,Church,Clock,Cornerstone,Cross,Elm,Ferry,Forge,Garden,Gate,'
      'Glebe,Green,Hall,Harbour,Heath,Hill,Hope,Ivy,Junction,Kiln,Lane,Lantern,Larch,Market,Meadow,Mill,Moor,Oak,Old School,'
      'Orchard,Park,Quay,Railway,Riverside,Rowan,Station,Stile,Stone,Tannery,Union,Valley,Well,Willow,Wood', ',') AS first,
    string_to_array('a,about,and,art,at,bring,children,come,company,cook,cup,dance,day,door,every,families,for,free,friendly,'
      'friends,from,garden,group,grow,health,help,home,in,kettle,learn,local,make,meet,mend,morning,music,neighbours,new,of,'
      'older,open,our,own,people,place,play,quiet,read,share,sing,skills,space,step,stories,support,talk,tea,the,to,together,'
      'try,volunteers,walk,warm,week,welcome,with,women,work,young,your', ',') AS plain,
    ARRAY(SELECT id FROM assets_audience ORDER BY id) AS audiences,
    ARRAY(SELECT id FROM assets_determinant ORDER BY id) AS determinants,
    ARRAY(SELECT id FROM assets_feature ORDER BY id) AS features
), dice AS MATERIALIZED (
  SELECT number, random() AS town, random() AS kind, random() AS word, random() AS far, random() AS turn, random() AS fate,
    random() AS length, random() AS extra
  FROM generate_series(%(first)s, %(last)s) number
), thrown AS (
  SELECT dice.*, 1 + floor(dice.town * (SELECT count(*) FROM town))::int AS town_number,
    1 + floor(dice.kind * (SELECT count(*) FROM finer))::int AS finer_number,
    0.004 / (0.02 + dice.far) AS spread  -- degrees: dense in the middle, thin far out
  FROM dice
)
INSERT INTO assets_asset (
  name, summary, category_ids, audience_ids, determinant_ids, feature_ids, consortium_id, status, disclosure, location,
  address, town, postcode, area_served, is_free, referral, taking, source, source_id, licence, last_checked_on, checked_by_kind,
  sessions, opens_on_bank_holidays
)
SELECT
  words.first[1 + floor(t.word * array_length(words.first, 1))::int] || ' ' || finer.name || ' ' || t.number,
  initcap(left(said.words, 1)) || substr(said.words, 2) || '.',
  ARRAY[finer.id], picked.audiences, picked.determinants, picked.features, %(consortium)s,
  CASE WHEN t.fate < 0.05 THEN 'draft' ELSE 'published' END,
  CASE WHEN t.fate BETWEEN 0.05 AND 0.08 THEN 'area' WHEN t.fate BETWEEN 0.08 AND 0.09 THEN 'withheld' ELSE 'exact' END,
  CASE WHEN t.fate < 0.97 THEN ST_SetSRID(ST_Point(
    town.lon + t.spread * cos(2 * pi() * t.turn) * 1.6, town.lat + t.spread * sin(2 * pi() * t.turn)
  ), 4326) END,
  1 + t.number %% 200 || ' ' || words.first[1 + floor(t.far * array_length(words.first, 1))::int] || ' Street', town.name,
  'ZZ' || 1 + t.number %% 99 || ' ' || t.number %% 10 || 'AA', CASE WHEN t.fate >= 0.97 THEN town.name ELSE '' END,
  t.extra < 0.6, (ARRAY['open', 'open', 'self', 'professional', ''])[1 + t.number %% 5],
  (ARRAY['open', '', '', 'full', 'paused'])[1 + t.number %% 5],
  'Synthetic', %(seed)s || '-' || t.number, 'cc0', current_date - (t.extra * 900)::int, 'source',
  -- Of ten, four meet once a week, one of them in term time, two are open on weekdays, one at night; of three nothing is known.
  (ARRAY[weekly.rows, weekly.rows, weekly.rows, weekly.in_term_time, week.rows, week.rows, night.rows, '[]', '[]', '[]'])[1 + t.number %% 10],
  (ARRAY[true, false, NULL, NULL])[1 + t.number %% 4]
FROM thrown t
JOIN town ON town.number = t.town_number
JOIN finer ON finer.number = t.finer_number
CROSS JOIN words
CROSS JOIN (
  SELECT jsonb_agg(jsonb_build_object('weekday', weekday, 'opens', '09:00', 'closes', '17:00')) AS rows FROM generate_series(1, 5) weekday
) week
CROSS JOIN (VALUES (jsonb '[{"weekday": 5, "opens": "22:00", "closes": "02:00"}, {"weekday": 6, "opens": "22:00", "closes": "02:00"}]')) night (rows)
CROSS JOIN LATERAL (
  SELECT jsonb_build_array(session) AS rows, jsonb_build_array(session || '{"term_time": true}') AS in_term_time
  FROM jsonb_build_object('weekday', 1 + t.number / 10 %% 7, 'opens', lpad((8 + t.number / 70 %% 11)::text, 2, '0') || ':30',
    'closes', lpad((10 + t.number / 70 %% 11)::text, 2, '0') || ':00') session
) weekly
CROSS JOIN LATERAL (
  SELECT array_to_string(ARRAY(
    SELECT words.plain[1 + (hashint8(t.number * 64 + step) & 65535) %% array_length(words.plain, 1)]
    FROM generate_series(1, 20 + floor(t.length * 41)::int) step
  ), ' ') AS words
) said
CROSS JOIN LATERAL (
  SELECT
    ARRAY(SELECT words.audiences[1 + (t.number * 7 + step * 5) %% array_length(words.audiences, 1)]
      FROM generate_series(0, (t.extra * 3)::int - 1) step ORDER BY 1) AS audiences,
    ARRAY(SELECT words.determinants[1 + (t.number * 3 + step * 5) %% array_length(words.determinants, 1)]
      FROM generate_series(0, (t.extra * 2)::int) step ORDER BY 1) AS determinants,
    ARRAY(SELECT words.features[1 + (t.number * 11 + step * 5) %% array_length(words.features, 1)]
      FROM generate_series(0, (t.extra * 4)::int - 1) step ORDER BY 1) AS features
) picked
ORDER BY t.number
ON CONFLICT (source, source_id) WHERE source_id <> '' DO NOTHING
