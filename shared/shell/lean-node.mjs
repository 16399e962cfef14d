/** How Node runs the bridge, so that it keeps little more memory than it uses: under `npm start` and in the desktop app. */

export const LEAN_FLAGS = [
  // Most MB of each half of the room for new objects: what the bridge makes is short-lived, or a column outside the heap.
  "--max-semi-space-size=2",
  // So little is looked through faster by one thread than by five, of which any may have lost its processor in the middle:
  // on a busy machine a third less time in all, and the longest pauses a third as long.
  "--no-parallel-scavenge",
  // V8 lets a heap of 25 MB grow to two or three times that before it looks through it, in every thread.
  "--heap-growing-percent=40",
];

/**
 * glibc raises the size from which memory goes straight back to the system to that of the largest piece that was freed:
 * after a read of a day's ticks its columns would stay in the holes of every thread's heap. From 16 KB on that goes for the
 * parts of an export and for what V8's compilers work in, too: 10 to 15 MB less in those heaps than from 64 KB on. And it
 * gives each thread such a heap of its own; two are enough. Nothing elsewhere.
 * @param {string} platform as in `process.platform`
 * @returns {Record<string, string>}
 */
export const leanEnvironment = (platform) =>
  platform === "linux" ? { MALLOC_MMAP_THRESHOLD_: "16384", MALLOC_ARENA_MAX: "2" } : {};
