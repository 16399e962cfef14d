import type { Access, ClassInfo } from "./symbols.ts";
import { SymbolTable } from "./symbols.ts";
import type { TokenStream } from "./token-stream.ts";

export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly message: string;
  /** True when a rule of MQL5's says so, rather than the C++ compiler. */
  readonly rule?: boolean;
}

/** Where a statement list stands. */
export interface Scope {
  readonly kind: "global" | "class" | "block";
  readonly cls: ClassInfo | null;
  readonly isInterface: boolean;
  /** True inside function bodies and class templates, whose member bodies stay in place. */
  readonly keepBodies: boolean;
  /** `Outer::` in front of a nested class. */
  readonly qualifier: string;
  access: Access;
}

export interface Piece {
  readonly out: string;
  readonly next: number;
}

/** A name in a function body, to be compared with the place where a global variable of that name is declared. */
export interface NameUse {
  readonly name: string;
  readonly at: number;
  readonly fn: FunctionContext;
}

export interface FunctionContext {
  /** Parameters and local variables. */
  readonly names: Set<string>;
  /** The class whose members are in scope, static or not. */
  readonly owner: string | null;
  /** Class whose non-static method this is, else null. */
  readonly cls: string | null;
  readonly name: string;
  /** C++ type of a scalar result, for which `return` writes the conversion out; else null. */
  readonly scalarReturn: string | null;
}

export interface Handler {
  readonly returns: string;
  readonly params: number;
}

/** `program`: an MQL5 program. `platform`: the declarations of the platform itself; `missing`: platform functions that stop by name. */
export type UnitRole = "program" | "platform" | "missing";

/** One translation unit: its tokens, what is known of its names, and the output that must not stay in place. */
export class Unit {
  readonly ts: TokenStream;
  readonly role: UnitRole;
  readonly symbols = new SymbolTable();
  readonly findings: Finding[] = [];
  readonly forwards: string[] = [];
  readonly hoistedEnums: string[] = [];
  readonly prototypes: string[] = [];
  readonly deferred: string[] = [];
  readonly usings = new Set<string>();
  readonly functions = new Map<string, Handler>();
  /** Signatures whose default arguments a prototype in the source already gave. */
  readonly defaultsGiven = new Set<string>();
  readonly imports = new Set<string>();
  /** C++ namespaces of imported libraries, by the name a program qualifies with (`kernel32::`), lower case. */
  readonly libraries = new Map<string, string>();
  readonly constants = new Set<string>();
  /** Token index at which each global variable is declared. */
  readonly globals = new Map<string, number>();
  readonly uses: NameUse[] = [];
  fn: FunctionContext | null = null;
  /** Set by the composition root: statements and declarations need each other. */
  body: (u: Unit, from: number, to: number, scope: Scope) => string = () => "";

  constructor(ts: TokenStream, role: UnitRole) {
    this.ts = ts;
    this.role = role;
  }

  get isProgram(): boolean {
    return this.role === "program";
  }

  /** Records a reason why MetaEditor would refuse the program. */
  reject(i: number, message: string): void {
    if (this.isProgram) this.findings.push({ ...this.ts.where(i), message, rule: true });
  }
}
