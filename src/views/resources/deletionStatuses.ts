import type { DeletionService } from '../../deletion/deletionService.ts';
import type { Outcome } from '../../deletion/execution/outcome.ts';
import { availableActions, type Resource } from '../../inventory/resource.ts';
import type { DeletionStatus } from './items/resourceItems.ts';

/** Outcomes that a row does not show. */
const SUCCESS_OUTCOMES: ReadonlySet<string> = new Set(['deleted', 'alreadyDeleted', 'canceled']);

/** What the rows show of deletions: the running one, else the outcome of the last one that did not delete its resource. */
export class DeletionStatuses {
  readonly #deletion: Pick<DeletionService, 'phaseOf' | 'onProgress'>;
  /** Outcomes of deletions that did not delete their resource, by its key. They stay until the next attempt. */
  readonly #outcomes = new Map<string, Outcome>();
  readonly #unsubscribe: () => void;

  /** Calls `onChange` with a resource whose status changed. */
  constructor(deletion: Pick<DeletionService, 'phaseOf' | 'onProgress'>, onChange: (resource: Resource) => void) {
    this.#deletion = deletion;
    this.#unsubscribe = deletion.onProgress(({ resource, outcome }) => {
      if (outcome && !SUCCESS_OUTCOMES.has(outcome.kind)) this.#outcomes.set(resource.key, outcome);
      else this.#outcomes.delete(resource.key);
      onChange(resource);
    });
  }

  /** Returns the status of a resource under any of its actions. */
  of(resource: Resource): DeletionStatus {
    const actions = availableActions(resource);
    const phase = actions.map((action) => this.#deletion.phaseOf(action)).find((one) => one !== undefined);
    return { phase, outcome: actions.map(({ key }) => this.#outcomes.get(key)).find((one) => one !== undefined) };
  }

  /** Ends the subscription. */
  dispose(): void {
    this.#unsubscribe();
  }
}
