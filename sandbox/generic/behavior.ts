import type { AnyHandler } from '../services/handlers.ts';
import type { OperationShape } from '../wire/shapes.ts';
import { deleteSpecs, type GenericService } from './deleteSpec.ts';
import { listingHandler } from './listing.ts';
import { deleteHandler } from './genericDelete.ts';
import { prefixListAssociations } from './prefixListAssociations.ts';
import { listingsOf, SampleStore } from './sampleStore.ts';

/** The operations of the services with generic handlers. */
export type Shapes = Readonly<Record<GenericService, ReadonlyMap<string, OperationShape>>>;

/** Returns list and delete handlers for the operations of `removals.txt`, by service and operation. */
export function genericHandlers(shapes: Shapes): Readonly<Record<GenericService, ReadonlyMap<string, AnyHandler>>> {
  const specs = deleteSpecs();
  const store = new SampleStore(listingsOf(specs), shapes);
  const handlers = {
    ec2: new Map<string, AnyHandler>(),
    lightsail: new Map<string, AnyHandler>(),
    directconnect: new Map<string, AnyHandler>(),
  };
  for (const listing of store.listings.values()) {
    const shape = shapes[listing.service].get(listing.operation);
    if (shape) handlers[listing.service].set(listing.operation, listingHandler(store, listing, shape));
  }
  for (const spec of specs) {
    const shape = shapes[spec.service].get(spec.operation);
    if (shape) handlers[spec.service].set(spec.operation, deleteHandler(store, spec, shape));
  }
  handlers.ec2.set('GetManagedPrefixListAssociations', prefixListAssociations(store));
  return handlers;
}
