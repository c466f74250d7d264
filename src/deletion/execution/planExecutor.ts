import { EventEmitter } from 'node:events';
import { t } from '@vscode/l10n';
import { refreshOperation } from '../../inventory/listing/listKind.ts';
import type { Resource } from '../../inventory/resource.ts';
import { bestEffort } from '../../common/bestEffort.ts';
import { errorMessage } from '../../common/errors.ts';
import type { ThrottleRegistry } from '../../aws/throttling/throttleRegistry.ts';
import { toDependencyStages } from '../planning/dependencyStages.ts';
import type { Outcome, Phase, Progress } from './outcome.ts';
import type { Plan, PlanItem } from '../planning/plan.ts';
import { deleteResource } from './deleteResource.ts';
import type { RemovalLog, DeleteDeps } from './ports.ts';
import { displayLabel } from '../presentation/phrases.ts';

/** The right to remove a resource, held by one window at a time. */
export interface Claim {
  /** @returns whether it still is ours: a machine may have slept long enough to be thought dead */
  isHeld(): Promise<boolean>;
  /** Gives it back. */
  release(): Promise<void>;
}

/** What the engine needs of the journal. */
export interface EngineJournal {
  /**
   * Claims a resource, so that no other window removes it at the same time.
   *
   * @param key the resource's key
   * @returns the claim; undefined when another window has it
   */
  claim(key: string): Promise<Claim | undefined>;
  /**
   * Writes down what is about to be done, on disk before it returns.
   *
   * @param item the confirmed removal
   * @param planId the plan that was confirmed
   * @returns takes what comes of it
   * @throws when it cannot be written
   */
  intend(item: PlanItem, planId: string): Promise<RemovalLog>;
}

/** What the engine is built from. */
export interface PlanExecutorDeps extends DeleteDeps {
  readonly journal: EngineJournal;
  readonly throttles: ThrottleRegistry;
}

/** What a person may do while a plan is carried out. */
export interface ExecuteOptions {
  /** Stops new calls. What AWS has accepted already goes on there. */
  readonly signal?: AbortSignal;
}

/** Carries out plans: the only place from which a removing call leaves. */
export class PlanExecutor {
  readonly #deps: PlanExecutorDeps;
  readonly #events = new EventEmitter<{ progress: [Progress] }>();
  /** Keys of the resources that are being removed: a second removal of the same one never begins. */
  readonly #inProgress = new Map<string, Phase>();

  /** @param parts what it is built from */
  constructor(deps: PlanExecutorDeps) {
    this.#deps = deps;
  }

  /**
   * Calls a listener at every step of every removal.
   *
   * @param listener gets the step
   * @returns ends it
   */
  onProgress(listener: (progress: Progress) => void): () => void {
    this.#events.on('progress', listener);
    return () => this.#events.off('progress', listener);
  }

  /**
   * Where the removal of a resource stands.
   *
   * @param resource the resource
   * @returns the phase; undefined when it is not being removed
   */
  phaseOf(resource: Pick<Resource, 'key'>): Phase | undefined {
    return this.#inProgress.get(resource.key);
  }

  /**
   * Carries out a plan that was confirmed: several resources at once, as many as AWS takes, but what depends on others only
   * when those are gone.
   *
   * @param plan the plan
   * @param options cancellation
   * @returns one outcome for each resource, in the plan's order. Nothing is thrown: a failure is an outcome
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
      return { kind: 'canceled', reason: t('It is being removed already by an earlier request.') };
    }
    const setPhase = (phase: Phase) => {
      this.#inProgress.set(resource.key, phase);
      this.#emit({ resource, phase });
    };
    setPhase('checking');
    let outcome: Outcome;
    let claim: Claim | undefined;
    try {
      claim = await this.#deps.journal.claim(resource.key);
      const recordIntent = () => this.#deps.journal.intend(item, planId);
      outcome = claim
        ? await deleteResource(item, this.#deps, {
            throttle: throttles.for(target, kind.service, item.operation).mutations,
            acquirePoll: throttles.for(target, kind.service, refreshOperation(resource)).acquirePoll,
            claim,
            recordIntent,
            reached: setPhase,
            ...(signal && { signal }),
          })
        : { kind: 'canceled', reason: t('Another window is removing it.') };
    } catch (error) {
      outcome = unexpectedFailure(error);
    } finally {
      // A claim that cannot be given back is taken over when this window is gone.
      await claim?.release().catch(() => undefined);
      this.#inProgress.delete(resource.key);
    }
    this.#emit({ resource, outcome });
    return outcome;
  }

  /** What a listener does wrong costs nobody a removal: it is warned of, and that is all. */
  #emit(progress: Progress): void {
    void bestEffort(() => void this.#events.emit('progress', progress));
  }
}

/** What had to go first and did not: then nothing is called, for AWS would refuse it, or worse, take along what was not to go. */
function unmetDependency({ dependsOn = [] }: PlanItem, outcomes: ReadonlyMap<PlanItem, Outcome>): Outcome | undefined {
  for (const [{ resource }, { kind }] of outcomes) {
    if (!dependsOn.includes(resource.key) || kind === 'deleted' || kind === 'alreadyDeleted') continue;
    if (kind === 'canceled') return { kind: 'canceled' };
    return { kind: 'blocked', reason: t('{0} is still there, so nothing was called.', displayLabel(resource)) };
  }
  return undefined;
}

/** What our own failure before the call means; after it, `remove` says what is so. */
function unexpectedFailure(error: unknown): Outcome {
  const message = errorMessage(error);
  return { kind: 'failed', reason: t('Nothing was called. {0}', message) };
}
