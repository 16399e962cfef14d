-- What the organisation's sessions and trades are, as its desktops told: read models of the durable lane, written in the
-- transaction of the event itself. And signals, which go the other way.
create schema trading;
grant usage on schema trading to fl_app, fl_jobs;

create table trading.sessions (
  tenant_id uuid not null references tenancy.organisations on delete cascade,
  session_id uuid not null,
  revision bigint not null,
  broker_server text not null,
  login bigint not null,
  state text not null,
  removed boolean not null,
  body jsonb not null,
  updated_at timestamptz not null,
  primary key (tenant_id, session_id)
);
call app.protect('trading.sessions', 'tenant_id', 'app.tenant()');
grant select, insert, update on trading.sessions to fl_app;

create table trading.trades (
  tenant_id uuid not null references tenancy.organisations on delete cascade,
  trade_id uuid not null,
  session_id uuid,
  broker_server text not null,
  login bigint not null,
  asset text not null,
  direction text not null check (direction in ('buy', 'sell')),
  amount double precision not null,
  duration_s bigint,
  gale_sequence integer not null,
  result text not null check (result in ('win', 'loss', 'breakeven')),
  profit_loss bigint not null,
  currency text not null,
  digits smallint not null,
  open_time timestamptz,
  close_time timestamptz not null,
  signal_source text,
  primary key (tenant_id, trade_id)
);
create index on trading.trades (tenant_id, close_time desc, trade_id desc);
create index on trading.trades (tenant_id, session_id, close_time) where session_id is not null;
call app.protect('trading.trades', 'tenant_id', 'app.tenant()');
grant select, insert on trading.trades to fl_app;

create table trading.signals (
  tenant_id uuid not null references tenancy.organisations on delete cascade,
  signal_id uuid not null,
  -- Of source, strategy, symbol, timeframe, time of the bar and side: the same advice twice is one signal.
  fingerprint bytea not null,
  source text not null,
  type text not null check (type in ('buy', 'sell', 'info')),
  symbol text not null,
  mode text not null check (mode in ('paper', 'live')),
  payload text not null,
  emitted_at timestamptz not null,
  valid_until timestamptz not null,
  received_at timestamptz not null,
  primary key (tenant_id, signal_id),
  unique (tenant_id, fingerprint)
);
call app.protect('trading.signals', 'tenant_id', 'app.tenant()');
call app.admit('trading.signals', 'fl_jobs');
grant select, insert on trading.signals to fl_app;
grant select, delete on trading.signals to fl_jobs;

-- Which sources the organisation's desktops are sent; no row = none.
create table trading.subscriptions (
  tenant_id uuid not null references tenancy.organisations on delete cascade,
  source text not null,
  created_at timestamptz not null,
  primary key (tenant_id, source)
);
call app.protect('trading.subscriptions', 'tenant_id', 'app.tenant()');
grant select, insert, delete on trading.subscriptions to fl_app;
