import * as vscode from 'vscode';
import { kindById } from '../catalog/index.ts';
import type { CallFailure } from '../aws/errors/callError.ts';
import { targetKey } from '../aws/identity/target.ts';
import type { Session } from '../session/session.ts';
import type { DeletionService } from '../deletion/deletionService.ts';
import type { Inventory } from '../inventory/inventory.ts';

/** AWS rejected the credentials: what is known of them no longer counts. */
const CREDENTIAL_CAUSES: ReadonlySet<string> = new Set(['expired', 'noCredentials']);

/**
 * Applies results: deleted resources leave the listings, others are listed again, and credentials that have expired or belong
 * to another caller become one state of the session instead of an error in each row.
 */
export function syncAfterResults(session: Session, inventory: Inventory, deletion: DeletionService): vscode.Disposable {
  const endProgress = deletion.onProgress(({ resource, outcome }) => {
    if (!outcome || outcome.kind === 'canceled') return;
    // An additional action changes the row of the resource that it acts on.
    const owner = resource.kind.baseKind === undefined ? undefined : kindById(resource.kind.baseKind);
    if (owner) void inventory.list(owner, resource.target);
    else if (outcome.kind === 'deleted' || outcome.kind === 'alreadyDeleted') inventory.update(resource, undefined);
    else if (outcome.kind === 'changed') void session.resolve();
    else void inventory.list(resource.kind, resource.target);
  });
  // A listing changes with each of its resources; its failures stay the same, and are handled once.
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
