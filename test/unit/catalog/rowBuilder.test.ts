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
const { restorability: said, ...unsaid } = common;
const members = { id: 'RouteServerPeerId' } as const;
const identity = ['RouteServerPeerId'] as const;
const removal = {
  operation: 'DeleteRouteServerPeer',
  dryRun: true,
  input: { RouteServerPeerId: 'RouteServerPeerId' },
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
    ec2.kind({ ...common, members, identity, action: { ...removal, operation: 'DeleteBucket' } }),
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
      members,
      identity,
      // @ts-expect-error: the removing request has no such member
      action: { ...removal, input: { PeerId: { item: 'RouteServerPeerId' } } },
    }),
  ],
  path: () => [
    // @ts-expect-error: the item has no such member for its id
    ec2.kind({ ...common, members: { id: 'PeerId' }, identity, action: removal }),
    // @ts-expect-error: a path must lead to a value
    ec2.kind({ ...common, members: { ...members, state: 'BgpStatus' }, identity, action: removal }),
    // @ts-expect-error: the second part of the path does not exist
    ec2.kind({ ...common, members: { ...members, state: 'BgpStatus.State' }, identity, action: removal }),
    // @ts-expect-error: neither does this member of the identity
    ec2.kind({ ...common, members, identity: ['RouteServerPeerArn'], action: removal }),
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
      action: { ...removal, input: { RouteServerPeerId: { item: 'PeerId' } } },
    }),
  ],
  description: () => [
    // @ts-expect-error: the row belongs to another service
    lightsail.kinds('SSH keys', { x: ec2.kind({ ...common, members, identity, action: removal }) }),
    // @ts-expect-error: the category belongs to another service
    ec2.kinds('SSH keys', { x: ec2.kind({ ...common, members, identity, action: removal }) }),
    // @ts-expect-error: the operation does not begin with a deleting verb
    ec2.kind({ ...common, members, identity, action: { operation: 'DescribeRouteServerPeers', input: {} } }),
    // @ts-expect-error: it is the deleting operation of another service
    ec2.kind({ ...common, members, identity, action: 'DeleteBucket' }),
    // @ts-expect-error: neither does it begin with one where its name stands alone
    ec2.kind({ ...common, members, identity, action: 'ModifyRouteServer' }),
    // @ts-expect-error: the reply names no Lightsail operation
    ec2.kind({ ...common, members, identity, action: removal, completion: { operations: 'operations' } }),
    ec2.kind({
      ...common,
      members,
      identity,
      action: removal,
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
      // @ts-expect-error: an operation of EC2 without DryRun must say so
      action: 'DisassociateIamInstanceProfile',
    }),
  ],
  derived: () => [
    // @ts-expect-error: the request has no member of the name of the id
    ec2.kind({ ...common, members: { id: 'PeerAddress' }, identity, action: 'DeleteRouteServerPeer' }),
    // @ts-expect-error: nor where only the input is left out
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
      ...unsaid,
      members,
      identity,
      action: removal,
      // @ts-expect-error: there is no such operation to create another one
      recreateOperation: 'CreateRouteServerPear',
    }),
    // @ts-expect-error: CreateFleets does not exist, and the row says nothing of how to create another one
    ec2.kind({
      ...unsaid,
      sources: [fleets],
      members: { id: 'FleetId' },
      identity: [],
      action: { operation: 'DeleteFleets', input: { FleetIds: ['FleetId'], TerminateInstances: { value: false } } },
    }),
    // @ts-expect-error: a further action takes its id from the row on whose resources it acts
    ec2.action(ec2.kind({ ...unsaid, members, identity, action: removal }), { action: 'DeleteRouteServer' }),
  ],
};

describe('a row of the catalogue', () => {
  const finished = (definition: Parameters<typeof ec2.kinds>[1][string]): Kind => {
    const [kind] = ec2.kinds('Route servers', { peer: definition });
    assert.ok(kind);
    return kind;
  };

  it('gets service, id and category from where it stands; what it leaves out follows by rule', () => {
    const kind = finished(ec2.kind({ ...common, members, identity, action: removal }));
    assert.deepEqual([kind.service, kind.id, kind.category], ['ec2', 'ec2.peer', 'Route servers']);
    assert.deepEqual(kind.auxiliarySources, []);
    assert.equal(kind.restorability, said);
    const short = finished(ec2.kind({ ...common, members, identity, action: 'DeleteRouteServerPeer' }));
    assert.deepEqual(short.action, { ...removal, verb: 'delete' });
    assert.deepEqual(kind.action, short.action);
  });

  it('names the operation that creates another one by the deleting one, unless it has a sentence of its own', () => {
    const text = (definition: Parameters<typeof finished>[0]) => finished(definition).restorability.text;
    assert.match(text(ec2.kind({ ...unsaid, members, identity, action: removal })), / CreateRouteServerPeer /);
    const own = { ...unsaid, restorability: 'It is lost.' };
    assert.equal(text(ec2.kind({ ...own, members, identity, action: removal })), 'It is lost.');
    const named = ec2.kind({ ...own, members, identity, action: removal, recreateOperation: 'CreateRouteServer' });
    assert.match(text(named), /^It is lost\. CreateRouteServer /);
  });

  it('derives the request of Lightsail from the noun of the operation', () => {
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

  it('must stand before the further actions on its resources', () => {
    const peer = ec2.kind({ ...common, members, identity, action: removal });
    const other = ec2.action(peer, { action: removal });
    assert.deepEqual(
      ec2.kinds('Route servers', { peer, 'peer.other': other }).map(({ id, baseKind }) => [id, baseKind]),
      [
        ['ec2.peer', undefined],
        ['ec2.peer.other', 'ec2.peer'],
      ],
    );
    assert.throws(() => ec2.kinds('Route servers', { other, peer }), /ec2\.other stands before/);
  });

  it('takes paths of two parts', () => {
    const kind = finished(
      ec2.kind({ ...common, members: { ...members, state: 'BgpStatus.Status' }, identity, action: removal }),
    );
    assert.equal(kind.members.state, 'BgpStatus.Status');
  });
});
