-- The durable lane, with one statement less a frame. Nearly every frame goes on where the one before it ended: moving its
-- stream's mark from there finds that out, and locks the row. Only what is repeated, overlaps, leaves a hole or comes from
-- another life is looked at first. Arguments and answers are those of 0010.
-- One rule is new. What is below the mark is only skipped when it is here: two copies of one profile at work at once number
-- different facts alike, and the second would be told that its own were kept. Such a stream begins a new epoch.
create or replace function ingest.take_many(frames jsonb, now_at timestamptz)
returns table (ord integer, outcome text, hwm bigint) language plpgsql as $$
declare
  s ingest.streams; f jsonb; i integer := 0; t uuid; stream uuid; who uuid; ep integer; first bigint; mark bigint; had bigint;
begin
  for f in select * from jsonb_array_elements(frames) loop
    t := f ->> 't'; who := f ->> 'member'; stream := f ->> 'stream'; ep := f ->> 'epoch'; first := f ->> 'first';
    mark := first + (f ->> 'count')::bigint - 1; had := first - 1; ord := i; i := i + 1;
    perform set_config('app.tenant_id', t::text, true), set_config('app.user_id', who::text, true);
    update ingest.streams x set hwm = mark, updated_at = now_at
      where x.tenant_id = t and x.stream_id = stream and x.epoch = ep and x.user_id = who and x.hwm = had;
    if not found then
      select * into s from ingest.streams x where x.tenant_id = t and x.stream_id = stream for update;
      if not found or s.epoch <> ep or s.user_id <> who then outcome := 'rehello'; hwm := 0; return next; continue; end if;
      if first > s.hwm + 1 then outcome := 'gap'; hwm := s.hwm; return next; continue; end if;
      if exists (
        select from jsonb_to_recordset(f -> 'events') as e (seq bigint, key text)
        where e.seq <= s.hwm and not exists (
          select from ingest.events x where x.tenant_id = t and x.natural_key = e.key)
      ) then
        update ingest.streams x set epoch = s.epoch + 1, hwm = 0, updated_at = now_at
          where x.tenant_id = t and x.stream_id = stream;
        outcome := 'rehello'; hwm := 0; return next; continue;
      end if;
      if mark <= s.hwm then outcome := 'ok'; hwm := s.hwm; return next; continue; end if;
      had := s.hwm;
      update ingest.streams x set hwm = mark, updated_at = now_at where x.tenant_id = t and x.stream_id = stream;
    end if;
    insert into ingest.events (tenant_id, stream_id, epoch, seq, kind, natural_key, at, received_at, body)
      select t, stream, ep, e.seq, e.kind, e.key, to_timestamp(e.at / 1000.0), now_at, e.body
      from jsonb_to_recordset(f -> 'events') as e (seq bigint, kind text, key text, at double precision, body jsonb)
      where e.seq > had
      on conflict do nothing;
    if f ? 'put_aside' then
      insert into ingest.quarantine (tenant_id, stream_id, epoch, seq, why, received_at, raw)
        select t, stream, ep, e.seq, e.why, now_at, e.raw
        from jsonb_to_recordset(f -> 'put_aside') as e (seq bigint, why text, raw text)
        where e.seq > had
        on conflict do nothing;
    end if;
    if f ? 'trades' then perform ingest.project(t, f, now_at); end if;
    outcome := 'ok'; hwm := mark; return next;
  end loop;
end $$;
