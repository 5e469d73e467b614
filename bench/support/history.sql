-- Fills an empty, migrated database: {outputs} outputs and {waiting} waiting generations.
--
-- Everything happens at one rate, so that ten times the outputs are ten times the time and the people.
-- Person 1 owns a tenth of the outputs and has no talking videos. Person 2 owns the oldest few.
-- Foreign keys are not checked while filling.

set session_replication_role = replica;
set synchronous_commit = off;

create function pg_temp.id_at(moment timestamptz, salt text) returns uuid language sql immutable parallel safe
as $$
  select (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0')
    || '7' || substr(md5(salt), 1, 3) || '8' || substr(md5(salt), 4, 15))::uuid
$$;

create temp table size as
select {outputs} / 2 as sets, greatest(50, {outputs} / 100) as people,
  now() - make_interval(secs => {outputs} * 86400.0 / 330) as start;

create temp table people as
select no, pg_temp.id_at(start, 'person ' || no) as person_id, pg_temp.id_at(start, 'workspace ' || no) as workspace_id,
  case when no = 1 then 10 else 2 end as characters, start
from size, generate_series(1, people) as no;

insert into person (id, email, email_key, name, role, verified, created_at)
select person_id, no || '@example.com', no || '@example.com', 'Person ' || no, 'member', true, start from people;
insert into workspace (id, name, plan, personal, personal_owner_id, created_at)
select workspace_id, 'Personal', case when no = 1 then 'agency' else 'free' end, true, person_id, start from people;
insert into membership (workspace_id, person_id, role, notifications_seen_at, created_at)
select workspace_id, person_id, 'owner', now(), start from people;
insert into credit_account (workspace_id, daily, bought, reserved, reset_at)
select workspace_id, 80, 1000000, 0, now() from people;

create temp table characters as
select no, place, workspace_id, person_id, pg_temp.id_at(start, 'character ' || no || ' ' || place) as id, start
from people, generate_series(0, characters - 1) as place;
insert into character (id, workspace_id, person_id, name, age, gender, ethnicity, skin_tone, hair_style, hair_color,
  eye_color, body_type, style, persona, voice, reference_count, created_at, updated_at)
select id, workspace_id, person_id, 'Amara ' || place, 28, 'woman', '', '', '', '', '', '', 'editorial', '', '', 0, start, start
from characters;

-- Ended generations: eleven of twelve deliver two outputs each, the others fail or are canceled.
create temp table ended as
select planned.no, at, p.no as person_no, p.person_id, p.workspace_id,
  pg_temp.id_at(at, 'generation ' || planned.no) as id,
  case when planned.no % 7 = 0 then 'video' when planned.no % 11 = 0 and p.no <> 1 then 'avatar' else 'image' end as type,
  case when planned.no % 12 <> 11 then 'succeeded' when planned.no % 24 = 11 then 'failed' else 'canceled' end as status,
  case when planned.no % 3 = 0 then null
    when p.no = 1 then (planned.no / 10) % (case when planned.no < sets / 5 then 10 else 9 end)
    else planned.no % 2 end as place,
  planned.no < sets / 5 as old
from (
  select no, sets, start + make_interval(secs => no * extract(epoch from now() - start) / (sets * 12 / 11 + 1)) as at,
    case when no <= 6 then 2 when no % 10 = 0 then 1 else 3 + (no::bigint * 7919) % (people - 2) end as owner
  from size, generate_series(1, sets * 12 / 11) as no
) as planned join people p on p.no = owner;
analyze ended;

create temp table generations as
select e.no, e.id, e.at, e.person_no, e.person_id, e.workspace_id, e.type, 'result' as purpose, e.status,
  c.id as character_id, 2 as count, 5 as price, e.old, null::int as turn
from ended e left join characters c on c.no = e.person_no and c.place = e.place
union all
select -row_number() over (), pg_temp.id_at(start, 'portrait ' || id), start, no, person_id, workspace_id, 'image',
  'portrait', 'succeeded', id, 1, 0, true, null
from characters
union all
select 100000000 + line.no, pg_temp.id_at(at, 'waiting ' || line.no), at, p.no, p.person_id, p.workspace_id, 'image', 'result',
  'queued', null, 1, 5, false, place + (p.no between 3 and 10)::int
from (select no, 1 + (no - 1) / ({waiting} / 4) as place, 1 + (no - 1) % ({waiting} / 4) as person_no,
    now() - make_interval(secs => ({waiting} - no) * 0.01 + 5) as at
  from generate_series(1, {waiting}) as no) as line join people p on p.no = line.person_no
union all
select 200000000 + no, pg_temp.id_at(now(), 'running ' || no), now(), no, person_id, workspace_id, 'image', 'result',
  'rendering', null, 1, 5, false, 1
from people where no between 3 and 10;

insert into generation (id, workspace_id, person_id, type, purpose, status, progress, prompt, negative_prompt,
  character_id, style, aspect_ratio, count, seed, engine, model, request, price_each, credits_reserved, credits_used,
  attempts, turn, lease_holder, lease_until, last_enqueued_at, created_at, admitted_at, deadline_at, finished_at)
select id, workspace_id, person_id, type, purpose, status, case when status = 'succeeded' then 1 else 0 end,
  'a quiet morning by the sea, soft light ' || no, '', character_id, 'editorial', '4:5', count, abs(no), 'sketch', 'sketch',
  %(request)s::jsonb || jsonb_build_object('type', type), price, price * count,
  case when status = 'succeeded' then price * count else 0 end, 0, turn,
  case when status = 'rendering' then 'cpu@bench/1' end,
  case when status = 'rendering' then now() + interval '1 hour' end,
  now(), at, case when status <> 'queued' then at end,
  case when status <> 'queued' then at + interval '1 hour' end,
  case when status in ('succeeded', 'failed', 'canceled') then at end
from generations order by at;

create temp table outputs as
select g.*, index, pg_temp.id_at(at, 'asset ' || no || ' ' || index) as asset_id
from generations g, generate_series(0, count - 1) as index where status = 'succeeded';

insert into asset (id, workspace_id, person_id, kind, content_type, width, height, bytes, original_key, preview_key,
  thumb_key, thumbhash, sha256, phash, engine, model, source_type, watermarked, created_at)
select asset_id, workspace_id, person_id, case when type = 'image' then 'image' else 'video' end, 'image/png', 896, 1120,
  1000000, asset_id || '/original', asset_id || '/preview', asset_id || '/thumb', '', md5(asset_id::text) || md5(id::text),
  '0000000000000000', 'sketch', 'sketch', 'algorithmicMedia', false, at
from outputs order by at;
insert into output (id, generation_id, workspace_id, person_id, type, character_id, listed, index, asset_id, seed,
  favourite, published, created_at)
select pg_temp.id_at(at, 'output ' || no || ' ' || index), id, workspace_id, person_id, type, character_id,
  purpose = 'result', index, asset_id, abs(no), no % 6 = 0 and index = 0 and (person_no <> 1 or old), false, at
from outputs order by at;
insert into render_task (generation_id, index, asset_id, seed, status, progress, attempts, last_enqueued_at)
select id, index, asset_id, abs(no), 'done', 1, 1, at from outputs order by at;
insert into render_task (generation_id, index, asset_id, seed, status, progress, attempts, lease_holder, lease_until,
  last_enqueued_at)
select id, 0, id, 1, 'rendering', 0.5, 1, 'cpu@bench/1', now() + interval '1 hour', now()
from generations where status = 'rendering';
insert into generation_step (id, generation_id, name, status, started_at, ended_at)
select pg_temp.id_at(at, name || no), id, name, 'done', at, at
from generations, (values ('submit'), ('render'), ('finish')) as steps (name) where status = 'succeeded' order by at;
insert into reservation (subject_kind, subject_id, workspace_id, person_id, daily, bought, settled, released, created_at)
select 'generation', id, workspace_id, person_id, price * count, 0,
  case when status = 'succeeded' then price * count else 0 end,
  case when status in ('failed', 'canceled') then price * count else 0 end, at
from generations where price > 0;
insert into ledger_entry (id, workspace_id, person_id, bucket, kind, amount, settled, balance_after, subject_kind,
  subject_id, key, created_at)
select pg_temp.id_at(at, kind || no), workspace_id, person_id, case when old and no % 50 = 0 then 'bought' else 'daily' end,
  kind, case when kind = 'reserve' then -price * count else 0 end,
  case when kind = 'settle' then price * count else 0 end, 70, 'generation', id, kind || ':' || id, at
from generations, (values ('reserve'), ('settle')) as kinds (kind)
where price > 0 and (kind = 'reserve' or status = 'succeeded') order by at;

insert into ended_count (status, count)
select status, count(*) from generations where status in ('succeeded', 'failed', 'canceled') group by status;
update credit_account a set reserved = open.n
from (select workspace_id, sum(daily - settled - released) as n from reservation group by 1 having sum(daily - settled - released) > 0) as open
where open.workspace_id = a.workspace_id;
