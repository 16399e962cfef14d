import { accounts } from "./accounts.ts";
import { alerts } from "./alerts.ts";
import { calendar } from "./calendar.ts";
import { charts } from "./charts.ts";
import { cloud } from "./cloud.ts";
import { data } from "./data.ts";
import { depth } from "./depth.ts";
import { events } from "./events.ts";
import { installer } from "./installer.ts";
import { journal } from "./journal.ts";
import { links } from "./links.ts";
import { market } from "./market.ts";
import { monitor } from "./monitor.ts";
import { replay } from "./replay.ts";
import { risk } from "./risk.ts";
import { secrets } from "./secrets.ts";
import { sessions, signals } from "./sessions.ts";
import { settings } from "./settings.ts";
import { system } from "./system.ts";
import { trading } from "./trading.ts";
import { workspaces } from "./workspaces.ts";

/** Everything a window may ask of the bridge. Read this first: it is the product's table of contents. */
export const contract = {
  system,
  accounts,
  links,
  installer,
  market,
  charts,
  monitor,
  depth,
  calendar,
  data,
  trading,
  risk,
  sessions,
  signals,
  journal,
  alerts,
  replay,
  settings,
  secrets,
  cloud,
  workspaces,
  events,
} as const;
export type FairleadContract = typeof contract;
