-- Postgres below 18 runs AFTER triggers as whoever ended the statement, not as the cascade's owner, who alone may delete
-- events. BEFORE triggers run inside the cascade, as the owner, in every version.
create or replace function ingest.forget_events() returns trigger language plpgsql as $$
begin
  delete from ingest.events e where e.tenant_id = old.tenant_id and e.stream_id = old.stream_id;
  return old;
end $$;
drop trigger forget_events on ingest.streams;
create trigger forget_events before delete on ingest.streams for each row execute function ingest.forget_events();
