import type { NetworkInsightsAnalysis } from '@aws-sdk/client-ec2';
import { defineKinds } from '../../builder/rowBuilder.ts';
import { joinNames } from '../../builder/labels.ts';

const ec2 = defineKinds('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInsightsPath.html */
const networkInsightsPath = ec2.kind({
  noun: 'network insights path',
  icon: 'milestone',
  sources: [ec2.list('DescribeNetworkInsightsPaths', 'NetworkInsightsPaths', { getOne: ['NetworkInsightsPathIds'] })],
  members: {
    id: 'NetworkInsightsPathId',
    name: 'tag',
    arn: 'NetworkInsightsPathArn',
    tags: 'Tags',
    created: 'CreatedDate',
  },
  fields: ['Source', 'Destination', 'Protocol', 'DestinationPort'],
  // AWS does not delete a path that has analyses. Their listing filters by path with a member of its own.
  probes: [
    {
      check: 'analyses',
      operation: 'DescribeNetworkInsightsAnalyses',
      input: ({ item }) => ({ NetworkInsightsPathId: item.NetworkInsightsPathId }),
      assess: (output, { item }) => {
        const { NetworkInsightsPathId: path = '' } = item;
        const ids = ((output['NetworkInsightsAnalyses'] ?? []) as NetworkInsightsAnalysis[])
          .filter(({ NetworkInsightsPathId: of }) => of === path)
          .flatMap(({ NetworkInsightsAnalysisId: id }) => id ?? []);
        return ids.length === 0
          ? undefined
          : {
              level: 'blocker',
              text: `It has analyses: ${joinNames(ids)}. Delete them first.`,
              blockers: ids.map((id) => ({ kind: 'ec2.networkInsightsAnalysis', id, parent: path })),
            };
      },
    },
  ],
  deletedAfter: ['ec2.networkInsightsAnalysis'],
  action: 'DeleteNetworkInsightsPath',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInsightsAnalysis.html */
const networkInsightsAnalysis = ec2.kind({
  parentKinds: ['ec2.networkInsightsPath'],
  noun: 'network insights analysis',
  icon: 'graph',
  sources: [
    ec2.list('DescribeNetworkInsightsAnalyses', 'NetworkInsightsAnalyses', {
      getOne: ['NetworkInsightsAnalysisIds'],
      parentRef: { noun: 'network insights path', id: 'NetworkInsightsPathId' },
    }),
  ],
  members: {
    id: 'NetworkInsightsAnalysisId',
    name: 'tag',
    state: 'Status',
    tags: 'Tags',
    created: 'StartDate',
    arn: 'NetworkInsightsAnalysisArn',
  },
  fields: ['NetworkPathFound', 'StatusMessage'],
  completion: { states: { present: ['failed'] } },
  action: 'DeleteNetworkInsightsAnalysis',
  restorability: 'StartNetworkInsightsAnalysis creates a new one.',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInsightsAccessScope.html */
const networkInsightsAccessScope = ec2.kind({
  noun: 'Network Access Scope',
  icon: 'inspect',
  sources: [
    ec2.list('DescribeNetworkInsightsAccessScopes', 'NetworkInsightsAccessScopes', {
      getOne: ['NetworkInsightsAccessScopeIds'],
    }),
  ],
  members: {
    id: 'NetworkInsightsAccessScopeId',
    name: 'tag',
    tags: 'Tags',
    created: 'CreatedDate',
    arn: 'NetworkInsightsAccessScopeArn',
  },
  fields: ['UpdatedDate'],
  dependents: [{ kind: 'ec2.networkInsightsAccessScopeAnalysis', refersBy: 'parent' }],
  action: 'DeleteNetworkInsightsAccessScope',
  restorability: 'Teardown cannot restore it. GetNetworkInsightsAccessScopeContent returns its rules.',
  recreateOperation: 'CreateNetworkInsightsAccessScope',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInsightsAccessScopeAnalysis.html */
const networkInsightsAccessScopeAnalysis = ec2.kind({
  parentKinds: ['ec2.networkInsightsAccessScope'],
  noun: 'Network Access Scope analysis',
  icon: 'graph',
  sources: [
    ec2.list('DescribeNetworkInsightsAccessScopeAnalyses', 'NetworkInsightsAccessScopeAnalyses', {
      getOne: ['NetworkInsightsAccessScopeAnalysisIds'],
      parentRef: { noun: 'Network Access Scope', id: 'NetworkInsightsAccessScopeId' },
    }),
  ],
  members: {
    id: 'NetworkInsightsAccessScopeAnalysisId',
    arn: 'NetworkInsightsAccessScopeAnalysisArn',
    name: 'tag',
    state: 'Status',
    tags: 'Tags',
    created: 'StartDate',
  },
  fields: ['FindingsFound', 'StatusMessage'],
  completion: { states: { present: ['failed'] } },
  action: 'DeleteNetworkInsightsAccessScopeAnalysis',
  restorability: 'StartNetworkInsightsAccessScopeAnalysis creates a new one.',
});

/** It has no id. Its measured values identify it. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Subscription.html */
const networkPerformanceSubscription = ec2.kind({
  noun: 'network performance metric subscription',
  icon: 'pulse',
  sources: [ec2.list('DescribeAwsNetworkPerformanceMetricSubscriptions', 'Subscriptions')],
  members: { id: ['Source', 'Destination', 'Metric', 'Statistic'] },
  fields: ['Source', 'Destination', 'Metric', 'Statistic'],
  action: {
    operation: 'DisableAwsNetworkPerformanceMetricSubscription',
    input: { Source: 'Source', Destination: 'Destination', Metric: 'Metric', Statistic: 'Statistic' },
  },
  restorability: {
    level: 'full',
    text: 'It can be enabled again.',
    restore: {
      operation: 'EnableAwsNetworkPerformanceMetricSubscription',
      input: {
        Source: { item: 'Source' },
        Destination: { item: 'Destination' },
        Metric: { item: 'Metric' },
        Statistic: { item: 'Statistic' },
      },
      restores: 'The same subscription.',
      notRestored: ['There is no data for the time in between.'],
      matchBy: ['Source', 'Destination', 'Metric', 'Statistic'],
    },
  },
});

export const NETWORK_INSIGHTS_KINDS = ec2.kinds('Network analysis', {
  networkInsightsPath,
  networkInsightsAnalysis,
  networkInsightsAccessScope,
  networkInsightsAccessScopeAnalysis,
  networkPerformanceSubscription,
});
