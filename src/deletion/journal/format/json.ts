import { REDACTED } from '../../../common/redacted.ts';
import type { Structure } from '../../../catalog/model/structure.ts';

/**
 * Members that hold secrets wherever they stand, by name. What comes from AWS was redacted by the SDK's schemas already
 * (aws/client/sanitizeOutput.ts); this is the second lock, at the one door through which everything goes to disk.
 */
export const SENSITIVE_MEMBERS: ReadonlySet<string> = new Set([
  // Credentials
  'secretAccessKey',
  'SecretAccessKey',
  'sessionToken',
  'SessionToken',
  // Direct Connect
  'authKey',
  'cak',
  'customerRouterConfig',
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
 * A value as one line of JSON, without secrets.
 *
 * @param value a plain structure; dates become ISO 8601, big integers texts
 * @returns the line, ending in a line break, with no other line break in it
 * @throws TypeError when the value is circular
 */
export function toJsonLine(value: object): string {
  return `${JSON.stringify(value, redacted)}\n`;
}

function redacted(name: string, value: unknown): unknown {
  if (SENSITIVE_MEMBERS.has(name) && value !== null && value !== undefined) return REDACTED;
  return typeof value === 'bigint' ? value.toString() : value;
}

/**
 * A copy of a structure as JSON has it, with a list of the places where dates stood: what JSON forgets.
 *
 * @param structure a plain structure
 * @returns the copy, and JSON pointers (RFC 6901) to its dates
 * @throws TypeError when there is something in it that JSON has no form for (a map, a function), which would be lost silently
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

/**
 * A structure from the journal with its dates as dates again.
 *
 * @param json the copy
 * @param dates where dates stood
 * @returns another copy; a place that is not there, or holds no date, is left as it is
 */
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
