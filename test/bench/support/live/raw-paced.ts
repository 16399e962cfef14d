import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { curveKeyPair, Dealer, Router } from "zeromq";

/**
 * Ms from a frame's sending to its arrival, at the benchmark's pace (200 frames every 10 ms), in another process,
 * through CURVE, with nothing done: what the machine leaves at best.
 */
export async function rawPacedMs(forMs: number): Promise<number[]> {
  const keys = curveKeyPair();
  const router = new Router({ linger: 0, curveServer: true, curveSecretKey: keys.secretKey });
  await router.bind("tcp://127.0.0.1:*");
  const child = fork(fileURLToPath(import.meta.url), [router.lastEndpoint ?? "", keys.publicKey, String(forMs)]);
  const samples: number[] = [];
  for await (const [, frame] of router) {
    if (frame === undefined || frame.length < 8) break;
    samples.push(performance.timeOrigin + performance.now() - frame.readDoubleLE(0));
  }
  child.kill();
  router.close();
  return samples;
}

const [endpoint, key, forText] = process.argv.slice(2);
if (process.send !== undefined && endpoint !== undefined && key !== undefined) {
  const { publicKey, secretKey } = curveKeyPair();
  const dealer = new Dealer({ curveServerKey: key, curvePublicKey: publicKey, curveSecretKey: secretKey });
  dealer.connect(endpoint);
  const end = performance.now() + Number(forText);
  while (performance.now() < end) {
    for (let i = 0; i < 200; i++) {
      const frame = Buffer.alloc(76);
      frame.writeDoubleLE(performance.timeOrigin + performance.now());
      await dealer.send(frame);
    }
    await new Promise((resume) => setTimeout(resume, 10));
  }
  await dealer.send("");
}
