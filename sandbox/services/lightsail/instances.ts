import type * as Lightsail from '@aws-sdk/client-lightsail';
import { lightsailRegions } from '../../regions.ts';
import { lightsailError } from '../../wire/commonErrors.ts';
import type { Handlers } from '../handlers.ts';
import { lightsailPage } from './listing.ts';

/** Instances and Regions (https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_Instance.html). */
export const instances: Handlers<typeof Lightsail> = {
  GetInstances: (input, call) => {
    const { items, next } = lightsailPage(call, call.resources('lightsail.instance'), input.pageToken);
    return { instances: items, nextPageToken: next };
  },

  GetInstance: (input, call) => {
    const name = input.instanceName ?? '';
    const item = call.resources('lightsail.instance').find(name, call.now)?.item;
    if (item === undefined) throw lightsailError('NotFoundException', `The Instance does not exist: ${name}`);
    return { instance: item };
  },

  GetRegions: () => ({
    regions: lightsailRegions().map((name) => ({
      continentCode: name.slice(0, 2).toUpperCase(),
      displayName: name,
      name: name as Lightsail.RegionName,
      availabilityZones: [],
      relationalDatabaseAvailabilityZones: [],
    })),
  }),
};
