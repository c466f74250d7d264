import { always } from '../../builder/evidence.ts';
import { defineKinds } from '../../builder/rowBuilder.ts';

const ec2 = defineKinds('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ApplicationStatusCheck.html */
const applicationStatusCheck = ec2.kind({
  noun: 'application status check',
  icon: 'heart',
  sources: [
    ec2.list('DescribeApplicationStatusChecks', 'ApplicationStatusChecks', { getOne: ['ApplicationStatusCheckIds'] }),
  ],
  members: { id: 'ApplicationStatusCheckId', name: 'tag', tags: 'Tags', created: 'CreationTime' },
  // AWS lists a deleted one for a while, with the time of its deletion.
  matches: ({ item }) => item.DeletionTime === undefined,
  completion: { unmatched: 'deleted' },
  evidence: [always('associations', 'warning', 'Its associations are deleted with it.')],
  action: 'DeleteApplicationStatusCheck',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ApplicationStatusCheckAssociation.html */
const applicationStatusCheckAssociation = ec2.kind({
  parentKinds: ['ec2.applicationStatusCheck'],
  noun: 'application status check association',
  icon: 'link',
  sources: [
    ec2.list('DescribeApplicationStatusCheckAssociations', 'Associations', {
      parentRef: { noun: 'application status check', id: 'ApplicationStatusCheckId' },
    }),
  ],
  members: { id: ['AssociationType', 'Key', 'Value'], name: 'Value' },
  fields: ['AssociationType', 'Key', 'Value'],
  action: {
    operation: 'DisassociateApplicationStatusCheck',
    input: { ApplicationStatusCheckId: 'ApplicationStatusCheckId' },
    // Either instances or tags, never both.
    computedInput: ({ item }) =>
      item.Key === undefined || /instance/i.test(item.AssociationType ?? '')
        ? { InstanceIds: [item.Value ?? ''] }
        : { TargetTagAssociations: [{ Key: item.Key, Value: item.Value }] },
    partialFailuresMember: 'UnsuccessfulResults',
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_MetricCategory.html */
const metricCategory = ec2.kind({
  noun: 'metric category',
  icon: 'graph',
  sources: [ec2.list('DescribeMetricCategories', 'MetricCategories', { getOne: ['MetricCategoryIds'] })],
  members: { id: 'MetricCategoryId', name: 'tag', tags: 'Tags' },
  action: 'DeleteMetricCategory',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CapacityManagerDataExportResponse.html */
const capacityManagerDataExport = ec2.kind({
  noun: 'Capacity Manager data export',
  icon: 'export',
  sources: [
    ec2.list('DescribeCapacityManagerDataExports', 'CapacityManagerDataExports', {
      getOne: ['CapacityManagerDataExportIds'],
    }),
  ],
  // LatestDeliveryStatus is the state of a delivery, not of the export.
  members: { id: 'CapacityManagerDataExportId', name: 'tag', tags: 'Tags', created: 'CreateTime' },
  fields: ['S3BucketName', 'Schedule', 'LatestDeliveryStatus'],
  action: 'DeleteCapacityManagerDataExport',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeclarativePoliciesReport.html */
const declarativePoliciesReport = ec2.kind({
  noun: 'declarative policies report',
  icon: 'report',
  sources: [ec2.list('DescribeDeclarativePoliciesReports', 'Reports', { getOne: ['ReportIds'] })],
  members: { id: 'ReportId', name: 'tag', state: 'Status', tags: 'Tags', created: 'StartTime' },
  fields: ['TargetId', 'S3Bucket', 'EndTime'],
  // Only a report that is being created can be canceled.
  matches: ({ item }) => item.Status === 'running',
  action: 'CancelDeclarativePoliciesReport',
  recreateOperation: 'StartDeclarativePoliciesReport',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceSqlHaStates.html */
const sqlHaStandbyDetection = ec2.kind({
  noun: 'SQL Server HA standby detection',
  icon: 'search',
  sources: [ec2.list('DescribeInstanceSqlHaStates', 'Instances', { getOne: ['InstanceIds'] })],
  members: { id: 'InstanceId', name: 'tag', state: 'HaStatus', tags: 'Tags' },
  fields: ['ProcessingStatus', 'SqlServerLicenseUsage'],
  evidence: [always('license', 'warning', 'Standby instances are billed for SQL Server again.')],
  action: { operation: 'DisableInstanceSqlHaStandbyDetections', input: { InstanceIds: ['InstanceId'] } },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkingFlexCostAllocationPolicies.html */
const flexCostAllocationPolicy = ec2.kind({
  noun: 'flex cost allocation policy',
  icon: 'credit-card',
  sources: [
    ec2.list('DescribeNetworkingFlexCostAllocationPolicies', 'FlexCostAllocationPolicies', {
      getOne: ['FcaPolicyIds'],
    }),
  ],
  members: { id: 'FcaPolicyId', name: 'tag', tags: 'Tags', arn: 'FcaPolicyArn', created: 'PolicyCreatedAt' },
  deletedAfter: ['ec2.flexCostAllocationPolicyAssociation'],
  action: {
    operation: 'DeleteNetworkingFlexCostAllocationPolicies',
    input: { FcaPolicyIds: ['FcaPolicyId'] },
    partialFailuresMember: 'Failed',
  },
  recreateOperation: 'CreateNetworkingFlexCostAllocationPolicy',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkingFlexCostAllocationPolicyAssociations.html */
const flexCostAllocationPolicyAssociation = ec2.kind({
  noun: 'flex cost allocation policy association',
  icon: 'link',
  sources: [
    ec2.list('DescribeNetworkingFlexCostAllocationPolicyAssociations', 'FcaPolicyAssociations', {
      getOne: ['FcaPolicyAssociationIds'],
    }),
  ],
  members: { id: 'FcaPolicyAssociationId' },
  fields: ['NetworkResourceId'],
  action: {
    operation: 'DisassociateNetworkingFlexCostAllocationPolicy',
    input: { FcaPolicyAssociationIds: ['FcaPolicyAssociationId'] },
    partialFailuresMember: 'FcaPolicyDisassociationFailures',
  },
});

/** A tag of any resource of EC2. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TagDescription.html */
const tag = ec2.kind({
  noun: 'tag',
  icon: 'tag',
  sources: [ec2.list('DescribeTags', 'Tags')],
  members: { id: ['ResourceId', 'Key'], name: 'Key' },
  identity: ['ResourceId', 'Key', 'Value'],
  fields: ['Value', 'ResourceId', 'ResourceType'],
  // AWS's own tags cannot be removed.
  matches: ({ item }) => item.Key?.startsWith('aws:') !== true,
  evidence: [always('meaning', 'warning', 'Policies, cost reports and tools that use it no longer find it.')],
  action: {
    operation: 'DeleteTags',
    input: { Resources: ['ResourceId'] },
    // The value protects a tag that was changed meanwhile. Without `Tags`, AWS deletes all tags.
    computedInput: ({ item }) => ({ Tags: [{ Key: item.Key, Value: item.Value ?? '' }] }),
  },
  restorability: 'CreateTags sets it again. The plan contains its value.',
});

export const MONITORING_AND_TAG_KINDS = [
  ...ec2.kinds('Monitoring & reports', {
    applicationStatusCheck,
    applicationStatusCheckAssociation,
    metricCategory,
    capacityManagerDataExport,
    declarativePoliciesReport,
    sqlHaStandbyDetection,
    flexCostAllocationPolicy,
    flexCostAllocationPolicyAssociation,
  }),
  ...ec2.kinds('Tags', { tag }),
];
