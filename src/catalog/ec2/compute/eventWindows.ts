import { defineKinds } from '../../builder/rowBuilder.ts';

const ec2 = defineKinds('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceEventWindow.html */
export const instanceEventWindow = ec2.kind({
  id: 'ec2.instanceEventWindow',
  category: 'Instances',
  noun: 'instance event window',
  icon: 'calendar',
  sources: [ec2.list('DescribeInstanceEventWindows', 'InstanceEventWindows', { getOne: ['InstanceEventWindowIds'] })],
  members: { id: 'InstanceEventWindowId', name: 'Name', state: 'State', tags: 'Tags' },
  fields: ['CronExpression'],
  action: { operation: 'DeleteInstanceEventWindow', verb: 'delete', input: 'InstanceEventWindowId' },
  recreateOperation: 'CreateInstanceEventWindow',
});

/** An event window with targets is deleted only with `ForceDelete`: that is a verb of its own. */
export const instanceEventWindowForced = ec2.action(instanceEventWindow, {
  id: 'ec2.instanceEventWindow.withTargets',
  matches: ({ item: { AssociationTarget: target } }) =>
    [target?.InstanceIds, target?.DedicatedHostIds, target?.Tags].some((list) => (list?.length ?? 0) > 0),
  action: {
    operation: 'DeleteInstanceEventWindow',
    verb: 'delete',
    label: 'Delete Instance Event Window with Its Targets',
    input: { InstanceEventWindowId: 'InstanceEventWindowId', ForceDelete: { value: true } },
  },
  recreateOperation: 'CreateInstanceEventWindow',
});

const eventWindow = { noun: 'instance event window', id: 'InstanceEventWindowId', name: 'Name' } as const;

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceEventWindowAssociationTarget.html */
export const instanceEventWindowTarget = ec2.kind({
  id: 'ec2.instanceEventWindowTarget',
  category: 'Instances',
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
    verb: 'disassociate',
    input: { InstanceEventWindowId: { parent: 'id' } },
    computedInput: ({ item: { Value: id }, source }) => ({
      AssociationTarget: source === 1 ? { DedicatedHostIds: [id] } : { InstanceIds: [id] },
    }),
  },
  recreateOperation: 'AssociateInstanceEventWindow',
});

/** Event windows also have tags for targets: instances that carry them. */
export const instanceEventWindowTag = ec2.kind({
  id: 'ec2.instanceEventWindowTag',
  category: 'Instances',
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
    verb: 'disassociate',
    input: { InstanceEventWindowId: { parent: 'id' } },
    computedInput: ({ item: { Key, Value } }) => ({ AssociationTarget: { InstanceTags: [{ Key, Value }] } }),
  },
  recreateOperation: 'AssociateInstanceEventWindow',
});
