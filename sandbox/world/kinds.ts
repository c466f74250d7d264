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

/** The structure that AWS lists, for each kind. A new kind is a line here and one in `KINDS`. */
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
  /** A key's secret in Secrets Manager. It outlives the association; the last disassociation adds it. */
  'directconnect.macSecSecret': MacSecKey;
}

/** The sandbox's name of a kind. */
export type Kind = keyof Kinds;

/** How resources of a kind are decoded and identified. */
export interface KindFacts<T extends object> {
  readonly schema: SchemaRef;
  /** Returns the id of a row. `parent` is given for kinds whose items do not name theirs. */
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
 * Returns the id of an association. It contains both ids, because a secret can be associated with several
 * connections, LAGs and interconnects.
 */
export function macSecRowId(parent: string, secretArn: string): string {
  return `${parent}/${secretArn}`;
}
