export declare const LEAN_FLAGS: readonly string[];
export declare function leanEnvironment(platform: string): Record<string, string>;
