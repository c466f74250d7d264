import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { kindById, KINDS } from '../../../src/catalog/index.ts';
import { stateMeaning } from '../../../src/catalog/model/stateMeaning.ts';
import { reasonPaths } from '../../../src/deletion/execution/stateReason.ts';
import { outputOf } from './support/sdkSchemas.ts';
import { itemMembersOf, stateMembersOf } from './support/stateMembers.ts';
import { declarationsOf } from './support/sdkDeclarations.ts';

/** The facts by resource type: the enum, and what each value means. */
const FACTS = readFacts();

/** States that are not the state of the resource type, with the reason. */
const OTHER_STATES: Readonly<Record<string, string>> = {
  'ec2.imageLaunchPermission': 'the state of the AMI, which the deletion leaves alone',
  'ec2.capacityManagerDataExport': 'the state of the latest delivery',
  'ec2.networkInterface': 'Attachment and Association have states of their own: rows of their own have them',
};

/** Lists in the responses of deletions that name what the request did or describe the resource: no item of theirs is a failure. */
const SUCCESSES = new Set([
  ...['TerminatingInstances', 'SuccessfullyDeletedLaunchTemplateVersions', 'Successful', 'RevokedSecurityGroupRules'],
  ...['UnassignedIpv6Addresses', 'UnassignedIpv6Prefixes', 'NatGatewayAddresses', 'ConnectionStatuses'],
  ...['SuccessfulFleetCancellations', 'SuccessfulQueuedPurchaseDeletions', 'ReservedInstancesListings'],
  ...['SuccessfulFleetDeletions', 'SuccessfulFleetRequests', 'CancelledSpotInstanceRequests', 'SuccessfulResults'],
  ...[
    'DeprovisionedAddresses',
    'Instances',
    'FcaPolicyDisassociations',
    'operations',
    'tags',
    'macSecKeys',
    'connections',
  ],
]);

describe('the states of resource types', () => {
  for (const kind of KINDS) {
    if (kind.members.state === undefined) continue;
    it(`${kind.id}: every state of AWS's is classified as AWS's pages say`, () => {
      const fact = FACTS.get(kind.id);
      assert.ok(fact, 'no fact in facts/states.txt');
      for (const { type, values } of stateMembersOf(kind)) {
        assert.equal(fact.type, values.length === 0 ? 'TEXT' : type);
        for (const value of values) assert.ok(fact.meanings.has(value), `${type} has ${value}`);
        if (values.length > 0) assert.deepEqual([...fact.meanings.keys()].sort(), [...values].sort());
      }
      for (const [value, meaning] of fact.meanings) assert.equal(stateMeaning(kind, value), meaning, value);
    });
  }

  it('has no fact of a resource type without a state', () => {
    for (const id of FACTS.keys()) assert.ok(kindById(id)?.members.state, id);
  });

  it('finds no state in a description that its row leaves out', () => {
    for (const kind of KINDS) {
      if (kind.members.state !== undefined || kind.id in OTHER_STATES) continue;
      const { enums } = declarationsOf(kind.service);
      const states = [...itemMembersOf(kind)].filter(
        ([name, type]) => /(state|status)$/i.test(name) && enums.has(type) && kind.completion.state === undefined,
      );
      assert.deepEqual(states, [], kind.id);
    }
  });

  it('finds the reason that AWS gives for a state in every description that has one', () => {
    for (const kind of KINDS) {
      if (kind.members.state === undefined) continue;
      const known = reasonPaths(kind.members.state).map((path) => path.split('.')[0]);
      const names = [...itemMembersOf(kind).keys()].filter(
        (name) =>
          /(Reason|Message|Error)$/.test(name) &&
          !/^(Warning|LastVersionCreationStatus)Message$|^revocationReason$/.test(name),
      );
      for (const name of names) assert.ok(known.includes(name), `${kind.id} has ${name}`);
    }
  });
});

describe('the lists in the responses of deletions', () => {
  for (const kind of KINDS) {
    it(`${kind.id}: every list is read as failures or results, or has only successes`, () => {
      const { operation, partialFailuresMember, sideResults } = kind.action;
      const output = outputOf(kind.service, operation);
      if (!output.isStructSchema()) return;
      for (const [name, member] of output.structIterator()) {
        if (!member.isListSchema() || name === partialFailuresMember || SUCCESSES.has(name)) continue;
        const asked = 'DeleteAssociatedSnapshots' in kind.action.input;
        // Without the choice to delete them, AWS returns no results for snapshots.
        if (name === 'DeleteSnapshotResults' && !asked) continue;
        assert.equal(sideResults?.member, name);
      }
    });
  }
});

function readFacts(): ReadonlyMap<string, { readonly type: string; readonly meanings: ReadonlyMap<string, string> }> {
  const text = readFileSync(new URL('facts/states.txt', import.meta.url), 'utf8');
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const facts = new Map<string, { type: string; meanings: ReadonlyMap<string, string> }>();
  for (let index = 0; index < lines.length; index += 2) {
    const [type = '', ...parts] = (lines[index + 1] ?? '').trim().split(' | ');
    const meanings = new Map(
      parts.flatMap((part) => {
        const [meaning = '', values = ''] = part.split(': ');
        return values.split(' ').map((value): [string, string] => [value, meaning]);
      }),
    );
    for (const id of (lines[index] ?? '').split(' ')) {
      assert.ok(!facts.has(id), `${id} has two facts`);
      facts.set(id, { type, meanings });
    }
  }
  return facts;
}
