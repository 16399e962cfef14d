/** pino-roll ships no types; this is the part of its documented interface that is used. */
declare module "pino-roll" {
  import type { SonicBoom } from "sonic-boom";

  export default function roll(options: {
    readonly file: string;
    readonly extension?: string;
    readonly size?: string;
    readonly frequency?: "daily" | "hourly";
    readonly limit?: { readonly count: number; readonly removeOtherLogFiles?: boolean };
    /** Of the files that it makes. */
    readonly mode?: number;
  }): Promise<SonicBoom>;
}
