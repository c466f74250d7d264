import type { Inventory } from '../../../inventory/inventory.ts';
import { scan, type ScanStep } from '../../../inventory/scan.ts';
import { duringTargets } from '../../../session/duringTargets.ts';
import type { Session } from '../../../session/session.ts';

/** What lists resource types again. */
export interface ListAgainDeps {
  readonly session: Pick<Session, 'onDidChange'>;
  readonly inventory: Pick<Inventory, 'batchLister'>;
}

/**
 * Lists as a scan does: what several types share is requested once, and requests of lists leave connections free for the checks of a
 * deletion. Ends when the window gets other targets.
 */
export async function listAgain(steps: readonly ScanStep[], { session, inventory }: ListAgainDeps): Promise<void> {
  await duringTargets(session, (signal) => scan(steps, inventory.batchLister(), signal, () => undefined));
}
