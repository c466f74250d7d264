import { always } from '../../builder/evidence.ts';
import { defineKinds } from '../../builder/rowBuilder.ts';
import { joinNames } from '../../builder/labels.ts';
import { LAUNCHING_OWNERS } from './launchingOwners.ts';

const ec2 = defineKinds('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Instance.html */
const instance = ec2.kind({
  noun: 'instance',
  icon: 'vm',
  sources: [ec2.list('DescribeInstances', 'Reservations.Instances', { getOne: ['InstanceIds'] })],
  members: { id: 'InstanceId', name: 'tag', state: 'State.Name', tags: 'Tags', created: 'LaunchTime' },
  identity: ['InstanceId', 'LaunchTime'],
  fields: ['InstanceType', 'PrivateIpAddress', 'PublicIpAddress', 'ImageId', 'VpcId', 'SubnetId', 'KeyName'],
  // Disassociating its Elastic IP address ends it.
  ending: ['PublicIpAddress'],
  evidence: [
    {
      check: 'running',
      assess({ item: { State: { Name: state } = {} } }) {
        if (state === undefined) return { level: 'unknown', text: 'AWS did not return whether it is running.' };
        return state === 'running'
          ? { level: 'warning', severe: true, text: 'It is running. Everything on it stops at once.' }
          : undefined;
      },
    },
    {
      check: 'volumes',
      assess({ item }) {
        const deleted = (item.BlockDeviceMappings ?? []).flatMap(({ Ebs }) =>
          Ebs?.DeleteOnTermination === true && Ebs.VolumeId !== undefined ? [Ebs.VolumeId] : [],
        );
        return deleted.length === 0
          ? { level: 'ok', text: 'No volume is set to be deleted with it. Remaining volumes are still billed.' }
          : {
              level: 'warning',
              severe: true,
              text: `These volumes are deleted with it, and their data is lost: ${joinNames(deleted)}. To keep a copy, use CreateSnapshot first.`,
            };
      },
    },
  ],
  probes: [
    {
      check: 'terminationProtection',
      operation: 'DescribeInstanceAttribute',
      input: ({ item }) => ({ InstanceId: item.InstanceId, Attribute: 'disableApiTermination' }),
      assess: (output) =>
        (output['DisableApiTermination'] as { Value?: boolean } | undefined)?.Value === true
          ? { level: 'blocker', text: 'Termination protection is on. Teardown does not turn it off.' }
          : undefined,
    },
    ...LAUNCHING_OWNERS,
  ],
  // One request for each instance: when AWS rejects one of several, it rejects all of that Availability Zone.
  action: { operation: 'TerminateInstances', input: { InstanceIds: ['InstanceId'] } },
  restorability: 'It cannot be restored. Data that is not in a snapshot or an AMI is lost.',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_LaunchTemplate.html */
const launchTemplate = ec2.kind({
  noun: 'launch template',
  icon: 'file-code',
  sources: [ec2.list('DescribeLaunchTemplates', 'LaunchTemplates', { getOne: ['LaunchTemplateIds'] })],
  members: { id: 'LaunchTemplateId', name: 'LaunchTemplateName', tags: 'Tags', created: 'CreateTime' },
  identity: ['LaunchTemplateId', 'CreateTime'],
  fields: ['LatestVersionNumber', 'DefaultVersionNumber', 'CreatedBy'],
  evidence: [
    always(
      'users',
      'warning',
      'All its versions are deleted with it. Auto Scaling groups and fleets that use it can no longer launch instances.',
    ),
  ],
  action: 'DeleteLaunchTemplate',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_LaunchTemplateVersion.html */
const launchTemplateVersion = ec2.kind({
  parentKinds: ['ec2.launchTemplate'],
  noun: 'launch template version',
  icon: 'versions',
  sources: [
    ec2.children(
      { operation: 'DescribeLaunchTemplates', items: 'LaunchTemplates', getOne: ['LaunchTemplateIds'] },
      { noun: 'launch template', id: 'LaunchTemplateId', name: 'LaunchTemplateName' },
      'DescribeLaunchTemplateVersions',
      'LaunchTemplateVersions',
      'LaunchTemplateId',
    ),
  ],
  members: { id: 'VersionNumber', name: 'VersionDescription', created: 'CreateTime' },
  identity: ['VersionNumber', 'CreateTime'],
  fields: ['VersionNumber', 'DefaultVersion', 'CreatedBy'],
  badge: ({ item }) => (item.DefaultVersion ? 'default' : undefined),
  evidence: [
    {
      check: 'defaultVersion',
      assess: ({ item }) =>
        item.DefaultVersion
          ? { level: 'blocker', text: 'AWS does not delete the default version of a launch template.' }
          : undefined,
    },
  ],
  action: {
    operation: 'DeleteLaunchTemplateVersions',
    // Numbers in the list, strings in the request.
    input: { LaunchTemplateId: { parent: 'id' }, Versions: { item: 'VersionNumber', as: 'text', list: true } },
    partialFailuresMember: 'UnsuccessfullyDeletedLaunchTemplateVersions',
  },
  recreateOperation: 'CreateLaunchTemplateVersion',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IamInstanceProfileAssociation.html */
const iamInstanceProfileAssociation = ec2.kind({
  noun: 'IAM instance profile association',
  icon: 'key',
  sources: [
    ec2.list('DescribeIamInstanceProfileAssociations', 'IamInstanceProfileAssociations', {
      getOne: ['AssociationIds'],
    }),
  ],
  members: { id: 'AssociationId', state: 'State', created: 'Timestamp' },
  identity: ['AssociationId', 'InstanceId'],
  fields: ['InstanceId', ['IamInstanceProfile.Arn', 'Instance profile']],
  evidence: [
    always('access', 'warning', "Applications on the instance lose the profile's role when their credentials expire."),
  ],
  action: { operation: 'DisassociateIamInstanceProfile', dryRun: false },
  restorability: {
    level: 'full',
    text: 'The same profile can be associated with the instance again.',
    restore: {
      operation: 'AssociateIamInstanceProfile',
      input: { 'IamInstanceProfile.Arn': { item: 'IamInstanceProfile.Arn' }, InstanceId: { item: 'InstanceId' } },
      restores: 'The same profile on the same instance.',
      notRestored: ['The association gets a new ID.'],
      newId: 'IamInstanceProfileAssociation.AssociationId',
      matchBy: ['InstanceId'],
    },
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceEventNotificationAttributes.html */
const eventNotificationTagKey = ec2.kind({
  noun: 'tag key in event notifications',
  pluralNoun: 'tag keys in event notifications',
  icon: 'bell',
  sources: [ec2.list('DescribeInstanceEventNotificationAttributes', 'InstanceTagAttribute.InstanceTagKeys')],
  members: { id: 'Value' },
  action: {
    operation: 'DeregisterInstanceEventNotificationAttributes',
    input: {},
    computedInput: ({ item: { Value: key } }) => ({ InstanceTagAttribute: { InstanceTagKeys: [key] } }),
  },
});

export const INSTANCE_KINDS = ec2.kinds('Instances', {
  instance,
  launchTemplate,
  launchTemplateVersion,
  iamInstanceProfileAssociation,
  eventNotificationTagKey,
});
