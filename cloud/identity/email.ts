/** One address, one account: compared without case and in one Unicode form. */
export function emailKey(email: string): string {
  return email.trim().normalize("NFC").toLowerCase();
}
