import * as vscode from 'vscode';
import { PLAN_SCHEME } from '../../contributions.ts';
import type { Plan } from '../../deletion/planning/plan.ts';
import { RecentDocuments } from './recentDocuments.ts';

const MAX_DOCUMENTS = 20;

/** Shows plans that wait for their confirmation as read-only documents. */
export class PlanDocumentProvider implements vscode.Disposable {
  readonly #write: (plan: Plan) => string;
  readonly #documents = new RecentDocuments<Plan>({
    scheme: PLAN_SCHEME,
    max: MAX_DOCUMENTS,
    missingText: () => vscode.l10n.t('This plan was discarded when its window was closed.'),
    preview: false,
  });

  /** `write` returns the Markdown text of a plan. */
  constructor(write: (plan: Plan) => string) {
    this.#write = write;
  }

  /** Opens a plan. */
  async show(plan: Plan): Promise<void> {
    await this.#documents.show(fileName(), plan.id, this.#write(plan), plan);
  }

  /**
   * Returns the plan of a document, of the active editor's where `uri` is no URI. It is undefined where the document shows no
   * plan, or one that was executed or dropped.
   */
  getPlan(uri: unknown): Plan | undefined {
    const shown = uri instanceof vscode.Uri ? uri : vscode.window.activeTextEditor?.document.uri;
    return shown && this.#documents.source(shown);
  }

  /** Drops a plan that was executed: it is confirmed once. */
  forget(plan: Plan): void {
    this.#documents.drop(fileName(), plan.id);
  }

  /** @inheritdoc */
  dispose(): void {
    this.#documents.dispose();
  }
}

/** Returns the title of a plan's tab. */
function fileName(): string {
  return `${vscode.l10n.t('Deletion plan')}.md`;
}
