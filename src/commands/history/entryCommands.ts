import * as vscode from 'vscode';
import { kindById } from '../../catalog/index.ts';
import type { JournalEntry } from '../../deletion/journal/entry.ts';
import type { Journal } from '../../deletion/journal/journal.ts';
import { planFromJournal } from '../../deletion/presentation/planFromJournal.ts';
import type { Session } from '../../session/session.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { availableActions, type Resource } from '../../inventory/resource.ts';
import type { DetailsDocumentProvider } from '../../views/documents/detailsDocumentProvider.ts';
import type { PlanDocumentProvider } from '../../views/documents/planDocumentProvider.ts';
import { EntryNode } from '../../views/deletions/deletionsTreeProvider.ts';
import { ResourceNode, type Node } from '../../views/resources/nodes.ts';
import type { ResourceTreeProvider } from '../../views/resources/resourceTreeProvider.ts';
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
}

/**
 * Returns the entry that a command was run on, or notifies the user.
 *
 * Returns the entry, or undefined after a notification.
 */
function selectedEntry(node: unknown): JournalEntry | undefined {
  if (node instanceof EntryNode) return node.entry;
  void notify.info(vscode.l10n.t('Select an entry in the Deletions view, then run the command from its context menu.'));
  return undefined;
}

/** Returns the entries that a command was run on: all that are selected, where the clicked one is among them. Notifies where there is none. */
export function selectedEntries(node: unknown, selected: unknown): readonly JournalEntry[] | undefined {
  const entry = selectedEntry(node);
  if (!entry) return undefined;
  const rows: readonly unknown[] = Array.isArray(selected) && selected.includes(node) ? selected : [node];
  return rows.flatMap((row) => (row instanceof EntryNode ? [row.entry] : []));
}

/** **Show Response**: everything that is known of an entry, with AWS's answers, as a read-only document. */
export async function showEntry(node: unknown, details: DetailsDocumentProvider): Promise<void> {
  const entry = selectedEntry(node);
  if (!entry) return;
  // What was called and what AWS said to it first; the description before can be long.
  const { operation, input, outcome, calls, ...rest } = entry;
  const ordered = { operation, input, outcome, calls, ...rest };
  await details.showValue(entry.resource.name ?? entry.resource.id, `entry ${entry.id}`, ordered);
}

/** **Show Plan**: what was confirmed, with the evidence of then, as a read-only document. */
export async function showEntryPlan(
  node: unknown,
  { journal, plans }: Pick<DeletionsDeps, 'journal' | 'plans'>,
): Promise<void> {
  const entry = selectedEntry(node);
  const plan = entry && planFromJournal(entry.planId, await journal.entries());
  if (!plan) return;
  await plans.show(plan, { isExecuted: true });
}

/**
 * The resource of an entry as it is listed now: in the same account and Region, through the profile of this window.
 *
 * Returns the resource; undefined after a notification when it no longer exists.
 */
async function findListedResource(entry: JournalEntry, deps: DeletionsDeps): Promise<Resource | undefined> {
  const { session, inventory } = deps;
  const { state } = session;
  const kind = kindById(entry.resource.kind);
  const { accountId, region } = entry.resource;
  const targets = state.kind === 'ready' ? state.targets : [];
  const target = targets.find((one) => one.identity.accountId === accountId && one.region === region);
  if (!kind || !target) {
    void notify.info(
      vscode.l10n.t(
        'The resource is in account {0}, {1}, which this window does not use. Switch the profile or choose the Region first.',
        accountId,
        region,
      ),
    );
    return undefined;
  }
  const { resources } = await inventory.list(kind, target);
  const found = resources.find(({ key }) => key === entry.resource.key);
  if (!found) void notify.info(vscode.l10n.t('The resource no longer exists.'));
  return found;
}

/**
 * **Retry…**: the resource whose removal is to be tried again, after the same questions as before.
 *
 * Returns the resource; undefined after a notification when it no longer exists.
 */
export async function resourceToRetry(node: unknown, deps: DeletionsDeps): Promise<Resource | undefined> {
  if (node instanceof ResourceNode) return node.resource;
  const entry = selectedEntry(node);
  return entry && (await findListedResource(entry, deps));
}

/** **Reveal**: shows the resource of an entry in the tree. */
export async function revealEntryResource(node: unknown, deps: DeletionsDeps): Promise<void> {
  const entry = selectedEntry(node);
  const resource = entry && (await findListedResource(entry, deps));
  if (!resource) return;
  const kindNode = deps.tree.kinds.find(
    ({ kind, targets }) =>
      kind.id === (resource.kind.baseKind ?? resource.kind.id) && targets.includes(resource.target),
  );
  const rows = kindNode ? await deps.tree.getChildren(kindNode) : [];
  const row = rows.find(
    (one) => one instanceof ResourceNode && availableActions(one.resource).some(({ key }) => key === resource.key),
  );
  if (row) await deps.view.reveal(row, { select: true, focus: true });
}

/** **Export Deletions…**: the journal as JSON Lines, into a file that the user names. */
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
