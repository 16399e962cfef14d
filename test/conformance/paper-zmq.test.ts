import { linkConformance } from "./link-conformance.ts";
import { paperOverZmq } from "./paper-factories.ts";

linkConformance(paperOverZmq);
