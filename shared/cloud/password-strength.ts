/** The least that the cloud takes (cloud/identity/password-rules.ts); it also knows the passwords that everybody uses. */
export const LEAST_CHARACTERS = 12;

export type PasswordStrength = "short" | "weak" | "fair" | "strong";

/**
 * A first word on a password while it is typed; the cloud's is the last. Length counts, and how many different
 * characters there are: rules of composition make passwords worse (NIST SP 800-63B, 5.1.1.2).
 */
export function passwordStrength(password: string): PasswordStrength {
  const characters = Array.from(password.toLowerCase());
  const different = new Set(characters).size;
  if (characters.length < LEAST_CHARACTERS) return "short";
  if (different < 8) return "weak";
  return characters.length >= 16 && different >= 10 ? "strong" : "fair";
}
