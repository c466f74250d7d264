import type { IdentitySpec } from '../types.ts';
import { Collection } from './collection.ts';
import type { Row } from './collection.ts';
import type { Kind, Kinds } from './kinds.ts';
import { Transition } from './transition.ts';
import type { Step } from './transition.ts';

/** An account that exists. */
export interface Account {
  readonly id: string;
  /** `aws`, `aws-us-gov`, ... */
  readonly partition: string;
  /** What IAM `ListAccountAliases` says; none if undefined. */
  readonly alias: string | undefined;
  /** The Regions without default access that the account has enabled; none if undefined. */
  readonly optedIn?: readonly string[];
  /** Services beside those of the sandbox that have a service-linked role: `autoscaling`. */
  readonly services?: readonly string[];
}

/** A role that can be assumed. */
export interface Role {
  readonly arn: string;
  readonly accountId: string;
  /** The MFA device without whose code it cannot be assumed. */
  readonly mfaSerial: string | undefined;
  readonly deny: readonly string[];
}

/** Everything that exists: accounts, their keys and roles, and the resources in them. */
export class World {
  readonly accounts = new Map<string, Account>();
  /** By access key id. */
  readonly identities = new Map<string, IdentitySpec>();
  /** By ARN. */
  readonly roles = new Map<string, Role>();
  readonly #collections = new Map<string, Collection<object>>();
  readonly #moving = new Set<{ readonly rows: readonly Row<object>[]; readonly transition: Transition }>();

  /**
   * The resources of one kind in one place.
   *
   * @param account id of the account
   * @param region name of the Region
   * @param kind the kind
   * @returns the collection, empty if nothing was ever put there
   */
  collection<K extends Kind>(account: string, region: string, kind: K): Collection<Kinds[K]> {
    const key = `${account}/${region}/${kind}`;
    const found = this.#collections.get(key) ?? new Collection<object>();
    this.#collections.set(key, found);
    return found;
  }

  /**
   * The collections that there are.
   *
   * @returns each with its account, Region and kind
   */
  *places(): Generator<{ account: string; region: string; kind: Kind; collection: Collection<object> }> {
    for (const [key, collection] of this.#collections) {
      const [account = '', region = '', kind = ''] = key.split('/');
      yield { account, region, kind: kind as Kind, collection };
    }
  }

  /**
   * Sets resources on their way: they share one transition, so that a look at any of them counts.
   *
   * @param rows the resources
   * @param steps what happens to them
   * @param now milliseconds since 1970
   */
  move(rows: readonly Row<object>[], steps: readonly Step[], now: number): void {
    const transition = new Transition(steps, now);
    for (const row of rows) row.transition = transition;
    for (const entry of this.#moving) if (entry.transition.finished) this.#moving.delete(entry);
    this.#moving.add({ rows, transition });
  }

  /**
   * Lets what is on its way happen, whatever its delay.
   *
   * @param now milliseconds since 1970
   * @param steps how many steps of each; all if undefined
   */
  settle(now: number, steps = Infinity): void {
    for (const { transition } of this.#moving) {
      for (let done = 0; done < steps && !transition.finished; done += 1) transition.step(now);
    }
  }
}
