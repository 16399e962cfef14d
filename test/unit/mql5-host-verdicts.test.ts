import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkMql } from "#test/mql5-host/harness.ts";
import { ACCEPTED, PRELUDE, REJECTED, type Verdict } from "../fixtures/mql5-host/verdicts.ts";
import { ACCEPTED_IDIOMS, REJECTED_IDIOMS } from "../fixtures/mql5-host/verdicts-public.ts";

const refused = [...REJECTED, ...REJECTED_IDIOMS];
const accepted = [...ACCEPTED, ...ACCEPTED_IDIOMS];
const dir = fs.mkdtempSync(path.join(os.tmpdir(), "mql5-verdicts-"));
const found = new Map<Verdict, readonly { message: string }[]>();

/** Two compilers at a time, the machine's cores. */
beforeAll(async () => {
  const queue = [...refused, ...accepted].map((verdict, i) => ({ verdict, source: path.join(dir, `s${i}.mq5`) }));
  const work = async (): Promise<void> => {
    for (let job = queue.pop(); job; job = queue.pop()) {
      fs.writeFileSync(job.source, `${PRELUDE}${job.verdict.code}\n`);
      found.set(job.verdict, await checkMql({ source: job.source, link: job.verdict.promise.includes("body") }));
    }
  };
  await Promise.all([work(), work()]);
}, 240_000);
afterAll(() => fs.rmSync(dir, { recursive: true, force: true }));

describe("the host refuses what MetaEditor would refuse", () => {
  test.each(refused)("$promise", (verdict) => {
    const messages =
      found
        .get(verdict)
        ?.map((f) => f.message)
        .join("\n") ?? "";
    expect(messages).toMatch(verdict.because ?? /never/);
  });
});

describe("the host takes MQL5 that is not C++", () => {
  test.each(accepted)("$promise", (verdict) => {
    expect(found.get(verdict)).toEqual([]);
  });
});
