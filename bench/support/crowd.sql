-- Fills an empty, migrated database with {people} people and {waiting} waiting generations, as many for each;
-- the first people wait at the front. Foreign keys are not checked while filling.
set session_replication_role = replica;

create temp table people as
select no, gen_random_uuid() as person_id, gen_random_uuid() as workspace_id, gen_random_uuid() as session_id
from generate_series(1, {people}) as no;

insert into person (id, email, email_key, name, role, verified, created_at)
select person_id, no || '@example.com', no || '@example.com', 'Person ' || no, 'member', true, now() from people;
insert into workspace (id, name, plan, personal, personal_owner_id, created_at)
select workspace_id, 'Personal', 'free', true, person_id, now() from people;
insert into membership (workspace_id, person_id, role, notifications_seen_at, created_at)
select workspace_id, person_id, 'owner', now(), now() from people;
insert into credit_account (workspace_id, daily, bought, reserved, reset_at)
select workspace_id, 80, 0, 0, now() from people;
insert into sign_in_session (id, person_id, user_agent, created_at, last_seen_at, expires_at)
select session_id, person_id, 'bench', now(), now(), now() + interval '1 day' from people order by no;

insert into generation (id, workspace_id, person_id, type, purpose, status, progress, prompt, negative_prompt,
  style, aspect_ratio, count, seed, engine, model, request, price_each, credits_reserved, credits_used,
  attempts, turn, last_enqueued_at, created_at)
select gen_random_uuid(), workspace_id, person_id, 'image', 'result', 'queued', 0, 'by the sea', '', 'editorial', '4:5',
  1, 1, 'sketch', 'sketch', %(request)s::jsonb, 0, 0, 0, 0, turn, now(), now() + no * interval '1 millisecond'
from people, generate_series(1, {waiting} / {people}) as turn order by turn, no;
