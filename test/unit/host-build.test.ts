import { expect, test } from "vitest";
import { buildOf, cloudOf, LOCAL_BUILD } from "#bridge/host/build.ts";
import { parseOptions } from "#bridge/host/options.ts";
import { FairleadError } from "#shared/contract/errors.ts";

const said = (fairlead: unknown) => JSON.stringify({ version: "1.0.0", fairlead });
const codeOf = (work: () => unknown): string => {
  try {
    return String(work());
  } catch (fault) {
    return fault instanceof FairleadError ? fault.code : String(fault);
  }
};

test("an ordinary build is unlocked, also one that says so, and one that says only whether it is signed", () => {
  for (const json of ["{}", said({ signed: false }), said({ entitlements: "local", cloud: "https://c.example" })])
    expect(buildOf(json)).toEqual(LOCAL_BUILD);
});

test("an operator's build enforces the plans of its own cloud, and no option makes it ask another", () => {
  const build = buildOf(said({ signed: true, entitlements: "cloud", cloud: "https://cloud.example/" }));
  expect(build).toEqual({ entitlements: "cloud", cloud: "https://cloud.example" });
  expect(cloudOf(build, undefined)).toEqual({ kind: "url", url: "https://cloud.example" });
  expect(cloudOf(build, "https://cloud.example")).toEqual({ kind: "url", url: "https://cloud.example" });
  // Without its cloud it is a signed-out one: the free plan, never an unlocked one.
  expect(parseOptions(["--cloud", "off"], "/", build)).toMatchObject({ cloud: { kind: "off" }, entitlements: "cloud" });
  for (const other of ["embedded", "embedded@http://127.0.0.1:9", "https://mine.example", "http://127.0.0.1:8000"])
    expect({ other, code: codeOf(() => cloudOf(build, other)) }).toEqual({ other, code: "OPTION_INVALID" });
});

test("a build that enforces plans and does not say whose does not start, rather than unlock itself", () => {
  for (const cloud of [undefined, "off", "embedded", "http://cloud.example", "nonsense"])
    expect({ cloud, code: codeOf(() => buildOf(said({ entitlements: "cloud", cloud }))) }).toEqual({
      cloud,
      code: "OPTION_INVALID",
    });
  expect(codeOf(() => buildOf(said({ entitlements: "none" })))).toBe("OPTION_INVALID");
});
