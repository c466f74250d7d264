import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { defineKinds } from '../../../src/catalog/builder/rowBuilder.ts';

const ec2 = defineKinds('ec2');
const lightsail = defineKinds('lightsail');
const directconnect = defineKinds('directconnect');

const peers = ec2.list('DescribeRouteServerPeers', 'RouteServerPeers');
const common = {
  category: 'Route servers',
  noun: 'route server peer',
  pluralNoun: 'route server peers',
  label: 'Route server peers',
  icon: 'plug',
  sources: [peers],
  description: () => [],
  health: () => 'healthy' as const,
  facts: [],
  evidence: [],
  completion: {},
  restorability: { level: 'none', text: '' },
} as const;
const members = { id: 'RouteServerPeerId' } as const;
const identity = ['RouteServerPeerId'] as const;
const removal = {
  operation: 'DeleteRouteServerPeer',
  verb: 'delete',
  dryRun: true,
  input: { RouteServerPeerId: { item: 'RouteServerPeerId' } },
} as const;

/**
 * What must not compile. `tsc` fails on each `@ts-expect-error` that has no error under it; nothing of it is ever run.
 */
export const WRONG = {
  operation: () => [
    // @ts-expect-error: there is no such operation
    ec2.list('DescribeRouteServerPears', 'RouteServerPeers'),
    // @ts-expect-error: it is one of another service
    ec2.list('GetKeyPairs', 'keyPairs'),
    // @ts-expect-error: it is the removing operation of another service
    ec2.kind({ ...common, id: 'ec2.x', members, identity, action: { ...removal, operation: 'DeleteBucket' } }),
  ],
  list: () => [
    // @ts-expect-error: the reply has no such list
    ec2.list('DescribeRouteServerPeers', 'RouteServerEndpoints'),
    // @ts-expect-error: the member is no list
    ec2.list('DescribeRouteServerPeers', 'NextToken'),
    directconnect.nested(
      'DescribeLags',
      'lags',
      // @ts-expect-error: a LAG has no such list
      'keys',
      { noun: 'LAG', id: 'lagId' },
      { member: 'lagId', match: 'parentId' },
    ),
  ],
  input: () => [
    // @ts-expect-error: the request has no such member
    lightsail.list('GetKeyPairs', 'keyPairs', { input: { includeDefault: true } }),
    // @ts-expect-error: the member has another type
    lightsail.list('GetKeyPairs', 'keyPairs', { input: { includeDefaultKeyPair: 'yes' } }),
    // @ts-expect-error: the request cannot be narrowed by such a member
    ec2.list('DescribeRouteServerPeers', 'RouteServerPeers', { getOne: { member: 'PeerIds', match: 'ids' } }),
    lightsail.children(
      { operation: 'GetBuckets', items: 'buckets' },
      { noun: 'bucket', id: 'name' },
      'GetBucketAccessKeys',
      'accessKeys',
      // @ts-expect-error: the request does not take its parent there
      'bucket',
    ),
    ec2.kind({
      ...common,
      id: 'ec2.x',
      members,
      identity,
      // @ts-expect-error: the removing request has no such member
      action: { ...removal, input: { PeerId: { item: 'RouteServerPeerId' } } },
    }),
  ],
  path: () => [
    // @ts-expect-error: the item has no such member for its id
    ec2.kind({ ...common, id: 'ec2.x', members: { id: 'PeerId' }, identity, action: removal }),
    // @ts-expect-error: a path must lead to a value
    ec2.kind({ ...common, id: 'ec2.x', members: { ...members, state: 'BgpStatus' }, identity, action: removal }),
    // @ts-expect-error: the second part of the path does not exist
    ec2.kind({ ...common, id: 'ec2.x', members: { ...members, state: 'BgpStatus.State' }, identity, action: removal }),
    // @ts-expect-error: neither does this member of the identity
    ec2.kind({ ...common, id: 'ec2.x', members, identity: ['RouteServerPeerArn'], action: removal }),
    directconnect.nested(
      'DescribeLags',
      'lags',
      'macSecKeys',
      // @ts-expect-error: the parent has no such id
      { noun: 'LAG', id: 'id' },
      { member: 'lagId', match: 'id' },
    ),
    ec2.kind({
      ...common,
      id: 'ec2.x',
      members,
      identity,
      // @ts-expect-error: the request is filled from a member that items do not have
      action: { ...removal, input: { RouteServerPeerId: { item: 'PeerId' } } },
    }),
  ],
  description: () => [
    // @ts-expect-error: the id begins with another service
    ec2.kind({ ...common, id: 'lightsail.x', members, identity, action: removal }),
    // @ts-expect-error: there is no such verb
    ec2.kind({ ...common, id: 'ec2.x', members, identity, action: { ...removal, verb: 'explode' } }),
    // @ts-expect-error: the reply names no Lightsail operation
    ec2.kind({ ...common, id: 'ec2.x', members, identity, action: removal, completion: { operations: 'operations' } }),
    ec2.kind({
      ...common,
      id: 'ec2.x',
      members,
      identity,
      action: removal,
      // @ts-expect-error: items have no such member
      description: ({ item }) => [String(item.Address)],
    }),
  ],
  dryRun: () =>
    lightsail.kind({
      ...common,
      category: 'SSH keys',
      id: 'lightsail.x',
      sources: [lightsail.list('GetKeyPairs', 'keyPairs')],
      members: { id: 'name' },
      identity: ['name'],
      // @ts-expect-error: the operation takes no DryRun
      action: { operation: 'DeleteKeyPair', verb: 'delete', dryRun: true, input: { keyPairName: { item: 'name' } } },
    }),
};

describe('a row of the catalogue', () => {
  it('gets its service from its builder; what it leaves out is said by rule', () => {
    const kind = ec2.kind({ ...common, id: 'ec2.x', members, identity, action: removal });
    assert.equal(kind.service, 'ec2');
    assert.deepEqual(kind.auxiliarySources, []);
    assert.equal(kind.action.dryRun, true);
    const { dryRun, ...without } = removal;
    assert.equal(dryRun, true);
    assert.equal(ec2.kind({ ...common, id: 'ec2.x', members, identity, action: without }).action.dryRun, true);
  });

  it('takes paths of two parts', () => {
    const kind = ec2.kind({
      ...common,
      id: 'ec2.x',
      members: { ...members, state: 'BgpStatus.Status' },
      identity,
      action: removal,
    });
    assert.equal(kind.members.state, 'BgpStatus.Status');
  });
});
