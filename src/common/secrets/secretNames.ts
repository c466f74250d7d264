import { SPOKEN_PASSWORDS } from './spokenSecrets.ts';

/** Whatever is in quotation marks, to the same marks; a list, a structure or a call, to its end. */
export const QUOTED = String.raw`[ubrf]{0,2}(?<mark>\\*(?:"{3}|'{3}|["']))(?:[^]*?(?<!\\)(?=\k<mark>)|[^]*)`;
export const GROUP = String.raw`(?:[a-z]\w{0,15})?[\[({][^\])}]*[\])}]?`;
/** One word, and what is behind a comma or a quotation mark in it, where no other name begins there. */
export const WORD = String.raw`(?![|>][-+]?\s*(?:\n|\\+[rn]))[^\s"'&,;<>\\]+(?:(?:["'](?=\w)|[&,;]+(?!\s|[\w.-]+\\*["']?\s*[=:]))[^\s"'&,;<>\\]+)*`;

/** Names before a secret. What stands after them is none only where it is nothing. */
export const CERTAIN_NAMES = [
  String.raw`${SPOKEN_PASSWORDS}|(?<![a-z])p(?:wd|sk)|pswd|passw(?![a-z])|passkey|psksecret|(?:(?<=_)|(?<![a-z])(?:bind|root|olcroot|user|db|smtp|mail|admin|require|store|key|trust)[-_]?)p(?:ass|w)(?![a-z])|unicodepwd|masterauth|pre[-_]?shared[-_]?key|key[-_]?material`,
  String.raw`(?:api|auth|client|private|secret(?:[-_]?access)?|access|account|signing|license|encryption|master|hmac|authentication|subscription)[-_]?key|(?<!tag|public|kms|[-_])_key`,
  String.raw`client[-_]?secret|(?:secret|shared)[-_]?(?:string|value|secret)`,
  String.raw`(?:security|session|access|refresh|id|bearer|auth|authorization|identity|sso|oauth|api|metadata|device|csrf)[-_]?token`,
  String.raw`saml[-_]?(?:response|assertion)|assertion|(?:device|user|mfa)[-_]?code|code[-_]?verifier|token[-_]?code|x-amz-signature`,
  String.raw`user[-_]?data|ciphertext|(?<![a-z])cak(?![a-z])|(?:j|php)sess(?:ion)?_?id|(?<![\w-])session[-_]?id`,
].join('|');

/** A sentence has the ARN or the name of a secret after that word. */
export const NAMES = String.raw`${CERTAIN_NAMES}|(?<![a-z])secret`;

/** What a name has behind it: `SECRET_KEY_BASE`, `client-key-data`, `passwords`, `password2`. */
export const ENDING = String.raw`(?:s|[-_]?(?:base|data|value|hash|string|text)(?:64)?)?[0-9]*`;

/** Names in words, as sentences have them. */
export const SPOKEN = String.raw`(?:pre[- ]?shared|api|auth|client|private|secret(?:[ ]access)?|access|account|signing|license|encryption|master|hmac)[ ]key|pass[ ]phrase|mfa[ ]code`;

/** Words that are names of a secret only with an equals sign, quotation marks or digits after them: sentences have them too. */
export const WEAK_NAMES = String.raw`${SPOKEN}|token|secret|signature|credentials?|pass(?==)|(?<![a-z])(?:pass|salt|otp|pin)`;
