import * as vscode from 'vscode';
import { kindById } from '../catalog/index.ts';
import type { CallFailure } from '../aws/errors/callError.ts';
import { targetKey } from '../aws/identity/target.ts';
import type { Session } from '../session/session.ts';
import type { PlanExecutor } from '../deletion/execution/planExecutor.ts';
import type { Inventory } from '../inventory/inventory.ts';

/** AWS did not take the credentials: whatever is known of them does not count any more. */
const CREDENTIAL_CAUSES: ReadonlySet<string> = new Set(['expired', 'noCredentials']);

/**
 * Lets the results of calls find their way: what is gone leaves the tree, what is not is looked at again, and credentials that
 * have expired or changed hands become one state of the view instead of an error in each row.
 *
 * @param session resolved again when credentials fail
 * @param inventory what is listed
 * @param engine what is being removed
 * @returns ends it
 */
export function syncAfterResults(session: Session, inventory: Inventory, engine: PlanExecutor): vscode.Disposable {
  const endProgress = engine.onProgress(({ resource, outcome }) => {
    if (!outcome || outcome.kind === 'canceled') return;
    // What a further verb takes away stands in the row of the thing that it acts on.
    const owner = resource.kind.baseKind === undefined ? undefined : kindById(resource.kind.baseKind);
    if (owner) void inventory.list(owner, resource.target);
    else if (outcome.kind === 'deleted' || outcome.kind === 'alreadyDeleted') inventory.update(resource, undefined);
    else if (outcome.kind === 'changed') void session.resolve();
    else void inventory.list(resource.kind, resource.target);
  });
  // What is seen of one resource changes its listing, and not what failed in it: that is judged once.
  const handled = new WeakSet<readonly CallFailure[]>();
  const endListings = inventory.onDidChange(({ kind, target }) => {
    const { listing, loading } = inventory.state(kind, target);
    const { state } = session;
    if (loading || !listing || state.kind !== 'ready' || handled.has(listing.failures)) return;
    if (!state.targets.some((shown) => targetKey(shown) === targetKey(target))) return;
    handled.add(listing.failures);
    const causes = listing.failures.map(({ cause }) => cause);
    if (causes.some((cause) => CREDENTIAL_CAUSES.has(cause))) void session.resolve({ credentialsRejected: true });
    else if (causes.includes('credentials')) void session.resolve();
  });
  return new vscode.Disposable(() => {
    endProgress();
    endListings();
  });
}
