import { EventEmitter } from 'node:events';
import { t } from '@vscode/l10n';
import { refreshOperation } from '../../inventory/listing/listKind.ts';
import type { Resource } from '../../inventory/resource.ts';
import { bestEffort } from '../../common/bestEffort.ts';
import type { ThrottleRegistry } from '../../aws/throttling/throttleRegistry.ts';
import { toDependencyStages } from '../planning/dependencyStages.ts';
import type { Outcome, Phase, Progress } from './outcome.ts';
import type { Plan, PlanItem } from '../planning/plan.ts';
import { deleteResource, type DeleteDeps } from './deleteResource.ts';
import { MutationRunner } from './mutationRunner.ts';
import { displayLabel } from '../presentation/resourceLabels.ts';

/** The dependencies of a plan executor. */
export interface PlanExecutorDeps extends DeleteDeps {
  readonly throttles: ThrottleRegistry;
}

/** What the user can do while a plan is executed. */
export interface ExecuteOptions {
  /** Stops further requests. AWS goes on with those that it has accepted. */
  readonly signal?: AbortSignal;
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
    const outcomes = new Map<PlanItem, Outcome>();
    const stages = toDependencyStages(plan.items.map((item) => ({ item, kind: item.resource.kind })));
    for (const stage of stages) {
      await Promise.all(
        stage.map(async ({ item }) => {
          outcomes.set(item, unmetDependency(item, outcomes) ?? (await this.#deleteOne(item, plan.id, options.signal)));
        }),
      );
    }
    return plan.items.map((item) => outcomes.get(item) ?? { kind: 'canceled' });
  }

  async #deleteOne(item: PlanItem, planId: string, signal: AbortSignal | undefined): Promise<Outcome> {
    const { resource } = item;
    const { kind, target } = resource;
    const { throttles } = this.#deps;
    if (this.#inProgress.has(resource.key)) {
      return { kind: 'canceled', reason: t('A deletion of it is already running.') };
    }
    const setPhase = (phase: Phase) => {
      this.#inProgress.set(resource.key, phase);
      this.#emit({ resource, phase });
    };
    setPhase('checking');
    const outcome = await deleteResource(item, this.#deps, {
      ...{ planId, runner: this.#runner, setPhase },
      throttle: throttles.for(target, kind.service, item.operation).mutations,
      acquirePoll: throttles.for(target, kind.service, refreshOperation(resource)).acquirePoll,
      ...(signal && { signal }),
    });
    this.#inProgress.delete(resource.key);
    this.#emit({ resource, outcome });
    return outcome;
  }

  /** A listener that throws never fails the deletion. */
  #emit(progress: Progress): void {
    void bestEffort(() => void this.#events.emit('progress', progress));
  }
}

/** A resource whose dependency was not deleted is not requested: AWS could reject it, or delete the dependency with it. */
function unmetDependency({ dependsOn = [] }: PlanItem, outcomes: ReadonlyMap<PlanItem, Outcome>): Outcome | undefined {
  for (const [{ resource }, { kind }] of outcomes) {
    if (!dependsOn.includes(resource.key) || kind === 'deleted' || kind === 'alreadyDeleted') continue;
    if (kind === 'canceled') return { kind: 'canceled' };
    return { kind: 'blocked', reason: t('{0} is not deleted, so nothing was sent.', displayLabel(resource)) };
  }
  return undefined;
}
