import * as vscode from 'vscode';
import { VIEWS } from '../../contributions.ts';
import type { DeletionService } from '../../deletion/deletionService.ts';
import { questionChanges } from '../../deletion/planning/drift.ts';
import type { Plan } from '../../deletion/planning/plan.ts';
import { displayLabel, planLabels } from '../../deletion/presentation/resourceLabels.ts';
import type { Resource } from '../../inventory/resource.ts';
import { notify } from '../../vscode/notifications.ts';

/** Makes plans for the user, and keeps two dialogs about one resource apart. */
export class Planner {
  readonly #deletion: DeletionService;
  /** Keys of the resources whose dialog is open: a command that fires twice shows one dialog. */
  readonly #reserved = new Set<string>();

  constructor(deletion: DeletionService) {
    this.#deletion = deletion;
  }

  /** Returns the resources that are neither being deleted nor in an open dialog. The others are reported. */
  free(resources: readonly Resource[]): readonly Resource[] {
    const free = resources.filter(({ key }) => !this.#reserved.has(key) && !this.#deletion.phaseOf({ key }));
    if (free.length < resources.length) notifyBusy(resources.length - free.length);
    return free;
  }

  /** Keeps resources out of other dialogs while some work is done with them. */
  async withReservation<T>(resources: readonly Resource[], work: () => Promise<T>): Promise<T> {
    for (const { key } of resources) this.#reserved.add(key);
    try {
      return await work();
    } finally {
      for (const { key } of resources) this.#reserved.delete(key);
    }
  }

  /** Reads the resources again and returns the plan; undefined where all are deleted. Already deleted ones are reported. */
  async plan(resources: readonly Resource[], viewId: string = VIEWS.resources): Promise<Plan | undefined> {
    const { plan, alreadyDeleted } = await vscode.window.withProgress({ location: { viewId } }, () =>
      this.#deletion.plan(resources),
    );
    const [first] = alreadyDeleted;
    if (first) {
      void notify.info(
        alreadyDeleted.length === 1
          ? vscode.l10n.t('{0} no longer exists. No request was sent.', displayLabel(first))
          : vscode.l10n.t('{0} resources no longer exist. No request was sent for them.', alreadyDeleted.length),
      );
    }
    return plan.items.length === 0 ? undefined : plan;
  }
}

/** Returns the differences between the shown plan and a fresh one. */
export function planChanges(shown: Plan, fresh: Plan): string[] {
  return shown.items.flatMap((item) => {
    const { resource } = item;
    const label = planLabels(shown).get(resource.key) ?? displayLabel(resource);
    const now = fresh.items.find((item) => item.resource.key === resource.key);
    if (!now) return [vscode.l10n.t('{0} no longer exists', label)];
    return questionChanges(item, now, fresh.createdAt).map(({ text }) => `${label}: ${text}`);
  });
}

function notifyBusy(count: number): void {
  void notify.info(
    count === 1
      ? vscode.l10n.t(
          'A deletion is already running or awaiting confirmation. Close its dialog, or wait until it ends.',
        )
      : vscode.l10n.t(
          'Deletions of {0} of these resources are already running or awaiting confirmation. They are not planned again.',
          count,
        ),
  );
}
