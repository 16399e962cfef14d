import { z } from "zod";

/** Where new versions come from. A build has one only when it is signed; the checks that this needs are its own. */
export interface UpdatePort {
  /** The version that could be had; undefined: none that is newer. */
  check(): Promise<string | undefined>;
  /** Fetches it and checks its signature. @throws Error when that does not hold */
  download(version: string): Promise<void>;
  /** Ends the app and starts the new one. */
  install(): void;
}

/** What the packaging enters in package.json of a build that it has signed (electron-builder.yml, `extraMetadata`). */
const SignedBuild = z.object({ fairlead: z.object({ signed: z.literal(true) }) });

/**
 * The port of this build. One that is not signed gets none, whatever it could reach: nobody could say whose the next
 * version is.
 * @param manifest the app's own package.json, from inside its sealed archive
 */
export const portOf = (manifest: unknown, signed: () => UpdatePort): UpdatePort | undefined =>
  SignedBuild.safeParse(manifest).success ? signed() : undefined;

/** Nowhere to ask: versions are published by nobody yet. It stands where electron-updater's adapter will. */
export const NO_SOURCE: UpdatePort = {
  check: () => Promise.resolve(undefined),
  download: (version) => Promise.reject(new Error(`there is nowhere to fetch ${version} from`)),
  install() {
    throw new Error("there is nothing to install");
  },
};
