import { decodeMessage } from '../aws/errors/decodeAuthorizationMessage.ts';
import type { CallFailure } from '../aws/errors/callError.ts';
import type { Target } from '../aws/identity/target.ts';
import { iamPolicy, type IamPolicy, type PolicyPurpose } from '../catalog/iamPolicy.ts';
import type { Kind } from '../catalog/model/kind.ts';
import type { Structure } from '../catalog/model/structure.ts';
import type { Resource } from '../inventory/resource.ts';
import type { Outcome, Phase, Progress } from './execution/outcome.ts';
import type { PlanExecutor } from './execution/planExecutor.ts';
import { dryRun, type DryRunResult } from './planning/dryRun.ts';
import { expandDependents } from './planning/expandDependents.ts';
import { createPlan, type Plan, type ProtectionPolicy } from './planning/plan.ts';
import { preflight, targetsOf, type PreflightDeps } from './planning/preflight.ts';
import type { ProtectionLevel } from './planning/protection.ts';
import { scriptCalls, scriptText, type ScriptLanguage } from './scripts/planScripts.ts';

/** What deletions are planned and executed with. */
export interface DeletionServiceDeps extends PreflightDeps, ProtectionPolicy {
  readonly executor: PlanExecutor;
  /** Reads the alias of a target's account, which a rule of protection may name. Waits for credentials, then takes little time. Never rejects. */
  readonly loadAlias?: (target: Target) => Promise<void>;
  /** Receives resources that turn out to be deleted already. */
  readonly onDeleted: (resource: Resource) => void;
}

/** How a plan is made. */
export interface PlanOptions {
  /** How long to wait for evidence, in milliseconds: what is missing by then is `unknown`. */
  readonly timeLimitMs?: number;
  /** Checks permission with IAM's policy simulation alone: a dry run is a deletion request, and is not sent. */
  readonly simulateOnly?: boolean;
}

/** A plan, and what it leaves out. */
export interface PlannedDeletion {
  /** Frozen. Without items where all resources are deleted already. */
  readonly plan: Plan;
  /** Resources that AWS no longer lists. */
  readonly alreadyDeleted: readonly Resource[];
}

/** How a plan is executed. */
export interface ExecutionOptions {
  /** Stops further requests. What AWS has accepted is tracked to its end. */
  readonly signal?: AbortSignal;
  /** Receives each phase and the outcome of each resource of the plan. */
  readonly onProgress?: (progress: Progress) => void;
}

/** Plans deletions, executes them, and writes them as scripts and IAM policies. */
export class DeletionService {
  readonly #deps: DeletionServiceDeps;

  constructor(deps: DeletionServiceDeps) {
    this.#deps = deps;
  }

  /**
   * Reads the resources again, collects evidence (state, dependencies, protection, permission), and returns the plan in an order that AWS
   * accepts. Throws MissingInputError when a request cannot be completed from what AWS describes.
   */
  async plan(resources: readonly Resource[], options: PlanOptions = {}): Promise<PlannedDeletion> {
    const { timeLimitMs, simulateOnly = false } = options;
    const deps: PreflightDeps = simulateOnly ? { ...this.#deps, simulateOnly } : this.#deps;
    const { loadAlias } = this.#deps;
    if (loadAlias) await Promise.all(targetsOf(resources).map(loadAlias));
    const { present, deleted } = await preflight(resources, deps, timeLimitMs);
    for (const resource of deleted) this.#deps.onDeleted(resource);
    return { plan: createPlan(present, this.#deps.clock.now(), this.#deps), alreadyDeleted: deleted };
  }

  /**
   * Returns the resources together with everything that must be deleted before them, each once. Throws DependentsError when not all
   * dependencies could be listed, or there are too many for one plan.
   */
  async withDependents(resources: readonly Resource[], signal: AbortSignal): Promise<readonly Resource[]> {
    return expandDependents(resources, this.#deps, signal);
  }

  /** Executes a confirmed plan. Returns one outcome per item, in the plan's order; a failure is an outcome, never an exception. */
  async execute(plan: Plan, { signal, onProgress }: ExecutionOptions = {}): Promise<readonly Outcome[]> {
    const keys = new Set(plan.items.map(({ resource }) => resource.key));
    const stop = this.onProgress((progress) => {
      if (keys.has(progress.resource.key)) onProgress?.(progress);
    });
    try {
      return await this.#deps.executor.execute(plan, signal ? { signal } : {});
    } finally {
      stop();
    }
  }

  /** Registers a listener for the progress of every plan. Returns a function that removes it. */
  onProgress(listener: (progress: Progress) => void): () => void {
    return this.#deps.executor.onProgress(listener);
  }

  /** Returns the phase of a resource that is being deleted by this process; undefined for all others. */
  phaseOf(resource: Pick<Resource, 'key'>): Phase | undefined {
    return this.#deps.executor.phaseOf(resource);
  }

  /** Returns how far a target's profile or account is protected, by the settings of now. */
  protectionAt(target: Target): ProtectionLevel | undefined {
    return this.#deps.protectionAt(target);
  }

  /** Sends one dry run of a resource's deletion, where its kind has one and its endpoint is known to honor it. */
  async dryRun(resource: Resource): Promise<DryRunResult> {
    return dryRun(resource, this.#deps);
  }

  /** Returns a plan as a script. Items with a blocker are left out, as the execution leaves them out. */
  script({ items }: Plan, language: ScriptLanguage): string {
    return scriptText(scriptCalls(items), language);
  }

  /** Returns the smallest IAM policy that permits to list, dry-run or delete these kinds. */
  policy(kinds: readonly Kind[], purpose: PolicyPurpose): IamPolicy {
    return iamPolicy(kinds, purpose);
  }

  /** Decodes the encoded authorization message of a denied request, with STS; rejects where there is none, or STS denies it. */
  async decodeDenial(target: Target, failure: CallFailure): Promise<Structure> {
    return decodeMessage(target, this.#deps.credentials(target), failure);
  }
}
