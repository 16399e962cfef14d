import { readFileSync } from "node:fs";
import { z } from "zod";
import { FairleadError } from "#shared/contract/errors.ts";
import { type CloudPlace, cloudPlace, cloudText } from "./cloud-place.ts";

/**
 * What a build says of itself, in `fairlead` of its package.json: `npm run package -- --entitlements cloud --cloud URL`
 * writes it into an operator's build, where it is sealed with the rest of the program.
 */
export type Build =
  /** The terminal itself is unlocked; plans govern only what the cloud does. */
  | { readonly entitlements: "local" }
  /** The bridge enforces the plans of this cloud. */
  | { readonly entitlements: "cloud"; readonly cloud: string };

export const LOCAL_BUILD: Build = { entitlements: "local" };

const Said = z.object({
  fairlead: z
    .object({ entitlements: z.enum(["local", "cloud"]).default("local"), cloud: z.string().max(500).optional() })
    .optional(),
});

/** @throws FairleadError OPTION_INVALID for a build that enforces plans and does not say whose: it never falls back to none. */
export function buildOf(packageJson: string): Build {
  const read = Said.safeParse(JSON.parse(packageJson));
  if (!read.success)
    throw new FairleadError(
      "OPTION_INVALID",
      "This build says entitlements: local or cloud of itself, and nothing else.",
    );
  const { fairlead } = read.data;
  if (fairlead === undefined || fairlead.entitlements === "local") return LOCAL_BUILD;
  const place = fairlead.cloud === undefined ? undefined : cloudPlace(fairlead.cloud);
  if (place?.kind !== "url")
    throw new FairleadError("OPTION_INVALID", "This build says entitlements: cloud, and names no address of a cloud.");
  return { entitlements: "cloud", cloud: place.url };
}

/** The build that this program is. */
export function thisBuild(): Build {
  return buildOf(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
}

/**
 * The cloud that this start works with. A build that enforces a cloud's plans asks that one, or none: another cloud's word
 * on what is allowed is not asked for.
 * @param given `--cloud`; undefined = not given. @throws FairleadError OPTION_INVALID.
 */
export function cloudOf(build: Build, given: string | undefined): CloudPlace {
  if (build.entitlements === "local") return cloudPlace(given);
  const own = cloudPlace(build.cloud);
  if (given === undefined) return own;
  const place = cloudPlace(given);
  if (place.kind === "off" || cloudText(place) === cloudText(own)) return place;
  throw new FairleadError("OPTION_INVALID", `This build belongs to ${build.cloud}: --cloud takes that, or off.`);
}
