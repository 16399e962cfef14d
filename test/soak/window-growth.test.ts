import { expect, test } from "vitest";
import { soakGrowth } from "../bench/support/window-growth.ts";
import { BENCH_ROWS, benchWindow } from "../bench/support/window-load.ts";

const HALF_AN_HOUR_S = 1_800;

test("half an hour of 200 quotes a second over 40 rows and four charts lets the window grow by less than 20 MB", {
  timeout: (HALF_AN_HOUR_S + 300) * 1_000,
}, async () => {
  const window = await benchWindow({ instruments: BENCH_ROWS });
  try {
    const { grownMb } = await soakGrowth(window, HALF_AN_HOUR_S);
    expect(grownMb).toBeLessThan(20);
  } finally {
    await window.close();
  }
});
