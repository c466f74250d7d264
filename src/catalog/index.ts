import { macSecKey } from './directconnect/macSecKeys.ts';
import { ipamExternalResourceVerificationToken } from './ec2/ipam.ts';
import { routeServerPeer } from './ec2/routeServers.ts';
import type { Kind } from './kind.ts';
import { bucketAccessKey } from './lightsail/buckets.ts';
import { keyPair } from './lightsail/keyPairs.ts';

/** Every kind there is, in the order in which the tree shows them within their service. */
export const KINDS: readonly Kind[] = [
  routeServerPeer,
  ipamExternalResourceVerificationToken,
  bucketAccessKey,
  keyPair,
  macSecKey,
];

/**
 * Finds a kind by its id.
 *
 * @param id for instance `ec2.routeServerPeer`
 * @returns the kind, or undefined where no such kind exists (any more)
 */
export function kindById(id: string): Kind | undefined {
  return KINDS.find((kind) => kind.id === id);
}
