import type {
  FaultEffect,
  FaultMatch,
  FaultSpec,
  FaultState,
  Fields,
  IdentitySpec,
  LoggedRequest,
  Place,
  RequestFilter,
  Settings,
  SettingsPatch,
  StoredRow,
} from './types.ts';
import type { Kind, Kinds } from './world/kinds.ts';

/** A value after JSON: dates become strings. */
export type Jsonified<T> = T extends Date
  ? string
  : T extends readonly (infer Item)[]
    ? Jsonified<Item>[]
    : T extends object
      ? { [K in keyof T]: Jsonified<T[K]> }
      : T;

/** A resource as the sandbox stores it; dates as ISO 8601. */
export interface RowOf<K extends Kind> extends Omit<StoredRow, 'item'> {
  readonly item: Jsonified<Kinds[K]>;
}

/** The account, Region and kind of resources. */
export interface KindAt<K extends Kind> extends Place {
  readonly kind: K;
}

/** Which of the matching requests a fault applies to: the first and the last, counted from 1, and their share. */
export type FaultTiming = Pick<FaultSpec, 'from' | 'to' | 'rate' | 'seed' | 'id'>;

/**
 * Client of a sandbox's control API, from the same process or another. Every method rejects on an error of the API or
 * of the connection.
 */
export class SandboxClient {
  readonly endpoint: string;

  constructor(endpoint: string) {
    this.endpoint = endpoint;
  }

  async #send(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.endpoint}/_sandbox/${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const result: unknown = await response.json();
    if (!response.ok) throw new Error((result as { error?: string }).error ?? `HTTP ${response.status}`);
    return result;
  }

  /** Restores the initial state: world, settings, faults, log. */
  async reset(): Promise<void> {
    await this.#send('POST', 'reset');
  }

  /** Returns the current settings. */
  async settings(): Promise<Settings> {
    return (await this.#send('GET', 'settings')) as Settings;
  }

  /** Changes some settings and returns all. */
  async configure(patch: SettingsPatch): Promise<Settings> {
    return (await this.#send('PATCH', 'settings', patch)) as Settings;
  }

  /** Moves the sandbox's clock forward by milliseconds, without waiting. */
  async advanceClock(ms: number): Promise<void> {
    const { clockOffsetMs } = await this.settings();
    await this.configure({ clockOffsetMs: clockOffsetMs + ms });
  }

  /** Returns logged requests, oldest first. */
  async requests(filter: RequestFilter = {}): Promise<readonly LoggedRequest[]> {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(filter)) query.set(name, String(value));
    return (await this.#send('GET', `requests?${query.toString()}`)) as LoggedRequest[];
  }

  /** Clears the log of requests. */
  async clearRequests(): Promise<void> {
    await this.#send('DELETE', 'requests');
  }

  /** Adds a fault and returns its id. Without `timing`, it applies to every matching request. */
  async addFault(match: FaultMatch, effect: FaultEffect, timing: FaultTiming = {}): Promise<string> {
    return ((await this.#send('POST', 'faults', { ...timing, match, effect })) as { id: string }).id;
  }

  /** Returns the faults with the number of requests that they matched and affected. */
  async faults(): Promise<readonly FaultState[]> {
    return (await this.#send('GET', 'faults')) as FaultState[];
  }

  /** Removes one fault, or all without an id. */
  async removeFaults(id?: string): Promise<void> {
    await this.#send('DELETE', id === undefined ? 'faults' : `faults?${new URLSearchParams({ id }).toString()}`);
  }

  /** Returns the stored resources, whatever a list shows. */
  async rows<K extends Kind>(at: KindAt<K>): Promise<readonly RowOf<K>[]> {
    const { account, region, kind } = at;
    return (await this.#send(
      'GET',
      `state?${new URLSearchParams({ account, region, kind }).toString()}`,
    )) as RowOf<K>[];
  }

  /**
   * Adds a resource, or replaces the one with its id. `item` is as AWS lists it. `parent` is the bucket of an access
   * key, the connection / LAG / interconnect of a MACsec key.
   */
  async put<K extends Kind>(at: KindAt<K>, item: Kinds[K] | Jsonified<Kinds[K]>, parent?: string): Promise<RowOf<K>> {
    return (await this.#send('PUT', 'state', { ...at, item, parent })) as RowOf<K>;
  }

  /**
   * Adds resources to a generic listing. `items` are as AWS lists them, dates as ISO 8601. `parent` is the resource
   * that they are listed for, if the listing needs one.
   */
  async putItems(at: Place & { readonly operation: string }, items: readonly Fields[], parent?: string): Promise<void> {
    await this.#send('PUT', 'items', { ...at, items, parent });
  }

  /** Changes members of a resource and returns it. Null removes a member. */
  async patch<K extends Kind>(at: KindAt<K>, id: string, item: Fields): Promise<RowOf<K>> {
    return (await this.#send('PATCH', 'state', { ...at, id, item })) as RowOf<K>;
  }

  /**
   * Deletes resources without a trace, as if deleted elsewhere long ago, and returns their number.
   * Without `region`, `kind` or `id`, all of them.
   */
  async deleteSilently(where: { account: string; region?: string; kind?: Kind; id?: string }): Promise<number> {
    return ((await this.#send('DELETE', `state?${new URLSearchParams(where).toString()}`)) as { count: number }).count;
  }

  /** Adds resources named by a prefix (default `bulk-`) and a number from 0. Tens of thousands are fine. */
  async addMany(at: KindAt<Kind>, count: number, prefix?: string): Promise<void> {
    await this.#send('POST', 'bulk', { ...at, count, prefix });
  }

  /** Finishes pending state changes now. `steps` limits the steps of each resource (`deleting` to `deleted` is one). */
  async settle(steps?: number): Promise<void> {
    await this.#send('POST', 'settle', { steps });
  }

  /** Returns the access keys, expired ones and secrets included. */
  async identities(): Promise<readonly IdentitySpec[]> {
    return (await this.#send('GET', 'identities')) as IdentitySpec[];
  }

  /** Adds an access key, or changes its owner. Creates the account if it is new. */
  async putIdentity(identity: IdentitySpec): Promise<void> {
    await this.#send('PUT', 'identities', identity);
  }

  /** Sets the Regions without default access that an account has enabled. All others of them reject its keys. */
  async optIn(account: string, regions: readonly string[]): Promise<void> {
    await this.#send('PUT', 'optedIn', { account, regions });
  }

  /** Adds a role that can be assumed. With `mfaSerial`, it requires that MFA device. */
  async putRole(role: { arn: string; deny?: readonly string[]; mfaSerial?: string }): Promise<void> {
    await this.#send('PUT', 'roles', role);
  }
}
