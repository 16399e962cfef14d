/** `SymbolTradeMode` or `longOnly` as a macro word: `SYMBOL_TRADE_MODE`, `LONG_ONLY`. */
export const macroWord = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1_$2")
    .toUpperCase();

/** Our structs and macros in MQL5 carry `Fl`, so that they never meet a name of the platform. */
export const structName = (name: string): string => `Fl${name.replace(/Record$/, "")}`;
