import { createHash, randomBytes } from 'node:crypto';

/**
 * Hexadecimal digits that depend on nothing but a text: the sample world has the same ids in every run.
 *
 * @param seed the text
 * @param digits how many
 * @returns that many lower-case digits
 */
export function stableHex(seed: string, digits: number): string {
  let text = '';
  for (let block = 0; text.length < digits; block += 1) {
    text += createHash('sha256').update(`${seed}/${block}`).digest('hex');
  }
  return text.slice(0, digits);
}

/**
 * An id as EC2 makes them, of a text: `rsp-` and 17 digits.
 *
 * @param prefix `rsp`, `ipam`, ...
 * @param seed the text
 * @returns the id
 */
export function stableId(prefix: string, seed: string): string {
  return `${prefix}-${stableHex(seed, 17)}`;
}

/**
 * A new id as EC2 makes them.
 *
 * @param prefix `rsp`, `ipam`, ...
 * @returns the id
 */
export function newId(prefix: string): string {
  return `${prefix}-${newHex(17)}`;
}

/**
 * Random hexadecimal digits.
 *
 * @param digits how many
 * @returns lower-case digits
 */
export function newHex(digits: number): string {
  return randomBytes(Math.ceil(digits / 2))
    .toString('hex')
    .slice(0, digits);
}

/**
 * A UUID of a text.
 *
 * @param seed the text
 * @returns 8-4-4-4-12 digits
 */
export function stableUuid(seed: string): string {
  return stableHex(seed, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

const KEY_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * An access key id of a text.
 *
 * @param seed the text
 * @param prefix `AKIA` for lasting keys, `ASIA` for those of a session
 * @returns the prefix and 16 capital letters and digits
 */
export function stableAccessKeyId(seed: string, prefix: 'AKIA' | 'ASIA' = 'AKIA'): string {
  const bytes = Buffer.from(stableHex(seed, 32), 'hex');
  return prefix + [...bytes].map((byte) => KEY_LETTERS.charAt(byte % KEY_LETTERS.length)).join('');
}

/**
 * A new access key id.
 *
 * @param prefix `AKIA` for lasting keys, `ASIA` for those of a session
 * @returns the prefix and 16 capital letters and digits
 */
export function newAccessKeyId(prefix: 'AKIA' | 'ASIA' = 'AKIA'): string {
  return stableAccessKeyId(newHex(32), prefix);
}
