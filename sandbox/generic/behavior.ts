import type { AnyHandler } from '../services/handlers.ts';
import type { OperationShape } from '../wire/shapes.ts';
import { deleteSpecs, type GenericService } from './deleteSpec.ts';
import { listingHandler } from './listing.ts';
import { deleteHandler } from './genericDelete.ts';
import { prefixListAssociations } from './prefixListAssociations.ts';
import { listingsOf, SampleStore } from './sampleStore.ts';

/** The operations of the services that have generic behaviour. */
export type Shapes = Readonly<Record<GenericService, ReadonlyMap<string, OperationShape>>>;

/**
 * Listing and removing for everything that AWS has operations for, as far as it has no behaviour of its own.
 *
 * @param shapes the operations of the services
 * @returns the handlers by service and operation
 */
export function genericHandlers(shapes: Shapes): Readonly<Record<GenericService, ReadonlyMap<string, AnyHandler>>> {
  const facts = deleteSpecs();
  const shelf = new SampleStore(listingsOf(facts), shapes);
  const handlers = {
    ec2: new Map<string, AnyHandler>(),
    lightsail: new Map<string, AnyHandler>(),
    directconnect: new Map<string, AnyHandler>(),
  };
  for (const listing of shelf.listings.values()) {
    const shape = shapes[listing.service].get(listing.operation);
    if (shape) handlers[listing.service].set(listing.operation, listingHandler(shelf, listing, shape));
  }
  for (const one of facts) {
    const shape = shapes[one.service].get(one.operation);
    if (shape) handlers[one.service].set(one.operation, deleteHandler(shelf, one, shape));
  }
  handlers.ec2.set('GetManagedPrefixListAssociations', prefixListAssociations(shelf));
  return handlers;
}
