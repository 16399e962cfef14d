import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { killTradeServer, magicsOf } from "../fixtures/trade-server-kills.ts";

const KILLS = 120;

test("120 times: a trade server that is killed at any point of an order's way comes back with all it had acknowledged, and with nothing it had not kept", async () => {
  const folder = mkdtempSync(join(tmpdir(), "fairlead-kills-"));
  try {
    const { wrong, refused, expected, ledger } = await killTradeServer(folder, KILLS);
    expect({ wrong, refused }).toEqual({ wrong: [], refused: 0 });
    expect(magicsOf(ledger)).toEqual(expected);
    expect(new Set(ledger.deals.map(({ ticket }) => ticket)).size).toBe(ledger.deals.length);
    expect(ledger.positions).toHaveLength(expected.length);
    expect(ledger.account["ACCOUNT_BALANCE"]).toBe(10_000);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 1_200_000);
