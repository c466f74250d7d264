import * as vscode from 'vscode';
import { kindById } from '../catalog/index.ts';
import type { JournalEntry } from '../deletion/journal/entry.ts';
import type { Journal } from '../deletion/journal/journal.ts';
import { pastPlan } from '../deletion/pastPlan.ts';
import { planDocument } from '../deletion/planDocument.ts';
import type { Session } from '../aws/session.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { verbsOn, type Resource } from '../inventory/resource.ts';
import type { DetailsDocuments } from '../views/detailsDocuments.ts';
import { EntryNode } from '../views/deletionsTree.ts';
import { ResourceNode, type Node } from '../views/nodes.ts';
import type { ResourceTree } from '../views/resourceTree.ts';
import { notify } from './notify.ts';

/** What the commands of the Deletions view work with. */
export interface DeletionsParts {
  readonly journal: Journal;
  readonly session: Session;
  readonly inventory: Inventory;
  readonly tree: ResourceTree;
  readonly view: vscode.TreeView<Node>;
  readonly details: DetailsDocuments;
}

/**
 * The entry that a command was called on.
 *
 * @param node what the command got
 * @returns the entry, or undefined after a word to the user
 */
export function entryOf(node: unknown): JournalEntry | undefined {
  if (node instanceof EntryNode) return node.entry;
  void notify.info(vscode.l10n.t('Nothing was done: right-click an entry in the Deletions view.'));
  return undefined;
}

/**
 * **Show Response**: everything that is known of an entry, with AWS's answers, as a read-only document.
 *
 * @param node the row
 * @param details shows documents
 */
export async function showEntry(node: unknown, details: DetailsDocuments): Promise<void> {
  const entry = entryOf(node);
  if (!entry) return;
  // What was called and what AWS said to it first; the description before can be long.
  const { operation, input, outcome, calls, ...rest } = entry;
  const ordered = { operation, input, outcome, calls, ...rest };
  await details.showValue(entry.resource.name ?? entry.resource.id, `entry ${entry.id}`, ordered);
}

/**
 * **Show Plan**: what was confirmed, with the evidence of then, as a read-only document.
 *
 * @param node the row
 * @param parts the journal, and what shows documents
 */
export async function showPastPlan(
  node: unknown,
  { journal, details }: Pick<DeletionsParts, 'journal' | 'details'>,
): Promise<void> {
  const entry = entryOf(node);
  const plan = entry && pastPlan(entry.planId, await journal.entries());
  if (!plan) return;
  const file = `${vscode.l10n.t('Deletion plan')}.md`;
  await details.showText(file, `plan ${plan.id}`, planDocument(plan, Date.now(), true));
}

/**
 * The resource of an entry as it is listed now: in the same account and Region, through the profile of this window.
 *
 * @param entry the entry
 * @param parts what it works with
 * @returns the resource; undefined after a word to the user when it is not there
 */
async function listedResource(entry: JournalEntry, parts: DeletionsParts): Promise<Resource | undefined> {
  const { session, inventory } = parts;
  const { state } = session;
  const kind = kindById(entry.resource.kind);
  const { accountId, region } = entry.resource;
  const targets = state.kind === 'ready' ? state.targets : [];
  const target = targets.find((one) => one.identity.accountId === accountId && one.region === region);
  if (!kind || !target) {
    void notify.info(
      vscode.l10n.t(
        'It is in account {0}, {1}, and this window does not work there. Switch the profile or the Regions first.',
        accountId,
        region,
      ),
    );
    return undefined;
  }
  const { resources } = await inventory.list(kind, target);
  const found = resources.find(({ key }) => key === entry.resource.key);
  if (!found) void notify.info(vscode.l10n.t('It is not there any more.'));
  return found;
}

/**
 * **Retry…**: the resource whose removal is to be tried again, after the same questions as before.
 *
 * @param node a row of the Deletions view, or of a resource whose removal has failed
 * @param parts what it works with
 * @returns the resource; undefined after a word to the user when it is not there
 */
export async function resourceToRetry(node: unknown, parts: DeletionsParts): Promise<Resource | undefined> {
  if (node instanceof ResourceNode) return node.resource;
  const entry = entryOf(node);
  return entry && (await listedResource(entry, parts));
}

/**
 * **Reveal**: shows the resource of an entry in the tree.
 *
 * @param node the row
 * @param parts what it works with
 */
export async function revealEntry(node: unknown, parts: DeletionsParts): Promise<void> {
  const entry = entryOf(node);
  const resource = entry && (await listedResource(entry, parts));
  if (!resource) return;
  const kindNode = parts.tree.kinds.find(
    ({ kind, targets }) => kind.id === (resource.kind.actsOn ?? resource.kind.id) && targets.includes(resource.target),
  );
  const rows = kindNode ? await parts.tree.getChildren(kindNode) : [];
  const row = rows.find(
    (one) => one instanceof ResourceNode && verbsOn(one.resource).some(({ key }) => key === resource.key),
  );
  if (row) await parts.view.reveal(row, { select: true, focus: true });
}

/**
 * **Export Deletions…**: the journal as JSON Lines, into a file that the user names.
 *
 * @param journal the journal
 */
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
