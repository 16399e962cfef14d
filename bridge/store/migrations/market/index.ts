import type { Migration } from "../../migration.ts";
import { ticks } from "./001-ticks.ts";

/** market.db from nothing to today; append only. */
export const MARKET_MIGRATIONS: readonly Migration[] = [ticks];
