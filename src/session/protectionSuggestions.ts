import { callerKey, type CredentialSource } from '../aws/identity/target.ts';
import type { KeyValueStore } from './keyValueStore.ts';

/** The keys under which it is kept what was suggested. */
const KEYS = { suggested: 'teardown.protectionSuggested', never: 'teardown.protectionNeverSuggested' } as const;

/**
 * Returns whether a name is that of production: it has "prod" in it, and does not deny it ("nonprod", "pre-prod"), and is not about
 * a product.
 */
export function isProductionName(name: string): boolean {
  return /(?<!(?:non?|not|pre)[\s._-]?)prod(?!uct(?!ion)|ig)/i.test(name);
}

/** Remembers which profiles and accounts were suggested for protection: each once. */
export class ProtectionSuggestions {
  readonly #global: KeyValueStore;

  constructor(global: KeyValueStore) {
    this.#global = global;
  }

  /** Notes a suggestion. Returns whether it may be made: false where it was made before, or never is wanted. */
  async claim(source: CredentialSource, accountId: string): Promise<boolean> {
    if (this.#global.get(KEYS.never) === true) return false;
    const kept = this.#global.get(KEYS.suggested);
    const suggested = Array.isArray(kept) ? (kept as unknown[]) : [];
    const key = callerKey({ source, accountId });
    if (suggested.includes(key)) return false;
    await this.#global.update(KEYS.suggested, [...suggested, key]);
    return true;
  }

  /** Stores that no suggestion is wanted. */
  async never(): Promise<void> {
    await this.#global.update(KEYS.never, true);
  }
}
