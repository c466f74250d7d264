import { EventEmitter } from 'node:events';
import { escapeInvisible } from '../common/text/displayText.ts';
import type { Target } from '../aws/identity/target.ts';
import type { KeyValueStore } from './keyValueStore.ts';

/** The key under which aliases are kept. */
const KEY = 'teardown.aliases';

/** What aliases are read with. */
export interface AccountAliasesDeps {
  /** Kept for all workspaces: pickers name accounts that this window has not reached. */
  readonly global: KeyValueStore;
  /** Sends the request; undefined where there is no alias or no permission to read it. Rejects where the request fails. */
  readonly load: (target: Target) => Promise<string | undefined>;
}

/** The aliases of accounts, as IAM last returned them: for people, no proof. */
export class AccountAliases {
  readonly #deps: AccountAliasesDeps;
  readonly #events = new EventEmitter<{ change: [] }>();
  /**
   * The last target of each account whose alias was requested in this window: the credentials of an earlier one may be replaced before its
   * request leaves.
   */
  readonly #requested = new Map<string, Target>();

  constructor(deps: AccountAliasesDeps) {
    this.#deps = deps;
  }

  /** Registers a listener for new aliases. Returns a function that removes it. */
  onDidChange(listener: () => void): () => void {
    this.#events.on('change', listener);
    return () => this.#events.off('change', listener);
  }

  /** Returns the alias of an account; undefined where none is known. */
  of(accountId: string): string | undefined {
    const { [accountId]: alias } = this.#kept();
    return typeof alias === 'string' && alias !== '' ? alias : undefined;
  }

  /** Returns an account as people read it: `example-dev (111122223333)`, or the number alone. */
  label(accountId: string): string {
    const alias = this.of(accountId);
    return alias === undefined ? accountId : `${escapeInvisible(alias)} (${accountId})`;
  }

  /** Requests the alias of a target's account, once per window unless the request fails: then what was known stays. */
  async load(target: Target): Promise<void> {
    const { accountId } = target.identity;
    const isRequested = this.#requested.has(accountId);
    this.#requested.set(accountId, target);
    if (isRequested) return;
    let alias: string | undefined;
    try {
      alias = await this.#deps.load(target);
    } catch {
      const latest = this.#requested.get(accountId);
      this.#requested.delete(accountId);
      if (latest !== undefined && latest !== target) await this.load(latest);
      return;
    }
    if (alias === this.of(accountId)) return;
    await this.#deps.global.update(KEY, { ...this.#kept(), [accountId]: alias });
    this.#events.emit('change');
  }

  #kept(): Readonly<Record<string, unknown>> {
    const kept = this.#deps.global.get(KEY);
    return typeof kept === 'object' && kept !== null ? (kept as Record<string, unknown>) : {};
  }
}
