import type { Connection, Interconnect, Lag, MacSecKey } from '@aws-sdk/client-direct-connect';
import * as directConnect from '@aws-sdk/client-direct-connect';
import type {
  Ipam,
  IpamExternalResourceVerificationToken,
  RouteServer,
  RouteServerEndpoint,
  RouteServerPeer,
} from '@aws-sdk/client-ec2';
import * as ec2 from '@aws-sdk/client-ec2';
import type { AccessKey, Bucket, Instance, KeyPair, Operation } from '@aws-sdk/client-lightsail';
import * as lightsail from '@aws-sdk/client-lightsail';
import type { SchemaRef } from '../wire/shapes.ts';

/** What is kept of each kind: the structure that AWS lists. A new kind is a line here and one in `KINDS`. */
export interface Kinds {
  'ec2.ipam': Ipam;
  'ec2.ipamExternalResourceVerificationToken': IpamExternalResourceVerificationToken;
  'ec2.routeServer': RouteServer;
  'ec2.routeServerEndpoint': RouteServerEndpoint;
  'ec2.routeServerPeer': RouteServerPeer;
  'lightsail.bucket': Bucket;
  'lightsail.bucketAccessKey': AccessKey;
  'lightsail.keyPair': KeyPair;
  'lightsail.instance': Instance;
  'lightsail.operation': Operation;
  'directconnect.connection': Connection;
  'directconnect.lag': Lag;
  'directconnect.interconnect': Interconnect;
  'directconnect.macSecKey': MacSecKey;
  /** A key's secret in Secrets Manager, which outlives the association; kept once it was associated no more. */
  'directconnect.macSecSecret': MacSecKey;
}

/** The name of a kind, in the sandbox's own words. */
export type Kind = keyof Kinds;

/** What must be known of a kind to keep it. */
export interface KindFacts<T extends object> {
  readonly schema: SchemaRef;
  /** The id under which a row is kept; `parent` is given for kinds whose lists do not name it. */
  readonly id: (item: T, parent: string | undefined) => string | undefined;
}

/** The facts of every kind. */
export const KINDS: { readonly [K in Kind]: KindFacts<Kinds[K]> } = {
  'ec2.ipam': { schema: ec2.Ipam$, id: (item) => item.IpamId },
  'ec2.ipamExternalResourceVerificationToken': {
    schema: ec2.IpamExternalResourceVerificationToken$,
    id: (item) => item.IpamExternalResourceVerificationTokenId,
  },
  'ec2.routeServer': { schema: ec2.RouteServer$, id: (item) => item.RouteServerId },
  'ec2.routeServerEndpoint': { schema: ec2.RouteServerEndpoint$, id: (item) => item.RouteServerEndpointId },
  'ec2.routeServerPeer': { schema: ec2.RouteServerPeer$, id: (item) => item.RouteServerPeerId },
  'lightsail.bucket': { schema: lightsail.Bucket$, id: (item) => item.name },
  'lightsail.bucketAccessKey': { schema: lightsail.AccessKey$, id: (item) => item.accessKeyId },
  'lightsail.keyPair': { schema: lightsail.KeyPair$, id: (item) => item.name },
  'lightsail.instance': { schema: lightsail.Instance$, id: (item) => item.name },
  'lightsail.operation': { schema: lightsail.Operation$, id: (item) => item.id },
  'directconnect.connection': { schema: directConnect.Connection$, id: (item) => item.connectionId },
  'directconnect.lag': { schema: directConnect.Lag$, id: (item) => item.lagId },
  'directconnect.interconnect': { schema: directConnect.Interconnect$, id: (item) => item.interconnectId },
  'directconnect.macSecKey': {
    schema: directConnect.MacSecKey$,
    id: (item, parent) =>
      parent === undefined || item.secretARN === undefined ? undefined : macSecRowId(parent, item.secretARN),
  },
  'directconnect.macSecSecret': { schema: directConnect.MacSecKey$, id: (item) => item.secretARN },
};

/**
 * A secret may be associated with several connections: its row's id names both.
 *
 * @param parent id of the connection, LAG or interconnect
 * @param secretArn ARN of the secret
 * @returns the id of the association's row
 */
export function macSecRowId(parent: string, secretArn: string): string {
  return `${parent}/${secretArn}`;
}
