import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseDecimal } from './money.ts';
import type { PricedProduct } from './priceList.ts';

/** The products of one request. */
export interface CachedPrices {
  /** When AWS returned them: milliseconds since the epoch. */
  readonly at: number;
  readonly products: readonly PricedProduct[];
}

const VERSION = 1;

/** How long prices are used: AWS changes few of them, and not often. */
export const MAX_AGE_MS = 7 * 86_400_000;

/** How many requests are kept, and how large a file is read. */
const MAX_ENTRIES = 2_000;
const MAX_FILE_BYTES = 16_000_000;

const UNITS: ReadonlySet<unknown> = new Set(['hour', 'gbMonth', 'iopsMonth', 'gibpsMonth', 'month']);

/**
 * Keeps prices in memory and in one file that all windows share. The file holds AWS's public prices, and nothing of an account. What
 * cannot be read is requested again.
 */
export class PriceCache {
  readonly #file: string;
  readonly #now: () => number;
  readonly #entries = new Map<string, CachedPrices>();
  #loaded: Promise<void> | undefined;

  constructor(folder: string, now: () => number) {
    this.#file = path.join(folder, 'prices.json');
    this.#now = now;
  }

  /** Returns the products of a request; undefined where they are not known, or too old. */
  get(key: string): readonly PricedProduct[] | undefined {
    const entry = this.#entries.get(key);
    return entry && this.#isFresh(entry) ? entry.products : undefined;
  }

  /** Returns whether no price is known that is young enough. */
  get isEmpty(): boolean {
    return ![...this.#entries.values()].some((entry) => this.#isFresh(entry));
  }

  /** Keeps the products of a request until `save`. */
  set(key: string, products: readonly PricedProduct[]): void {
    this.#entries.set(key, { at: this.#now(), products });
  }

  /** Reads the file, once. */
  load(): Promise<void> {
    this.#loaded ??= this.#merge();
    return this.#loaded;
  }

  /** Writes the file, with what other windows have written meanwhile. Prices that cannot be written serve this window. */
  async save(): Promise<void> {
    await this.#merge();
    const newest = [...this.#entries].filter(([, entry]) => this.#isFresh(entry)).sort(([, a], [, b]) => b.at - a.at);
    const content = JSON.stringify({ version: VERSION, entries: newest.slice(0, MAX_ENTRIES) });
    const draft = `${this.#file}.${randomUUID()}.tmp`;
    try {
      await mkdir(path.dirname(this.#file), { recursive: true, mode: 0o700 });
      await writeFile(draft, content, { mode: 0o600, flag: 'wx' });
      await rename(draft, this.#file);
    } catch {
      await rm(draft, { force: true }).catch(() => undefined);
    }
  }

  async #merge(): Promise<void> {
    for (const [key, entry] of await this.#read()) {
      if (this.#isFresh(entry) && entry.at > (this.#entries.get(key)?.at ?? 0)) this.#entries.set(key, entry);
    }
  }

  async #read(): Promise<readonly (readonly [string, CachedPrices])[]> {
    try {
      if ((await stat(this.#file)).size > MAX_FILE_BYTES) return [];
      const { version, entries } = JSON.parse(await readFile(this.#file, 'utf8')) as Partial<Record<string, unknown>>;
      return version === VERSION && Array.isArray(entries) ? (entries as unknown[]).flatMap(readEntry) : [];
    } catch {
      return [];
    }
  }

  /** Returns whether prices are recent enough. A time in the future comes from a wrong clock and does not count. */
  #isFresh({ at }: CachedPrices): boolean {
    const age = this.#now() - at;
    return age >= 0 && age < MAX_AGE_MS;
  }
}

function readEntry(entry: unknown): readonly (readonly [string, CachedPrices])[] {
  if (!Array.isArray(entry)) return [];
  const [key, value] = entry as readonly unknown[];
  const { at, products } = (value ?? {}) as Partial<Record<string, unknown>>;
  if (typeof key !== 'string' || typeof at !== 'number' || !Array.isArray(products)) return [];
  return (products as unknown[]).every(isProduct) ? [[key, { at, products: products as PricedProduct[] }]] : [];
}

function isProduct(value: unknown): value is PricedProduct {
  const { usageType, unit, price } = (value ?? {}) as Partial<Record<string, unknown>>;
  return (
    typeof usageType === 'string' && UNITS.has(unit) && typeof price === 'string' && parseDecimal(price) !== undefined
  );
}
