-- What desktops send up: streams, their events, and events that could not be read. The high-water mark moves in the
-- transaction of the events themselves; there is no other memory of what was seen.
create schema ingest;
grant usage on schema ingest to fl_app, fl_jobs;

create table ingest.streams (
  tenant_id uuid not null references tenancy.organisations on delete cascade,
  stream_id uuid not null,
  user_id uuid not null,
  device_id uuid not null,
  epoch integer not null check (epoch >= 1),
  hwm bigint not null check (hwm >= 0),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, stream_id)
);
call app.protect('ingest.streams', 'tenant_id', 'app.tenant()');
grant select, insert, update on ingest.streams to fl_app;

create table ingest.events (
  tenant_id uuid not null,
  stream_id uuid not null,
  epoch integer not null,
  seq bigint not null,
  kind text not null,
  -- What the event tells about: a second desktop that saw the same tells nothing new.
  natural_key text not null,
  at timestamptz not null,
  received_at timestamptz not null,
  body jsonb not null,
  primary key (tenant_id, stream_id, epoch, seq),
  foreign key (tenant_id, stream_id) references ingest.streams on delete cascade
);
create unique index on ingest.events (tenant_id, natural_key);
create index on ingest.events (tenant_id, kind, at desc);
call app.protect('ingest.events', 'tenant_id', 'app.tenant()');
grant select, insert on ingest.events to fl_app;

create table ingest.quarantine (
  tenant_id uuid not null,
  stream_id uuid not null,
  epoch integer not null,
  seq bigint not null,
  why text not null,
  received_at timestamptz not null,
  -- As it came, in base64: it may hold what text cannot.
  raw text not null,
  primary key (tenant_id, stream_id, epoch, seq),
  foreign key (tenant_id, stream_id) references ingest.streams on delete cascade
);
call app.protect('ingest.quarantine', 'tenant_id', 'app.tenant()');
grant select, insert on ingest.quarantine to fl_app;

-- Finds or makes a stream, and settles where it goes on. A desktop that has less than we hold was restored from an old
-- backup: it begins a new epoch, and natural keys keep facts single. One that no longer keeps what we lack does as well.
create function ingest.greet(stream uuid, member uuid, device uuid, ep integer, first bigint, last bigint, now_at timestamptz)
returns table (epoch integer, hwm bigint) language plpgsql as $$
declare s ingest.streams; fresh integer;
begin
  insert into ingest.streams values ((select app.tenant()), stream, member, device, ep, 0, now_at, now_at)
    on conflict do nothing;
  select * into s from ingest.streams i where i.tenant_id = (select app.tenant()) and i.stream_id = stream for update;
  fresh := case when ep > s.epoch then ep
    when ep < s.epoch or s.hwm > last or (last > 0 and first > s.hwm + 1) then greatest(ep, s.epoch) + 1
    else s.epoch end;
  update ingest.streams i set epoch = fresh, hwm = case when fresh = s.epoch then s.hwm else 0 end,
      user_id = member, device_id = device, updated_at = now_at
    where i.tenant_id = s.tenant_id and i.stream_id = stream;
  return query select i.epoch, i.hwm from ingest.streams i where i.tenant_id = s.tenant_id and i.stream_id = stream;
end $$;

-- Takes a frame: skips what is below the mark, refuses a hole, writes the rest and moves the mark, all or nothing.
-- events: [{seq, kind, key, at, body}] or [{seq, why, raw}] for what could not be read.
create function ingest.take(t uuid, stream uuid, member uuid, ep integer, first bigint, count integer, events jsonb, now_at timestamptz)
returns table (outcome text, hwm bigint) language plpgsql as $$
declare s ingest.streams;
begin
  -- For this statement's transaction: one round trip instead of four.
  perform set_config('app.tenant_id', t::text, true), set_config('app.user_id', member::text, true);
  select * into s from ingest.streams i where i.tenant_id = t and i.stream_id = stream for update;
  if not found or s.epoch <> ep or s.user_id <> member then return query select 'rehello', 0::bigint; return; end if;
  if first > s.hwm + 1 then return query select 'gap', s.hwm; return; end if;
  insert into ingest.events (tenant_id, stream_id, epoch, seq, kind, natural_key, at, received_at, body)
    select t, stream, ep, e.seq, e.kind, e.key, to_timestamp(e.at / 1000.0), now_at, e.body
    from jsonb_to_recordset(events) as e (seq bigint, kind text, key text, at double precision, body jsonb, why text)
    where e.seq > s.hwm and e.why is null
    on conflict do nothing;
  insert into ingest.quarantine (tenant_id, stream_id, epoch, seq, why, received_at, raw)
    select t, stream, ep, e.seq, e.why, now_at, e.raw
    from jsonb_to_recordset(events) as e (seq bigint, why text, raw text)
    where e.seq > s.hwm and e.why is not null
    on conflict do nothing;
  update ingest.streams i set hwm = greatest(s.hwm, first + count - 1), updated_at = now_at
    where i.tenant_id = t and i.stream_id = stream;
  return query select 'ok', greatest(s.hwm, first + count - 1);
end $$;
revoke execute on function ingest.greet, ingest.take from public;
grant execute on function ingest.greet, ingest.take to fl_app;
