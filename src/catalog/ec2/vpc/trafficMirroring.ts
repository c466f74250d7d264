import { defineKinds } from '../../builder/rowBuilder.ts';

const ec2 = defineKinds('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TrafficMirrorSession.html */
export const trafficMirrorSession = ec2.kind({
  id: 'ec2.trafficMirrorSession',
  category: 'Traffic Mirroring',
  noun: 'traffic mirror session',
  icon: 'mirror',
  sources: [
    ec2.list('DescribeTrafficMirrorSessions', 'TrafficMirrorSessions', { getOne: ['TrafficMirrorSessionIds'] }),
  ],
  members: { id: 'TrafficMirrorSessionId', name: 'tag', tags: 'Tags' },
  fields: ['NetworkInterfaceId', 'TrafficMirrorTargetId', 'TrafficMirrorFilterId', 'SessionNumber', 'Description'],
  action: { operation: 'DeleteTrafficMirrorSession', verb: 'delete', input: 'TrafficMirrorSessionId' },
  recreateOperation: 'CreateTrafficMirrorSession',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TrafficMirrorTarget.html */
export const trafficMirrorTarget = ec2.kind({
  id: 'ec2.trafficMirrorTarget',
  category: 'Traffic Mirroring',
  noun: 'traffic mirror target',
  icon: 'target',
  sources: [ec2.list('DescribeTrafficMirrorTargets', 'TrafficMirrorTargets', { getOne: ['TrafficMirrorTargetIds'] })],
  members: { id: 'TrafficMirrorTargetId', name: 'tag', tags: 'Tags' },
  fields: ['Type', 'NetworkInterfaceId', 'NetworkLoadBalancerArn', 'Description'],
  dependents: [{ kind: 'ec2.trafficMirrorSession', filter: 'traffic-mirror-target-id' }],
  action: { operation: 'DeleteTrafficMirrorTarget', verb: 'delete', input: 'TrafficMirrorTargetId' },
  recreateOperation: 'CreateTrafficMirrorTarget',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TrafficMirrorFilter.html */
export const trafficMirrorFilter = ec2.kind({
  id: 'ec2.trafficMirrorFilter',
  category: 'Traffic Mirroring',
  noun: 'traffic mirror filter',
  icon: 'filter',
  sources: [ec2.list('DescribeTrafficMirrorFilters', 'TrafficMirrorFilters', { getOne: ['TrafficMirrorFilterIds'] })],
  members: { id: 'TrafficMirrorFilterId', name: 'tag', tags: 'Tags' },
  fields: ['Description'],
  evidence: [{ check: 'rules', assess: () => ({ level: 'warning', text: 'Its rules go with it.' }) }],
  dependents: [{ kind: 'ec2.trafficMirrorSession', filter: 'traffic-mirror-filter-id' }],
  action: { operation: 'DeleteTrafficMirrorFilter', verb: 'delete', input: 'TrafficMirrorFilterId' },
  recreateOperation: 'CreateTrafficMirrorFilter',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TrafficMirrorFilterRule.html */
export const trafficMirrorFilterRule = ec2.kind({
  id: 'ec2.trafficMirrorFilterRule',
  category: 'Traffic Mirroring',
  parentKinds: ['ec2.trafficMirrorFilter'],
  noun: 'traffic mirror filter rule',
  icon: 'list-ordered',
  sources: [
    ec2.list('DescribeTrafficMirrorFilterRules', 'TrafficMirrorFilterRules', {
      getOne: ['TrafficMirrorFilterRuleIds'],
      parentRef: { noun: 'traffic mirror filter', id: 'TrafficMirrorFilterId' },
    }),
  ],
  members: { id: 'TrafficMirrorFilterRuleId', name: 'Description', tags: 'Tags' },
  fields: ['TrafficDirection', 'RuleAction', 'RuleNumber', 'SourceCidrBlock', 'DestinationCidrBlock'],
  action: { operation: 'DeleteTrafficMirrorFilterRule', verb: 'delete', input: 'TrafficMirrorFilterRuleId' },
  recreateOperation: 'CreateTrafficMirrorFilterRule',
});
