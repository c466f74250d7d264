import * as vscode from 'vscode';
import type { Session } from '../aws/session.ts';
import type { Engine } from '../deletion/engine.ts';
import type { Inventory } from '../inventory/inventory.ts';

/** Causes that concern the credentials, and so the whole view and not one row. */
const OF_THE_SESSION: ReadonlySet<string> = new Set(['credentials', 'expired', 'noCredentials']);

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
    if (outcome.kind === 'gone' || outcome.kind === 'alreadyGone') inventory.update(resource, undefined);
    else if (outcome.kind === 'changed') void session.resolve();
    else void inventory.list(resource.kind, resource.target);
  });
  const endListings = inventory.onDidChange(({ kind, target }) => {
    const { listing, loading } = inventory.state(kind, target);
    const { state } = session;
    if (loading || state.kind !== 'ready' || !state.targets.includes(target)) return;
    if (listing?.failures.some(({ cause }) => OF_THE_SESSION.has(cause))) void session.resolve();
  });
  return new vscode.Disposable(() => {
    endProgress();
    endListings();
  });
}
