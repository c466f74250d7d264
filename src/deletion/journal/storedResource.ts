import type { Target } from '../../aws/target.ts';
import type { Kind } from '../../catalog/kind.ts';
import type { Resource } from '../../inventory/resource.ts';
import type { StoredResource } from './entry.ts';

/** Thrown when a stored resource is not of the kind or not in the place that it is looked for. */
export class ReviveError extends Error {
  readonly differs: 'kind' | 'account' | 'partition' | 'region' | 'endpoint' | 'content';

  constructor(differs: ReviveError['differs'], message: string) {
    super(message);
    this.name = 'ReviveError';
    this.differs = differs;
  }
}

/**
 * A resource as the journal keeps it.
 * @throws TypeError when its description holds something that JSON has no form for
 */
export function storedResource(resource: Resource): StoredResource {
  throw new TypeError(resource.id);
}

/**
 * The resource again, as it was, good enough to be read again and settled.
 * @throws ReviveError when account, partition, Region, endpoint or kind is another one
 */
export function revive(stored: StoredResource, target: Target, kind: Kind): Resource {
  throw new ReviveError('kind', `${stored.id} ${target.region} ${kind.id}`);
}
