import type * as vscode from 'vscode';
import { recover, type RecoverParts } from '../deletion/recover.ts';
import type { Journal } from '../deletion/journal/journal.ts';
import type { DeletionsTree } from './deletionsTree.ts';
import { visible } from '../text/visible.ts';

/** A day in milliseconds. */
const DAY_MS = 86_400_000;

/**
 * When a Teardown view is first visible: settles what dead windows have left behind, by looking, and lets go of what is older
 * than the user wants to keep.
 *
 * @param journal the journal of all windows
 * @param parts the way to AWS
 * @param keepDays how long entries are kept; 0 for ever
 * @param log told of every entry that was settled
 * @param deletions shows what is being watched
 */
export async function recoverDeletions(
  journal: Journal,
  parts: RecoverParts,
  keepDays: number,
  log: vscode.LogOutputChannel,
  deletions: DeletionsTree,
): Promise<void> {
  const unfinished = await journal.unfinished();
  await Promise.all(
    unfinished.map(async (one) => {
      const outcome = await deletions.whileWatched(one.entry.id, () => recover(one, parts));
      const name = visible(one.entry.resource.id);
      log.info(
        `Left behind by another window: ${one.entry.operation} ${name}: ${outcome?.kind ?? 'cannot be looked at now'}`,
      );
    }),
  );
  if (keepDays > 0) await journal.prune(keepDays * DAY_MS);
}
