import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { iamPolicy, type PolicyPurpose } from '../../../src/catalog/iamPolicy.ts';
import { KINDS, LISTED_KINDS } from '../../../src/catalog/index.ts';
import { kindOf } from '../support/testEnvironment.ts';

const statements = (ids: readonly string[], purpose: PolicyPurpose) =>
  Object.fromEntries(iamPolicy(ids.map(kindOf), purpose).Statement.map(({ Sid, Action }) => [Sid, Action]));

describe('iamPolicy', () => {
  it('allows only the operations that list a resource type and its parents', () => {
    assert.deepEqual(statements(['ec2.routeServerPeer'], 'read'), { Read: ['ec2:DescribeRouteServerPeers'] });
    assert.deepEqual(statements(['lightsail.bucketAccessKey'], 'read'), {
      Read: ['lightsail:GetBucketAccessKeys', 'lightsail:GetBuckets'],
    });
  });

  it('allows the reads of Find Unused Resources', () => {
    assert.deepEqual(statements(['ec2.dhcpOptions'], 'findUnused'), {
      Read: ['ec2:DescribeDhcpOptions'],
      FindUnused: ['ec2:DescribeVpcs'],
    });
    const { FindUnused: image = [] } = statements(['ec2.image'], 'findUnused');
    for (const action of ['ec2:DescribeInstances', 'ec2:DescribeImageAttribute', 'iam:ListRoles'])
      assert.ok(image.includes(action), action);
    assert.ok(
      statements(['ec2.vpnGateway'], 'findUnused')['FindUnused']?.includes(
        'directconnect:DescribeDirectConnectGatewayAssociations',
      ),
    );
    for (const { Action } of iamPolicy(LISTED_KINDS, 'findUnused').Statement)
      for (const action of Action) assert.match(action, /:(Describe|Get|List|Search)\w+$/);
  });

  it('allows the requests for list prices', () => {
    assert.deepEqual(statements(['ec2.natGateway', 'lightsail.bucket', 'ec2.vpc'], 'prices')['Prices'], [
      'lightsail:GetBucketBundles',
      'pricing:GetProducts',
    ]);
    assert.deepEqual(Object.keys(statements(['ec2.vpc'], 'prices')), ['Read']);
  });

  it('allows the delete operation for a dry run, and the policy simulation where there is no dry run', () => {
    assert.deepEqual(statements(['ec2.routeServerPeer'], 'dryRun'), {
      Read: ['ec2:DescribeRouteServerPeers'],
      DryRun: ['ec2:DeleteRouteServerPeer'],
    });
    assert.deepEqual(statements(['lightsail.bucketAccessKey'], 'dryRun'), {
      Read: ['lightsail:GetBucketAccessKeys', 'lightsail:GetBuckets'],
      Simulate: ['iam:GetRole', 'iam:SimulatePrincipalPolicy'],
    });
  });

  it('allows the reads of attributes and dependencies when a deletion is planned', () => {
    assert.equal(statements(['ec2.instance'], 'read')['Check'], undefined);
    assert.ok(statements(['ec2.instance'], 'delete')['Check']?.includes('ec2:DescribeInstanceAttribute'));
    assert.ok(statements(['ec2.vpc'], 'dryRun')['Check']?.includes('ec2:DescribeSubnets'));
    const group = Object.values(statements(['ec2.securityGroup'], 'delete')).flat();
    assert.ok(group.includes('ec2:DescribeSecurityGroupRules') && group.includes('ec2:DescribeNetworkInterfaces'));
    // A policy for all resource types has each action once.
    const all = iamPolicy(LISTED_KINDS, 'delete').Statement.flatMap(({ Action }) => Action);
    assert.equal(new Set(all).size, all.length);
  });

  it('allows the delete operation and the polls of its progress', () => {
    assert.deepEqual(statements(['lightsail.bucketAccessKey'], 'delete')['Delete'], [
      'lightsail:DeleteBucketAccessKey',
      'lightsail:GetOperation',
    ]);
    // The rows of the resource type offer further actions.
    const { Delete = [] } = statements(['ec2.networkInterface'], 'delete');
    assert.ok(Delete.includes('ec2:DetachNetworkInterface') && Delete.includes('ec2:DeleteNetworkInterface'));
  });

  it('is valid for all resource types together, with every delete operation once and sorted actions', () => {
    const policy = iamPolicy(LISTED_KINDS, 'delete');
    assert.equal(policy.Version, '2012-10-17');
    for (const { Action, Effect, Resource, Sid } of policy.Statement) {
      assert.deepEqual([Effect, Resource], ['Allow', '*']);
      assert.match(Sid, /^[A-Za-z0-9]+$/);
      assert.deepEqual(Action, [...new Set(Action)].sort());
      for (const action of Action) assert.match(action, /^(ec2|lightsail|directconnect):[A-Z]\w+$/);
    }
    const deleting = new Set(policy.Statement.find(({ Sid }) => Sid === 'Delete')?.Action);
    for (const { action: deletion } of KINDS) {
      assert.ok(
        [...deleting].some((action) => action.endsWith(`:${deletion.operation}`)),
        deletion.operation,
      );
    }
  });
});
