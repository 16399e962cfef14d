import type { Handler, Unit } from "./unit.ts";

interface EventGlue {
  readonly name: string;
  readonly field: string;
  readonly params: string;
  readonly args: string;
}

const EVENTS: readonly EventGlue[] = [
  { name: "OnDeinit", field: "deinit", params: "int r", args: "r" },
  { name: "OnTick", field: "tick", params: "", args: "" },
  { name: "OnTimer", field: "timer", params: "", args: "" },
  { name: "OnTrade", field: "trade", params: "", args: "" },
  { name: "OnBookEvent", field: "book", params: "const mql::string &s", args: "s" },
  {
    name: "OnTradeTransaction",
    field: "transaction",
    params: "const mql::MqlTradeTransaction &t,const mql::MqlTradeRequest &q,const mql::MqlTradeResult &r",
    args: "t,q,r",
  },
  {
    name: "OnChartEvent",
    field: "chart",
    params: "int id,const long &l,const double &d,const mql::string &s",
    args: "id,l,d,s",
  },
];

/** Events that the host never raises: a program that needs them stops by name when it starts. */
const NOT_MODELLED = ["OnCalculate"];

export interface ProgramInfo {
  readonly name: string;
  readonly isService: boolean;
}

/** The C++ text of a program: declarations first, deferred bodies last, then the table of its event handlers. */
export function emitProgram(u: Unit, body: string, info: ProgramInfo): string {
  const usings = [...u.usings].map((n) => `using mql::${n};`).join(" ");
  const parts = [
    '#include "mql5-host.hpp"',
    '#include "undefine.generated.hpp"',
    "namespace mql { namespace ea {",
    usings,
    u.forwards.join("\n"),
    u.hoistedEnums.join("\n"),
    u.prototypes.join("\n"),
    body,
    u.deferred.join(""),
    "}}",
    '#line 1 "event-table"',
    `int main(int argc,char **argv) { host::Handlers h; ${glue(u)}`,
    `  h.service=${info.isService}; return host::runProgram(argc,argv,h,"${info.name}"); }`,
  ];
  return `${parts.join("\n")}\n`;
}

function glue(u: Unit): string {
  const lines: string[] = [];
  for (const e of EVENTS)
    if (u.functions.has(e.name)) lines.push(`h.${e.field}=[](${e.params}){ mql::ea::${e.name}(${e.args}); };`);
  const init = u.functions.get("OnInit");
  if (init) lines.push(initGlue(init));
  if (u.functions.has("OnStart")) lines.push("h.start=[]{ mql::ea::OnStart(); };");
  if (u.functions.has("OnTester")) lines.push("h.tester=[]{ return (double)mql::ea::OnTester(); };");
  for (const name of NOT_MODELLED) if (u.functions.has(name)) lines.push(`h.missing="${name}";`);
  return lines.join("\n  ");
}

const initGlue = (h: Handler): string =>
  h.returns === "void" ? "h.init=[]{ mql::ea::OnInit(); return 0; };" : "h.init=[]{ return (int)mql::ea::OnInit(); };";

/** A platform header; `missing` functions have bodies that stop by name. */
export function emitPlatform(body: string): string {
  return `#pragma once\nnamespace mql {\n${body}\n}\n`;
}
