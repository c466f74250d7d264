import * as vscode from 'vscode';
import { collectEvidence } from '../../deletion/planning/evidence.ts';
import { deleteInput } from '../../deletion/planning/deleteInput.ts';
import { restorabilityOf } from '../../deletion/restore/restorePlan.ts';
import { DOCUMENT_SCHEME } from '../../contributions.ts';
import { sourceLabel } from '../../aws/identity/target.ts';
import type { JournalEntry } from '../../deletion/journal/entry.ts';
import { displayName, availableActions, type Resource } from '../../inventory/resource.ts';
import { formatJson } from '../../common/text/formatJson.ts';
import { truncateMiddle } from '../../common/text/displayText.ts';

/** How many documents are kept; those that were opened first are forgotten first. */
const MAX_DOCUMENTS = 100;

/** Read-only JSON documents of resources: what AWS says of them, where they are, and what would remove them. */
export class DetailsDocumentProvider implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration: vscode.Disposable;

  readonly onDidChange = this.#changed.event;

  /** Registers itself for the scheme of its documents. */
  constructor() {
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(DOCUMENT_SCHEME, this);
  }

  /** @inheritdoc */
  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? vscode.l10n.t('// This document was closed with its window.');
  }

  /**
   * Opens the details of a resource: what it is, what speaks for and against its removal, and what was done to it before.
   *
   * @param resource the resource
   * @param entries of the journal, newest first
   */
  async show(resource: Resource, entries: readonly JournalEntry[]): Promise<void> {
    await this.showValue(displayName(resource), resource.key, details(resource, entries));
  }

  /**
   * Opens a value as JSON.
   *
   * @param name what the tab is called; anything
   * @param key the same for the same thing, so that it has one document
   * @param value a plain structure without secrets
   */
  async showValue(name: string, key: string, value: object): Promise<void> {
    await this.showText(`${fileName(name)}.json`, key, `${formatJson(value)}\n`);
  }

  /**
   * Opens a text.
   *
   * @param file what the tab is called, with the end of a file name that says which language it is in
   * @param key the same for the same thing
   * @param text the text
   */
  async showText(file: string, key: string, text: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme: DOCUMENT_SCHEME, path: `/${file}`, query: key });
    const id = uri.toString();
    this.#texts.delete(id);
    this.#texts.set(id, text);
    for (const oldest of this.#texts.keys()) {
      if (this.#texts.size <= MAX_DOCUMENTS) break;
      this.#texts.delete(oldest);
    }
    this.#changed.fire(uri);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
  }

  /** @inheritdoc */
  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}

/** A tab title that no file system would mind. */
function fileName(name: string): string {
  return truncateMiddle(name, 60).replace(/[/\\:*?"<>|#%]/g, '_');
}

/** What the journal has of a resource: the removals that were tried, of its further verbs too, dry runs and restores. */
function historyOf(resource: Resource, entries: readonly JournalEntry[]): object[] {
  const keys = new Set(availableActions(resource).map(({ key }) => key));
  return entries
    .filter((entry) => keys.has(entry.resource.key))
    .map(({ at, action, operation, state, outcome }) => ({
      at: new Date(at),
      action,
      operation,
      state,
      outcome: outcome?.kind,
      reason: outcome?.reason,
    }));
}

function details(resource: Resource, entries: readonly JournalEntry[]): object {
  const { kind, target, entry } = resource;
  return {
    kind: kind.id,
    profile: sourceLabel(target.identity.source),
    account: target.identity.accountId,
    region: target.region,
    ...(entry.parent && { parent: { [entry.parent.noun]: entry.parent.id, name: entry.parent.name } }),
    description: entry.item,
    evidence: collectEvidence(resource, Date.now()).map(({ check, level, text, operation }) => ({
      check,
      level,
      text,
      operation,
    })),
    wayBack: restorabilityOf(kind, entry),
    removal: { operation: kind.action.operation, input: deleteInput(resource) },
    history: historyOf(resource, entries),
  };
}
