import type { IdentitySpec } from '../types.ts';
import { Collection } from './collection.ts';
import type { Row } from './collection.ts';
import type { Kind, Kinds } from './kinds.ts';
import { Transition } from './transition.ts';
import type { Step } from './transition.ts';

/** An AWS account. */
export interface Account {
  readonly id: string;
  /** `aws`, `aws-us-gov`, ... */
  readonly partition: string;
  /** The alias that IAM's `ListAccountAliases` returns. */
  readonly alias: string | undefined;
  /** The opt-in Regions that the account has enabled. None if undefined. */
  readonly optedIn?: readonly string[];
  /** Services outside the sandbox that have a service-linked role here: `autoscaling`. */
  readonly services?: readonly string[];
}

/** A role that can be assumed. */
export interface Role {
  readonly arn: string;
  readonly accountId: string;
  /** The MFA device whose code `AssumeRole` requires. */
  readonly mfaSerial: string | undefined;
  readonly deny: readonly string[];
}

/** The whole state of AWS: accounts, their keys and roles, and the resources. */
export class World {
  readonly accounts = new Map<string, Account>();
  /** By access key id. */
  readonly identities = new Map<string, IdentitySpec>();
  /** By ARN. */
  readonly roles = new Map<string, Role>();
  readonly #collections = new Map<string, Collection<object>>();
  readonly #transitions = new Set<{ readonly rows: readonly Row<object>[]; readonly transition: Transition }>();

  /** Returns the resources of one kind in one account and Region. The collection may be empty. */
  collection<K extends Kind>(account: string, region: string, kind: K): Collection<Kinds[K]> {
    const key = `${account}/${region}/${kind}`;
    const found = this.#collections.get(key) ?? new Collection<object>();
    this.#collections.set(key, found);
    return found;
  }

  /** Yields all collections with account, Region and kind. */
  *places(): Generator<{ account: string; region: string; kind: Kind; collection: Collection<object> }> {
    for (const [key, collection] of this.#collections) {
      const [account = '', region = '', kind = ''] = key.split('/');
      yield { account, region, kind: kind as Kind, collection };
    }
  }

  /** Starts a transition that the rows share: a read of any of them counts. `now` is in milliseconds since 1970. */
  startTransition(rows: readonly Row<object>[], steps: readonly Step[], now: number): void {
    const transition = new Transition(steps, now);
    for (const row of rows) row.transition = transition;
    for (const entry of this.#transitions) if (entry.transition.finished) this.#transitions.delete(entry);
    this.#transitions.add({ rows, transition });
  }

  /**
   * Applies pending steps, whatever their delay, at most `steps` of each transition. `now` is in milliseconds since
   * 1970.
   */
  settle(now: number, steps = Infinity): void {
    for (const { transition } of this.#transitions) {
      for (let done = 0; done < steps && !transition.finished; done += 1) transition.step(now);
    }
  }
}
