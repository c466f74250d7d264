import type { ServiceRoles } from '../../aws/identity/serviceLinkedRoles.ts';
import type { UsageWord } from '../../catalog/model/usage.ts';
import type { Resource } from '../resource.ts';

/** Whether something uses a resource, and the evidence. */
export interface Usage {
  readonly word: UsageWord;
  /** The reason: `not attached`. It may contain names from AWS: escape it before it is shown. */
  readonly reason: string;
  /** Since when it is unused, where AWS returns it: the date of its last use, else of its creation. */
  readonly since?: {
    readonly at: Date;
    readonly event: 'created' | 'lastUsed' | 'lastLaunched' | 'expired';
  };
  /** The resource that refers to it. */
  readonly user?: Resource;
  /** True where only a request about this resource is missing. */
  readonly awaitsLookup?: true;
}

/** The result of a request about one resource; a text is the reason why there is none. */
export type LookupResult = 'empty' | 'found' | { readonly failed: string };

/** What lists do not contain. Each is undefined before it was requested. */
export interface UsageFacts {
  /** Returns the services that have a role in the account of a resource: without one, a service uses nothing there. */
  readonly rolesOf: (resource: Resource) => ServiceRoles | undefined;
  /** Returns the result of a rule's look-up by its position. */
  readonly lookupOf: (resource: Resource, position: number) => LookupResult | undefined;
}
