import * as vscode from 'vscode';
import type { CallFailure } from '../../aws/errors/callError.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { escapeInvisible } from '../../common/text/displayText.ts';
import type { Logger } from './logger.ts';

/**
 * Logs each list that fails, wholly or in part, with AWS's request ID. What Teardown itself ended is no failure.
 *
 * Returns a disposable that stops it.
 */
export function logListingFailures(inventory: Inventory, log: Logger): vscode.Disposable {
  // A listing changes as its resources do; each failure in it is logged once.
  const logged = new WeakSet<CallFailure>();
  const end = inventory.onDidChange(({ kind, target }) => {
    for (const failure of inventory.state(kind, target).listing?.failures ?? []) {
      if (failure.cause === 'canceled' || logged.has(failure)) continue;
      logged.add(failure);
      log.error(formatFailure(kind.id, failure));
    }
  });
  return new vscode.Disposable(end);
}

function formatFailure(
  kind: string,
  { action, region, name, message, status, requestId, attempts }: CallFailure,
): string {
  const facts = [
    region,
    ...(status === undefined ? ['no response'] : [`HTTP ${status}`]),
    ...(requestId === undefined ? [] : [`request id ${requestId}`]),
    ...(attempts > 1 ? [`${attempts} attempts`] : []),
  ];
  return `List of ${kind} failed: ${action} (${facts.join(', ')}): ${escapeInvisible(`${name}: ${message}`)}`;
}
