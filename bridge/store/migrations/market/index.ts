import type { Migration } from "../../migration.ts";
import { ticks } from "./001-ticks.ts";
import { runs } from "./002-runs.ts";
import { blocks } from "./003-blocks.ts";
import { barPages } from "./004-bar-pages.ts";
import { backfills } from "./005-backfills.ts";
import { books } from "./006-books.ts";
import { imports } from "./007-imports.ts";

/** market.db from nothing to today; append only. */
export const MARKET_MIGRATIONS: readonly Migration[] = [ticks, runs, blocks, barPages, backfills, books, imports];
