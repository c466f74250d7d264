import { EventEmitter } from 'node:events';
import { systemClock, type Clock } from '../common/clock.ts';
import { escapeInvisible } from '../common/text/displayText.ts';
import { isDenied } from '../aws/errors/isDenied.ts';
import { callerKey, type Target } from '../aws/identity/target.ts';
import type { KeyValueStore } from './keyValueStore.ts';

/** The key under which aliases are kept. */
const KEY = 'teardown.aliases';

/** A message that names an account waits for its alias this long once there are credentials: milliseconds. */
const MESSAGE_WAITS_MS = 2000;

/** What aliases are read with. */
export interface AccountAliasesDeps {
  /** Kept for all workspaces: pickers name accounts that this window has not reached. */
  readonly global: KeyValueStore;
  /** Sends the request; undefined where there is no alias. Rejects where the request fails or is denied. */
  readonly load: (target: Target) => Promise<string | undefined>;
  /** Loads the credentials of a target, which can take minutes where a person is asked for a code. Default: they are there. */
  readonly credentials?: (target: Target) => Promise<unknown>;
  /** Default: the machine's own. */
  readonly clock?: Pick<Clock, 'sleep'>;
}

/** The request for the alias of an account. */
interface AliasRequest {
  /** The last target for which it was wanted: the credentials of an earlier one may be replaced before its request leaves. */
  latest: Target;
  done: Promise<void>;
}

/** The aliases of accounts, as IAM last returned them: for people, no proof. */
export class AccountAliases {
  readonly #deps: AccountAliasesDeps;
  readonly #events = new EventEmitter<{ change: [] }>();
  /** By account: what was requested in this window. */
  readonly #requests = new Map<string, AliasRequest>();
  /** The accounts whose alias could not be read, or not in time. */
  readonly #unread = new Set<string>();
  /** The callers whose request was denied. They are not asked again: another source may have the permission. */
  readonly #denied = new Set<string>();

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

  /** Returns whether an account may have an alias that could not be read. */
  mayHaveAnother(accountId: string): boolean {
    return this.#unread.has(accountId) && this.of(accountId) === undefined;
  }

  /** Returns the aliases of all accounts, as far as they are known. */
  known(): { readonly known: readonly string[]; readonly isIncomplete: boolean } {
    return {
      known: Object.keys(this.#kept()).flatMap((accountId) => this.of(accountId) ?? []),
      isIncomplete: [...this.#unread].some((accountId) => this.mayHaveAnother(accountId)),
    };
  }

  /** Returns an account as people read it: `example-dev (111122223333)`, or the number alone. */
  label(accountId: string): string {
    const alias = this.of(accountId);
    return alias === undefined ? accountId : `${escapeInvisible(alias)} (${accountId})`;
  }

  /**
   * Requests the alias of a target's account, once per window unless the request fails: then what was known stays. Where it is denied, only
   * another source requests it again. Resolves when the response is there, also where an earlier call sent the request.
   */
  load(target: Target): Promise<void> {
    const { accountId } = target.identity;
    if (this.#denied.has(callerKey(target.identity))) return Promise.resolve();
    const sent = this.#requests.get(accountId);
    if (sent) {
      sent.latest = target;
      return sent.done;
    }
    const request: AliasRequest = { latest: target, done: Promise.resolve() };
    this.#requests.set(accountId, request);
    request.done = this.#request(request, target);
    return request.done;
  }

  /**
   * Waits for the alias of a target's account, so that a message can name it. It waits for the credentials, and then two seconds at most. It
   * never rejects.
   */
  async loadForMessage(target: Target): Promise<void> {
    const loaded = new AbortController();
    const load = this.load(target)
      .catch(() => undefined)
      .finally(() => {
        loaded.abort();
      });
    await Promise.race([load, this.#endWait(target, loaded.signal)]);
  }

  async #endWait(target: Target, loaded: AbortSignal): Promise<void> {
    const { clock = systemClock, credentials } = this.#deps;
    await credentials?.(target).catch(() => undefined);
    if (!loaded.aborted) await clock.sleep(MESSAGE_WAITS_MS, loaded);
    if (!loaded.aborted) this.#noteUnread(target.identity.accountId);
  }

  async #request(request: AliasRequest, target: Target): Promise<void> {
    const { accountId } = target.identity;
    let alias: string | undefined;
    try {
      alias = await this.#deps.load(target);
    } catch (error) {
      this.#requests.delete(accountId);
      if (isDenied(error)) this.#denied.add(callerKey(target.identity));
      this.#noteUnread(accountId);
      if (request.latest !== target) await this.load(request.latest);
      return;
    }
    const wasUnread = this.#unread.delete(accountId);
    if (alias !== this.of(accountId)) await this.#deps.global.update(KEY, { ...this.#kept(), [accountId]: alias });
    else if (!wasUnread) return;
    this.#events.emit('change');
  }

  #noteUnread(accountId: string): void {
    if (this.#unread.has(accountId)) return;
    this.#unread.add(accountId);
    this.#events.emit('change');
  }

  #kept(): Readonly<Record<string, unknown>> {
    const kept = this.#deps.global.get(KEY);
    return typeof kept === 'object' && kept !== null ? (kept as Record<string, unknown>) : {};
  }
}
