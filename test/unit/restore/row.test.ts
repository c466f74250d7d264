import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { defineKinds } from '../../../src/catalog/builder/rowBuilder.ts';
import type { RestoreInputSource } from '../../../src/catalog/model/restore.ts';

const ec2 = defineKinds('ec2');
const lightsail = defineKinds('lightsail');

const common = {
  noun: 'route server peer',
  pluralNoun: 'route server peers',
  label: 'Route server peers',
  icon: 'plug',
  sources: [ec2.list('DescribeRouteServerPeers', 'RouteServerPeers')],
  members: { id: 'RouteServerPeerId' },
  identity: ['RouteServerPeerId'],
  description: () => [],
  health: () => 'healthy' as const,
  facts: [],
  evidence: [],
  action: 'DeleteRouteServerPeer',
  completion: {},
} as const;

const way = { level: 'partial', text: '' } as const;
const restore = {
  operation: 'CreateRouteServerPeer',
  input: {},
  restores: '',
  notRestored: [],
  matchBy: ['PeerAddress'],
} as const;

/**
 * What must not compile. `tsc` fails on each `@ts-expect-error` without an error below it. It is never executed.
 */
export const WRONG = {
  operation: () => [
    // @ts-expect-error: there is no such operation
    ec2.kind({ ...common, restorability: { ...way, restore: { ...restore, operation: 'CreateRouteServerPear' } } }),
    // @ts-expect-error: it is one of another service
    ec2.kind({ ...common, restorability: { ...way, restore: { ...restore, operation: 'AssociateMacSecKey' } } }),
  ],
  input: () => [
    ec2.kind({
      ...common,
      // @ts-expect-error: the request has no such member
      restorability: { ...way, restore: { ...restore, input: { PeerAdress: { item: 'PeerAddress' } } } },
    }),
    ec2.kind({
      ...common,
      // @ts-expect-error: the structure has no such member
      restorability: { ...way, restore: { ...restore, input: { 'BgpOptions.Asn': { item: 'BgpOptions.PeerAsn' } } } },
    }),
    ec2.kind({
      ...common,
      // @ts-expect-error: items have no such member
      restorability: { ...way, restore: { ...restore, input: { PeerAddress: { item: 'Address' } } } },
    }),
    ec2.kind({
      ...common,
      // @ts-expect-error: a text is no number
      restorability: { ...way, restore: { ...restore, input: { 'BgpOptions.PeerAsn': { item: 'PeerAddress' } } } },
    }),
    ec2.kind({
      ...common,
      // @ts-expect-error: what a person types is no number
      restorability: { ...way, restore: { ...restore, input: { 'BgpOptions.PeerAsn': { promptId: 'asn' } } } },
    }),
    // @ts-expect-error: a constant of another type
    ec2.kind({ ...common, restorability: { ...way, restore: { ...restore, input: { PeerAddress: { value: 5 } } } } }),
    ec2.kind({
      ...common,
      // @ts-expect-error: only timestamps are dates
      restorability: { ...way, restore: { ...restore, input: { PeerAddress: { item: 'PeerAddress', as: 'date' } } } },
    }),
  ],
  tags: () => [
    // @ts-expect-error: tag specifications name the type of the thing
    ec2.kind({ ...common, restorability: { ...way, restore: { ...restore, tags: { member: 'TagSpecifications' } } } }),
    ec2.kind({
      ...common,
      // @ts-expect-error: there is no such type
      restorability: { ...way, restore: { ...restore, tags: { member: 'TagSpecifications', resourceType: 'peer' } } },
    }),
  ],
  reply: () => [
    // @ts-expect-error: the reply has no such member
    ec2.kind({ ...common, restorability: { ...way, restore: { ...restore, newId: 'RouteServerPeer.Id' } } }),
    // @ts-expect-error: the reply holds no Lightsail operation
    ec2.kind({ ...common, restorability: { ...way, restore: { ...restore, operations: 'operation' } } }),
    // @ts-expect-error: items have no such member
    ec2.kind({ ...common, restorability: { ...way, restore: { ...restore, matchBy: ['Address'] } } }),
  ],
  exception: () =>
    lightsail.kind({
      ...common,
      sources: [lightsail.list('GetKeyPairs', 'keyPairs')],
      members: { id: 'name' },
      identity: ['name'],
      action: 'DeleteKeyPair',
      restorability: {
        ...way,
        restore: {
          operation: 'ImportKeyPair',
          input: { keyPairName: { item: 'name' } },
          restores: '',
          notRestored: [],
          matchBy: ['name'],
          // @ts-expect-error: items have no such member
          exception: ({ item }) => String(item.title),
        },
      },
    }),
};

describe('the restorability of a row', () => {
  it('stays unchanged without a restore operation', () => {
    const [kind] = ec2.kinds('Route servers', { peer: ec2.kind({ ...common, restorability: way }) });
    assert.deepEqual(kind?.restorability, way);
  });

  it('accepts nested members, constants, prompts and members of the parent', () => {
    const input = {
      RouteServerEndpointId: { parent: 'id' },
      PeerAddress: { promptId: 'address' },
      'BgpOptions.PeerAsn': { item: 'BgpOptions.PeerAsn' },
      'BgpOptions.PeerLivenessDetection': { value: 'bfd' },
      DryRun: { value: false },
    } as const satisfies Record<string, RestoreInputSource>;
    const tags = { member: 'TagSpecifications', resourceType: 'route-server-peer' } as const;
    const row = ec2.kind({ ...common, restorability: { ...way, restore: { ...restore, input, tags } } });
    const [kind] = ec2.kinds('Route servers', { peer: row });
    assert.deepEqual(kind?.restorability.restore?.input, input);
  });
});
