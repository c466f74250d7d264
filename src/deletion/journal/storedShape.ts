import type { CredentialSource } from '../../aws/target.ts';
import { SERVICES, type ServiceId } from '../../catalog/service.ts';
import type { BeforeImage, StoredResource } from './entry.ts';
import { ShapeError, type Shape } from './shape.ts';

const SERVICE_IDS = Object.keys(SERVICES) as ServiceId[];

/**
 * Reads a stored resource out of a line.
 *
 * @param shape what was parsed
 * @returns the resource, with all members that are known and no other; undefined for a service that only a newer version knows
 * @throws ShapeError when a member is missing or of another type
 */
export function storedResourceFrom(shape: Shape): StoredResource | undefined {
  const service = shape.oneOf('service', SERVICE_IDS);
  if (!service) return undefined;
  const name = shape.maybeText('name');
  const arn = shape.maybeText('arn');
  const endpoint = shape.maybeText('endpoint');
  return {
    kind: shape.text('kind'),
    service,
    key: shape.text('key'),
    id: shape.text('id'),
    ...(name !== undefined && { name }),
    ...(arn !== undefined && { arn }),
    ...(shape.any('parent') !== undefined && { parent: parentFrom(shape.inner('parent')) }),
    source: sourceFrom(shape.inner('source')),
    accountId: shape.text('accountId'),
    partition: shape.text('partition'),
    callerArn: shape.text('callerArn'),
    region: shape.text('region'),
    ...(endpoint !== undefined && { endpoint }),
    ...(shape.any('hosts') !== undefined && { hosts: hostsFrom(shape.inner('hosts')) }),
    before: beforeFrom(shape.inner('before')),
  };
}

function parentFrom(shape: Shape): NonNullable<StoredResource['parent']> {
  const name = shape.maybeText('name');
  return { noun: shape.text('noun'), id: shape.text('id'), ...(name !== undefined && { name }) };
}

function sourceFrom(shape: Shape): CredentialSource {
  const kind = shape.oneOf('kind', ['profile', 'environment', 'container']);
  if (!kind) throw new ShapeError('source is not known');
  return kind === 'profile' ? { kind, name: shape.text('name') } : { kind };
}

function hostsFrom(shape: Shape): NonNullable<StoredResource['hosts']> {
  return { fips: shape.any('fips') === true, dualstack: shape.any('dualstack') === true };
}

function beforeFrom(shape: Shape): BeforeImage {
  const source = shape.inner('source');
  const extra = shape.any('extra');
  return {
    item: shape.structure('item'),
    ...(shape.any('parent') !== undefined && { parent: shape.structure('parent') }),
    ...(extra !== undefined && { extra }),
    source: { operation: source.text('operation'), index: source.number('index') },
    dates: shape.list('dates').filter((pointer) => typeof pointer === 'string'),
  };
}
