import * as directconnect from '@aws-sdk/client-direct-connect';
import * as ec2 from '@aws-sdk/client-ec2';
import * as lightsail from '@aws-sdk/client-lightsail';
import { NormalizedSchema } from '@smithy/core/schema';
import type { $Schema } from '@smithy/types';
import type { ServiceId } from '../../../../src/catalog/model/services.ts';

const CLIENTS: Readonly<Record<ServiceId, Readonly<Record<string, unknown>>>> = { ec2, lightsail, directconnect };

/** Returns the output of an operation from the SDK's schema. */
export function outputOf(service: ServiceId, operation: string): NormalizedSchema {
  const schema = CLIENTS[service][`${operation}$`] as readonly unknown[] | undefined;
  if (!schema) throw new Error(`${service} has no ${operation}`);
  return NormalizedSchema.of(schema.at(-1) as $Schema);
}
