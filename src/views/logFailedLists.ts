import * as vscode from 'vscode';
import type { Failure } from '../aws/failure.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { visible } from '../text/visible.ts';
import type { Log } from './log.ts';

/**
 * Logs each list that fails, wholly or in part, with AWS's request id. What was ended by us is no failure.
 *
 * @param inventory where lists come in
 * @param log where failures go
 * @returns ends it
 */
export function logFailedLists(inventory: Inventory, log: Log): vscode.Disposable {
  // A listing changes as its resources do; what failed in it is told once.
  const told = new WeakSet<Failure>();
  const end = inventory.onDidChange(({ kind, target }) => {
    for (const failure of inventory.state(kind, target).listing?.failures ?? []) {
      if (failure.cause === 'cancelled' || told.has(failure)) continue;
      told.add(failure);
      log.error(lineOf(kind.id, failure));
    }
  });
  return new vscode.Disposable(end);
}

function lineOf(kind: string, { action, region, name, message, status, requestId, attempts }: Failure): string {
  const facts = [
    region,
    ...(status === undefined ? ['no answer'] : [`HTTP ${status}`]),
    ...(requestId === undefined ? [] : [`request id ${requestId}`]),
    ...(attempts > 1 ? [`${attempts} attempts`] : []),
  ];
  return `List of ${kind} failed: ${action} (${facts.join(', ')}): ${visible(`${name}: ${message}`)}`;
}
