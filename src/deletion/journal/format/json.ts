import { REDACTED } from '../../../common/secrets/redacted.ts';
import { UNMARKED_SECRETS } from '../../../common/secrets/secretMembers.ts';
import type { Structure } from '../../../catalog/model/structure.ts';

/**
 * Members that hold secrets, by name, at any depth. The SDK's schemas have already redacted what comes from AWS
 * (aws/client/sanitizeOutput.ts); this is the second check, where everything passes on its way to disk.
 */
export const SENSITIVE_MEMBERS: ReadonlySet<string> = new Set([
  ...UNMARKED_SECRETS,
  // Credentials
  'secretAccessKey',
  'SecretAccessKey',
  'sessionToken',
  'SessionToken',
  // Direct Connect
  'cak',
  // Lightsail
  'ciphertext',
  'emailAddress',
  'masterUserPassword',
  'password',
  'privateKey',
  'privateKeyBase64',
  // EC2
  'ClientSecret',
  'CustomerGatewayConfiguration',
  'ImportManifestUrl',
  'KeyMaterial',
  'KeyValue',
  'LaunchTemplateSpecificationUserData',
  'MacCredentials',
  'PasswordData',
  'PreSharedKey',
  'PresignedUrl',
  'UploadPolicy',
  'UploadPolicySignature',
  'Url',
  'VpnConnectionDeviceSampleConfiguration',
]);

/**
 * Returns a structure as one line of JSON without secrets, with its line break. Dates become ISO 8601, big integers text. Throws TypeError
 * when the value is circular.
 */
export function toJsonLine(value: object): string {
  return `${JSON.stringify(value, redacted)}\n`;
}

function redacted(name: string, value: unknown): unknown {
  if (SENSITIVE_MEMBERS.has(name) && value !== null && value !== undefined) return REDACTED;
  return typeof value === 'bigint' ? value.toString() : value;
}

/**
 * Returns a copy of a structure as JSON, and JSON pointers (RFC 6901) to its dates, which JSON does not keep. Throws TypeError for what has
 * no form in JSON (a map, a function) and would be lost silently.
 */
export function extractDates(structure: Structure): { readonly json: Structure; readonly dates: readonly string[] } {
  const dates: string[] = [];
  const copy = (value: unknown, pointer: string): unknown => {
    if (value instanceof Date) {
      if (Number.isNaN(value.getTime())) return null;
      dates.push(pointer);
      return value.toISOString();
    }
    if (Array.isArray(value)) return value.map((item: unknown, index) => copy(item, `${pointer}/${index}`));
    if (typeof value === 'object' && value !== null) {
      const prototype: unknown = Object.getPrototypeOf(value);
      if (prototype !== Object.prototype && prototype !== null) throw notJson(pointer);
      return Object.fromEntries(
        Object.entries(value)
          .filter(([, member]) => member !== undefined)
          .map(([name, member]) => [name, copy(member, `${pointer}/${escaped(name)}`)]),
      );
    }
    if (typeof value === 'function' || typeof value === 'symbol') throw notJson(pointer);
    return value;
  };
  return { json: copy(structure, '') as Structure, dates };
}

/** Returns a copy of a structure from the journal with dates at these JSON pointers. A pointer to nothing, or to no date, is ignored. */
export function restoreDates(json: Structure, dates: readonly string[]): Structure {
  const known = new Set(dates);
  const copy = (value: unknown, pointer: string): unknown => {
    if (typeof value === 'string' && known.has(pointer)) {
      const date = new Date(value);
      return Number.isNaN(date.getTime()) ? value : date;
    }
    if (Array.isArray(value)) return value.map((item: unknown, index) => copy(item, `${pointer}/${index}`));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [name, copy(member, `${pointer}/${escaped(name)}`)]),
    );
  };
  return copy(json, '') as Structure;
}

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

const notJson = (pointer: string): TypeError => new TypeError(`What stands at ${pointer || '/'} has no form in JSON.`);
