/** An amount in units of 10^-12 of its currency: sums are exact. */
export interface Money {
  /** As in ISO 4217: `USD`. */
  readonly currency: string;
  readonly units: bigint;
}

const DIGITS = 12;

/** The longest price that is accepted: AWS's have up to ten decimals. */
const MAX_LENGTH = 30;

/** Returns a decimal as units; undefined for anything else, and for what has more decimals than fit. */
export function parseDecimal(text: string): bigint | undefined {
  const [, whole = '', fraction = ''] = /^(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  const kept = fraction.replace(/0+$/, '');
  if (whole === '' || text.length > MAX_LENGTH || kept.length > DIGITS) return undefined;
  return BigInt(whole + kept.padEnd(DIGITS, '0'));
}

/** Returns a price times a whole quantity, divided by a whole number and rounded half up. */
export function times(units: bigint, quantity: number, per = 1): bigint {
  const divisor = BigInt(per);
  return (units * BigInt(quantity) * 2n + divisor) / (divisor * 2n);
}

/** Returns an amount as a decimal that `parseDecimal` reads. */
export function toDecimal({ units }: Money): string {
  const digits = units.toString().padStart(DIGITS + 1, '0');
  const fraction = digits.slice(-DIGITS).replace(/0+$/, '');
  return digits.slice(0, -DIGITS) + (fraction === '' ? '' : `.${fraction}`);
}

/** Returns an amount as a number, for formatting and comparison. */
export function toNumber({ units }: Money): number {
  return Number(units) / 10 ** DIGITS;
}
