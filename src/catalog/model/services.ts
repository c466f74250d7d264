/** The AWS services whose resources Teardown lists and deletes, by their endpoint prefix. */
export type ServiceId = 'ec2' | 'lightsail' | 'directconnect';

/** How many requests of one read operation an account may send in a Region: at once, and per second in the long run. */
export interface ReadLimit {
  readonly size: number;
  readonly perSecond: number;
}

/** The facts that differ between services. */
export interface Service {
  readonly id: ServiceId;
  /** AWS's name of the service. */
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
  /** What AWS counts together when it throttles an account in a Region: the requests of one API action, or of the whole service. */
  readonly throttledPer: 'action' | 'service';
  /** How many requests of one read operation the service accepts, where it documents that. */
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
    // "You are throttled on the number of requests you make on a per-API basis"; the smallest bucket of its read operations
    // (https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html).
    throttledPer: 'action',
    reads: { size: 50, perSecond: 10 },
  },
  lightsail: {
    id: 'lightsail',
    label: 'Lightsail',
    iamPrefix: 'lightsail',
    page: { request: 'pageToken', reply: 'nextPageToken', size: 'maxResults' },
    endpointKey: 'LIGHTSAIL',
    // AWS documents no limits: the whole service is the safe assumption.
    throttledPer: 'service',
  },
  directconnect: {
    id: 'directconnect',
    label: 'Direct Connect',
    iamPrefix: 'directconnect',
    page: { request: 'nextToken', reply: 'nextToken', size: 'maxResults' },
    endpointKey: 'DIRECT_CONNECT',
    // As with Lightsail.
    throttledPer: 'service',
  },
};
