import type { ForeignType } from '../support/foreignType.ts';
import { amazonImage, newInterface, newVpc } from './prerequisites.ts';

/** Resource types that moto creates and lists, but has no operation to delete. */
export const LISTED_ONLY_TYPES: readonly ForeignType[] = [
  {
    kind: 'ec2.trafficMirrorFilter',
    create: async (moto) => ({
      id: await moto.one('CreateTrafficMirrorFilter', {}, 'TrafficMirrorFilter.TrafficMirrorFilterId'),
      listing: { operation: 'DescribeTrafficMirrorFilters', path: 'TrafficMirrorFilters[].TrafficMirrorFilterId' },
    }),
  },
  {
    kind: 'ec2.launchTemplateVersion',
    async create(moto) {
      const data = { ImageId: await amazonImage(moto) };
      const LaunchTemplateName = `versions-${await newVpc(moto)}`;
      const parent = await moto.one(
        'CreateLaunchTemplate',
        { LaunchTemplateName, LaunchTemplateData: data },
        'LaunchTemplate.LaunchTemplateId',
      );
      await moto.call('CreateLaunchTemplateVersion', { LaunchTemplateId: parent, LaunchTemplateData: data });
      const input = { LaunchTemplateId: parent };
      const path = 'LaunchTemplateVersions[].VersionNumber';
      return { id: '2', parent, listing: { operation: 'DescribeLaunchTemplateVersions', input, path } };
    },
  },
  {
    kind: 'ec2.trafficMirrorTarget',
    create: async (moto) => ({
      id: await moto.one(
        'CreateTrafficMirrorTarget',
        { NetworkInterfaceId: await newInterface(moto) },
        'TrafficMirrorTarget.TrafficMirrorTargetId',
      ),
      listing: { operation: 'DescribeTrafficMirrorTargets', path: 'TrafficMirrorTargets[].TrafficMirrorTargetId' },
    }),
  },
];
