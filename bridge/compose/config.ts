import type { contract } from "#shared/contract/contract.ts";
import type { DomainHandlers } from "#shared/rpc/handlers.ts";
import type { DiagnosticsPart } from "../config-manager/diagnostics/bundle.ts";
import { ProfileSecrets } from "../config-manager/secrets/profile-secrets.ts";
import { ProtectedSecrets } from "../config-manager/secrets/protected-secrets.ts";
import { machineSettingsPath, openSettings } from "../config-manager/settings/open-settings.ts";
import type { Settings } from "../config-manager/settings/settings.ts";
import { SettingsDesk, withoutPrivate } from "../config-manager/settings/settings-desk.ts";
import { SharedSettings } from "../config-manager/settings/shared-settings.ts";
import type { Clock } from "../ports/clock.ts";
import type { EventSink } from "../ports/event-sink.ts";
import type { SecretStore } from "../ports/secret-store.ts";
import type { SyncedSettings } from "../ports/synced-settings.ts";
import { secretsMethods } from "../window/secrets-methods.ts";
import { settingsMethods } from "../window/settings-methods.ts";

/** An edit of the settings file by hand is in force after this. */
const LOOK_MS = 1_000;

export interface ConfigParts {
  readonly profile: string;
  readonly version: string;
  readonly clock: Clock;
  readonly events: EventSink;
  /** Instead of the system's keychain. */
  readonly keychain: ((profileId: string) => SecretStore) | undefined;
  /** Keeps a secret out of every log. */
  readonly protect: (secret: string) => void;
}

export interface ComposedConfig {
  readonly settings: Settings;
  readonly secrets: SecretStore;
  /** What the cloud asks of settings and secrets. */
  readonly shared: {
    readonly synced: SyncedSettings;
    readonly isKept: (name: string) => boolean;
    readonly onSecretsOpened: (opened: () => void) => () => void;
  };
  readonly methods: {
    readonly settings: DomainHandlers<typeof contract.settings>;
    readonly secrets: DomainHandlers<typeof contract.secrets>;
  };
  readonly diagnostics: DiagnosticsPart;
  stop(): void;
}

/** Settings and secrets of a profile. @throws FairleadError SETTINGS_NEWER, SECRET_STORE_UNAVAILABLE */
export function composeConfig({ profile, version, clock, events, keychain, protect }: ConfigParts): ComposedConfig {
  const settings = openSettings(profile, machineSettingsPath(), events, () => clock.utcMs());
  const kept = new ProfileSecrets(profile, events, keychain && { keychain });
  const stop = clock.every(LOOK_MS, () => settings.look());
  return {
    settings,
    secrets: new ProtectedSecrets(kept, protect),
    shared: {
      synced: new SharedSettings(settings),
      isKept: (name) => kept.isKept(name),
      onSecretsOpened: (opened) => kept.onOpened(opened),
    },
    methods: { settings: settingsMethods(new SettingsDesk(settings, version)), secrets: secretsMethods(kept) },
    diagnostics: { name: "settings.json", read: () => withoutPrivate(settings.all()) },
    stop,
  };
}
