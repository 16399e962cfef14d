import { linkConformance } from "./link-conformance.ts";
import { paperOverMemory } from "./paper-factories.ts";

linkConformance(paperOverMemory);
