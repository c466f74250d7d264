import { EventEmitter } from 'node:events';
import { t } from '@vscode/l10n';
import { refreshOperation } from '../../inventory/listing/listKind.ts';
import type { Resource } from '../../inventory/resource.ts';
import { bestEffort } from '../../common/bestEffort.ts';
import type { ThrottleRegistry } from '../../aws/throttling/throttleRegistry.ts';
import type { Outcome, Phase, Progress } from './outcome.ts';
import type { Plan, PlanItem } from '../planning/plan.ts';
import { ConflictRetry, DeletedInPlan } from './conflictLag.ts';
import { deleteResource, type DeleteDeps } from './deleteResource.ts';
import { MutationRunner } from './mutationRunner.ts';
import { planLabels } from '../presentation/resourceLabels.ts';

/** The dependencies of a plan executor. */
export interface PlanExecutorDeps extends DeleteDeps {
  readonly throttles: ThrottleRegistry;
}

/** What the user can do while a plan is executed. */
export interface ExecuteOptions {
  /** Stops further requests. AWS completes those that it has accepted. */
  readonly signal?: AbortSignal;
}

/** What the deletions of one plan share. */
interface PlanContext extends ExecuteOptions {
  readonly planId: string;
  readonly deleted: DeletedInPlan;
}

/** Executes plans. */
export class PlanExecutor {
  readonly #deps: PlanExecutorDeps;
  readonly #runner: MutationRunner;
  readonly #events = new EventEmitter<{ progress: [Progress] }>();
  /** The resources that are being deleted, by key: a second deletion of the same one never starts. */
  readonly #inProgress = new Map<string, Phase>();

  constructor(deps: PlanExecutorDeps) {
    this.#deps = deps;
    this.#runner = new MutationRunner(deps);
  }

  /** Registers a listener for every phase and outcome of every deletion. Returns a function that removes it. */
  onProgress(listener: (progress: Progress) => void): () => void {
    this.#events.on('progress', listener);
    return () => this.#events.off('progress', listener);
  }

  /** Returns the phase of a resource's deletion; undefined where none is running. */
  phaseOf(resource: Pick<Resource, 'key'>): Phase | undefined {
    return this.#inProgress.get(resource.key);
  }

  /**
   * Executes a confirmed plan: as many resources at once as AWS accepts, each after those that it depends on. Returns one outcome
   * for each item, in the plan's order. Returns every failure as an outcome.
   */
  async execute(plan: Plan, options: ExecuteOptions = {}): Promise<readonly Outcome[]> {
    const deleted = new DeletedInPlan();
    const started = new Map<string, Promise<Outcome>>();
    const ended = new Map<string, Outcome>();
    const all = plan.items.map((item) => {
      const { dependsOn = [], after = [] } = item;
      // Only what is earlier in the plan is awaited: two items can never wait for each other.
      const earlier = [...dependsOn, ...after].flatMap((key) => started.get(key) ?? []);
      const outcome = Promise.all(earlier).then(
        () => unmetDependency(item, plan, ended) ?? this.#deleteOne(item, { planId: plan.id, deleted, ...options }),
      );
      const recorded = outcome.then((one) => {
        ended.set(item.resource.key, one);
        if (one.kind === 'deleted' || one.kind === 'alreadyDeleted') deleted.add(item.resource);
        return one;
      });
      started.set(item.resource.key, recorded);
      return recorded;
    });
    return Promise.all(all);
  }

  async #deleteOne(item: PlanItem, { planId, deleted, signal }: PlanContext): Promise<Outcome> {
    const { resource } = item;
    const { kind, target } = resource;
    const { throttles, clock } = this.#deps;
    if (this.#inProgress.has(resource.key)) {
      return { kind: 'canceled', reason: t('A deletion of it is already running.') };
    }
    const setPhase = (phase: Phase) => {
      this.#inProgress.set(resource.key, phase);
      this.#emit({ resource, phase });
    };
    setPhase('queued');
    const outcome = await deleteResource(item, this.#deps, {
      ...{ planId, runner: this.#runner, setPhase },
      conflictRetry: new ConflictRetry(item, deleted, clock),
      throttle: throttles.for(target, kind.service, item.operation).mutations,
      acquirePoll: throttles.for(target, kind.service, refreshOperation(resource)).acquirePoll,
      ...(signal && { signal }),
    });
    this.#inProgress.delete(resource.key);
    this.#emit({ resource, outcome });
    return outcome;
  }

  /** Emits progress. A listener that throws never fails the deletion. */
  #emit(progress: Progress): void {
    void bestEffort(() => void this.#events.emit('progress', progress));
  }
}

/**
 * Returns the outcome of a resource whose dependency was not deleted. No request is sent: AWS could reject it, or delete the dependency
 * with it.
 */
function unmetDependency(
  { dependsOn = [] }: PlanItem,
  plan: Plan,
  ended: ReadonlyMap<string, Outcome>,
): Outcome | undefined {
  for (const key of dependsOn) {
    const outcome = ended.get(key);
    if (outcome?.kind === 'deleted' || outcome?.kind === 'alreadyDeleted') continue;
    if (outcome?.kind === 'canceled') return { kind: 'canceled' };
    // What has no outcome still exists.
    const label = planLabels(plan).get(key) ?? key;
    return {
      kind: 'blocked',
      reason: t('Nothing was sent, because {0} is not deleted. Retry when it is deleted.', label),
    };
  }
  return undefined;
}
