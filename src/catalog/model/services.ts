/** The AWS services whose resources Teardown lists and removes, by the name of their endpoint prefix. */
export type ServiceId = 'ec2' | 'lightsail' | 'directconnect';

/** How many calls of one reading operation an account may make in a Region: at once, and for long. */
export interface ReadLimit {
  readonly size: number;
  readonly perSecond: number;
}

/** What differs from one service to the next, as data. */
export interface Service {
  readonly id: ServiceId;
  /** The name that people know it by, and that AWS gives it. */
  readonly label: string;
  /** The prefix of its IAM actions, as in `ec2:DeleteRouteServerPeer`. */
  readonly iamPrefix: string;
  /** The members of a request that take a page token and a page size, and the member of a response that brings the next token. */
  readonly page: { readonly request: string; readonly reply: string; readonly size: string };
  /**
   * The name that the service has in `AWS_ENDPOINT_URL_<NAME>` and, in lower case, in a `services` section of the config
   * file (https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html).
   */
  readonly endpointKey: string;
  /** What the service takes of reading calls, where it documents that. */
  readonly reads?: ReadLimit;
}

/** The services, in the order in which the tree shows them. */
export const SERVICES: Readonly<Record<ServiceId, Service>> = {
  ec2: {
    id: 'ec2',
    label: 'EC2',
    iamPrefix: 'ec2',
    page: { request: 'NextToken', reply: 'NextToken', size: 'MaxResults' },
    endpointKey: 'EC2',
    // The least of its reading operations (https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html).
    reads: { size: 50, perSecond: 10 },
  },
  lightsail: {
    id: 'lightsail',
    label: 'Lightsail',
    iamPrefix: 'lightsail',
    page: { request: 'pageToken', reply: 'nextPageToken', size: 'maxResults' },
    endpointKey: 'LIGHTSAIL',
  },
  directconnect: {
    id: 'directconnect',
    label: 'Direct Connect',
    iamPrefix: 'directconnect',
    page: { request: 'nextToken', reply: 'nextToken', size: 'maxResults' },
    endpointKey: 'DIRECT_CONNECT',
  },
};
