import type { Kind } from '../../../../src/catalog/model/kind.ts';
import type { TestEnvironment } from '../../support/testEnvironment.ts';
import { DeletionHarness } from './deletionHarness.ts';

/** Deletes the sample children that must be deleted before their parents of a kind. */
export async function removeChildren(world: TestEnvironment, { dependents = [] }: Kind): Promise<void> {
  const removals = new DeletionHarness(world);
  for (const { kind, refersBy } of dependents) {
    if (refersBy !== 'parent') continue;
    for (const child of await world.list(kind)) await removals.remove(child);
  }
}
