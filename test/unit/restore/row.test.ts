import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { rowsOf } from '../../../src/catalog/define.ts';
import type { RestoreFrom } from '../../../src/catalog/restore.ts';

const ec2 = rowsOf('ec2');
const lightsail = rowsOf('lightsail');

const common = {
  id: 'ec2.x',
  category: 'Route servers',
  noun: 'route server peer',
  nouns: 'route server peers',
  label: 'Route server peers',
  icon: 'plug',
  sources: [ec2.list('DescribeRouteServerPeers', 'RouteServerPeers')],
  members: { id: 'RouteServerPeerId' },
  identity: ['RouteServerPeerId'],
  row: () => [],
  health: () => 'good' as const,
  facts: [],
  evidence: [],
  removal: { operation: 'DeleteRouteServerPeer', verb: 'delete', input: {} },
  settling: {},
} as const;

const way = { level: 'partly', text: '' } as const;
const restore = {
  operation: 'CreateRouteServerPeer',
  input: {},
  brings: '',
  loses: [],
  sameBy: ['PeerAddress'],
} as const;

/**
 * What must not compile. `tsc` fails on each `@ts-expect-error` that has no error under it; nothing of it is ever run.
 */
export const WRONG = {
  operation: () => [
    // @ts-expect-error: there is no such operation
    ec2.kind({ ...common, wayBack: { ...way, restore: { ...restore, operation: 'CreateRouteServerPear' } } }),
    // @ts-expect-error: it is one of another service
    ec2.kind({ ...common, wayBack: { ...way, restore: { ...restore, operation: 'AssociateMacSecKey' } } }),
  ],
  input: () => [
    ec2.kind({
      ...common,
      // @ts-expect-error: the request has no such member
      wayBack: { ...way, restore: { ...restore, input: { PeerAdress: { item: 'PeerAddress' } } } },
    }),
    ec2.kind({
      ...common,
      // @ts-expect-error: the structure has no such member
      wayBack: { ...way, restore: { ...restore, input: { 'BgpOptions.Asn': { item: 'BgpOptions.PeerAsn' } } } },
    }),
    // @ts-expect-error: items have no such member
    ec2.kind({ ...common, wayBack: { ...way, restore: { ...restore, input: { PeerAddress: { item: 'Address' } } } } }),
    ec2.kind({
      ...common,
      // @ts-expect-error: a text is no number
      wayBack: { ...way, restore: { ...restore, input: { 'BgpOptions.PeerAsn': { item: 'PeerAddress' } } } },
    }),
    ec2.kind({
      ...common,
      // @ts-expect-error: what a person types is no number
      wayBack: { ...way, restore: { ...restore, input: { 'BgpOptions.PeerAsn': { answer: 'asn' } } } },
    }),
    // @ts-expect-error: a constant of another type
    ec2.kind({ ...common, wayBack: { ...way, restore: { ...restore, input: { PeerAddress: { value: 5 } } } } }),
    ec2.kind({
      ...common,
      // @ts-expect-error: only timestamps are dates
      wayBack: { ...way, restore: { ...restore, input: { PeerAddress: { item: 'PeerAddress', as: 'date' } } } },
    }),
  ],
  tags: () => [
    // @ts-expect-error: tag specifications name the type of the thing
    ec2.kind({ ...common, wayBack: { ...way, restore: { ...restore, tags: { member: 'TagSpecifications' } } } }),
    ec2.kind({
      ...common,
      // @ts-expect-error: there is no such type
      wayBack: { ...way, restore: { ...restore, tags: { member: 'TagSpecifications', resourceType: 'peer' } } },
    }),
  ],
  reply: () => [
    // @ts-expect-error: the reply has no such member
    ec2.kind({ ...common, wayBack: { ...way, restore: { ...restore, newId: 'RouteServerPeer.Id' } } }),
    // @ts-expect-error: the reply holds no Lightsail operation
    ec2.kind({ ...common, wayBack: { ...way, restore: { ...restore, operations: 'operation' } } }),
    // @ts-expect-error: items have no such member
    ec2.kind({ ...common, wayBack: { ...way, restore: { ...restore, sameBy: ['Address'] } } }),
  ],
  exception: () =>
    lightsail.kind({
      ...common,
      category: 'SSH keys',
      id: 'lightsail.x',
      sources: [lightsail.list('GetKeyPairs', 'keyPairs')],
      members: { id: 'name' },
      identity: ['name'],
      removal: { operation: 'DeleteKeyPair', verb: 'delete', input: {} },
      wayBack: {
        ...way,
        restore: {
          operation: 'ImportKeyPair',
          input: { keyPairName: { item: 'name' } },
          brings: '',
          loses: [],
          sameBy: ['name'],
          // @ts-expect-error: items have no such member
          unless: ({ item }) => String(item.title),
        },
      },
    }),
};

describe("a row's way back", () => {
  it('stays as short as it was where there is none', () => {
    assert.deepEqual(ec2.kind({ ...common, wayBack: way }).wayBack, way);
  });

  it('takes nested members, constants, answers and what it hung under', () => {
    const input = {
      RouteServerEndpointId: { parent: 'id' },
      PeerAddress: { answer: 'address' },
      'BgpOptions.PeerAsn': { item: 'BgpOptions.PeerAsn' },
      'BgpOptions.PeerLivenessDetection': { value: 'bfd' },
      DryRun: { value: false },
    } as const satisfies Record<string, RestoreFrom>;
    const tags = { member: 'TagSpecifications', resourceType: 'route-server-peer' } as const;
    const kind = ec2.kind({ ...common, wayBack: { ...way, restore: { ...restore, input, tags } } });
    assert.deepEqual(kind.wayBack.restore?.input, input);
  });
});
