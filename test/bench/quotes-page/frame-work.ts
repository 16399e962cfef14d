/** What the bench reads: ms of main-thread work of each frame, and the ms between the frames' starts. */
export interface FrameWork {
  readonly work: readonly number[];
  readonly between: readonly number[];
}

/**
 * Measures main-thread work per frame, from the frame's first callback to after its paint. The first callback of a
 * frame registers itself for the next one at once, so it stays the first; the message that it posts is a task of its
 * own, which cannot run before callbacks, style, layout and paint of this frame are done. Tasks that slip in between
 * are counted, too: the figure errs against us.
 */
export function measureFrames(forMs: number): Promise<FrameWork> {
  return new Promise((resolve) => {
    const work: number[] = [];
    const between: number[] = [];
    const afterPaint = new MessageChannel();
    const until = performance.now() + forMs;
    let started = 0;
    let before: number | undefined;
    afterPaint.port1.addEventListener("message", () => work.push(performance.now() - started));
    afterPaint.port1.start();
    const frame = (stamp: number): void => {
      started = performance.now();
      if (started > until) return resolve({ work, between });
      requestAnimationFrame(frame);
      afterPaint.port2.postMessage(0);
      if (before !== undefined) between.push(stamp - before);
      before = stamp;
    };
    requestAnimationFrame(frame);
  });
}
