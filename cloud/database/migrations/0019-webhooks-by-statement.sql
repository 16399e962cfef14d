-- Webhooks' lines are counted once a statement and endpoint, no longer once a fact: a frame of 500 trades of one organisation
-- with ten full lines took a second of the transaction that it shares with other organisations' frames. And an endpoint that is
-- being removed is waited for and passed over: a delivery to one that was gone by the end failed that whole transaction.
create function webhooks.tell_many(tenant uuid, what text, happened timestamptz[], told jsonb[]) returns void language plpgsql as $$
declare e record; room integer;
begin
  for e in select w.webhook_id from webhooks.endpoints w
    where w.tenant_id = tenant and w.is_active and what = any (w.events) order by w.webhook_id for key share
  loop
    select 1000 - count(*) into room from (select 1 from webhooks.deliveries d
      where d.tenant_id = tenant and d.webhook_id = e.webhook_id and d.state = 'waiting' limit 1000) line;
    insert into webhooks.deliveries (tenant_id, delivery_id, webhook_id, event, at, body, next_attempt_at)
      select tenant, gen_random_uuid(), e.webhook_id, what, f.at, f.body, f.at
      from unnest(happened, told) with ordinality as f (at, body, place) where f.place <= room order by f.place;
    if cardinality(told) > room then
      update webhooks.endpoints w set missed = w.missed + cardinality(told) - room
        where w.tenant_id = tenant and w.webhook_id = e.webhook_id;
    end if;
  end loop;
end $$;

create or replace function webhooks.tell(tenant uuid, what text, happened timestamptz, told jsonb) returns void language sql as $$
  select webhooks.tell_many(tenant, what, array[happened], array[told]);
$$;

create or replace function webhooks.tell_trades() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from webhooks.endpoints w where w.tenant_id in (select tenant_id from fresh) and w.is_active)
    then return null; end if;
  perform webhooks.tell_many(t.tenant_id, 'trade.closed', array_agg(now()),
      array_agg(to_jsonb(t) || jsonb_build_object('profit_loss', t.profit_loss::text) order by t.close_time, t.trade_id))
    from fresh t group by t.tenant_id;
  return null;
end $$;

create or replace function webhooks.tell_sessions() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from webhooks.endpoints w where w.tenant_id in (select tenant_id from fresh) and w.is_active)
    then return null; end if;
  perform webhooks.tell_many(s.tenant_id, 'session.changed', array_agg(s.updated_at order by s.session_id),
      array_agg(s.body order by s.session_id))
    from fresh s group by s.tenant_id;
  return null;
end $$;
revoke execute on function webhooks.tell_many from public;
grant execute on function webhooks.tell_many to fl_app, fl_auth, fl_admin, fl_jobs;
