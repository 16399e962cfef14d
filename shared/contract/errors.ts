/**
 * The closed union of error codes. Every refusal, on every wire and in every log, is one of these rows; docs/ERRORS.md
 * is generated from it. `what` says what happened and why, `now` what to do about it.
 */
interface ErrorRow {
  readonly what: string;
  readonly now: string;
}

export const ERRORS = {
  BAD_REQUEST: {
    what: "The request does not fit the contract; the field at fault is named in the details.",
    now: "Correct the named field and send it again.",
  },
  UNKNOWN_METHOD: {
    what: "The bridge does not know this method: window and bridge are of different versions.",
    now: "Reload the window; if it stays, restart Fairlead.",
  },
  FRAME_TOO_LARGE: { what: "A message was larger than the wire allows.", now: "Ask for a smaller range." },
  FRAME_MALFORMED: { what: "A message could not be read.", now: "Reload the window; if it stays, send diagnostics." },
  DEADLINE_EXCEEDED: { what: "The answer did not come in time.", now: "Try again; look at the connection strip." },
  CANCELLED: { what: "The request was cancelled by its caller.", now: "Nothing." },
  WIRE_CLOSED: { what: "The connection to the bridge is gone.", now: "Wait: it reconnects by itself." },
  OUTCOME_UNKNOWN: {
    what: "The connection broke while a command was under way: it may or may not have been carried out.",
    now: "Do not send it again. Fairlead finds out what happened and shows it.",
  },
  OVERLOADED: { what: "Too many requests at once.", now: "Wait a second, then try again." },
  INTERNAL: { what: "The bridge met a fault of its own.", now: "Try again; if it stays, send diagnostics." },
  NOT_FOUND: { what: "There is nothing by that name.", now: "Refresh the list and choose again." },
  UNSUPPORTED: { what: "This host cannot do that.", now: "Use the desktop app for it." },

  LINK_DOWN: { what: "The terminal is not connected.", now: "Check that MT5 runs with the Fairlead EA on a chart." },
  PAIRING_CLOSED: { what: "Pairing is not open.", now: "Open pairing, then confirm the terminal within ten minutes." },
  PAIRING_NOT_FOUND: { what: "That pairing request is gone.", now: "Wait for the EA to ask again." },
  TERMINAL_NOT_FOUND: { what: "No such terminal is paired.", now: "Refresh the list and choose again." },
  INSTRUMENT_NOT_FOUND: { what: "The broker does not offer this symbol.", now: "Choose a symbol from Market Watch." },

  INTENT_REUSED: {
    what: "This order id was used before, for another order. Nothing was sent.",
    now: "Look at the order log, then place the order anew.",
  },
  RISK_BLOCKED: {
    what: "A rule of this account forbids the order; it is named in the details. Nothing was sent.",
    now: "Read the verdict: it shows the rule, its number and the room that is left.",
  },

  ACCOUNT_NOT_FOUND: { what: "No such account is known.", now: "Refresh the list and choose again." },
  LEDGER_UNWRITABLE: {
    what: "Fairlead's ledger cannot be written, so nothing is sent that could add risk. Closing, cancelling and flatten all still work; they are kept in memory until the disk takes them.",
    now: "Free some space on the disk of the profile folder and leave Fairlead running: it goes on by itself.",
  },
  INTENTS_LOG_DAMAGED: {
    what: "The file intents.log, which holds orders on their way, is damaged or cannot be read: an order that was sent may be missing from it. Nothing is sent that could add risk, until you have looked. Closing, cancelling and flatten all still work.",
    now: "Compare positions and orders in MT5 with what Fairlead shows. Then quit Fairlead, move the file named in the details out of the profile folder, and start it again.",
  },
  ORDER_INVALID: {
    what: "The order cannot be read or does not fit the instrument; the field is named. Nothing was sent.",
    now: "Correct the named field.",
  },
  LIMITS_INVALID: { what: "The limits cannot be as they are; the field is named.", now: "Correct the named field." },
  SESSION_INVALID: {
    what: "The session cannot be as it is; the fields are named. Nothing was changed.",
    now: "Correct the named fields.",
  },
  ALERT_INVALID: {
    what: "The alert cannot be as it is; the fields are named. Nothing was changed.",
    now: "Correct the named fields.",
  },
  SESSION_STATE: {
    what: "The session's state does not allow this.",
    now: "Look at its state: a stopped session is over, make a new one.",
  },

  REPLAY_FILE_UNREADABLE: { what: "The file could not be read.", now: "Check the path and the rights." },
  REPLAY_FILE_MALFORMED: {
    what: "The file is not in a form Fairlead knows; the line and what was expected are named.",
    now: "Export it again, or choose another file. Nothing was imported.",
  },
  REPLAY_NOT_LOADED: { what: "No recording is loaded.", now: "Start with --replay FILE, or open a recording." },

  REPORT_UNREADABLE: {
    what: "The file is not a report of MetaTrader that Fairlead can read; nothing was imported.",
    now: "Save the report anew in MetaTrader (History or Strategy Tester, Report, HTML or XLSX) and drop that file.",
  },
  REPORT_DAMAGED: {
    what: "The report breaks off or contradicts itself; the place and what was expected are named. Nothing was imported.",
    now: "Save the report anew in MetaTrader and drop that file.",
  },
  REPORT_TOO_LARGE: {
    what: "The file is larger, or unpacks to more, than a report may be. Nothing was imported.",
    now: "Save the report for a shorter time, or in parts.",
  },
  REPORT_NEEDS_CURRENCY: {
    what: "The report does not say in which currency the account is kept. Nothing was imported.",
    now: "Name the currency, then import again.",
  },

  CLOUD_OFF: {
    what: "This Fairlead was started without a cloud.",
    now: "Start it with --cloud embedded, or --cloud and your cloud's address.",
  },
  CLOUD_UNREACHABLE: {
    what: "The cloud does not answer. Trading does not need it; what it should get waits.",
    now: "Check the network; Fairlead keeps trying by itself.",
  },
  CLOUD_REFUSED: {
    what: "The cloud refused; its reason is named in the details.",
    now: "Read the reason, then decide again.",
  },
  CLOUD_SIGNED_OUT: { what: "Nobody is signed in to the cloud here.", now: "Sign in on the Cloud panel." },
  PLAN_BLOCKS: {
    what: "The plan does not allow this. Positions that are open can be managed and closed as always.",
    now: "Look at the Cloud panel: it shows the plan, and what it allows.",
  },

  SETTING_UNKNOWN: { what: "There is no such setting.", now: "Choose one from the settings page." },
  SETTING_INVALID: { what: "The value is outside what the setting allows.", now: "Choose a value within the range." },
  SETTINGS_RECOVERED: {
    what: "The settings file was damaged; the last good copy was put back.",
    now: "Check your settings. The damaged file was kept beside it.",
  },
  SETTINGS_UNWRITABLE: {
    what: "The settings could not be written; nothing was changed.",
    now: "Check the disk's space and the rights of the profile folder, then set it again.",
  },
  SETTINGS_NEWER: {
    what: "The settings were written by a newer version of Fairlead.",
    now: "Update Fairlead, or start with another --data folder.",
  },
  SETTING_CHANGED_SINCE: {
    what: "One of these settings has been changed again since; it is named in the details. Nothing was changed.",
    now: "Undo the newer change first, or set the value itself.",
  },
  SETTINGS_IMPORT_UNREADABLE: {
    what: "The file is not one of Fairlead's settings; the place is named. Nothing was changed.",
    now: "Choose a file that Fairlead exported, or mend it at that place.",
  },
  WORKSPACE_INVALID: {
    what: "This arrangement is nested too deeply, or is none at all, and was not kept.",
    now: "Put panels side by side in fewer steps, or go back to the usual arrangement.",
  },
  INSTALL_LIBRARY_MISSING: {
    what: "This Fairlead came without the library that MetaTrader needs, so nothing was installed.",
    now: "Install Fairlead from its Windows installer, or put the library and its .sha256 beside mql5/.",
  },
  INSTALL_LIBRARY_REFUSED: {
    what: "The library for MetaTrader is not the one that was built, or is older than 4.3.3; nothing was installed.",
    now: "Install Fairlead anew from its Windows installer. The details name the file.",
  },
  INSTALL_PLACE_REFUSED: {
    what: "A file would have gone outside the terminal's MQL5 folder; nothing was written there.",
    now: "Look for links inside the MQL5 folder, and remove them.",
  },
  INSTALL_NO_EDITOR: {
    what: "This MetaTrader has no MetaEditor, which compiles the EA.",
    now: "Install MetaTrader 5 anew with MetaEditor, then try again.",
  },
  INSTALL_UNWRITABLE: {
    what: "The terminal's folder could not be written; what was there before is still there.",
    now: "Check the disk's space and the folder's rights, close MetaTrader, then repair.",
  },
  TERMINAL_NOT_INSTALLED: {
    what: "There is no MetaTrader 5 at that place any more.",
    now: "Search for terminals again.",
  },
  WORKSPACE_CHANGED: {
    what: "Another window has changed or deleted this workspace meanwhile; nothing of it was overwritten.",
    now: "This window goes on with a copy under a name of its own. Delete the one that you do not need.",
  },
  WORKSPACES_UNWRITABLE: {
    what: "The workspaces could not be written; the arrangement lasts until this window is closed.",
    now: "Check the disk's space and the rights of the profile folder, then change it again.",
  },
  WORKSPACES_FULL: {
    what: "No more than 50 workspaces are kept; this one was not.",
    now: "Delete one that you do not use, then try again.",
  },
  CHARTS_UNWRITABLE: {
    what: "Drawings and chart templates could not be written; the change lasts until this window is closed.",
    now: "Check the disk's space and the rights of the profile folder; Fairlead tries again with the next change.",
  },
  DRAWINGS_FULL: {
    what: "No more than 300 drawings are kept for an instrument; this one was not.",
    now: "Delete drawings that you do not need, then draw it again.",
  },
  TEMPLATES_FULL: {
    what: "No more than 40 chart templates are kept; this one was not.",
    now: "Delete one that you do not use, then save it again.",
  },
  SECRET_STORE_UNAVAILABLE: {
    what: "The system's keychain cannot be used.",
    now: "Unlock it or install one (on Linux: a Secret Service); until then secrets live only while Fairlead runs.",
  },
  SECRET_STORE_LOCKED: {
    what: "The secrets' file is locked.",
    now: "Enter its passphrase under Settings, Secrets.",
  },
  SECRET_PASSPHRASE_WRONG: {
    what: "That is not the passphrase of the secrets' file.",
    now: "Type it again; nobody can tell it you, and nothing but its loss is at stake.",
  },
  SECRET_PASSPHRASE_WEAK: {
    what: "That passphrase is too easy to guess.",
    now: "Take at least twelve characters, eight of them different: four words that nobody would expect together.",
  },
  SECRET_VAULT_EXISTS: {
    what: "There is a secrets' file already.",
    now: "Unlock it, or delete it first.",
  },

  STORE_CORRUPT: {
    what: "A database file was damaged; it was set aside and a new one begun.",
    now: "Keep the file named in the details; history is fetched again from MT5.",
  },
  STORE_FULL: { what: "The disk is full; nothing was acknowledged that is not stored.", now: "Free some space." },
  STORE_UNAVAILABLE: {
    what: "A database file could not be read or written; nothing was acknowledged that is not stored.",
    now: "Check the disk and the rights of the profile folder, then restart Fairlead.",
  },
  STORE_FRAME_REJECTED: {
    what: "A frame of ticks does not continue its stream; nothing of that delivery was stored.",
    now: "Nothing: the stream is taken up again at its last stored tick. If it repeats, send diagnostics.",
  },
  STORE_BLOCK_DAMAGED: {
    what: "A block of stored ticks does not match its checksum; the rest of the store is sound.",
    now: "Close Fairlead, run `npm run fairlead -- ticks verify --repair`, and start again.",
  },
  STORE_NEWER: {
    what: "The database was written by a newer version of Fairlead.",
    now: "Update Fairlead, or start with another --data folder.",
  },
  PROFILE_LOCKED: {
    what: "Another Fairlead uses this profile folder.",
    now: "Close it, or start with another --data folder.",
  },
  PROFILE_UNUSABLE: {
    what: "The profile folder cannot be made or written.",
    now: "Check the path and the rights, or start with another --data folder.",
  },
  PAIRING_FOLDER_UNUSABLE: {
    what: "The folder in which MT5 finds the pairing file cannot be made or written.",
    now: "Check the path and the rights, or start with another --pairing-dir folder.",
  },
  OPTION_INVALID: { what: "A command-line option is unknown or has a bad value.", now: "See --help." },
  PORT_IN_USE: { what: "The port is taken by another program.", now: "Choose another port, or 0 for any." },
} as const satisfies Readonly<Record<string, ErrorRow>>;

export type ErrorCode = keyof typeof ERRORS;

/** Codes that any call may meet; entries need not list them. */
export const TRANSPORT_ERRORS = [
  "BAD_REQUEST",
  "UNKNOWN_METHOD",
  "FRAME_TOO_LARGE",
  "FRAME_MALFORMED",
  "DEADLINE_EXCEEDED",
  "CANCELLED",
  "WIRE_CLOSED",
  "OUTCOME_UNKNOWN",
  "OVERLOADED",
  "INTERNAL",
] as const satisfies readonly ErrorCode[];

/** An error a person may read. `message` adds the particular to the row's general words; never holds a secret. */
export class FairleadError extends Error {
  override readonly name = "FairleadError";
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, string | number | boolean>>;

  constructor(
    code: ErrorCode,
    message: string = ERRORS[code].what,
    details: Readonly<Record<string, string | number | boolean>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.code = code;
    this.details = details;
  }
}
