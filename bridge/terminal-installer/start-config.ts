const SYMBOL = /^[\w.#+\-&]{1,31}$/;

/**
 * The ini with which a terminal is started once (`terminal64.exe /config:FILE`): it puts the EA on a chart and lets it use
 * its library. No login and no password: the terminal uses the account it was last logged in to.
 * @throws RangeError for a symbol that MetaTrader could not have
 */
export function startConfig(symbol: string): string {
  if (!SYMBOL.test(symbol)) throw new RangeError(`${JSON.stringify(symbol)} is no symbol`);
  return [
    "[Experts]",
    "AllowLiveTrading=1",
    "AllowDllImport=1",
    "Enabled=1",
    "Account=0",
    "Profile=0",
    "[StartUp]",
    "Expert=Fairlead\\Fairlead",
    `Symbol=${symbol}`,
    "Period=M1",
    "",
  ].join("\r\n");
}
