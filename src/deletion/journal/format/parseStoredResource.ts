import type { CredentialSource } from '../../../aws/identity/target.ts';
import { SERVICES, type ServiceId } from '../../../catalog/model/services.ts';
import type { ResourceSnapshot, StoredResource } from '../entry.ts';
import { SchemaError, type ObjectReader } from './objectReader.ts';

const SERVICE_IDS = Object.keys(SERVICES) as ServiceId[];

/**
 * Parses a stored resource. Drops unknown members. Returns undefined for a service that only a newer version has. Throws SchemaError when a
 * member is missing or has another type.
 */
export function parseStoredResource(shape: ObjectReader): StoredResource | undefined {
  const service = shape.oneOf('service', SERVICE_IDS);
  if (!service) return undefined;
  const name = shape.optionalString('name');
  const arn = shape.optionalString('arn');
  const endpoint = shape.optionalString('endpoint');
  return {
    kind: shape.text('kind'),
    service,
    key: shape.text('key'),
    id: shape.text('id'),
    ...(name !== undefined && { name }),
    ...(arn !== undefined && { arn }),
    ...(shape.raw('parent') !== undefined && { parent: parentFrom(shape.object('parent')) }),
    source: sourceFrom(shape.object('source')),
    accountId: shape.text('accountId'),
    partition: shape.text('partition'),
    callerArn: shape.text('callerArn'),
    region: shape.text('region'),
    ...(endpoint !== undefined && { endpoint }),
    ...(shape.raw('hosts') !== undefined && { hosts: hostsFrom(shape.object('hosts')) }),
    before: beforeFrom(shape.object('before')),
  };
}

function parentFrom(shape: ObjectReader): NonNullable<StoredResource['parent']> {
  const name = shape.optionalString('name');
  return { noun: shape.text('noun'), id: shape.text('id'), ...(name !== undefined && { name }) };
}

function sourceFrom(shape: ObjectReader): CredentialSource {
  const kind = shape.oneOf('kind', ['profile', 'environment', 'container']);
  if (!kind) throw new SchemaError('source is not known');
  return kind === 'profile' ? { kind, name: shape.text('name') } : { kind };
}

function hostsFrom(shape: ObjectReader): NonNullable<StoredResource['hosts']> {
  return { fips: shape.raw('fips') === true, dualstack: shape.raw('dualstack') === true };
}

function beforeFrom(shape: ObjectReader): ResourceSnapshot {
  const source = shape.object('source');
  const extra = shape.raw('extra');
  return {
    item: shape.structure('item'),
    ...(shape.raw('parent') !== undefined && { parent: shape.structure('parent') }),
    ...(extra !== undefined && { extra }),
    source: { operation: source.text('operation'), index: source.number('index') },
    dates: shape.list('dates').filter((pointer) => typeof pointer === 'string'),
  };
}
