/** The parts of `sessionStorage` that are used: it outlives the page's process, and belongs to this window alone. */
type Session = Pick<Storage, "getItem" | "setItem" | "removeItem">;
type Leaving = Pick<Window, "addEventListener">;

const KEY = "fairlead.open";

/**
 * Whether the page that was in this window before ended without a word: its process died. Asked once, when the window
 * begins; from then on this page leaves word when it goes.
 */
export function endedBadly(session: Session, leaving: Leaving): boolean {
  const before = session.getItem(KEY) !== null;
  session.setItem(KEY, "1");
  leaving.addEventListener("pagehide", () => session.removeItem(KEY));
  leaving.addEventListener("pageshow", () => session.setItem(KEY, "1"));
  return before;
}
