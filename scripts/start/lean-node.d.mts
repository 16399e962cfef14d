export declare const LEAN_FLAGS: readonly string[];
export declare const LEAN_ENV: Readonly<Record<string, string>>;
