/** How Node runs the bridge, so that it keeps little more memory than it uses. */

/** Most MB of each half of the room for new objects: what the bridge makes is short-lived, or a column outside the heap. */
export const LEAN_FLAGS = ["--max-semi-space-size=2"];

/**
 * glibc raises the size from which memory goes straight back to the system to that of the largest piece that was freed:
 * after a read of a day's ticks its columns would stay in the holes of every thread's heap. Nothing elsewhere.
 * @type {Readonly<Record<string, string>>}
 */
export const LEAN_ENV = process.platform === "linux" ? { MALLOC_MMAP_THRESHOLD_: "65536" } : {};
