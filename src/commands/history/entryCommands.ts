import * as vscode from 'vscode';
import { kindById } from '../../catalog/index.ts';
import type { JournalEntry } from '../../deletion/journal/entry.ts';
import type { Journal } from '../../deletion/journal/journal.ts';
import { isRetriable } from '../../deletion/presentation/deletionRuns.ts';
import { formatEntryResponses, hasResponse } from '../../deletion/presentation/entryResponses.ts';
import { listingFailure } from '../../deletion/presentation/listingFailure.ts';
import { entryLabel } from '../../deletion/presentation/rowLabels.ts';
import type { AccountLabel } from '../../deletion/presentation/placeLines.ts';
import { planFromJournal } from '../../deletion/presentation/planFromJournal.ts';
import type { Session } from '../../session/session.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Resource } from '../../inventory/resource.ts';
import type { DetailsDocumentProvider } from '../../views/documents/detailsDocumentProvider.ts';
import type { PlanDocumentProvider } from '../../views/documents/planDocumentProvider.ts';
import { EntryNode, RunNode } from '../../views/deletions/deletionNodes.ts';
import { ResourceNode, type Node } from '../../views/resources/nodes.ts';
import type { ResourceTreeProvider } from '../../views/resources/resourceTreeProvider.ts';
import { rowsOf } from '../selectedResources.ts';
import { notUsedHere, revealResource } from '../resources/revealResource.ts';
import { notify } from '../../vscode/notifications.ts';

/** Dependencies of the commands of the Deletions view. */
export interface DeletionsDeps {
  readonly journal: Journal;
  readonly session: Session;
  readonly inventory: Inventory;
  readonly tree: ResourceTreeProvider;
  readonly view: vscode.TreeView<Node>;
  readonly details: DetailsDocumentProvider;
  readonly plans: PlanDocumentProvider;
  /** Returns an account with its alias, where that is known. */
  readonly accountLabel: AccountLabel;
}

/** Returns the rows that a command was run on: all that are selected, where the clicked one is among them. Notifies where there is none. */
function selectedRows(node: unknown, selected: unknown): readonly (EntryNode | RunNode)[] | undefined {
  const isRow = (row: unknown) => row instanceof EntryNode || row instanceof RunNode;
  if (!isRow(node)) {
    void notify.info(
      vscode.l10n.t('Select an entry in the Deletions view, then run the command from its context menu.'),
    );
    return undefined;
  }
  return rowsOf({ node, selected }).filter(isRow);
}

/** Returns the entries that a command was run on, those of a run among them, each once. Notifies where there is none. */
export function selectedEntries(node: unknown, selected?: unknown): readonly JournalEntry[] | undefined {
  const rows = selectedRows(node, selected);
  const entries = rows?.flatMap((row) => (row instanceof EntryNode ? [row.entry] : row.entries));
  return entries && [...new Map(entries.map((entry) => [entry.id, entry])).values()];
}

/** Returns a title for a document about entries. */
const titleOf = ([first, ...others]: readonly JournalEntry[]) =>
  first && others.length === 0
    ? (first.resource.name ?? first.resource.id)
    : vscode.l10n.t('{0} deletions', others.length + 1);

/**
 * Shows AWS's responses to the requests of entries, as the response channel has them, in a read-only document: **Show
 * Response**.
 */
export async function showResponses(node: unknown, selected: unknown, details: DetailsDocumentProvider): Promise<void> {
  const entries = selectedEntries(node, selected)?.filter(hasResponse) ?? [];
  if (entries.length === 0) return;
  const key = `responses ${entries.map(({ id }) => id).join(' ')}`;
  const text = entries.map(formatEntryResponses).join('\n');
  await details.showJsonc(vscode.l10n.t('Response {0}', titleOf(entries)), key, text);
}

/** Shows everything that is known of an entry in a read-only document: **Show Details**. */
export async function showEntryDetails(node: unknown, details: DetailsDocumentProvider): Promise<void> {
  const [entry] = selectedEntries(node) ?? [];
  if (!entry) return;
  // The request and the outcome first; the description before can be long.
  const { operation, input, outcome, calls, ...rest } = entry;
  const ordered = { operation, input, outcome, calls, ...rest };
  await details.showValue(entry.resource.name ?? entry.resource.id, `entry ${entry.id}`, ordered);
}

/** Shows what was confirmed, with the evidence at that time, in a read-only document: **Show Plan**. */
export async function showEntryPlan(
  node: unknown,
  { journal, plans }: Pick<DeletionsDeps, 'journal' | 'plans'>,
): Promise<void> {
  const [entry] = selectedEntries(node) ?? [];
  const plan = entry && planFromJournal(entry.planId, await journal.entries());
  if (!plan) return;
  await plans.show(plan, { isExecuted: true });
}

/**
 * Returns the resource of an entry as it is listed now, or why there is none: in the same account and Region, through
 * this window's profile.
 */
async function findListedResource(
  entry: JournalEntry,
  { session, inventory, accountLabel }: DeletionsDeps,
): Promise<Resource | string> {
  const { state } = session;
  const kind = kindById(entry.resource.kind);
  const { accountId, region } = entry.resource;
  const targets = state.kind === 'ready' ? state.targets : [];
  const target = targets.find((one) => one.identity.accountId === accountId && one.region === region);
  if (!kind || !target) {
    return notUsedHere(accountId, region, accountLabel);
  }
  const listing = await inventory.list(kind, target);
  const found = listing.resources.find(({ key }) => key === entry.resource.key);
  return found ?? listingFailure(listing) ?? nothingListed(entry);
}

const nothingListed = (entry: JournalEntry) =>
  vscode.l10n.t('{0} is no longer listed by AWS. Refresh the view.', entryLabel(entry));

/**
 * Returns the resources whose deletion is to be tried again, with the same confirmation as before: **Retry…**. Notifies
 * of those that are not listed.
 */
export async function resourcesToRetry(
  node: unknown,
  selected: unknown,
  deps: DeletionsDeps,
): Promise<readonly Resource[]> {
  if (node instanceof ResourceNode) return [node.resource];
  const entries = (selectedEntries(node, selected) ?? []).filter(isRetriable);
  const found = await Promise.all(entries.map((entry) => findListedResource(entry, deps)));
  const resources = found.flatMap((one) => (typeof one === 'string' ? [] : [one]));
  const reasons = found.filter((one) => typeof one === 'string');
  const [reason] = reasons;
  if (reason !== undefined && found.length === 1) void notify.info(reason);
  else if (reason !== undefined)
    void notify.info(vscode.l10n.t('{0} of {1} cannot be retried. {2}', reasons.length, found.length, reason));
  return [...new Map(resources.map((resource) => [resource.key, resource])).values()];
}

/** Reveals the resource of an entry in the tree: **Reveal in Resources**. */
export async function revealEntryResource(node: unknown, deps: DeletionsDeps): Promise<void> {
  const [entry] = selectedEntries(node) ?? [];
  if (!entry) return;
  const resource = await findListedResource(entry, deps);
  if (typeof resource === 'string') {
    void notify.info(resource);
    return;
  }
  await revealResource(resource, deps);
}

/** Exports the journal as JSON Lines, into a file that the user names: **Export Deletions…**. */
export async function exportDeletions(journal: Journal): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const uri = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export deletions'),
    filters: { 'JSON Lines': ['jsonl'] },
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, 'teardown-deletions.jsonl') }),
  });
  if (!uri) return;
  const lines: string[] = [];
  for await (const line of journal.export()) lines.push(line.endsWith('\n') ? line : `${line}\n`);
  await vscode.workspace.fs.writeFile(uri, Buffer.from(lines.join('')));
  void notify.info(vscode.l10n.t('Exported {0} entries.', lines.length));
}
