import type { Kind } from '../model/kind.ts';
import { lightsailInstance, lightsailInstanceWithAddOns, instancePublicPort, addOn } from './instances.ts';
import { relationalDatabase, relationalDatabaseWithSnapshot, containerService, containerImage } from './databases.ts';
import {
  staticIp,
  staticIpAttachment,
  loadBalancer,
  loadBalancerInstance,
  loadBalancerTlsCertificate,
  loadBalancerTlsCertificateForced,
  distribution,
  distributionCertificate,
} from './networking.ts';
import { disk, diskWithAddOns, diskAttachment, bucket, bucketWithObjects } from './storage.ts';
import { bucketAccessKey } from './buckets.ts';
import { instanceSnapshot, diskSnapshot, relationalDatabaseSnapshot, autoSnapshot } from './snapshots.ts';
import { domain, domainEntry, subdomain, certificate, alarm, contactMethod, lightsailTag } from './domains.ts';
import { keyPair } from './keyPairs.ts';

/** All kinds of Lightsail, in the order in which the tree shows them within their category. */
export const LIGHTSAIL_KINDS: readonly Kind[] = [
  lightsailInstance,
  lightsailInstanceWithAddOns,
  instancePublicPort,
  addOn,
  relationalDatabase,
  relationalDatabaseWithSnapshot,
  containerService,
  containerImage,
  staticIp,
  staticIpAttachment,
  loadBalancer,
  loadBalancerInstance,
  loadBalancerTlsCertificate,
  loadBalancerTlsCertificateForced,
  distribution,
  distributionCertificate,
  disk,
  diskWithAddOns,
  diskAttachment,
  bucket,
  bucketWithObjects,
  bucketAccessKey,
  instanceSnapshot,
  diskSnapshot,
  relationalDatabaseSnapshot,
  autoSnapshot,
  domain,
  domainEntry,
  subdomain,
  certificate,
  alarm,
  contactMethod,
  lightsailTag,
  keyPair,
];
