import { createHash, randomBytes } from 'node:crypto';

/**
 * Returns lower-case hexadecimal digits that depend on the seed alone, so that the sample world has the same ids in
 * every run.
 */
export function stableHex(seed: string, digits: number): string {
  let text = '';
  for (let block = 0; text.length < digits; block += 1) {
    text += createHash('sha256').update(`${seed}/${block}`).digest('hex');
  }
  return text.slice(0, digits);
}

/** Returns an id in EC2's format that depends on the seed: `rsp-` and 17 digits. */
export function stableId(prefix: string, seed: string): string {
  return `${prefix}-${stableHex(seed, 17)}`;
}

/** Returns a new id in EC2's format: `rsp-` and 17 digits. */
export function newId(prefix: string): string {
  return `${prefix}-${newHex(17)}`;
}

/** Returns random lower-case hexadecimal digits. */
export function newHex(digits: number): string {
  return randomBytes(Math.ceil(digits / 2))
    .toString('hex')
    .slice(0, digits);
}

/** Returns a UUID that depends on the seed. */
export function stableUuid(seed: string): string {
  return stableHex(seed, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

const KEY_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * Returns an access key id that depends on the seed: the prefix and 16 capital letters and digits. `AKIA` is for
 * long-term keys, `ASIA` for those of a session.
 */
export function stableAccessKeyId(seed: string, prefix: 'AKIA' | 'ASIA' = 'AKIA'): string {
  const bytes = Buffer.from(stableHex(seed, 32), 'hex');
  return prefix + [...bytes].map((byte) => KEY_LETTERS.charAt(byte % KEY_LETTERS.length)).join('');
}

/** Returns a new access key id. `AKIA` is for long-term keys, `ASIA` for those of a session. */
export function newAccessKeyId(prefix: 'AKIA' | 'ASIA' = 'AKIA'): string {
  return stableAccessKeyId(newHex(32), prefix);
}
