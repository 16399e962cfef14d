import { expect, test } from "vitest";
import { Context, Dealer } from "zeromq";
import { Admissions } from "#bridge/metatrader-connector/admissions.ts";
import { ZapHandler } from "#bridge/metatrader-connector/zap-handler.ts";

test("a handshake that is being judged while the link stops does not make stopping fail", async () => {
  const context = new Context();
  let stopped: Promise<void> | undefined;
  const zap = new ZapHandler(
    context,
    {
      verdict: () => {
        stopped = zap.close();
        return "unknownKey";
      },
    },
    new Admissions(1_000, () => 0),
  );
  await zap.bind();
  const refused: string[] = [];
  zap.start({ refused: (reason) => refused.push(reason) });
  const asking = new Dealer({ context, linger: 0 });
  asking.connect("inproc://zeromq.zap.01");
  await asking.send(["", "1.0", "1", "data", "127.0.0.1", "", "CURVE", Buffer.alloc(32, 7)]);
  await expect.poll(() => refused).toEqual(["unknownKey"]);
  await expect(stopped).resolves.toBeUndefined();
  asking.close();
});
