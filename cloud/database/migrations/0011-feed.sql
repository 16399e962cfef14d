-- The way down: what changed, in one order a tenant, for desktops that keep a cursor. Written in the transaction of the
-- change itself; who is told live is told by a hint, and reads here.
create schema feed;
grant usage on schema feed to fl_app, fl_auth, fl_admin, fl_jobs;

create table feed.heads (
  tenant_id uuid primary key references tenancy.organisations on delete cascade,
  seq bigint not null
);
create table feed.items (
  tenant_id uuid not null references tenancy.organisations on delete cascade,
  seq bigint not null,
  kind text not null,
  at timestamptz not null,
  body jsonb not null,
  primary key (tenant_id, seq)
);
create index on feed.items (at);
call app.protect('feed.heads', 'tenant_id', 'app.tenant()');
call app.protect('feed.items', 'tenant_id', 'app.tenant()');
do $$ declare login name; begin
  foreach login in array array['fl_auth', 'fl_admin', 'fl_jobs']::name[] loop
    call app.admit('feed.heads', login);
    call app.admit('feed.items', login);
  end loop;
end $$;
grant select, insert, update on feed.heads to fl_app, fl_auth, fl_admin, fl_jobs;
grant select, insert on feed.items to fl_app, fl_auth, fl_admin, fl_jobs;
grant delete on feed.items to fl_jobs;

create function feed.append(tenant uuid, item_kind text, item_at timestamptz, item_body jsonb) returns bigint language plpgsql as $$
declare mine bigint;
begin
  insert into feed.heads values (tenant, 1) on conflict (tenant_id) do update set seq = feed.heads.seq + 1 returning seq into mine;
  insert into feed.items values (tenant, mine, item_kind, item_at, item_body);
  return mine;
end $$;
revoke execute on function feed.append from public;
grant execute on function feed.append to fl_app, fl_auth, fl_admin, fl_jobs;

-- The two lanes that may lose something: what an account's terminal said last is in accounts.accounts, ticks and bars here.
alter table accounts.accounts add column link_state text check (link_state in ('live', 'stale', 'lost')),
  add column last_equity bigint, add column link_device_id uuid;
create table ingest.blobs (
  tenant_id uuid not null references tenancy.organisations on delete cascade,
  broker_server text not null,
  symbol text not null,
  series text not null,
  from_ms bigint not null,
  to_ms bigint not null,
  count integer not null,
  codec text not null,
  crc32 bigint not null,
  -- null: shed under pressure; this row is the marker of the gap.
  data bytea,
  received_at timestamptz not null,
  primary key (tenant_id, broker_server, symbol, series, from_ms, to_ms)
);
create index on ingest.blobs (received_at);
call app.protect('ingest.blobs', 'tenant_id', 'app.tenant()');
call app.admit('ingest.blobs', 'fl_jobs');
grant select, insert, update on ingest.blobs to fl_app;
grant select, delete on ingest.blobs to fl_jobs;
