import { rowsOf } from '../define.ts';

const ec2 = rowsOf('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TrafficMirrorSession.html */
export const trafficMirrorSession = ec2.kind({
  id: 'ec2.trafficMirrorSession',
  category: 'Traffic Mirroring',
  noun: 'traffic mirror session',
  icon: 'mirror',
  sources: [ec2.list('DescribeTrafficMirrorSessions', 'TrafficMirrorSessions', { again: ['TrafficMirrorSessionIds'] })],
  members: { id: 'TrafficMirrorSessionId', name: 'tag', tags: 'Tags' },
  show: ['NetworkInterfaceId', 'TrafficMirrorTargetId', 'TrafficMirrorFilterId', 'SessionNumber', 'Description'],
  removal: { operation: 'DeleteTrafficMirrorSession', verb: 'delete', input: 'TrafficMirrorSessionId' },
  remake: 'CreateTrafficMirrorSession',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TrafficMirrorTarget.html */
export const trafficMirrorTarget = ec2.kind({
  id: 'ec2.trafficMirrorTarget',
  category: 'Traffic Mirroring',
  noun: 'traffic mirror target',
  icon: 'target',
  sources: [ec2.list('DescribeTrafficMirrorTargets', 'TrafficMirrorTargets', { again: ['TrafficMirrorTargetIds'] })],
  members: { id: 'TrafficMirrorTargetId', name: 'tag', tags: 'Tags' },
  show: ['Type', 'NetworkInterfaceId', 'NetworkLoadBalancerArn', 'Description'],
  dependents: [{ kind: 'ec2.trafficMirrorSession', filter: 'traffic-mirror-target-id' }],
  removal: { operation: 'DeleteTrafficMirrorTarget', verb: 'delete', input: 'TrafficMirrorTargetId' },
  remake: 'CreateTrafficMirrorTarget',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TrafficMirrorFilter.html */
export const trafficMirrorFilter = ec2.kind({
  id: 'ec2.trafficMirrorFilter',
  category: 'Traffic Mirroring',
  noun: 'traffic mirror filter',
  icon: 'filter',
  sources: [ec2.list('DescribeTrafficMirrorFilters', 'TrafficMirrorFilters', { again: ['TrafficMirrorFilterIds'] })],
  members: { id: 'TrafficMirrorFilterId', name: 'tag', tags: 'Tags' },
  show: ['Description'],
  evidence: [{ check: 'rules', assess: () => ({ level: 'warning', text: 'Its rules go with it.' }) }],
  dependents: [{ kind: 'ec2.trafficMirrorSession', filter: 'traffic-mirror-filter-id' }],
  removal: { operation: 'DeleteTrafficMirrorFilter', verb: 'delete', input: 'TrafficMirrorFilterId' },
  remake: 'CreateTrafficMirrorFilter',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TrafficMirrorFilterRule.html */
export const trafficMirrorFilterRule = ec2.kind({
  id: 'ec2.trafficMirrorFilterRule',
  category: 'Traffic Mirroring',
  under: ['ec2.trafficMirrorFilter'],
  noun: 'traffic mirror filter rule',
  icon: 'list-ordered',
  sources: [
    ec2.list('DescribeTrafficMirrorFilterRules', 'TrafficMirrorFilterRules', {
      again: ['TrafficMirrorFilterRuleIds'],
      of: { noun: 'traffic mirror filter', id: 'TrafficMirrorFilterId' },
    }),
  ],
  members: { id: 'TrafficMirrorFilterRuleId', name: 'Description', tags: 'Tags' },
  show: ['TrafficDirection', 'RuleAction', 'RuleNumber', 'SourceCidrBlock', 'DestinationCidrBlock'],
  removal: { operation: 'DeleteTrafficMirrorFilterRule', verb: 'delete', input: 'TrafficMirrorFilterRuleId' },
  remake: 'CreateTrafficMirrorFilterRule',
});
