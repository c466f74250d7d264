import { EventEmitter } from 'node:events';
import { t } from '@vscode/l10n';
import type { Resource } from '../inventory/resource.ts';
import { besides } from './besides.ts';
import { targetKey } from '../aws/target.ts';
import { SERVICES } from '../catalog/service.ts';
import { LearnedPace } from './learnedPace.ts';
import { Limiter } from './limiter.ts';
import { LookPace } from './lookPace.ts';
import { inStages } from './order.ts';
import type { Outcome, Phase, Progress } from './outcome.ts';
import type { Plan, PlanItem } from './plan.ts';
import { remove, type RemovalContext, type RemovalLog, type RemovalParts } from './removal.ts';
import { spokenName } from './words.ts';

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
export interface EngineParts extends RemovalParts {
  readonly journal: EngineJournal;
}

/** What a person may do while a plan is carried out. */
export interface ExecuteOptions {
  /** Stops new calls. What AWS has accepted already goes on there. */
  readonly signal?: AbortSignal;
}

/** What paces the calls of one operation in one place. */
type Paces = Pick<RemovalContext, 'limiter' | 'pace' | 'looks'>;

/** Carries out plans: the only place from which a removing call leaves. */
export class Engine {
  readonly #parts: EngineParts;
  readonly #events = new EventEmitter<{ progress: [Progress] }>();
  /** Keys of the resources that are being removed: a second removal of the same one never begins. */
  readonly #busy = new Map<string, Phase>();

  /** @param parts what it is built from */
  constructor(parts: EngineParts) {
    this.#parts = parts;
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
    return this.#busy.get(resource.key);
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
    const pacesFor = this.#paces();
    const outcomes = new Map<PlanItem, Outcome>();
    const stages = inStages(plan.items.map((item) => ({ item, kind: item.resource.kind })));
    for (const stage of stages) {
      await Promise.all(
        stage.map(async ({ item }) => {
          outcomes.set(
            item,
            stillThere(item, outcomes) ?? (await this.#remove(item, plan.id, pacesFor(item), options.signal)),
          );
        }),
      );
    }
    return plan.items.map((item) => outcomes.get(item) ?? { kind: 'cancelled' });
  }

  /** What paces the calls of a plan: AWS counts them by account, Region and operation. */
  #paces(): (item: PlanItem) => Paces {
    const { clock } = this.#parts;
    const limiter = new Limiter(clock);
    const known = new Map<string, Paces>();
    return ({ operation, resource: { kind, target } }) => {
      const key = `${operation} ${targetKey(target)}`;
      const paces = known.get(key) ?? {
        limiter,
        pace: new LearnedPace(),
        looks: new LookPace(clock, SERVICES[kind.service].reads),
      };
      known.set(key, paces);
      return paces;
    };
  }

  async #remove(item: PlanItem, planId: string, paces: Paces, signal: AbortSignal | undefined): Promise<Outcome> {
    const { resource } = item;
    if (this.#busy.has(resource.key)) {
      return { kind: 'cancelled', reason: t('It is being removed already by an earlier request.') };
    }
    const reached = (phase: Phase) => {
      this.#busy.set(resource.key, phase);
      this.#tell({ resource, phase });
    };
    reached('checking');
    let outcome: Outcome;
    let claim: Claim | undefined;
    try {
      claim = await this.#parts.journal.claim(resource.key);
      const intend = () => this.#parts.journal.intend(item, planId);
      outcome = claim
        ? await remove(item, this.#parts, { ...paces, claim, intend, reached, ...(signal && { signal }) })
        : { kind: 'cancelled', reason: t('Another window is removing it.') };
    } catch (error) {
      outcome = ownFailure(error);
    } finally {
      // A claim that cannot be given back is taken over when this window is gone.
      await claim?.release().catch(() => undefined);
      this.#busy.delete(resource.key);
    }
    this.#tell({ resource, outcome });
    return outcome;
  }

  /** What a listener does wrong costs nobody a removal: it is warned of, and that is all. */
  #tell(progress: Progress): void {
    void besides(() => void this.#events.emit('progress', progress));
  }
}

/** What had to go first and did not: then nothing is called, for AWS would refuse it, or worse, take along what was not to go. */
function stillThere({ first = [] }: PlanItem, outcomes: ReadonlyMap<PlanItem, Outcome>): Outcome | undefined {
  for (const [{ resource }, { kind }] of outcomes) {
    if (!first.includes(resource.key) || kind === 'gone' || kind === 'alreadyGone') continue;
    if (kind === 'cancelled') return { kind: 'cancelled' };
    return { kind: 'blocked', reason: t('{0} is still there, so nothing was called.', spokenName(resource)) };
  }
  return undefined;
}

/** What our own failure before the call means; after it, `remove` says what is so. */
function ownFailure(error: unknown): Outcome {
  const message = error instanceof Error ? error.message : String(error);
  return { kind: 'failed', reason: t('Nothing was called. {0}', message) };
}
