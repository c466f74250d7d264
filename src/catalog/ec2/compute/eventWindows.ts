import { defineKinds } from '../../builder/rowBuilder.ts';

const ec2 = defineKinds('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceEventWindow.html */
const instanceEventWindow = ec2.kind({
  noun: 'instance event window',
  icon: 'calendar',
  sources: [ec2.list('DescribeInstanceEventWindows', 'InstanceEventWindows', { getOne: ['InstanceEventWindowIds'] })],
  members: { id: 'InstanceEventWindowId', name: 'Name', state: 'State', tags: 'Tags' },
  fields: ['CronExpression'],
  action: 'DeleteInstanceEventWindow',
});

/** An event window with targets is deleted only with `ForceDelete`: a further action. */
const instanceEventWindowForced = ec2.action(instanceEventWindow, {
  matches: ({ item: { AssociationTarget: target } }) =>
    [target?.InstanceIds, target?.DedicatedHostIds, target?.Tags].some((list) => (list?.length ?? 0) > 0),
  completion: { unmatched: 'present' },
  action: {
    operation: 'DeleteInstanceEventWindow',
    label: 'Delete Instance Event Window with Its Targets',
    input: { InstanceEventWindowId: 'InstanceEventWindowId', ForceDelete: { value: true } },
  },
});

const eventWindow = { noun: 'instance event window', id: 'InstanceEventWindowId', name: 'Name' } as const;

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceEventWindowAssociationTarget.html */
const instanceEventWindowTarget = ec2.kind({
  parentKinds: ['ec2.instanceEventWindow'],
  noun: 'instance event window target',
  icon: 'link',
  sources: [
    ec2.nested('DescribeInstanceEventWindows', 'InstanceEventWindows', 'AssociationTarget.InstanceIds', eventWindow, [
      'InstanceEventWindowIds',
    ]),
    ec2.nested(
      'DescribeInstanceEventWindows',
      'InstanceEventWindows',
      'AssociationTarget.DedicatedHostIds',
      eventWindow,
      ['InstanceEventWindowIds'],
    ),
  ],
  members: { id: 'Value' },
  action: {
    operation: 'DisassociateInstanceEventWindow',
    input: { InstanceEventWindowId: { parent: 'id' } },
    computedInput: ({ item: { Value: id }, source }) => ({
      AssociationTarget: source === 1 ? { DedicatedHostIds: [id] } : { InstanceIds: [id] },
    }),
  },
});

/** Event windows also have tags as targets: the instances that carry them. */
const instanceEventWindowTag = ec2.kind({
  parentKinds: ['ec2.instanceEventWindow'],
  noun: 'instance event window target tag',
  icon: 'tag',
  sources: [
    ec2.nested('DescribeInstanceEventWindows', 'InstanceEventWindows', 'AssociationTarget.Tags', eventWindow, [
      'InstanceEventWindowIds',
    ]),
  ],
  members: { id: ['Key', 'Value'], name: 'Key' },
  fields: ['Value'],
  action: {
    operation: 'DisassociateInstanceEventWindow',
    input: { InstanceEventWindowId: { parent: 'id' } },
    computedInput: ({ item: { Key, Value } }) => ({ AssociationTarget: { InstanceTags: [{ Key, Value }] } }),
  },
});

export const EVENT_WINDOW_KINDS = ec2.kinds('Instances', {
  instanceEventWindow,
  'instanceEventWindow.withTargets': instanceEventWindowForced,
  instanceEventWindowTarget,
  instanceEventWindowTag,
});
