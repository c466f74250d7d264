import type { CredentialSource, Target } from '../../aws/identity/target.ts';
import { kindById } from '../../catalog/index.ts';
import type { JournalEntry } from '../journal/entry.ts';
import { deserializeResource } from '../journal/format/storedResource.ts';
import type { Answers } from './restoreInput.ts';
import type { RestoreOutcome } from './restoreOutcome.ts';
import {
  createRestorePlan,
  restorable,
  type DeletedResource,
  type Restorable,
  type RestorePlan,
} from './restorePlan.ts';
import type { Restorer, RestoreOptions } from './restorer.ts';

/** What resources are restored with. */
export interface RestoreServiceDeps {
  readonly restorer: Restorer;
  /** Resolves a source in one Region. Throws CredentialsError when it cannot. */
  readonly resolve: (source: CredentialSource, region: string) => Promise<Target>;
  readonly now: () => number;
  /** Returns an account with its alias; the number alone where it is left out. */
  readonly accountLabel?: ((accountId: string) => string) | undefined;
  /** Reads the alias of a target's account, for `accountLabel`. Takes little time, and never rejects. */
  readonly loadAlias?: ((target: Target) => Promise<void>) | undefined;
}

/** Restores deleted resources from their journal entries, as far as AWS can create them again. */
export class RestoreService {
  readonly #deps: RestoreServiceDeps;

  constructor(deps: RestoreServiceDeps) {
    this.#deps = deps;
  }

  /**
   * Returns the resource of an entry as it was before its deletion, in a target that is resolved now; undefined where this version has no
   * such kind. Throws CredentialsError when the profile of the entry cannot be resolved, and ResourceMismatchError when it now belongs to
   * another account.
   */
  async before({ resource }: JournalEntry): Promise<DeletedResource | undefined> {
    const kind = kindById(resource.kind);
    if (!kind) return undefined;
    const target = await this.#deps.resolve(resource.source, resource.region);
    if (target.identity.accountId !== resource.accountId) await this.#deps.loadAlias?.(target);
    return { kind, target, entry: deserializeResource(resource, target, kind, this.#deps.accountLabel).entry };
  }

  /** Returns whether a deleted resource can be restored, and which values the user has to supply. */
  restorable(before: DeletedResource): Restorable {
    return restorable(before);
  }

  /**
   * Plans a restore. `answers` holds the values for the prompts of `restorable`, by prompt id. Throws NotRestorableError when it cannot be
   * restored; its message has the reason, for people.
   */
  plan(before: DeletedResource, answers: Answers = {}): RestorePlan {
    return createRestorePlan(before, answers, this.#deps.now(), this.#deps.accountLabel);
  }

  /** Executes a confirmed restore. A failure is an outcome, never an exception. */
  async execute(plan: RestorePlan, options: RestoreOptions = {}): Promise<RestoreOutcome> {
    return this.#deps.restorer.execute(plan, options);
  }
}
