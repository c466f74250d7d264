import assert from 'node:assert/strict';
import * as DIRECT_CONNECT from '@aws-sdk/client-direct-connect';
import * as EC2 from '@aws-sdk/client-ec2';
import * as LIGHTSAIL from '@aws-sdk/client-lightsail';
import { after, before, beforeEach, describe, it } from 'mocha';
import type { AwsClient, AwsResponse } from '../../../src/aws/client/sdkClient.ts';
import { AwsCallError } from '../../../src/aws/errors/callError.ts';
import type { ListedAlong } from '../../../src/catalog/alongEntries.ts';
import { DELETED_ALONG } from '../../../src/catalog/deletedAlong.ts';
import { KINDS, kindById } from '../../../src/catalog/index.ts';
import { createAlongReader } from '../../../src/deletion/planning/deletedAlong.ts';
import type { Evidence } from '../../../src/deletion/planning/evidence.ts';
import { resourceProtectionReason } from '../../../src/deletion/planning/protection.ts';
import { resourceFrom, type Resource } from '../../../src/inventory/resource.ts';
import { DeletionHarness } from '../deletion/support/deletionHarness.ts';
import { targetOf } from '../scripts/support.ts';
import { FastClock } from '../deletion/support/fastClock.ts';
import { kindOf, TestEnvironment } from '../support/testEnvironment.ts';

/** The resource types whose evidence names something that is deleted along and has neither tags nor a name, and the reason. */
const ALONG_WITHOUT_TAGS: Readonly<Record<string, string>> = {
  'ec2.managedPrefixList': 'entries are a part of the list',
  'lightsail.relationalDatabase': 'automatic backups have no tags',
  'lightsail.relationalDatabase.withSnapshot': 'automatic backups have no tags',
};

/** Matches a finding about something else that is deleted too. */
const ALONG =
  /(?:is|are) (?:deleted|canceled|terminated|lost)(?: with it| too)|\b(?:is|are) terminated, and|all automatic snapshots|automatic backups|All its objects|system disk/i;

const PROTECTED = { Key: 'teardown:protect', Value: '' };

/** Returns the tags of a Fast Launch snapshot. */
const fastLaunchTags = (template: string) => [
  { Key: 'CreatedBy', Value: 'EC2 Fast Launch' },
  { Key: 'CreatedByLaunchTemplateId', Value: template },
];
const BY_FAST_LAUNCH = fastLaunchTags('lt-1');
const OF_ANOTHER = fastLaunchTags('lt-2');

/** A structure with a value for every member that an entry of the table reads. */
const HOLDER: Record<string, unknown> = {
  ...{ InstanceId: 'i-1', ImageId: 'ami-1', FleetId: 'fleet-1', SpotFleetRequestId: 'sfr-1', VpcId: 'vpc-1' },
  ...{ GroupId: 'sg-1', IpamArn: 'arn:ipam', IpamId: 'ipam-1', IpamPoolId: 'pool-1', TrafficMirrorFilterId: 'tmf-1' },
  ...{ CapacityReservationFleetId: 'crf-1', name: 'thing-1', GroupName: 'web' },
  BlockDeviceMappings: [{ Ebs: { DeleteOnTermination: true, VolumeId: 'vol-1', SnapshotId: 'snap-1' } }],
  addOns: [{ name: 'AutoSnapshot', status: 'Enabled' }],
  ...{ LaunchTemplate: { LaunchTemplateId: 'lt-1' }, NetworkInterfaceIds: ['eni-1'], ConversionTaskId: 'import-i-1' },
  ...{ ImportInstance: { InstanceId: 'i-1', Volumes: [{ Volume: { Id: 'vol-1' } }] }, VpcEndpointId: 'vpce-1' },
  NetworkInterfaces: [{ NetworkInterfaceId: 'eni-1', Attachment: { DeleteOnTermination: true } }],
};

/** Returns the items of a response: one of the holder, and one of another holder, because servers may ignore filters. */
function listed(kindId: string, tags: readonly unknown[]): readonly Record<string, unknown>[] {
  const own: Record<string, unknown> = {
    ...HOLDER,
    ...{ VolumeId: 'vol-1', SnapshotId: 'snap-1', NetworkInterfaceId: 'eni-1', GroupName: 'default', IsDefault: true },
    ...{ Associations: [{ Main: true }], NetworkAclId: 'acl-1', RouteTableId: 'rtb-1', IpamScopeId: 'scope-1' },
    ...{ SecurityGroupRuleId: 'sgr-1', IsEgress: kindId.endsWith('EgressRule'), TrafficMirrorFilterRuleId: 'tmr-1' },
    ...{ CapacityReservationId: 'cr-1', loadBalancerName: 'thing-1', attachedTo: 'thing-1', isSystemDisk: true },
    ...{ SourceIpamPoolId: 'pool-1', IpamPoolId: 'pool-2', FlowLogId: 'fl-1', ResourceId: 'vpc-1' },
  };
  const { tags: member } = kindOf(kindId).members;
  assert.ok(member, `${kindId} has no tags`);
  const unrelated = Object.fromEntries(Object.keys(own).map((name) => [name, `${name}-other`]));
  return [
    { ...own, [member]: [...tags, ...BY_FAST_LAUNCH] },
    { ...unrelated, [member]: [PROTECTED, ...OF_ANOTHER] },
  ];
}

/** Puts a list at a dotted path of a response. */
function at(path: string, list: readonly unknown[]): Record<string, unknown> {
  const [first = '', ...rest] = path.split('.');
  return { [first]: rest.length === 0 ? list : [at(rest.join('.'), list)] };
}

/** Returns the entries with their own list. `childrenAlong.test.ts` tests the others. */
const listedEntries = (holderId: string): readonly ListedAlong[] =>
  (DELETED_ALONG[holderId] ?? []).flatMap((entry) => ('children' in entry ? [] : [entry]));

const operationOf = ({ list, kind }: ListedAlong) => list?.operation ?? kindOf(kind).sources[0]?.operation;
const pathOf = ({ list, kind }: ListedAlong) => list?.items ?? kindOf(kind).sources[0]?.items ?? '';

function responseOf(output: Record<string, unknown>): AwsResponse {
  return { output, status: 200, attempts: 1, durationMs: 0 };
}

function denied(operation: string): AwsCallError {
  const message = 'You are not authorized.';
  const where = { action: `ec2:${operation}`, region: 'eu-west-1', attempts: 1, durationMs: 0, details: {} };
  return new AwsCallError({ cause: 'denied', name: 'UnauthorizedOperation', message, ...where });
}

describe('resources that AWS deletes along', () => {
  const holderOf = (kindId: string): Resource => {
    const resource = resourceFrom(kindOf(kindId), targetOf(), { item: HOLDER, extra: undefined, source: 0 });
    assert.ok(resource, kindId);
    return resource;
  };

  it('are in a table for every resource type whose evidence names them', () => {
    for (const kind of KINDS) {
      const texts = kind.evidence.flatMap((rule) => {
        try {
          return rule.assess({ item: HOLDER, extra: undefined, source: 0 }, 0)?.text ?? [];
        } catch {
          return [];
        }
      });
      const names = texts.filter((text) => ALONG.test(text));
      if (names.length === 0) continue;
      const isKnown = kind.id in DELETED_ALONG || kind.id in ALONG_WITHOUT_TAGS;
      assert.ok(isKnown, `${kind.id}: ${names.join(' ')}`);
    }
    for (const id of [...Object.keys(DELETED_ALONG), ...Object.keys(ALONG_WITHOUT_TAGS)]) assert.ok(kindById(id), id);
  });

  for (const holderId of Object.keys(DELETED_ALONG)) {
    for (const entry of listedEntries(holderId)) {
      const read = (
        tags: readonly unknown[],
        failing = false,
        rules: readonly string[] = [],
      ): Promise<readonly Evidence[]> => {
        const client: AwsClient = {
          call: (_, __, operation, input) => {
            if (entry.lookUp?.operation === operation) {
              return Promise.resolve(responseOf(at(entry.lookUp.items, [{ InstanceId: 'i-1' }])));
            }
            if (operation === operationOf(entry)) {
              // The pools of the pool that was found.
              if (JSON.stringify(input).includes('pool-2"')) return Promise.resolve(responseOf({}));
              if (failing) return Promise.reject(denied(operation));
              return Promise.resolve(responseOf(at(pathOf(entry), listed(entry.kind, tags))));
            }
            const other = Object.keys(DELETED_ALONG)
              .flatMap(listedEntries)
              .find((one) => operationOf(one) === operation);
            return Promise.resolve(responseOf(other ? at(pathOf(other), listed(other.kind, [])) : {}));
          },
        };
        const holder = holderOf(holderId);
        return createAlongReader(
          [holder],
          { client, clock: new FastClock(), resourceRules: () => rules },
          undefined,
        )(holder);
      };
      const levels = async (found: Promise<readonly Evidence[]>) =>
        (await found).filter(({ text, check }) => check.includes(entry.kind) || text.includes('could not be read'));
      const lightsail = holderId.startsWith('lightsail');
      const protectedTags = lightsail ? [{ key: PROTECTED.Key, value: '' }] : [PROTECTED];

      it(`are a warning, and a blocker with a tag, with a rule or if they cannot be read: ${entry.kind} of ${holderId}`, async () => {
        const [plain, ...more] = await levels(read([]));
        assert.equal(plain?.level, 'warning', JSON.stringify(await read([])));
        assert.deepEqual(
          more.filter(({ level }) => level !== 'warning'),
          [],
          'no blocker for the unrelated item',
        );
        assert.ok(plain.alongKeys?.length);
        assert.doesNotMatch(plain.text, /-other/);
        const [guarded] = await levels(read(protectedTags));
        assert.equal(guarded?.level, 'blocker');
        assert.match(guarded.text, /teardown:protect/);
        const [ruled] = await levels(read([], false, ['tag:env', '*']));
        assert.equal(ruled?.level, 'blocker');
        const failed = await levels(read([], true));
        assert.ok(
          failed.some(({ level }) => level === 'blocker'),
          JSON.stringify(failed),
        );
      });
    }
  }

  describe('in the sandbox', () => {
    let world: TestEnvironment;
    before(async () => {
      world = await TestEnvironment.start();
    });
    after(() => world.close());
    beforeEach(() => world.reset());

    /** Returns an instance with volumes that are deleted with it. `state` changes the responses of AWS. */
    async function instanceWith(state: { volumes: number; tags: readonly unknown[] }) {
      const ids = (await world.list('ec2.volume')).slice(0, 2).map(({ id }) => id);
      const client: AwsClient = {
        async call(target, service, operation, input, options) {
          const response = await world.client.call(target, service, operation, input, options);
          const output = structuredClone(response.output) as {
            Reservations?: { Instances?: Record<string, unknown>[] }[];
            Volumes?: Record<string, unknown>[];
          };
          for (const instance of (output.Reservations ?? []).flatMap(({ Instances = [] }) => Instances)) {
            instance['NetworkInterfaces'] = [];
            instance['BlockDeviceMappings'] = ids
              .slice(0, state.volumes)
              .map((VolumeId) => ({ Ebs: { DeleteOnTermination: true, VolumeId } }));
          }
          for (const volume of output.Volumes ?? []) volume['Tags'] = state.tags;
          return { ...response, output };
        },
      };
      const [instance] = await world.list('ec2.instance');
      assert.ok(instance);
      const { engine } = new DeletionHarness(world, { client });
      return { instance, volumeId: ids[0] ?? '', engine };
    }

    const sent = async () =>
      (await world.requests({ operation: 'TerminateInstances' })).filter(({ dryRun }) => !dryRun);

    it('block the plan if they are protected, and the request if the tag was added after the confirmation', async () => {
      const state = { volumes: 1, tags: [] as readonly unknown[] };
      const { instance, volumeId, engine } = await instanceWith(state);
      const { plan } = await engine.plan([instance], { timeLimitMs: 20_000 });
      const texts = plan.items[0]?.evidence.map(({ text }) => text) ?? [];
      assert.ok(
        texts.some((text) => text.includes(volumeId) && text.startsWith('Also deletes')),
        texts.join('\n'),
      );
      state.tags = [PROTECTED];
      const [outcome] = await engine.execute(plan);
      assert.equal(outcome?.kind, 'blocked');
      assert.match(outcome.reason ?? '', /teardown:protect/);
      const second = await engine.plan([instance], { timeLimitMs: 20_000 });
      assert.ok(
        second.plan.items[0]?.evidence.some(({ level, text }) => level === 'blocker' && text.includes(volumeId)),
      );
      assert.deepEqual(await sent(), []);
    });

    it('stop the request as changed if one more volume than confirmed would be deleted', async () => {
      const state = { volumes: 1, tags: [] };
      const { instance, engine } = await instanceWith(state);
      const { plan } = await engine.plan([instance], { timeLimitMs: 20_000 });
      state.volumes = 2;
      const [outcome] = await engine.execute(plan);
      assert.equal(outcome?.kind, 'changed', outcome?.reason);
      assert.deepEqual(await sent(), []);
    });
  });

  it('keep their protection: no resource type deletes the tag teardown:protect or the tag of a rule', () => {
    const services = { ec2: EC2, lightsail: LIGHTSAIL, directconnect: DIRECT_CONNECT };
    const removing = Object.entries(services).flatMap(([service, commands]) =>
      Object.keys(commands).flatMap((name) => {
        const operation =
          /^((?:Delete|Remove|Un|Detach|Disassociate).*Tags?(?:Resource|FromResource)?|Untag\w*)Command$/.exec(
            name,
          )?.[1];
        return operation === undefined ? [] : [`${service} ${operation}`];
      }),
    );
    const known = ['ec2 DeleteTags', 'lightsail UntagResource', 'directconnect UntagResource'];
    assert.deepEqual(removing, known);
    const kinds = KINDS.filter(({ service, action }) => known.includes(`${service} ${action.operation}`));
    assert.deepEqual([...new Set(kinds.map(({ service }) => service))].sort(), Object.keys(services).sort());
    for (const kind of kinds) {
      const tagOf = (key: string, value: string | undefined): Resource => {
        const item = { ResourceId: 'vpc-1', Key: key, Value: value, key, value };
        const parent = { noun: 'thing', id: 'thing-1', raw: {} };
        const resource = resourceFrom(kind, targetOf(), { item, parent, extra: undefined, source: 0 });
        assert.ok(resource);
        return resource;
      };
      for (const key of ['teardown:protect', 'Teardown:Protect', 'teardown:protect ', 'teardown:\u200bprotect'])
        for (const value of [undefined, '', 'true', 'false', '*', ' '])
          assert.match(resourceProtectionReason(tagOf(key, value), []) ?? '', /teardown:protect/, `${kind.id} ${key}`);
      const other = tagOf('env', 'prod');
      assert.equal(resourceProtectionReason(other, []), undefined);
      const reason = resourceProtectionReason(other, ['tag:env=prod']) ?? '';
      assert.match(reason, /tag:env=prod/, 'the rule protects by this tag');
    }
  });
});
