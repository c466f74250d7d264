import * as vscode from 'vscode';
import { PLAN_SCHEME } from '../../contributions.ts';
import type { Plan } from '../../deletion/planning/plan.ts';

/** How many plans are kept; those that were opened first are forgotten first. */
const MAX_DOCUMENTS = 20;

/** Read-only documents of plans that wait for their confirmation. */
export class PlanDocumentProvider implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #plans = new Map<string, { readonly plan: Plan; readonly text: string }>();
  readonly #write: (plan: Plan) => string;
  readonly #registration: vscode.Disposable;

  /** @param write writes a plan as text */
  constructor(write: (plan: Plan) => string) {
    this.#write = write;
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(PLAN_SCHEME, this);
  }

  /** @inheritdoc */
  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#plans.get(uri.query)?.text ?? vscode.l10n.t('This plan was discarded when its window was closed.');
  }

  /**
   * Opens a plan.
   *
   * @param plan the plan
   */
  async show(plan: Plan): Promise<void> {
    this.#plans.delete(plan.id);
    this.#plans.set(plan.id, { plan, text: this.#write(plan) });
    for (const oldest of this.#plans.keys()) {
      if (this.#plans.size <= MAX_DOCUMENTS) break;
      this.#plans.delete(oldest);
    }
    const uri = vscode.Uri.from({ scheme: PLAN_SCHEME, path: `/${vscode.l10n.t('Deletion plan')}.md`, query: plan.id });
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
  }

  /**
   * The plan of a document.
   *
   * @param uri the document; that of the active editor where it is left out
   * @returns the plan; undefined where the document is none, or its plan was carried out or forgotten
   */
  getPlan(uri: unknown): Plan | undefined {
    const shown = uri instanceof vscode.Uri ? uri : vscode.window.activeTextEditor?.document.uri;
    return shown?.scheme === PLAN_SCHEME ? this.#plans.get(shown.query)?.plan : undefined;
  }

  /**
   * Forgets a plan that was carried out: it is confirmed once.
   *
   * @param plan the plan
   */
  forget(plan: Plan): void {
    this.#plans.delete(plan.id);
  }

  /** @inheritdoc */
  dispose(): void {
    this.#registration.dispose();
  }
}
