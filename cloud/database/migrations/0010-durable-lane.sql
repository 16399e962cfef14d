-- The durable lane, many frames in one transaction. An event's stream is locked while it is written, so a foreign key
-- would only find again, row by row, what is held already: the stream's own end takes its events along instead.
alter table ingest.events drop constraint events_tenant_id_stream_id_fkey;
drop index ingest.events_tenant_id_kind_at_idx;

-- Run by the cascade of an organisation's end, which works as the owner of the tables: nobody can log in as it.
call app.admit('ingest.events', 'fl_owner');
create function ingest.forget_events() returns trigger language plpgsql as $$
begin
  delete from ingest.events e where e.tenant_id = old.tenant_id and e.stream_id = old.stream_id;
  return null;
end $$;
create trigger forget_events after delete on ingest.streams for each row execute function ingest.forget_events();

-- What the cloud reads of a frame itself, already judged: into the read models, in the same transaction.
create function ingest.project(t uuid, frame jsonb, now_at timestamptz) returns void language plpgsql as $$
begin
  insert into trading.trades
    select t, md5(t || '/' || e.server || '/' || e.login || '/' || e.ticket)::uuid, e.session_id, e.server, e.login, e.asset, e.direction,
      e.amount, e.duration_s, e.gale_sequence, e.result, e.profit_loss_minor, e.currency, e.digits,
      to_timestamp(e.open_ms / 1000.0), to_timestamp(e.close_ms / 1000.0), e.signal_source
    from jsonb_to_recordset(frame -> 'trades') as e (server text, login bigint, ticket text, session_id uuid, asset text,
      direction text, amount double precision, duration_s bigint, gale_sequence integer, result text,
      profit_loss_minor bigint, currency text, digits smallint, open_ms double precision, close_ms double precision,
      signal_source text)
    on conflict do nothing;
  insert into trading.sessions as s
    select distinct on (e.body ->> 'session_id') t, (e.body ->> 'session_id')::uuid, (e.body ->> 'revision')::bigint,
      e.body ->> 'server', (e.body ->> 'login')::bigint, e.body ->> 'state', (e.body ->> 'removed')::boolean, e.body, now_at
    from jsonb_array_elements(frame -> 'sessions') as e (body)
    order by e.body ->> 'session_id', (e.body ->> 'revision')::bigint desc
    on conflict (tenant_id, session_id) do update set revision = excluded.revision, state = excluded.state,
      removed = excluded.removed, body = excluded.body, updated_at = excluded.updated_at
      where excluded.revision > s.revision;
end $$;

-- Takes frames of any tenants, each as one tenant, all in one transaction: skips what is below a stream's mark, refuses a
-- hole, writes the rest and moves the mark. frames: [{t, member, stream, epoch, first, count, events, put_aside?, trades?,
-- sessions?}]. The caller never has one stream in two calls at once, and sorts by stream: calls never wait in a circle.
create function ingest.take_many(frames jsonb, now_at timestamptz)
returns table (ord integer, outcome text, hwm bigint) language plpgsql as $$
declare
  s ingest.streams; f jsonb; i integer := 0; t uuid; stream uuid; ep integer; first bigint; mark bigint;
begin
  for f in select * from jsonb_array_elements(frames) loop
    t := f ->> 't'; stream := f ->> 'stream'; ep := f ->> 'epoch'; first := f ->> 'first'; ord := i; i := i + 1;
    perform set_config('app.tenant_id', t::text, true), set_config('app.user_id', f ->> 'member', true);
    select * into s from ingest.streams x where x.tenant_id = t and x.stream_id = stream for update;
    if not found or s.epoch <> ep or s.user_id <> (f ->> 'member')::uuid then
      outcome := 'rehello'; hwm := 0; return next; continue;
    end if;
    if first > s.hwm + 1 then outcome := 'gap'; hwm := s.hwm; return next; continue; end if;
    mark := greatest(s.hwm, first + (f ->> 'count')::bigint - 1);
    if mark > s.hwm then
      insert into ingest.events (tenant_id, stream_id, epoch, seq, kind, natural_key, at, received_at, body)
        select t, stream, ep, e.seq, e.kind, e.key, to_timestamp(e.at / 1000.0), now_at, e.body
        from jsonb_to_recordset(f -> 'events') as e (seq bigint, kind text, key text, at double precision, body jsonb)
        where e.seq > s.hwm
        on conflict do nothing;
      if f ? 'put_aside' then
        insert into ingest.quarantine (tenant_id, stream_id, epoch, seq, why, received_at, raw)
          select t, stream, ep, e.seq, e.why, now_at, e.raw
          from jsonb_to_recordset(f -> 'put_aside') as e (seq bigint, why text, raw text)
          where e.seq > s.hwm
          on conflict do nothing;
      end if;
      if f ? 'trades' then perform ingest.project(t, f, now_at); end if;
      update ingest.streams x set hwm = mark, updated_at = now_at where x.tenant_id = t and x.stream_id = stream;
    end if;
    outcome := 'ok'; hwm := mark; return next;
  end loop;
end $$;
drop function ingest.take;
revoke execute on function ingest.project, ingest.take_many, ingest.forget_events from public;
grant execute on function ingest.project, ingest.take_many to fl_app;
