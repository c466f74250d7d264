import { always } from '../../builder/evidence.ts';
import { defineKinds } from '../../builder/rowBuilder.ts';

const ec2 = defineKinds('ec2');

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TrafficMirrorSession.html */
const trafficMirrorSession = ec2.kind({
  noun: 'traffic mirror session',
  icon: 'mirror',
  sources: [
    ec2.list('DescribeTrafficMirrorSessions', 'TrafficMirrorSessions', { getOne: ['TrafficMirrorSessionIds'] }),
  ],
  members: { id: 'TrafficMirrorSessionId', name: 'tag', tags: 'Tags' },
  fields: ['NetworkInterfaceId', 'TrafficMirrorTargetId', 'TrafficMirrorFilterId', 'SessionNumber', 'Description'],
  action: 'DeleteTrafficMirrorSession',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TrafficMirrorTarget.html */
const trafficMirrorTarget = ec2.kind({
  noun: 'traffic mirror target',
  icon: 'target',
  sources: [ec2.list('DescribeTrafficMirrorTargets', 'TrafficMirrorTargets', { getOne: ['TrafficMirrorTargetIds'] })],
  members: { id: 'TrafficMirrorTargetId', name: 'tag', tags: 'Tags' },
  fields: ['Type', 'NetworkInterfaceId', 'NetworkLoadBalancerArn', 'Description'],
  dependents: [
    { kind: 'ec2.trafficMirrorSession', filter: 'traffic-mirror-target-id', refersBy: 'TrafficMirrorTargetId' },
  ],
  action: 'DeleteTrafficMirrorTarget',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TrafficMirrorFilter.html */
const trafficMirrorFilter = ec2.kind({
  noun: 'traffic mirror filter',
  icon: 'filter',
  sources: [ec2.list('DescribeTrafficMirrorFilters', 'TrafficMirrorFilters', { getOne: ['TrafficMirrorFilterIds'] })],
  members: { id: 'TrafficMirrorFilterId', name: 'tag', tags: 'Tags' },
  fields: ['Description'],
  evidence: [always('rules', 'warning', 'Its rules are deleted with it.')],
  dependents: [
    { kind: 'ec2.trafficMirrorSession', filter: 'traffic-mirror-filter-id', refersBy: 'TrafficMirrorFilterId' },
  ],
  action: 'DeleteTrafficMirrorFilter',
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TrafficMirrorFilterRule.html */
const trafficMirrorFilterRule = ec2.kind({
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
  action: 'DeleteTrafficMirrorFilterRule',
});

export const TRAFFIC_MIRRORING_KINDS = ec2.kinds('Traffic Mirroring', {
  trafficMirrorSession,
  trafficMirrorTarget,
  trafficMirrorFilter,
  trafficMirrorFilterRule,
});
