import type { Members, Moto, Service } from './moto.ts';

/** How boto3 lists what still exists: an operation, its request, and a JMESPath to the ids as Teardown has them. */
export interface ForeignListing {
  readonly service?: Service;
  readonly operation: string;
  readonly input?: Members;
  readonly path: string;
}

/** A resource that was created through boto3. */
export interface Created {
  /** The id that Teardown gives its row. */
  readonly id: string;
  /** The id of its parent, where ids are unique under one parent alone: the listing is then compared under this parent. */
  readonly parent?: string;
  readonly listing: ForeignListing;
}

/** A resource type that moto knows: how one is created and listed without Teardown. */
export interface ForeignType {
  /** The id of Teardown's kind. */
  readonly kind: string;
  readonly create: (moto: Moto) => Promise<Created>;
}
