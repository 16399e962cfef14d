const words = (s: string): ReadonlySet<string> => new Set(s.split(/\s+/));

/** MQL5's built-in scalar types. */
export const BASIC_TYPES = words(
  "void bool char uchar short ushort int uint long ulong float double string datetime color",
);

/** Linear algebra types: objects to the program, C++ classes to the host. */
export const ALGEBRA_TYPES = words("vector matrix vectorf matrixf");

/** Words that can start a statement or expression but never a type. */
export const STATEMENT_WORDS = words(
  "if else for while do switch case default return break continue delete new class struct union interface enum template typedef public private protected operator this goto sizeof",
);

const CPP_ONLY = words(
  "and and_eq asm auto bitand bitor catch compl constexpr const_cast decltype explicit friend goto mutable namespace noexcept not not_eq nullptr or or_eq register reinterpret_cast requires signed static_assert static_cast thread_local throw try typeid unsigned using volatile wchar_t xor xor_eq alignas alignof concept co_await co_return co_yield errno char8_t char16_t char32_t typeof __attribute__ export",
);

/** The C++ spelling of an MQL5 identifier: words that only C++ reserves get an underscore. */
export function cppName(s: string): string {
  if (CPP_ONLY.has(s)) return `${s}_`;
  return s === "NULL" ? "mql_null" : s;
}

/** Type names that C and C++ headers bring along and MQL5 lacks. */
export const FOREIGN_TYPES = words(
  "size_t ssize_t int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t intptr_t uintptr_t ptrdiff_t FILE time_t u_char u_short u_int u_long",
);
