-- Outgoing webhooks: where an organisation wants to be told, and what waits to be told there. A delivery is written by a
-- trigger in the transaction of what it tells, so neither happens without the other.
create schema webhooks;
grant usage on schema webhooks to fl_app, fl_auth, fl_admin, fl_jobs;

create table webhooks.endpoints (
  tenant_id uuid not null references tenancy.organisations on delete cascade,
  webhook_id uuid not null,
  created_by uuid not null,
  url text not null,
  description text not null,
  events text[] not null,
  -- Signs what is sent there; shown once.
  sealed_secret text not null,
  is_active boolean not null default true,
  -- Why the cloud itself stopped telling it: gone (it answered 410), failing (for five days).
  stopped_why text check (stopped_why in ('gone', 'failing')),
  failing_since timestamptz,
  -- One delivery at a time: whoever works for it has it until then.
  busy_until timestamptz,
  -- What was not kept for it because too much was waiting already.
  missed bigint not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, webhook_id)
);
create table webhooks.deliveries (
  tenant_id uuid not null,
  delivery_id uuid not null,
  webhook_id uuid not null,
  event text not null,
  at timestamptz not null,
  body jsonb not null,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'failed')),
  attempts integer not null default 0,
  next_attempt_at timestamptz not null,
  last_attempt_at timestamptz,
  -- The answer's status; of its text nothing is kept.
  last_status integer,
  last_fault text,
  created_at timestamptz not null default date_trunc('milliseconds', clock_timestamp()),
  primary key (tenant_id, delivery_id),
  foreign key (tenant_id, webhook_id) references webhooks.endpoints on delete cascade
);
create index on webhooks.deliveries (tenant_id, webhook_id, created_at);
create index on webhooks.deliveries (next_attempt_at) where state = 'waiting';
create index on webhooks.deliveries (tenant_id, webhook_id, next_attempt_at) where state = 'waiting';
create index on webhooks.deliveries (created_at);
call app.protect('webhooks.endpoints', 'tenant_id', 'app.tenant()');
call app.protect('webhooks.deliveries', 'tenant_id', 'app.tenant()');
do $$ declare login name; begin
  foreach login in array array['fl_auth', 'fl_admin', 'fl_jobs']::name[] loop
    call app.admit('webhooks.endpoints', login);
    call app.admit('webhooks.deliveries', login);
  end loop;
end $$;
grant select, insert, update, delete on webhooks.endpoints to fl_app;
grant select, insert on webhooks.deliveries to fl_app;
grant select, update (missed) on webhooks.endpoints to fl_auth, fl_admin;
grant select, insert on webhooks.deliveries to fl_auth, fl_admin;
grant select, update on webhooks.endpoints to fl_jobs;
grant select, insert, update, delete on webhooks.deliveries to fl_jobs;

-- Lines one delivery up for each endpoint that wants it. A full line takes no more, and says how much it did not take.
create function webhooks.tell(tenant uuid, what text, happened timestamptz, told jsonb) returns void language plpgsql as $$
declare e record;
begin
  for e in select w.webhook_id from webhooks.endpoints w
    where w.tenant_id = tenant and w.is_active and what = any (w.events) order by w.webhook_id
  loop
    if (select count(*) from (select 1 from webhooks.deliveries d
        where d.tenant_id = tenant and d.webhook_id = e.webhook_id and d.state = 'waiting' limit 1000) line) < 1000 then
      insert into webhooks.deliveries (tenant_id, delivery_id, webhook_id, event, at, body, next_attempt_at)
        values (tenant, gen_random_uuid(), e.webhook_id, what, happened, told, happened);
    else
      update webhooks.endpoints w set missed = w.missed + 1 where w.tenant_id = tenant and w.webhook_id = e.webhook_id;
    end if;
  end loop;
end $$;

create function webhooks.tell_feed() returns trigger language plpgsql as $$
begin
  perform webhooks.tell(new.tenant_id, case new.kind
    when 'signal' then 'signal.received' when 'account' then coalesce(new.body ->> 'action', 'account.changed')
    when 'entitlements' then 'plan.changed' when 'subscription' then 'plan.changed' else new.kind end, new.at, new.body);
  return null;
end $$;
create trigger tell_webhooks after insert on feed.items for each row execute function webhooks.tell_feed();

-- For tenants that have an endpoint at all; the others pay one look a statement.
create function webhooks.tell_trades() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from webhooks.endpoints w where w.tenant_id in (select tenant_id from fresh) and w.is_active)
    then return null; end if;
  perform webhooks.tell(t.tenant_id, 'trade.closed', now(), to_jsonb(t) || jsonb_build_object('profit_loss', t.profit_loss::text))
    from (select * from fresh order by close_time, trade_id) t;
  return null;
end $$;
create trigger tell_webhooks after insert on trading.trades
  referencing new table as fresh for each statement execute function webhooks.tell_trades();

create function webhooks.tell_sessions() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from webhooks.endpoints w where w.tenant_id in (select tenant_id from fresh) and w.is_active)
    then return null; end if;
  perform webhooks.tell(s.tenant_id, 'session.changed', s.updated_at, s.body) from fresh s;
  return null;
end $$;
create trigger tell_webhooks after insert on trading.sessions
  referencing new table as fresh for each statement execute function webhooks.tell_sessions();
create trigger tell_webhooks_again after update on trading.sessions
  referencing new table as fresh for each statement execute function webhooks.tell_sessions();
revoke execute on function webhooks.tell, webhooks.tell_feed, webhooks.tell_trades, webhooks.tell_sessions from public;
grant execute on function webhooks.tell to fl_app, fl_auth, fl_admin, fl_jobs;
