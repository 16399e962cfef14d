import { useEffect } from "react";

/** F9 opens the ticket, or closes it: from anywhere but a dialog, as in MT5. It never sends anything. */
export function useTicketKey(open: boolean, showTicket: (open: boolean) => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.key !== "F9" || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      if (document.querySelector("[role=dialog]") !== null) return;
      event.preventDefault();
      showTicket(!open);
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [open, showTicket]);
}
