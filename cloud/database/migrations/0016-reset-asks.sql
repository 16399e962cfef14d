-- Asking for a new password leaves the same row and the same letter's worth of work behind for every address, known or not:
-- neither the answer nor its time tells who has an account. `user_id` null: nobody has that address, and no code opens it.
create table identity.reset_asks (
  email_key text primary key,
  user_id uuid references identity.users on delete cascade,
  code_mac bytea not null,
  kid text not null,
  attempts integer not null default 0,
  requested_at timestamptz not null,
  expires_at timestamptz not null
);
create index on identity.reset_asks (expires_at);
create index on identity.reset_asks (user_id);
alter table identity.reset_asks enable row level security;
alter table identity.reset_asks force row level security;
call app.admit('identity.reset_asks', 'fl_auth');
call app.admit('identity.reset_asks', 'fl_jobs');
grant select, insert, update, delete on identity.reset_asks to fl_auth;
grant select, delete on identity.reset_asks to fl_jobs;
-- Codes of the old kind lived for a quarter of an hour.
drop table identity.resets;
