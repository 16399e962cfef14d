import type { Mail } from "./mail-queue.ts";

/** The letters that the cloud writes. Codes only, no links: a token in an address ends up in logs and histories. */
export const messages = {
  confirm: (to: string, code: string): Mail => ({
    to,
    subject: "Confirm your e-mail address for Fairlead",
    text: `Welcome to Fairlead.\n\nYour code: ${code}\n\nEnter it in Fairlead within 30 minutes. If you did not register, ignore this message: nothing is made without the code.\n`,
  }),
  alreadyRegistered: (to: string): Mail => ({
    to,
    subject: "You already have a Fairlead account",
    text: "Somebody, perhaps you, just tried to register with this address. You have an account already: sign in, or reset your password in Fairlead. If it was not you, there is nothing to do.\n",
  }),
  reset: (to: string, code: string): Mail => ({
    to,
    subject: "Reset your Fairlead password",
    text: `Your code: ${code}\n\nEnter it in Fairlead within 15 minutes, with a new password. All devices will be signed out. If you did not ask for it, ignore this message.\n`,
  }),
  invited: (to: string, code: string): Mail => ({
    to,
    subject: "A Fairlead account was made for you",
    text: `An account with this address was made for you.\n\nYour code: ${code}\n\nIn Fairlead choose "reset password", enter this address, the code and a password of your own, within three days. If you did not expect this, ignore it: without a password nobody can use the account.\n`,
  }),
  nobodyHere: (to: string): Mail => ({
    to,
    subject: "There is no Fairlead account for this address",
    text: "Somebody, perhaps you, asked to reset the password of a Fairlead account with this address. There is none: you may have used another address. If it was not you, there is nothing to do.\n",
  }),
  passwordChanged: (to: string): Mail => ({
    to,
    subject: "Your Fairlead password was changed",
    text: "Your password was changed and every device signed out. If it was not you, reset it now in Fairlead and look at your devices.\n",
  }),
  tokenReuse: (to: string, device: string): Mail => ({
    to,
    subject: "A Fairlead sign-in was ended",
    text: `An old refresh token of the device "${oneLine(device)}" was used again, or by another device. It may have been stolen, so that sign-in was ended. Sign in again, and look at your devices.\n`,
  }),
  newDevice: (to: string, device: string, ip: string): Mail => ({
    to,
    subject: "A new device signed in to Fairlead",
    text: `The device "${oneLine(device)}" signed in from ${ip}. If it was not you, reset your password and remove it under devices.\n`,
  }),
};

/** What a stranger calls a device must not become lines of our letter. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, " ").slice(0, 80);
}
