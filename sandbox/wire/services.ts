import * as cloudTrail from '@aws-sdk/client-cloudtrail';
import * as directConnect from '@aws-sdk/client-direct-connect';
import * as ec2 from '@aws-sdk/client-ec2';
import * as lightsail from '@aws-sdk/client-lightsail';
import * as pricing from '@aws-sdk/client-pricing';
import * as sts from '@aws-sdk/client-sts';
import { iamShapes } from './iamShapes.ts';
import { awsJson, awsQuery, ec2Query } from './protocols.ts';
import type { Protocol } from './protocols.ts';
import { operationsOf } from './shapes.ts';
import type { OperationShape } from './shapes.ts';

/** The services whose requests go to `/`. The signature's scope distinguishes them. */
export type RpcService = 'ec2' | 'lightsail' | 'directconnect' | 'sts' | 'iam' | 'pricing' | 'cloudtrail';

/** A service's protocol and operations. */
export interface WireService {
  readonly protocol: Protocol;
  /** The prefix of the operation in `X-Amz-Target`. Query services name the operation in the form. */
  readonly target: string | null;
  /** The API version in a form. */
  readonly version: string;
  readonly operations: ReadonlyMap<string, OperationShape>;
}

/**
 * Returns the services with the operations in the SDK clients' schemas. All can be decoded and encoded, with a
 * handler or without.
 */
export function wireServices(): Readonly<Record<RpcService, WireService>> {
  return {
    ec2: {
      protocol: ec2Query('http://ec2.amazonaws.com/doc/2016-11-15/'),
      target: null,
      version: '2016-11-15',
      operations: operationsOf(ec2),
    },
    lightsail: {
      protocol: awsJson(),
      target: 'Lightsail_20161128',
      version: '2016-11-28',
      operations: operationsOf(lightsail),
    },
    directconnect: {
      protocol: awsJson(),
      target: 'OvertureService',
      version: '2012-10-25',
      operations: operationsOf(directConnect),
    },
    sts: {
      protocol: awsQuery('https://sts.amazonaws.com/doc/2011-06-15/'),
      target: null,
      version: '2011-06-15',
      operations: operationsOf(sts),
    },
    iam: {
      protocol: awsQuery('https://iam.amazonaws.com/doc/2010-05-08/'),
      target: null,
      version: '2010-05-08',
      operations: operationsOf(iamShapes),
    },
    pricing: {
      protocol: awsJson(),
      target: 'AWSPriceListService',
      version: '2017-10-15',
      operations: operationsOf(pricing),
    },
    cloudtrail: {
      protocol: awsJson(),
      target: 'CloudTrail_20131101',
      version: '2013-11-01',
      operations: operationsOf(cloudTrail),
    },
  };
}
