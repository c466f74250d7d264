import * as vscode from 'vscode';
import { collectEvidence } from '../../deletion/planning/evidence.ts';
import { deleteInput } from '../../deletion/planning/deleteInput.ts';
import type { AccountLabel } from '../../deletion/presentation/placeLines.ts';
import { restorabilityOf } from '../../deletion/restore/restorePlan.ts';
import { DOCUMENT_SCHEME } from '../../contributions.ts';
import { sourceLabel } from '../../aws/identity/target.ts';
import type { JournalEntry } from '../../deletion/journal/entry.ts';
import { displayName, availableActions, type Resource } from '../../inventory/resource.ts';
import { formatJson } from '../../common/text/formatJson.ts';
import { shortenHex, truncateMiddle } from '../../common/text/displayText.ts';
import type { Kind } from '../../catalog/model/kind.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { detailsText, isUnlisted } from './detailsText.ts';
import { RecentDocuments } from './recentDocuments.ts';

const MAX_DOCUMENTS = 100;

/** What the details of a resource were written from. */
interface DetailsSource {
  readonly resource: Resource;
  readonly file: string;
  readonly value: object;
  readonly unlisted: boolean;
}

/** Shows resources, values and texts as read-only documents. */
export class DetailsDocumentProvider implements vscode.Disposable {
  readonly #documents = new RecentDocuments<DetailsSource | undefined>({
    scheme: DOCUMENT_SCHEME,
    max: MAX_DOCUMENTS,
    missingText: () => vscode.l10n.t('// This document was closed with its window.'),
    open: async (uri) => {
      const document = await vscode.workspace.openTextDocument(uri);
      await vscode.window.showTextDocument(document, { preview: true });
    },
  });

  readonly #accountLabel: AccountLabel;

  readonly #inventory: Pick<Inventory, 'state' | 'onDidChange'>;
  readonly #unsubscribe: () => void;

  constructor(accountLabel: AccountLabel, inventory: Pick<Inventory, 'state' | 'onDidChange'>) {
    this.#accountLabel = accountLabel;
    this.#inventory = inventory;
    this.#unsubscribe = inventory.onDidChange(({ kind }) => {
      this.#updateListed(kind);
    });
  }

  /**
   * Opens the details of a resource: its description, its creator, its evidence, its deletion, and its journal entries (newest
   * first).
   */
  async show(resource: Resource, creator: object | string, entries: readonly JournalEntry[]): Promise<void> {
    const value = { ...details(resource, this.#accountLabel), creator, history: deletionHistory(resource, entries) };
    const file = `${fileName(displayName(resource))}.json`;
    const unlisted = this.#isUnlisted(resource);
    const source = { resource, file, value, unlisted };
    await this.#documents.show(file, resource.key, detailsText(value, unlisted), source);
  }

  /** Opens a plain structure without secrets as JSON. `name` becomes the tab's title; `key` identifies the document. */
  async showValue(name: string, key: string, value: object): Promise<void> {
    await this.showText(`${fileName(name)}.json`, key, `${formatJson(value)}\n`);
  }

  /** Opens a text that is JSON with comments. `name` becomes the tab's title; `key` identifies the document. */
  async showJsonc(name: string, key: string, text: string): Promise<void> {
    await this.showText(`${fileName(name)}.jsonc`, key, text);
  }

  /** Opens a text. The extension of `file` chooses its language; `key` identifies the document. */
  async showText(file: string, key: string, text: string): Promise<void> {
    await this.#documents.show(file, key, text, undefined);
  }

  dispose(): void {
    this.#unsubscribe();
    this.#documents.dispose();
  }

  #isUnlisted(resource: Resource): boolean {
    return isUnlisted(resource, this.#inventory.state(resource.kind, resource.target));
  }

  /** Marks the documents of resources that AWS no longer lists. */
  #updateListed(kind: Kind): void {
    for (const source of this.#documents.sources()) {
      if (source?.resource.kind !== kind) continue;
      const unlisted = this.#isUnlisted(source.resource);
      if (unlisted === source.unlisted) continue;
      const { resource, file, value } = source;
      this.#documents.replace(file, resource.key, detailsText(value, unlisted), { ...source, unlisted });
    }
  }
}

/** Returns a tab title without characters that a file system rejects. */
function fileName(name: string): string {
  return truncateMiddle(shortenHex(name), 60).replace(/[/\\:*?"<>|#%]/g, '_');
}

/** Returns the journal's entries of a resource: all its actions, dry runs and restores. */
function deletionHistory(resource: Resource, entries: readonly JournalEntry[]): object[] {
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

function details(resource: Resource, accountLabel: AccountLabel): object {
  const { kind, target, entry } = resource;
  return {
    kind: kind.id,
    profile: sourceLabel(target.identity.source),
    account: accountLabel(target.identity.accountId),
    region: target.region,
    ...(entry.parent && { parent: { [entry.parent.noun]: entry.parent.id, name: entry.parent.name } }),
    description: entry.item,
    evidence: collectEvidence(resource, Date.now()).map(({ check, level, text, operation }) => ({
      check,
      level,
      text,
      operation,
    })),
    restorability: restorabilityOf(kind, entry),
    deletion: { operation: kind.action.operation, input: deleteInput(resource) },
  };
}
