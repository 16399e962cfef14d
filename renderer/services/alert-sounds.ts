/** Tones of a sound: frequency in Hz, when it begins and how long it rings, seconds. */
const SOUNDS: Readonly<Record<string, readonly (readonly [number, number, number])[]>> = {
  chime: [
    [880, 0, 0.5],
    [1_175, 0.16, 0.6],
  ],
  bell: [
    [660, 0, 1.1],
    [1_320, 0, 0.7],
    [1_980, 0, 0.4],
  ],
  knock: [
    [180, 0, 0.09],
    [180, 0.18, 0.09],
  ],
};
const LOUD = 0.22;
/** A browser that was never clicked does not start: it must not be waited for. */
const START_MS = 2_000;

/** Plays a sound. @throws Error when this window may not sound: browsers want to be clicked on once before. */
export async function playAlertSound(name: string): Promise<void> {
  const audio = new AudioContext();
  try {
    await Promise.race([audio.resume(), new Promise((resolve) => setTimeout(resolve, START_MS))]);
    if (audio.state !== "running") throw new Error("this window was not clicked on yet");
    let endsS = 0;
    for (const [hertz, atS, forS] of SOUNDS[name] ?? []) {
      const from = audio.currentTime + atS;
      const loudness = audio.createGain();
      loudness.gain.setValueAtTime(LOUD, from);
      loudness.gain.exponentialRampToValueAtTime(0.001, from + forS);
      const tone = audio.createOscillator();
      tone.frequency.value = hertz;
      tone.connect(loudness).connect(audio.destination);
      tone.start(from);
      tone.stop(from + forS);
      endsS = Math.max(endsS, atS + forS);
    }
    await new Promise((resolve) => setTimeout(resolve, endsS * 1_000));
  } finally {
    await audio.close();
  }
}
