import type { Resource } from '../../../../src/inventory/resource.ts';
import { DEV, type TestEnvironment } from '../../support/testEnvironment.ts';
import { rowId, type Case } from './deletionHarness.ts';

const EC2_TAG = { Key: 'teardown:protect', Value: 'yes' };
const LIGHTSAIL_TAG = { key: 'teardown:protect', value: 'yes' };

/** Replaces the resource of a case with another one of the same name. */
export async function replace(world: TestEnvironment, its: Case, resource: Resource): Promise<unknown> {
  const at = { ...DEV, kind: its.kind };
  switch (its.kind) {
    case 'ec2.routeServerPeer':
      return world.control.patch(at, resource.id, { PeerAddress: '10.9.9.9' });
    case 'ec2.ipamExternalResourceVerificationToken':
      return world.control.patch(at, resource.id, { TokenName: '_aws_ipam_another' });
    case 'lightsail.bucketAccessKey':
      return world.control.patch(at, resource.id, { createdAt: '2026-11-20T00:00:00.000Z' });
    case 'lightsail.keyPair':
      return world.control.patch(at, resource.id, { fingerprint: '00:11:22' });
    case 'directconnect.macSecKey':
      return world.control.patch(at, rowId(resource), { ckn: 'ab'.repeat(32) });
  }
}

/** Makes the resource of a case risky or not. */
export async function raiseRisk(world: TestEnvironment, its: Case, resource: Resource, risky: boolean): Promise<void> {
  const { control } = world;
  const at = { ...DEV, kind: its.kind };
  switch (its.kind) {
    case 'ec2.routeServerPeer':
      await control.patch(at, resource.id, { BgpStatus: { Status: risky ? 'up' : 'down' } });
      return;
    case 'ec2.ipamExternalResourceVerificationToken':
      await control.patch(at, resource.id, { Status: risky ? 'valid' : 'expired' });
      return;
    case 'lightsail.bucketAccessKey': {
      const second = { accessKeyId: 'AKIASECONDKEY0000001', status: 'Active', createdAt: '2026-01-01T00:00:00.000Z' };
      const place = { ...DEV, kind: 'lightsail.bucketAccessKey' } as const;
      if (risky) await control.deleteSilently({ ...place, id: second.accessKeyId });
      else await control.put(place, second as never, resource.entry.parent?.id);
      return;
    }
    case 'lightsail.keyPair':
      for (const { id } of await control.rows({ ...DEV, kind: 'lightsail.instance' })) {
        await control.patch({ ...DEV, kind: 'lightsail.instance' }, id, { sshKeyName: risky ? resource.id : 'other' });
      }
      return;
    case 'directconnect.macSecKey':
      await control.patch({ ...DEV, kind: 'directconnect.interconnect' }, resource.entry.parent?.id ?? '', {
        encryptionMode: risky ? 'must_encrypt' : 'no_encrypt',
      });
  }
}

/** Tags the resource of a case as protected, or its parent if it has no tags. */
export async function protect({ control }: TestEnvironment, its: Case, { id, entry }: Resource): Promise<void> {
  const parent = entry.parent?.id ?? '';
  switch (its.kind) {
    case 'lightsail.bucketAccessKey':
      await control.patch({ ...DEV, kind: 'lightsail.bucket' }, parent, { tags: [LIGHTSAIL_TAG] });
      return;
    case 'lightsail.keyPair':
      await control.patch({ ...DEV, kind: its.kind }, id, { tags: [LIGHTSAIL_TAG] });
      return;
    case 'directconnect.macSecKey':
      await control.patch({ ...DEV, kind: 'directconnect.interconnect' }, parent, { tags: [LIGHTSAIL_TAG] });
      return;
    default: {
      // The tag `Name` stays: without it, the resource would have another name.
      const { Tags = [] } = entry.item as { readonly Tags?: readonly (typeof EC2_TAG)[] };
      await control.patch({ ...DEV, kind: its.kind }, id, { Tags: [...Tags, EC2_TAG] });
    }
  }
}
