import * as vscode from 'vscode';
import { kindById } from '../catalog/index.ts';
import type { Failure } from '../aws/failure.ts';
import { targetKey } from '../aws/target.ts';
import type { Session } from '../aws/session.ts';
import type { Engine } from '../deletion/engine.ts';
import type { Inventory } from '../inventory/inventory.ts';

/** AWS did not take the credentials: whatever is known of them does not count any more. */
const DOUBTS: ReadonlySet<string> = new Set(['expired', 'noCredentials']);

/**
 * Lets the results of calls find their way: what is gone leaves the tree, what is not is looked at again, and credentials that
 * have expired or changed hands become one state of the view instead of an error in each row.
 *
 * @param session resolved again when credentials fail
 * @param inventory what is listed
 * @param engine what is being removed
 * @returns ends it
 */
export function followResults(session: Session, inventory: Inventory, engine: Engine): vscode.Disposable {
  const endProgress = engine.onProgress(({ resource, outcome }) => {
    if (!outcome || outcome.kind === 'cancelled') return;
    // What a further verb takes away stands in the row of the thing that it acts on.
    const owner = resource.kind.actsOn === undefined ? undefined : kindById(resource.kind.actsOn);
    if (owner) void inventory.list(owner, resource.target);
    else if (outcome.kind === 'gone' || outcome.kind === 'alreadyGone') inventory.update(resource, undefined);
    else if (outcome.kind === 'changed') void session.resolve();
    else void inventory.list(resource.kind, resource.target);
  });
  // What is seen of one resource changes its listing, and not what failed in it: that is judged once.
  const judged = new WeakSet<readonly Failure[]>();
  const endListings = inventory.onDidChange(({ kind, target }) => {
    const { listing, loading } = inventory.state(kind, target);
    const { state } = session;
    if (loading || !listing || state.kind !== 'ready' || judged.has(listing.failures)) return;
    if (!state.targets.some((shown) => targetKey(shown) === targetKey(target))) return;
    judged.add(listing.failures);
    const causes = listing.failures.map(({ cause }) => cause);
    if (causes.some((cause) => DOUBTS.has(cause))) void session.resolve({ doubted: true });
    else if (causes.includes('credentials')) void session.resolve();
  });
  return new vscode.Disposable(() => {
    endProgress();
    endListings();
  });
}
