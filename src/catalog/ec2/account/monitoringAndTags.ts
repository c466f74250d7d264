import { defineKinds } from '../../builder/rowBuilder.ts';

const ec2 = defineKinds('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ApplicationStatusCheck.html */
export const applicationStatusCheck = ec2.kind({
  id: 'ec2.applicationStatusCheck',
  category: 'Monitoring & reports',
  noun: 'application status check',
  icon: 'heart',
  sources: [
    ec2.list('DescribeApplicationStatusChecks', 'ApplicationStatusChecks', { getOne: ['ApplicationStatusCheckIds'] }),
  ],
  members: { id: 'ApplicationStatusCheckId', name: 'tag', tags: 'Tags' },
  // What is deleted stays listed for a while, with the time of its deletion.
  matches: ({ item }) => item.DeletionTime === undefined,
  evidence: [{ check: 'associations', assess: () => ({ level: 'warning', text: 'Its associations go with it.' }) }],
  action: { operation: 'DeleteApplicationStatusCheck', verb: 'delete', input: 'ApplicationStatusCheckId' },
  recreateOperation: 'CreateApplicationStatusCheck',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ApplicationStatusCheckAssociation.html */
export const applicationStatusCheckAssociation = ec2.kind({
  id: 'ec2.applicationStatusCheckAssociation',
  category: 'Monitoring & reports',
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
    verb: 'disassociate',
    input: { ApplicationStatusCheckId: 'ApplicationStatusCheckId' },
    // Either instances or tags, never both.
    computedInput: ({ item }) =>
      item.Key === undefined || /instance/i.test(item.AssociationType ?? '')
        ? { InstanceIds: [item.Value ?? ''] }
        : { TargetTagAssociations: [{ Key: item.Key, Value: item.Value }] },
  },
  recreateOperation: 'AssociateApplicationStatusCheck',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_MetricCategory.html */
export const metricCategory = ec2.kind({
  id: 'ec2.metricCategory',
  category: 'Monitoring & reports',
  noun: 'metric category',
  icon: 'graph',
  sources: [ec2.list('DescribeMetricCategories', 'MetricCategories', { getOne: ['MetricCategoryIds'] })],
  members: { id: 'MetricCategoryId', name: 'tag', tags: 'Tags' },
  action: { operation: 'DeleteMetricCategory', verb: 'delete', input: 'MetricCategoryId' },
  recreateOperation: 'CreateMetricCategory',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CapacityManagerDataExportResponse.html */
export const capacityManagerDataExport = ec2.kind({
  id: 'ec2.capacityManagerDataExport',
  category: 'Monitoring & reports',
  noun: 'Capacity Manager data export',
  icon: 'export',
  sources: [
    ec2.list('DescribeCapacityManagerDataExports', 'CapacityManagerDataExports', {
      getOne: ['CapacityManagerDataExportIds'],
    }),
  ],
  // LatestDeliveryStatus is the state of a delivery, and not of the export.
  members: { id: 'CapacityManagerDataExportId', name: 'tag', tags: 'Tags', created: 'CreateTime' },
  fields: ['S3BucketName', 'Schedule', 'LatestDeliveryStatus'],
  action: { operation: 'DeleteCapacityManagerDataExport', verb: 'delete', input: 'CapacityManagerDataExportId' },
  recreateOperation: 'CreateCapacityManagerDataExport',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeclarativePoliciesReport.html */
export const declarativePoliciesReport = ec2.kind({
  id: 'ec2.declarativePoliciesReport',
  category: 'Monitoring & reports',
  noun: 'declarative policies report',
  icon: 'report',
  sources: [ec2.list('DescribeDeclarativePoliciesReports', 'Reports', { getOne: ['ReportIds'] })],
  members: { id: 'ReportId', name: 'tag', state: 'Status', tags: 'Tags', created: 'StartTime' },
  fields: ['TargetId', 'S3Bucket', 'EndTime'],
  // Only a report that is being made can be cancelled.
  matches: ({ item }) => item.Status === 'running',
  action: { operation: 'CancelDeclarativePoliciesReport', verb: 'cancel', input: 'ReportId' },
  recreateOperation: 'StartDeclarativePoliciesReport',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceSqlHaStates.html */
export const sqlHaStandbyDetection = ec2.kind({
  id: 'ec2.sqlHaStandbyDetection',
  category: 'Monitoring & reports',
  noun: 'SQL Server HA standby detection',
  icon: 'search',
  sources: [ec2.list('DescribeInstanceSqlHaStates', 'Instances', { getOne: ['InstanceIds'] })],
  members: { id: 'InstanceId', name: 'tag', state: 'HaStatus', tags: 'Tags' },
  fields: ['ProcessingStatus', 'SqlServerLicenseUsage'],
  completion: {},
  evidence: [
    {
      check: 'licence',
      assess: () => ({ level: 'warning', text: 'Standby instances are billed for SQL Server again.' }),
    },
  ],
  action: {
    operation: 'DisableInstanceSqlHaStandbyDetections',
    verb: 'disable',
    input: { InstanceIds: ['InstanceId'] },
  },
  recreateOperation: 'EnableInstanceSqlHaStandbyDetections',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkingFlexCostAllocationPolicies.html */
export const flexCostAllocationPolicy = ec2.kind({
  id: 'ec2.flexCostAllocationPolicy',
  category: 'Monitoring & reports',
  noun: 'flex cost allocation policy',
  icon: 'credit-card',
  sources: [
    ec2.list('DescribeNetworkingFlexCostAllocationPolicies', 'FlexCostAllocationPolicies', {
      getOne: ['FcaPolicyIds'],
    }),
  ],
  members: { id: 'FcaPolicyId', name: 'tag', tags: 'Tags' },
  deletedAfter: ['ec2.flexCostAllocationPolicyAssociation'],
  action: {
    operation: 'DeleteNetworkingFlexCostAllocationPolicies',
    verb: 'delete',
    input: { FcaPolicyIds: ['FcaPolicyId'] },
    partialFailuresMember: 'Failed',
  },
  recreateOperation: 'CreateNetworkingFlexCostAllocationPolicy',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkingFlexCostAllocationPolicyAssociations.html */
export const flexCostAllocationPolicyAssociation = ec2.kind({
  id: 'ec2.flexCostAllocationPolicyAssociation',
  category: 'Monitoring & reports',
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
    verb: 'disassociate',
    input: { FcaPolicyAssociationIds: ['FcaPolicyAssociationId'] },
    partialFailuresMember: 'FcaPolicyDisassociationFailures',
  },
  recreateOperation: 'AssociateNetworkingFlexCostAllocationPolicy',
});

/** A tag of any resource of EC2. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TagDescription.html */
export const tag = ec2.kind({
  id: 'ec2.tag',
  category: 'Tags',
  noun: 'tag',
  icon: 'tag',
  sources: [ec2.list('DescribeTags', 'Tags')],
  members: { id: ['ResourceId', 'Key'], name: 'Key' },
  identity: ['ResourceId', 'Key', 'Value'],
  fields: ['Value', 'ResourceId', 'ResourceType'],
  // AWS's own tags cannot be removed.
  matches: ({ item }) => item.Key?.startsWith('aws:') !== true,
  evidence: [
    {
      check: 'meaning',
      assess: () => ({ level: 'warning', text: 'Policies, cost reports and tools that go by it see it no more.' }),
    },
  ],
  action: {
    operation: 'DeleteTags',
    verb: 'delete',
    input: { Resources: ['ResourceId'] },
    // With its value: a tag that was changed meanwhile stays. Without `Tags`, all tags would go.
    computedInput: ({ item }) => ({ Tags: [{ Key: item.Key, Value: item.Value ?? '' }] }),
  },
  restorability: 'CreateTags sets it again: the plan has its value.',
});
