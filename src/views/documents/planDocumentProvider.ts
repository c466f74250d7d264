import * as vscode from 'vscode';
import { CONTEXT_KEYS, PLAN_SCHEME } from '../../contributions.ts';
import type { Plan } from '../../deletion/planning/plan.ts';
import { RecentDocuments } from './recentDocuments.ts';

const MAX_DOCUMENTS = 20;

/** The custom editor of VS Code that renders Markdown; unlike its preview, it belongs to the document. */
const RENDERED = 'vscode.markdown.preview.editor';

/** Writes the Markdown text of a plan: one that waits for its confirmation, or one that was executed. */
type WritePlan = (plan: Plan, isExecuted: boolean) => string;

/** Shows plans as read-only documents, rendered. */
export class PlanDocumentProvider implements vscode.Disposable {
  readonly #write: WritePlan;
  readonly #documents = new RecentDocuments<ShownDocument>({
    scheme: PLAN_SCHEME,
    max: MAX_DOCUMENTS,
    missingText: () => vscode.l10n.t('This plan was discarded when its window was closed.'),
    open: (uri) => vscode.commands.executeCommand('vscode.openWith', uri, RENDERED, { preview: false }),
  });

  constructor(write: WritePlan) {
    this.#write = write;
  }

  /** Opens a plan. One that was executed offers no confirmation. */
  async show(plan: Plan, { isExecuted = false }: { readonly isExecuted?: boolean } = {}): Promise<void> {
    await this.#documents.show(fileName(), plan.id, this.#write(plan, isExecuted), { plan, isOpen: !isExecuted });
    this.#updateContext();
  }

  /**
   * Returns the plan of a document, of the active editor's where `uri` is no URI. It is undefined where the document shows no
   * plan, or one that was executed or dropped.
   */
  getPlan(uri: unknown): Plan | undefined {
    const shown = uri instanceof vscode.Uri ? uri : activeDocument();
    const document = shown && this.#documents.source(shown);
    return document?.isOpen ? document.plan : undefined;
  }

  /**
   * Marks the documents about the resources of an executed plan: they show that it was executed, and can no longer be
   * confirmed.
   */
  onExecuted(executed: Plan): void {
    const keys = new Set(executed.items.map(({ resource }) => resource.key));
    for (const { plan, isOpen } of this.#documents.sources()) {
      if (!isOpen || !plan.items.some(({ resource }) => keys.has(resource.key))) continue;
      this.#documents.replace(fileName(), plan.id, this.#write(plan, true), { plan, isOpen: false });
    }
    this.#updateContext();
  }

  /**
   * Closes the confirmation of a plan that was discarded or is out of date: its document stays, and can no longer be
   * confirmed.
   */
  forget(plan: Plan): void {
    this.#documents.drop(fileName(), plan.id);
    this.#updateContext();
  }

  dispose(): void {
    this.#documents.dispose();
  }

  /** Updates the context key by which the title bar of editors shows which documents can be confirmed. */
  #updateContext(): void {
    const open = this.#documents.uris(({ isOpen }) => isOpen);
    void vscode.commands.executeCommand('setContext', CONTEXT_KEYS.openPlans, open);
  }
}

/** A plan in a document. */
interface ShownDocument {
  readonly plan: Plan;
  /** Whether it can still be confirmed. */
  readonly isOpen: boolean;
}

/** Returns the document of the active tab, as text or rendered. */
function activeDocument(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText ? input.uri : undefined;
}

/** Returns the title of a plan's tab. */
function fileName(): string {
  return `${vscode.l10n.t('Deletion plan')}.md`;
}
