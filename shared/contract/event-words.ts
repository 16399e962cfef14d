/**
 * What the bridge's events say, in English: the one table of event codes. A blank `{{name}}` is filled with the event's
 * detail of that name. A key with a dot is a code and its `reason` (a detail too). Windows say the same in the language
 * of their user (renderer/i18n/events-id.ts), logs in English. Codes that are error codes have their words in errors.ts.
 */
export const EVENT_WORDS = {
  BRIDGE_STARTED: "Fairlead {{version}} has started.",
  "TIME_LEAPT.slept": "The computer slept for {{seconds}} s. Accounts and history are read again.",
  "TIME_LEAPT.set": "The computer's clock was set by {{seconds}} s. Accounts and history are read again.",
  EVENTS_SUPPRESSED: "{{suppressed}} more {{of}} were suppressed: no more than {{most}} a minute are told.",
  REQUEST_REFUSED: "The web host refused a request: {{reason}}.",

  "SETTINGS_RECOVERED.backup":
    "The settings file was damaged; the copy before the last change was put back. Check your settings.",
  "SETTINGS_RECOVERED.defaults":
    "The settings file was damaged and there was no good copy; every setting is back at its default.",
  "WORKSPACES_RECOVERED.some":
    "{{lost}} workspace(s) could not be read and are left out; the others are as they were. The file was kept as {{kept}}.",
  "WORKSPACES_RECOVERED.all":
    "The workspaces could not be read; the usual arrangement is shown. The file was kept as {{kept}}.",
  DEPTH_NOT_RECORDED:
    "The depth of market could not be recorded ({{why}}); {{lost}} images are lost. It goes on by itself.",
  "SETTINGS_FILE.unreadable":
    "The settings file was changed by hand and cannot be read ({{why}}). The settings stay as they were until it can.",
  "SETTINGS_FILE.setAside":
    "The settings file had been changed by hand and could not be read. It was kept as {{kept}}; a new one was written.",
  "SETTINGS_HISTORY.unwritable": "The settings' history could not be written ({{why}}). The settings themselves were.",
  "SETTINGS_HISTORY.damaged": "The settings' history was damaged and begins anew.",
  SECRET_VAULT_DAMAGED:
    "The secrets' file with a passphrase is damaged; what it held is lost. The file was kept as {{kept}}.",
  "CHARTS_RECOVERED.some":
    "{{lost}} drawing(s) or chart template(s) could not be read and are left out; the others are as they were. The file was kept as {{kept}}.",
  "CHARTS_RECOVERED.all":
    "Drawings and chart templates could not be read; charts begin without them. The file was kept as {{kept}}.",
  "SETTING_INVALID.value": "The {{layer}} value of {{key}} is not used: it takes {{range}}.",
  "SETTING_INVALID.file": "The computer-wide settings could not be read and are not used ({{why}}).",
  "SECRET_STORE_UNAVAILABLE.file":
    "This system offers no keychain. The link's key is kept in the profile folder, in a file that only you may read.",
  "SECRET_STORE_UNAVAILABLE.memory": "This system offers no keychain. Secrets are kept in memory until Fairlead stops.",

  "PEER_REFUSED.noKey": "A program tried to connect without encryption. Update its Fairlead EA.",
  "PEER_REFUSED.wrongServerKey": "A program used an old bridge key. Pair that terminal again.",
  "PEER_REFUSED.unknownKey": "A program that is not paired tried to connect. Open pairing if it is yours.",
  "PEER_REFUSED.handshakeBroken":
    "A program broke off while connecting, as one without encryption does. If it is yours, update its Fairlead EA.",
  "PEER_REFUSED.helloRequired": "The session is not known here: say Hello again.",
  "PEER_REFUSED.pairingClosed": "Pairing is not open. Open it in Fairlead, then let the EA ask again.",
  "PEER_REFUSED.pairingCodeWrong": "The pairing code is wrong. Let the EA read the pairing file again.",
  "PEER_REFUSED.pairingCodeExpired": "The pairing code has expired. Open pairing again in Fairlead.",
  "PEER_REFUSED.pairingCodeUsed": "The pairing code was used already. Open pairing again in Fairlead.",
  "PEER_REFUSED.pairingDeclined": "Pairing was declined in Fairlead.",
  "PEER_REFUSED.unknownTerminal": "No terminal of this id is paired. Pair it again.",
  "PEER_REFUSED.wrongKey": "The connection's key is not this terminal's key.",
  "PEER_REFUSED.wrongSecret": "The link secret is wrong. Pair the terminal again.",
  "PEER_REFUSED.wrongSession": "The frame names another session than this connection's.",
  "PEER_REFUSED.terminalRemoved": "This terminal was removed in Fairlead. Pair it again to use it.",
  "PEER_REFUSED.protocolVersion":
    "EA and Fairlead speak different protocol versions. Update the older one; until then positions can only be reduced.",
  "PEER_REFUSED.malformedFrame": "A frame could not be read.",
  "PEER_REFUSED.duplicateRole": "Another Fairlead program of this kind runs in the same terminal. Keep one of them.",
  "PEER_REFUSED.staleEpoch": "An older bridge tried to take over.",
  "PEER_REFUSED.wrongAccount": "The terminal is logged in to another account now.",
  "PEER_REFUSED.overloaded": "The program sends faster than agreed.",

  "CLOUD_COMMAND.done": "The cloud's command {{kind}} for {{account}} was carried out. Asked by {{by}}.",
  "CLOUD_COMMAND.refused": "The cloud's command {{kind}} for {{account}} was refused: {{why}} Asked by {{by}}.",
  CLOUD_TROUBLE: "The cloud's part of Fairlead met a fault and goes on: {{why}}",

  LINK_NOT_CONNECTED:
    "{{name}} has not connected after {{tries}} tries. Check that MT5 runs with the Fairlead EA on a chart and that DLL imports are allowed. Fairlead keeps trying.",
  LINK_FRAMES_LOST: "{{missing}} frames of {{name}} did not arrive; what they held is asked for again.",
  LINK_SECRET_MISUSED:
    "A program with another key knows a terminal's link secret. Rotate that terminal's key, and look for strange programs in MT5.",
  LINK_FAULT: "A frame could not be dealt with: {{why}}",
  LINK_LISTENER_FAILED: "A part of Fairlead could not deal with what a terminal sent: {{why}}",
  PAIRING_FILE_FAILED:
    "The pairing file could not be written, so EAs cannot find Fairlead. Check the rights of its folder. {{why}}",
  KEY_ROTATED: "{{name}} has a new key and link secret.",
  KEY_NOT_ROTATED: "A new key was offered that nobody asked for, or that is taken.",
  OFFSET_CHANGED: "{{server}} moved its clock from UTC{{from}} to UTC{{to}}.",
  OFFSET_NOT_STORED: "The new clock offset of {{server}} could not be stored: {{why}}",
  TERMINAL_NOTICE: "{{name}} says: {{words}}",
  KEYS_NOT_KEPT: "{{name}}: MQL5\\Files cannot be written, so the keys stay as they are.",
  LEASE_EPOCH_NOT_KEPT: "{{name}}: MQL5\\Files cannot be written: the lease's epoch is lost on a restart.",
  LEASE_STALE_EPOCH: "{{name}}: a lease of an older start of Fairlead was refused.",
  LEASE_WRONG_ACCOUNT: "{{name}}: a lease for another account was refused.",
  "STOP_MISSING.said": "{{name}}: a position had no stop at the broker in time; it is closed.",
  GUARD_NOT_KEPT: "{{name}}: MQL5\\Files cannot be written: the guard is lost on a restart.",
  GUARD_WRONG_ACCOUNT: "{{name}}: a guard for another account was refused.",
  HISTORY_WRONG_ACCOUNT: "{{name}}: a question about another account's trades was refused.",
  HISTORY_UNREADABLE: "{{name}}: MT5's trade history could not be read. {{words}}",

  ACCOUNT_SHARED: "{{account}} is logged in to two terminals. {{used}} is used; {{standby}} stands by.",
  ACCOUNT_STATE_REFUSED:
    "What {{name}} says of its account cannot be true: {{why}}. Fairlead asks it to connect again.",
  HISTORY_SERVICE_MISSING:
    "Start the history service in {{name}}: in MT5's Navigator open Services, add FairleadHistory and start it. Ticks are collected meanwhile; older bars, gaps and the comparison with the broker's history wait for it.",
  SPEC_REFUSED: "{{name}} gave a specification of {{symbol}} that cannot be true: {{why}}. It is not used.",
  SYMBOL_ABSENT: "The broker does not offer {{symbols}}.",
  SYMBOL_LIMIT: "{{left}} symbols of Market Watch are not collected: the limit is {{most}}.",
  "STREAM_STUCK.symbols": "The symbols could not be taken up in {{tries}} tries: {{why}}. Fairlead keeps trying.",
  "STREAM_STUCK.stream": "{{symbol}} could not be taken up in {{tries}} tries: {{why}}. Fairlead keeps trying.",
  "STREAM_STUCK.collected": "{{symbol}} could not be collected {{tries}} times: {{why}}. Fairlead keeps trying.",
  "STREAM_STUCK.point": "The point size of {{symbol}} could not be kept: {{why}}",
  STREAM_NOT_LIVE: "MT5 gives no ticks of {{symbol}}: {{status}} (error {{error}}).",
  EPOCH_OPENED: "The broker's clock ran back by {{backMs}} ms: {{symbol}} goes on in epoch {{epoch}}.",
  TICKS_NOT_STORED: "Ticks could not be stored, so none was acknowledged: {{why}}",
  TICKS_UNREADABLE: "A frame of ticks of {{name}} could not be read: {{why}}.",
  GAP_FILLED: "{{ticks}} ticks of {{symbol}} that were missed came from MT5's history.",
  BACKFILL_STUCK: "Old ticks of {{instrument}} could not be stored: {{why}} Fairlead tries again.",
  GAP_NOT_RECORDED: "A gap of {{symbol}} could not be looked into: {{why}}",
  "GAP_RECORDED.DISCONNECTED":
    "{{symbol}} has a gap of {{seconds}} s: the connection was down and MT5's history has no ticks of it; {{bars}} minute bars are known.",
  "GAP_RECORDED.HISTORY_MISSING":
    "{{symbol}} has a gap of {{seconds}} s: MT5's history answered {{status}} (error {{error}}); {{bars}} minute bars are known.",
  HISTORY_REWRITTEN:
    "The broker's history of {{symbol}} was changed: {{live}} ticks were seen live, MT5's history now shows {{history}}. Both are kept.",
  "HISTORY_NOT_COMPARED.unread":
    "The history of {{symbol}} differs from what was seen live, but could not be read: {{why}}. It is compared again at the next connection.",
  "HISTORY_NOT_COMPARED.unasked":
    "MT5's history of {{symbol}} was not compared with what was seen live: {{why}} It is compared again at the next connection.",

  ORDER_SEND_FAULT:
    "The link failed while an order for {{symbol}} was handed over; what became of it is being found out.",
  INTENT_UNWRITTEN:
    "What became of an order for {{symbol}} could not be written down; it is asked for again at the next start. Check the disk.",
  LATE_FILL: "An order for {{symbol}} was filled late. Look at your positions.",
  OUTCOME_CONTRADICTED:
    "The broker says something else of an order for {{symbol}} than before. Look at your positions.",
  OTHER_INSTALLATION:
    "Another Fairlead (number {{installation}}) trades {{account}} as well. Its limits and latches are its own: use one of them for this account.",
  ORDER_DOUBLED:
    "The broker holds {{orders}} orders for one order of yours on {{account}}. Look at your positions, and close what is too much.",
  STOP_MISSING: "Position {{position}} ({{symbol}}) has no stop that the broker accepted in time. Fairlead closes it.",
  TIMED_CLOSE: "The time of position {{position}} ({{symbol}}) is over. Fairlead closes it.",
  GUARD_CLOSE_FAILED:
    "Position {{position}} on {{account}} could not be closed. Fairlead tries again; close it by hand if this stays.",
  FLAT_CONFIRMED: "{{account}} was confirmed flat: MT5 and our own look found neither position nor order.",
  LATCHED: "{{verb}} is latched for {{account}} ({{cause}}). It stays until you reset it.",
  LEDGER_WRITABLE: "Fairlead's ledger can be written again; everything that was kept in memory is on disk.",
  LATCH_RESET: "{{verb}} was taken back for {{account}}.",
  SESSION_CLOSE_REFUSED: "A session's trade {{trade}} could not be closed ({{code}}). It is tried again until it is.",
  SESSION_TAKEN_BACK:
    "An order for {{symbol}} of the removed session {{name}} was filled late. The session is on the list again and deals with the trade; look at your positions.",
  SIGNALS_DROPPED:
    "{{count}} signals that waited for a busy session when Fairlead stopped were dropped. Nothing was sent for them.",
  JOURNAL_BEHIND: "The journal could not take in what is new ({{why}}). It tries again with the next deal.",
  TRADE_LISTENER_FAILED: "A part of Fairlead could not deal with news of a trade: {{why}}",
  TIMER_FAULT: "A part of Fairlead failed in what it does at intervals: {{why}} The rest goes on; it tries again.",
  RISK_NEAR: "{{account}} has used at least 80 % of its limit {{rule}}. At its end everything is closed or blocked.",
  RISK_FAULT:
    "{{account}} cannot be judged by its limits ({{why}}). Its lease is not renewed, so MT5 takes no new risk.",
  ALERTS_BLIND:
    "Alerts on {{instrument}} lack part of its history: {{why}}. They are judged by what comes from now on.",
  ALERTS_UNWRITTEN:
    "What alerts saw could not be written down ({{why}}). It is tried again every few seconds; nothing is told twice. Check the disk.",
  SESSION_FAULT:
    "A session met a fault and could not act; its trades keep their stops at the broker. Stop it and look at the log: {{fault}}",
} as const satisfies Readonly<Record<string, string>>;

export type EventKey = keyof typeof EVENT_WORDS;

/** The names of a text's blanks. */
type Blanks<S extends string> = S extends `${string}{{${infer Name}}}${infer Rest}` ? Name | Blanks<Rest> : never;
/** What must be told with an event so that its words have no hole. */
export type EventBlanks<K extends EventKey> = Exclude<
  Blanks<(typeof EVENT_WORDS)[K]>,
  K extends `${string}.${string}` ? "reason" : never
>;

export type EventDetails = Readonly<Record<string, string | number | boolean>>;

/**
 * The table's key for an event: its code and reason where these have words of their own, else its code. What a program in
 * MT5 has said itself (it comes with its `words`) may have others than the bridge's own event of the same code: `CODE.said`.
 */
export function eventKeyOf(code: string, details: EventDetails): EventKey | undefined {
  const known = (key: string): key is EventKey => Object.hasOwn(EVENT_WORDS, key);
  const said = details["words"] === undefined ? [] : [`${code}.said`];
  return [`${code}.${String(details["reason"])}`, ...said, code].find(known);
}

const BLANK = /\{\{(\w+)\}\}/g;
export const blanksOf = (words: string): readonly string[] => [...words.matchAll(BLANK)].map(([, name = ""]) => name);

/** Words with their blanks filled; undefined when a detail that they need is missing. */
export function filledWords(words: string, details: EventDetails): string | undefined {
  if (blanksOf(words).some((name) => details[name] === undefined)) return undefined;
  return words.replaceAll(BLANK, (_, name: string) => String(details[name]));
}
