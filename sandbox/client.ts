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

/** A date becomes a text on its way through JSON. */
export type Jsonified<T> = T extends Date
  ? string
  : T extends readonly (infer Item)[]
    ? Jsonified<Item>[]
    : T extends object
      ? { [K in keyof T]: Jsonified<T[K]> }
      : T;

/** A resource of a kind as the sandbox keeps it; dates as ISO 8601. */
export interface RowOf<K extends Kind> extends Omit<StoredRow, 'item'> {
  readonly item: Jsonified<Kinds[K]>;
}

/** Where resources of a kind are. */
export interface KindAt<K extends Kind> extends Place {
  readonly kind: K;
}

/** When a fault hits: the first and the last matching call, counted from 1, and the share of them. */
export type FaultTiming = Pick<FaultSpec, 'from' | 'to' | 'rate' | 'seed' | 'id'>;

/** Steers and asks a sandbox, in this process or another. Every method rejects if the sandbox refuses or is gone. */
export class SandboxClient {
  readonly endpoint: string;

  /** @param endpoint of the sandbox, as it says itself */
  constructor(endpoint: string) {
    this.endpoint = endpoint;
  }

  async #ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.endpoint}/_sandbox/${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error((answer as { error?: string }).error ?? `HTTP ${response.status}`);
    return answer;
  }

  /** Everything as it was when the sandbox started: world, settings, faults, log. */
  async reset(): Promise<void> {
    await this.#ask('POST', 'reset');
  }

  /** @returns the settings as they are */
  async settings(): Promise<Settings> {
    return (await this.#ask('GET', 'settings')) as Settings;
  }

  /**
   * @param patch what changes
   * @returns the settings as they are then
   */
  async configure(patch: SettingsPatch): Promise<Settings> {
    return (await this.#ask('PATCH', 'settings', patch)) as Settings;
  }

  /**
   * Lets time pass on the sandbox's clock, without waiting.
   *
   * @param ms milliseconds from now
   */
  async advanceClock(ms: number): Promise<void> {
    const { clockOffsetMs } = await this.settings();
    await this.configure({ clockOffsetMs: clockOffsetMs + ms });
  }

  /**
   * @param filter which requests; all if not given
   * @returns them, oldest first
   */
  async requests(filter: RequestFilter = {}): Promise<readonly LoggedRequest[]> {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(filter)) query.set(name, String(value));
    return (await this.#ask('GET', `requests?${query.toString()}`)) as LoggedRequest[];
  }

  /** Forgets the requests so far. */
  async clearRequests(): Promise<void> {
    await this.#ask('DELETE', 'requests');
  }

  /**
   * Lets something go wrong from now on.
   *
   * @param match with which calls
   * @param effect what
   * @param timing when; always if not given
   * @returns the fault's id
   */
  async addFault(match: FaultMatch, effect: FaultEffect, timing: FaultTiming = {}): Promise<string> {
    return ((await this.#ask('POST', 'faults', { ...timing, match, effect })) as { id: string }).id;
  }

  /** @returns the faults, with the number of calls that they matched and hit */
  async faults(): Promise<readonly FaultState[]> {
    return (await this.#ask('GET', 'faults')) as FaultState[];
  }

  /** @param id of a fault; all of them if not given */
  async removeFaults(id?: string): Promise<void> {
    await this.#ask('DELETE', id === undefined ? 'faults' : `faults?${new URLSearchParams({ id }).toString()}`);
  }

  /**
   * What really is there, whatever a list shows.
   *
   * @param at account, Region and kind
   * @returns the resources
   */
  async rows<K extends Kind>(at: KindAt<K>): Promise<readonly RowOf<K>[]> {
    const { account, region, kind } = at;
    return (await this.#ask('GET', `state?${new URLSearchParams({ account, region, kind }).toString()}`)) as RowOf<K>[];
  }

  /**
   * Adds a resource, or puts another in the place of a namesake.
   *
   * @param at account, Region and kind
   * @param item as AWS lists it
   * @param parent the bucket of an access key, the connection / LAG / interconnect of a MACsec key
   * @returns the resource as it is kept
   */
  async put<K extends Kind>(at: KindAt<K>, item: Kinds[K] | Jsonified<Kinds[K]>, parent?: string): Promise<RowOf<K>> {
    return (await this.#ask('PUT', 'state', { ...at, item, parent })) as RowOf<K>;
  }

  /**
   * Adds resources to a listing that has no behaviour of its own.
   *
   * @param at account, Region and listing operation
   * @param items as AWS lists them; dates as ISO 8601
   * @param parent what they are listed for, where the listing takes one
   */
  async putItems(at: Place & { readonly operation: string }, items: readonly Fields[], parent?: string): Promise<void> {
    await this.#ask('PUT', 'items', { ...at, items, parent });
  }

  /**
   * Changes members of a resource.
   *
   * @param at account, Region and kind
   * @param id of the resource
   * @param item the members that change; null takes one away
   * @returns the resource as it is kept
   */
  async patch<K extends Kind>(at: KindAt<K>, id: string, item: Fields): Promise<RowOf<K>> {
    return (await this.#ask('PATCH', 'state', { ...at, id, item })) as RowOf<K>;
  }

  /**
   * Lets resources vanish, as if somebody else had removed them.
   *
   * @param where an account, and if given only that Region, kind and id
   * @returns how many there were
   */
  async vanish(where: { account: string; region?: string; kind?: Kind; id?: string }): Promise<number> {
    return ((await this.#ask('DELETE', `state?${new URLSearchParams(where).toString()}`)) as { count: number }).count;
  }

  /**
   * Adds many resources, named by a prefix and a number from 0.
   *
   * @param at account, Region and kind
   * @param count how many, up to some ten thousands
   * @param prefix of their names; `bulk-` if not given
   */
  async addMany(at: KindAt<Kind>, count: number, prefix?: string): Promise<void> {
    await this.#ask('POST', 'bulk', { ...at, count, prefix });
  }

  /**
   * Lets what is on its way happen now, whatever it was to wait for.
   *
   * @param steps how many steps of each resource (`deleting` to `deleted` is one); all if not given
   */
  async settle(steps?: number): Promise<void> {
    await this.#ask('POST', 'settle', { steps });
  }

  /** @returns the access keys that are valid or have expired, secrets included */
  async identities(): Promise<readonly IdentitySpec[]> {
    return (await this.#ask('GET', 'identities')) as IdentitySpec[];
  }

  /**
   * Adds an access key, or changes whose it is. Its account comes into being if there is none.
   *
   * @param identity the key
   */
  async putIdentity(identity: IdentitySpec): Promise<void> {
    await this.#ask('PUT', 'identities', identity);
  }

  /** Sets the Regions without default access that an account has enabled. All others of them reject its keys. */
  async optIn(account: string, regions: readonly string[]): Promise<void> {
    await this.#ask('PUT', 'optedIn', { account, regions });
  }

  /**
   * Adds a role that can be assumed.
   *
   * @param role its ARN, what it may not do, and the MFA device that it wants
   */
  async putRole(role: { arn: string; deny?: readonly string[]; mfaSerial?: string }): Promise<void> {
    await this.#ask('PUT', 'roles', role);
  }
}
