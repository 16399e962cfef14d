/** A setting that is missing or wrong; the message names every one of them. */
export class ConfigError extends Error {}
