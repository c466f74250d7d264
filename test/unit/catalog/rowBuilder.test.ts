import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { defineKinds } from '../../../src/catalog/builder/rowBuilder.ts';
import type { Kind } from '../../../src/catalog/model/kind.ts';

const ec2 = defineKinds('ec2');
const lightsail = defineKinds('lightsail');
const directconnect = defineKinds('directconnect');

const peers = ec2.list('DescribeRouteServerPeers', 'RouteServerPeers');
const common = {
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
const profiles = ec2.list('DescribeIamInstanceProfileAssociations', 'IamInstanceProfileAssociations');
const fleets = ec2.list('DescribeFleets', 'Fleets');
const { restorability: explicit, ...minimal } = common;
const members = { id: 'RouteServerPeerId' } as const;
const identity = ['RouteServerPeerId'] as const;
const deletion = {
  operation: 'DeleteRouteServerPeer',
  dryRun: true,
  input: { RouteServerPeerId: 'RouteServerPeerId' },
} as const;

/**
 * Rows that must not compile. `tsc` fails on each `@ts-expect-error` without an error; the code never runs.
 */
export const WRONG = {
  operation: () => [
    // @ts-expect-error: the operation does not exist
    ec2.list('DescribeRouteServerPears', 'RouteServerPeers'),
    // @ts-expect-error: the operation belongs to another service
    ec2.list('GetKeyPairs', 'keyPairs'),
    // @ts-expect-error: the delete operation belongs to another service
    ec2.kind({ ...common, members, identity, action: { ...deletion, operation: 'DeleteBucket' } }),
  ],
  list: () => [
    // @ts-expect-error: the response has no such list
    ec2.list('DescribeRouteServerPeers', 'RouteServerEndpoints'),
    // @ts-expect-error: the member is not a list
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
      // @ts-expect-error: the request has no such member for the parent
      'bucket',
    ),
    ec2.kind({
      ...common,
      members,
      identity,
      // @ts-expect-error: the delete request has no such member
      action: { ...deletion, input: { PeerId: { item: 'RouteServerPeerId' } } },
    }),
  ],
  path: () => [
    // @ts-expect-error: the item has no such member for its id
    ec2.kind({ ...common, members: { id: 'PeerId' }, identity, action: deletion }),
    // @ts-expect-error: a path must lead to a value
    ec2.kind({ ...common, members: { ...members, state: 'BgpStatus' }, identity, action: deletion }),
    // @ts-expect-error: the second part of the path does not exist
    ec2.kind({ ...common, members: { ...members, state: 'BgpStatus.State' }, identity, action: deletion }),
    // @ts-expect-error: the identity has a member that does not exist
    ec2.kind({ ...common, members, identity: ['RouteServerPeerArn'], action: deletion }),
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
      members,
      identity,
      // @ts-expect-error: the request is filled from a member that items do not have
      action: { ...deletion, input: { RouteServerPeerId: { item: 'PeerId' } } },
    }),
  ],
  description: () => [
    // @ts-expect-error: the row belongs to another service
    lightsail.kinds('SSH keys', { x: ec2.kind({ ...common, members, identity, action: deletion }) }),
    // @ts-expect-error: the category belongs to another service
    ec2.kinds('SSH keys', { x: ec2.kind({ ...common, members, identity, action: deletion }) }),
    // @ts-expect-error: the operation does not begin with a deleting verb
    ec2.kind({ ...common, members, identity, action: { operation: 'DescribeRouteServerPeers', input: {} } }),
    // @ts-expect-error: the shorthand belongs to another service
    ec2.kind({ ...common, members, identity, action: 'DeleteBucket' }),
    // @ts-expect-error: the shorthand does not begin with a deleting verb
    ec2.kind({ ...common, members, identity, action: 'ModifyRouteServer' }),
    // @ts-expect-error: the response has no Lightsail operations
    ec2.kind({ ...common, members, identity, action: deletion, completion: { operations: 'operations' } }),
    ec2.kind({
      ...common,
      members,
      identity,
      action: deletion,
      // @ts-expect-error: items have no such member
      description: ({ item }) => [String(item.Address)],
    }),
  ],
  dryRun: () => [
    lightsail.kind({
      ...common,
      sources: [lightsail.list('GetKeyPairs', 'keyPairs')],
      members: { id: 'name' },
      identity: ['name'],
      // @ts-expect-error: the operation takes no DryRun
      action: { operation: 'DeleteKeyPair', dryRun: true, input: { keyPairName: 'name' } },
    }),
    ec2.kind({
      ...common,
      sources: [profiles],
      members: { id: 'AssociationId' },
      identity: ['AssociationId'],
      // @ts-expect-error: a row for an EC2 operation without DryRun must state it
      action: 'DisassociateIamInstanceProfile',
    }),
  ],
  derived: () => [
    // @ts-expect-error: the request has no member of the name of the id
    ec2.kind({ ...common, members: { id: 'PeerAddress' }, identity, action: 'DeleteRouteServerPeer' }),
    // @ts-expect-error: the same without only the input
    ec2.kind({ ...common, members: { id: 'PeerAddress' }, identity, action: { operation: 'DeleteRouteServerPeer' } }),
    // @ts-expect-error: the request's member takes a list
    ec2.kind({ ...common, sources: [fleets], members: { id: 'FleetId' }, identity: [], action: 'DeleteFleets' }),
    lightsail.kind({
      ...common,
      sources: [lightsail.list('GetStaticIps', 'staticIps')],
      members: { id: 'name' },
      identity: ['name'],
      // @ts-expect-error: the request has no staticIpFromLoadBalancerName
      action: 'DetachInstancesFromLoadBalancer',
    }),
    ec2.kind({
      ...minimal,
      members,
      identity,
      action: deletion,
      // @ts-expect-error: the operation that recreates it does not exist
      recreateOperation: 'CreateRouteServerPear',
    }),
    // @ts-expect-error: CreateFleets does not exist, and the row has no recreateOperation
    ec2.kind({
      ...minimal,
      sources: [fleets],
      members: { id: 'FleetId' },
      identity: [],
      action: { operation: 'DeleteFleets', input: { FleetIds: ['FleetId'], TerminateInstances: { value: false } } },
    }),
    // @ts-expect-error: a further action takes its id from its base row
    ec2.action(ec2.kind({ ...minimal, members, identity, action: deletion }), { action: 'DeleteRouteServer' }),
  ],
};

describe('a row of the catalog', () => {
  const finished = (definition: Parameters<typeof ec2.kinds>[1][string]): Kind => {
    const [kind] = ec2.kinds('Route servers', { peer: definition });
    assert.ok(kind);
    return kind;
  };

  it('gets its service, id and category from its kinds call, and defaults for omitted members', () => {
    const kind = finished(ec2.kind({ ...common, members, identity, action: deletion }));
    assert.deepEqual([kind.service, kind.id, kind.category], ['ec2', 'ec2.peer', 'Route servers']);
    assert.deepEqual(kind.auxiliarySources, []);
    assert.equal(kind.restorability, explicit);
    const short = finished(ec2.kind({ ...common, members, identity, action: 'DeleteRouteServerPeer' }));
    assert.deepEqual(short.action, { ...deletion, verb: 'delete' });
    assert.deepEqual(kind.action, short.action);
  });

  it('derives the operation that recreates the resource, unless it has its own sentence', () => {
    const text = (definition: Parameters<typeof finished>[0]) => finished(definition).restorability.text;
    assert.match(text(ec2.kind({ ...minimal, members, identity, action: deletion })), / CreateRouteServerPeer /);
    const own = { ...minimal, restorability: 'It is lost.' };
    assert.equal(text(ec2.kind({ ...own, members, identity, action: deletion })), 'It is lost.');
    const named = ec2.kind({ ...own, members, identity, action: deletion, recreateOperation: 'CreateRouteServer' });
    assert.match(text(named), /^It is lost\. CreateRouteServer /);
  });

  it('derives the input of a Lightsail request from the noun of the operation', () => {
    const row = lightsail.kind({
      ...common,
      sources: [lightsail.list('GetStaticIps', 'staticIps')],
      members: { id: 'name' },
      identity: ['name'],
      action: 'ReleaseStaticIp',
    });
    const [kind] = lightsail.kinds('Networking', { staticIp: row });
    assert.deepEqual(kind?.action, {
      operation: 'ReleaseStaticIp',
      verb: 'release',
      dryRun: false,
      input: { staticIpName: 'name' },
    });
  });

  it('must precede the further actions on its resources', () => {
    const peer = ec2.kind({ ...common, members, identity, action: deletion });
    const other = ec2.action(peer, { action: deletion });
    assert.deepEqual(
      ec2.kinds('Route servers', { peer, 'peer.other': other }).map(({ id, baseKind }) => [id, baseKind]),
      [
        ['ec2.peer', undefined],
        ['ec2.peer.other', 'ec2.peer'],
      ],
    );
    assert.throws(() => ec2.kinds('Route servers', { other, peer }), /ec2\.other stands before/);
  });

  it('accepts paths of two parts', () => {
    const kind = finished(
      ec2.kind({ ...common, members: { ...members, state: 'BgpStatus.Status' }, identity, action: deletion }),
    );
    assert.equal(kind.members.state, 'BgpStatus.Status');
  });
});
