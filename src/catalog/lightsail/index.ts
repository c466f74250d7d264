import type { Kind } from '../model/kind.ts';
import { INSTANCE_KINDS } from './instances.ts';
import { DATABASE_KINDS } from './databases.ts';
import { NETWORKING_KINDS } from './networking.ts';
import { STORAGE_KINDS } from './storage.ts';
import { BUCKET_KINDS } from './buckets.ts';
import { SNAPSHOT_KINDS } from './snapshots.ts';
import { DOMAIN_KINDS } from './domains.ts';
import { KEY_PAIR_KINDS } from './keyPairs.ts';

/** The resource types and further actions of Lightsail, in the order of the tree within each category. */
export const LIGHTSAIL_KINDS: readonly Kind[] = [
  ...INSTANCE_KINDS,
  ...DATABASE_KINDS,
  ...NETWORKING_KINDS,
  ...STORAGE_KINDS,
  ...BUCKET_KINDS,
  ...SNAPSHOT_KINDS,
  ...DOMAIN_KINDS,
  ...KEY_PAIR_KINDS,
];
