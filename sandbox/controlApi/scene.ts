import { NormalizedSchema } from '@smithy/core/schema';
import { deleteSpecs } from '../generic/deleteSpec.ts';
import { elementSchema, listingsOf, rowIdOf } from '../generic/sampleStore.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Fields, Place } from '../types.ts';
import { revive } from '../wire/shapes.ts';
import type { Kind } from '../world/kinds.ts';
import { ControlApiError } from './state.ts';

const LISTINGS = listingsOf(deleteSpecs());

/**
 * Adds resources to a generic listing, beside the samples of the account. `items` are as AWS lists them, dates as ISO
 * 8601. `parent` is the resource that they are listed for, if the listing needs one.
 */
export function putItems(
  sandbox: Sandbox,
  { account, region, operation }: Place & { readonly operation: string },
  items: readonly Fields[],
  parent?: string,
): void {
  const listing = LISTINGS.get(operation);
  const shape = listing && sandbox.services[listing.service].operations.get(operation);
  const schema = shape && elementSchema(shape.output, listing.root);
  if (!schema) throw new ControlApiError(`No generic listing: ${operation}`);
  const collection = sandbox.world.collection(account, region, `${listing.service}:${operation}` as Kind);
  for (const item of items) {
    const revived = revive(NormalizedSchema.of(schema), item) as Fields;
    collection.put(rowIdOf(listing, revived, parent), revived, parent);
  }
}
