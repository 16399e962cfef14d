/** Where the active row goes on a key; undefined when the key is not ours. */
export function nextRow(key: string, active: number, rows: number, page: number): number | undefined {
  if (rows === 0) return undefined;
  const to: Readonly<Record<string, number>> = {
    ArrowDown: active + 1,
    ArrowUp: active < 0 ? rows - 1 : active - 1,
    PageDown: active + page,
    PageUp: active - page,
    Home: 0,
    End: rows - 1,
  };
  const next = Object.hasOwn(to, key) ? to[key] : undefined;
  return next === undefined ? undefined : Math.min(rows - 1, Math.max(0, next));
}

/** Symbols whose name or description holds every word typed, in any case. */
export function matchesFilter(filter: string, symbol: string, description: string): boolean {
  const hay = `${symbol} ${description}`.toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => hay.includes(word));
}
