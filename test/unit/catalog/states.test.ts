import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { kindById, KINDS } from '../../../src/catalog/index.ts';
import { stateMeaning } from '../../../src/catalog/model/stateMeaning.ts';
import { reasonPaths } from '../../../src/deletion/execution/stateReason.ts';
import { outputOf } from './support/sdkSchemas.ts';
import { itemMembersOf, stateMembersOf } from './support/stateMembers.ts';
import { declarationsOf } from './support/sdkDeclarations.ts';

/** The facts by resource type: the enum, and the meaning of each value. */
const FACTS = readFacts();

/** States that are not the state of the resource type, with the reason. */
const OTHER_STATES: Readonly<Record<string, string>> = {
  'ec2.imageLaunchPermission': 'the state of the AMI, which is not deleted',
  'ec2.capacityManagerDataExport': 'the state of the latest delivery',
  'ec2.networkInterface': 'Attachment and Association have their own states and rows',
};

/** Lists in responses of deletions that contain successes or describe the resource, and no failures. */
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
    it(`are all classified as AWS documents them: ${kind.id}`, () => {
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

  it('have a fact only for resource types with a state', () => {
    for (const id of FACTS.keys()) assert.ok(kindById(id)?.members.state, id);
  });

  it('are not missing in a row if AWS returns one', () => {
    for (const kind of KINDS) {
      if (kind.members.state !== undefined || kind.id in OTHER_STATES) continue;
      const { enums } = declarationsOf(kind.service);
      const states = [...itemMembersOf(kind)].filter(
        ([name, type]) => /(state|status)$/i.test(name) && enums.has(type) && kind.completion.state === undefined,
      );
      assert.deepEqual(states, [], kind.id);
    }
  });

  it('have their reason in the row if AWS returns one', () => {
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
    it(`are read as failures or results, or have only successes: ${kind.id}`, () => {
      const { operation, partialFailuresMember, sideResults } = kind.action;
      const output = outputOf(kind.service, operation);
      if (!output.isStructSchema()) return;
      for (const [name, member] of output.structIterator()) {
        if (!member.isListSchema() || name === partialFailuresMember || SUCCESSES.has(name)) continue;
        const isRequested = 'DeleteAssociatedSnapshots' in kind.action.input;
        // Without the choice to delete them, AWS returns no results for snapshots.
        if (name === 'DeleteSnapshotResults' && !isRequested) continue;
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
