import type { Members, Moto, Service } from './moto.ts';

/** How boto3 lists existing resources: an operation, its request, and a JMESPath to the ids in Teardown's form. */
export interface ForeignListing {
  readonly service?: Service;
  readonly operation: string;
  readonly input?: Members;
  readonly path: string;
}

/** A resource that was created through boto3. */
export interface Created {
  /** The id of its row in Teardown. */
  readonly id: string;
  /** The id of its parent if ids are unique only under it. The listing is then compared under this parent. */
  readonly parent?: string;
  readonly listing: ForeignListing;
}

/** A resource type that moto implements: how one is created and listed without Teardown. */
export interface ForeignType {
  /** The id of Teardown's resource type. */
  readonly kind: string;
  readonly create: (moto: Moto) => Promise<Created>;
}
