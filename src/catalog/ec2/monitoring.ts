import { rowsOf } from '../define.ts';

const ec2 = rowsOf('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ApplicationStatusCheck.html */
export const applicationStatusCheck = ec2.kind({
  id: 'ec2.applicationStatusCheck',
  category: 'Monitoring & reports',
  noun: 'application status check',
  icon: 'heart',
  sources: [
    ec2.list('DescribeApplicationStatusChecks', 'ApplicationStatusChecks', { again: ['ApplicationStatusCheckIds'] }),
  ],
  members: { id: 'ApplicationStatusCheckId', name: 'tag', tags: 'Tags' },
  // What is deleted stays listed for a while, with the time of its deletion.
  applies: ({ item }) => item.DeletionTime === undefined,
  evidence: [{ check: 'associations', assess: () => ({ level: 'warning', text: 'Its associations go with it.' }) }],
  removal: { operation: 'DeleteApplicationStatusCheck', verb: 'delete', input: 'ApplicationStatusCheckId' },
  remake: 'CreateApplicationStatusCheck',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ApplicationStatusCheckAssociation.html */
export const applicationStatusCheckAssociation = ec2.kind({
  id: 'ec2.applicationStatusCheckAssociation',
  category: 'Monitoring & reports',
  under: ['ec2.applicationStatusCheck'],
  noun: 'application status check association',
  icon: 'link',
  sources: [
    ec2.list('DescribeApplicationStatusCheckAssociations', 'Associations', {
      of: { noun: 'application status check', id: 'ApplicationStatusCheckId' },
    }),
  ],
  members: { id: ['AssociationType', 'Key', 'Value'], name: 'Value' },
  show: ['AssociationType', 'Key', 'Value'],
  removal: {
    operation: 'DisassociateApplicationStatusCheck',
    verb: 'disassociate',
    input: { ApplicationStatusCheckId: 'ApplicationStatusCheckId' },
    // Either instances or tags, never both.
    extraInput: ({ item }) =>
      item.Key === undefined || /instance/i.test(item.AssociationType ?? '')
        ? { InstanceIds: [item.Value ?? ''] }
        : { TargetTagAssociations: [{ Key: item.Key, Value: item.Value }] },
  },
  remake: 'AssociateApplicationStatusCheck',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_MetricCategory.html */
export const metricCategory = ec2.kind({
  id: 'ec2.metricCategory',
  category: 'Monitoring & reports',
  noun: 'metric category',
  icon: 'graph',
  sources: [ec2.list('DescribeMetricCategories', 'MetricCategories', { again: ['MetricCategoryIds'] })],
  members: { id: 'MetricCategoryId', name: 'tag', tags: 'Tags' },
  removal: { operation: 'DeleteMetricCategory', verb: 'delete', input: 'MetricCategoryId' },
  remake: 'CreateMetricCategory',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CapacityManagerDataExportResponse.html */
export const capacityManagerDataExport = ec2.kind({
  id: 'ec2.capacityManagerDataExport',
  category: 'Monitoring & reports',
  noun: 'Capacity Manager data export',
  icon: 'export',
  sources: [
    ec2.list('DescribeCapacityManagerDataExports', 'CapacityManagerDataExports', {
      again: ['CapacityManagerDataExportIds'],
    }),
  ],
  // LatestDeliveryStatus is the state of a delivery, and not of the export.
  members: { id: 'CapacityManagerDataExportId', name: 'tag', tags: 'Tags', created: 'CreateTime' },
  show: ['S3BucketName', 'Schedule', 'LatestDeliveryStatus'],
  removal: { operation: 'DeleteCapacityManagerDataExport', verb: 'delete', input: 'CapacityManagerDataExportId' },
  remake: 'CreateCapacityManagerDataExport',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeclarativePoliciesReport.html */
export const declarativePoliciesReport = ec2.kind({
  id: 'ec2.declarativePoliciesReport',
  category: 'Monitoring & reports',
  noun: 'declarative policies report',
  icon: 'report',
  sources: [ec2.list('DescribeDeclarativePoliciesReports', 'Reports', { again: ['ReportIds'] })],
  members: { id: 'ReportId', name: 'tag', state: 'Status', tags: 'Tags', created: 'StartTime' },
  show: ['TargetId', 'S3Bucket', 'EndTime'],
  // Only a report that is being made can be cancelled.
  applies: ({ item }) => item.Status === 'running',
  removal: { operation: 'CancelDeclarativePoliciesReport', verb: 'cancel', input: 'ReportId' },
  remake: 'StartDeclarativePoliciesReport',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceSqlHaStates.html */
export const sqlHaStandbyDetection = ec2.kind({
  id: 'ec2.sqlHaStandbyDetection',
  category: 'Monitoring & reports',
  noun: 'SQL Server HA standby detection',
  icon: 'search',
  sources: [ec2.list('DescribeInstanceSqlHaStates', 'Instances', { again: ['InstanceIds'] })],
  members: { id: 'InstanceId', name: 'tag', state: 'HaStatus', tags: 'Tags' },
  show: ['ProcessingStatus', 'SqlServerLicenseUsage'],
  settling: {},
  evidence: [
    {
      check: 'licence',
      assess: () => ({ level: 'warning', text: 'Standby instances are billed for SQL Server again.' }),
    },
  ],
  removal: {
    operation: 'DisableInstanceSqlHaStandbyDetections',
    verb: 'disable',
    input: { InstanceIds: ['InstanceId'] },
  },
  remake: 'EnableInstanceSqlHaStandbyDetections',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkingFlexCostAllocationPolicies.html */
export const flexCostAllocationPolicy = ec2.kind({
  id: 'ec2.flexCostAllocationPolicy',
  category: 'Monitoring & reports',
  noun: 'flex cost allocation policy',
  icon: 'credit-card',
  sources: [
    ec2.list('DescribeNetworkingFlexCostAllocationPolicies', 'FlexCostAllocationPolicies', { again: ['FcaPolicyIds'] }),
  ],
  members: { id: 'FcaPolicyId', name: 'tag', tags: 'Tags' },
  after: ['ec2.flexCostAllocationPolicyAssociation'],
  removal: {
    operation: 'DeleteNetworkingFlexCostAllocationPolicies',
    verb: 'delete',
    input: { FcaPolicyIds: ['FcaPolicyId'] },
    failures: 'Failed',
  },
  remake: 'CreateNetworkingFlexCostAllocationPolicy',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkingFlexCostAllocationPolicyAssociations.html */
export const flexCostAllocationPolicyAssociation = ec2.kind({
  id: 'ec2.flexCostAllocationPolicyAssociation',
  category: 'Monitoring & reports',
  noun: 'flex cost allocation policy association',
  icon: 'link',
  sources: [
    ec2.list('DescribeNetworkingFlexCostAllocationPolicyAssociations', 'FcaPolicyAssociations', {
      again: ['FcaPolicyAssociationIds'],
    }),
  ],
  members: { id: 'FcaPolicyAssociationId' },
  show: ['NetworkResourceId'],
  removal: {
    operation: 'DisassociateNetworkingFlexCostAllocationPolicy',
    verb: 'disassociate',
    input: { FcaPolicyAssociationIds: ['FcaPolicyAssociationId'] },
    failures: 'FcaPolicyDisassociationFailures',
  },
  remake: 'AssociateNetworkingFlexCostAllocationPolicy',
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
  show: ['Value', 'ResourceId', 'ResourceType'],
  // AWS's own tags cannot be removed.
  applies: ({ item }) => item.Key?.startsWith('aws:') !== true,
  evidence: [
    {
      check: 'meaning',
      assess: () => ({ level: 'warning', text: 'Policies, cost reports and tools that go by it see it no more.' }),
    },
  ],
  removal: {
    operation: 'DeleteTags',
    verb: 'delete',
    input: { Resources: ['ResourceId'] },
    // With its value: a tag that was changed meanwhile stays. Without `Tags`, all tags would go.
    extraInput: ({ item }) => ({ Tags: [{ Key: item.Key, Value: item.Value ?? '' }] }),
  },
  wayBack: 'CreateTags sets it again: the plan has its value.',
});
