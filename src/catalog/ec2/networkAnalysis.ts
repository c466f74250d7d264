import { rowsOf } from '../define.ts';
import { listed } from '../labels.ts';

const ec2 = rowsOf('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInsightsPath.html */
export const networkInsightsPath = ec2.kind({
  id: 'ec2.networkInsightsPath',
  category: 'Network analysis',
  noun: 'network insights path',
  icon: 'milestone',
  sources: [ec2.list('DescribeNetworkInsightsPaths', 'NetworkInsightsPaths', { again: ['NetworkInsightsPathIds'] })],
  members: {
    id: 'NetworkInsightsPathId',
    name: 'tag',
    arn: 'NetworkInsightsPathArn',
    tags: 'Tags',
    created: 'CreatedDate',
  },
  show: ['Source', 'Destination', 'Protocol', 'DestinationPort'],
  // AWS deletes no path that has analyses; its listing takes the path by a member of its own.
  probes: [
    {
      check: 'analyses',
      operation: 'DescribeNetworkInsightsAnalyses',
      input: ({ item }) => ({ NetworkInsightsPathId: item.NetworkInsightsPathId }),
      assess: (output) => {
        const ids = ((output['NetworkInsightsAnalyses'] ?? []) as { NetworkInsightsAnalysisId?: string }[]).flatMap(
          ({ NetworkInsightsAnalysisId: id }) => id ?? [],
        );
        return ids.length === 0
          ? undefined
          : {
              level: 'blocker',
              text: `It has analyses, which go first: ${listed(ids)}.`,
              blocking: ids.map((id) => ({ kind: 'ec2.networkInsightsAnalysis', id })),
            };
      },
    },
  ],
  after: ['ec2.networkInsightsAnalysis'],
  removal: { operation: 'DeleteNetworkInsightsPath', verb: 'delete', input: 'NetworkInsightsPathId' },
  remake: 'CreateNetworkInsightsPath',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInsightsAnalysis.html */
export const networkInsightsAnalysis = ec2.kind({
  id: 'ec2.networkInsightsAnalysis',
  category: 'Network analysis',
  under: ['ec2.networkInsightsPath'],
  noun: 'network insights analysis',
  icon: 'graph',
  sources: [
    ec2.list('DescribeNetworkInsightsAnalyses', 'NetworkInsightsAnalyses', {
      again: ['NetworkInsightsAnalysisIds'],
      of: { noun: 'network insights path', id: 'NetworkInsightsPathId' },
    }),
  ],
  members: { id: 'NetworkInsightsAnalysisId', name: 'tag', state: 'Status', tags: 'Tags', created: 'StartDate' },
  show: ['NetworkPathFound', 'StatusMessage'],
  settling: {},
  removal: { operation: 'DeleteNetworkInsightsAnalysis', verb: 'delete', input: 'NetworkInsightsAnalysisId' },
  wayBack: 'StartNetworkInsightsAnalysis makes a new one.',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInsightsAccessScope.html */
export const networkInsightsAccessScope = ec2.kind({
  id: 'ec2.networkInsightsAccessScope',
  category: 'Network analysis',
  noun: 'Network Access Scope',
  icon: 'inspect',
  sources: [
    ec2.list('DescribeNetworkInsightsAccessScopes', 'NetworkInsightsAccessScopes', {
      again: ['NetworkInsightsAccessScopeIds'],
    }),
  ],
  members: { id: 'NetworkInsightsAccessScopeId', name: 'tag', tags: 'Tags', created: 'CreatedDate' },
  show: ['UpdatedDate'],
  after: ['ec2.networkInsightsAccessScopeAnalysis'],
  removal: { operation: 'DeleteNetworkInsightsAccessScope', verb: 'delete', input: 'NetworkInsightsAccessScopeId' },
  wayBack: 'It cannot be restored from here: GetNetworkInsightsAccessScopeContent shows what it looks for.',
  remake: 'CreateNetworkInsightsAccessScope',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInsightsAccessScopeAnalysis.html */
export const networkInsightsAccessScopeAnalysis = ec2.kind({
  id: 'ec2.networkInsightsAccessScopeAnalysis',
  category: 'Network analysis',
  under: ['ec2.networkInsightsAccessScope'],
  noun: 'Network Access Scope analysis',
  icon: 'graph',
  sources: [
    ec2.list('DescribeNetworkInsightsAccessScopeAnalyses', 'NetworkInsightsAccessScopeAnalyses', {
      again: ['NetworkInsightsAccessScopeAnalysisIds'],
      of: { noun: 'Network Access Scope', id: 'NetworkInsightsAccessScopeId' },
    }),
  ],
  members: {
    id: 'NetworkInsightsAccessScopeAnalysisId',
    name: 'tag',
    state: 'Status',
    tags: 'Tags',
    created: 'StartDate',
  },
  show: ['FindingsFound', 'StatusMessage'],
  settling: {},
  removal: {
    operation: 'DeleteNetworkInsightsAccessScopeAnalysis',
    verb: 'delete',
    input: 'NetworkInsightsAccessScopeAnalysisId',
  },
  wayBack: 'StartNetworkInsightsAccessScopeAnalysis makes a new one.',
});

/** It has no id: what it measures is what it is known by. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Subscription.html */
export const networkPerformanceSubscription = ec2.kind({
  id: 'ec2.networkPerformanceSubscription',
  category: 'Network analysis',
  noun: 'network performance metric subscription',
  icon: 'pulse',
  sources: [ec2.list('DescribeAwsNetworkPerformanceMetricSubscriptions', 'Subscriptions')],
  members: { id: ['Source', 'Destination', 'Metric', 'Statistic'] },
  show: ['Source', 'Destination', 'Metric', 'Statistic'],
  removal: {
    operation: 'DisableAwsNetworkPerformanceMetricSubscription',
    verb: 'disable',
    input: { Source: 'Source', Destination: 'Destination', Metric: 'Metric', Statistic: 'Statistic' },
  },
  wayBack: {
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
      brings: 'The same subscription.',
      loses: ['What was not measured in between is missing.'],
      sameBy: ['Source', 'Destination', 'Metric', 'Statistic'],
    },
  },
});
