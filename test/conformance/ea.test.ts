import { eaInHost } from "./ea-factory.ts";
import { linkConformance } from "./link-conformance.ts";

linkConformance(eaInHost);
