import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import { ROOT } from '../../../scripts/lib/run.mjs';
import { DELETED_ALONG } from '../../../src/catalog/deletedAlong.ts';
import { KINDS } from '../../../src/catalog/index.ts';
import type { Kind } from '../../../src/catalog/model/kind.ts';

/** The folder of each service's client. */
const CLIENTS = { ec2: 'client-ec2', lightsail: 'client-lightsail', directconnect: 'client-direct-connect' } as const;

/** Matches a sentence about something else that is deleted too. */
const ALSO = new RegExp(
  [
    String.raw`\b(?:also|automatically|eventually|asynchronously|optionally)\b.*\b(?:delet|remov|terminat)`,
    String.raw`\b(?:delet|remov|terminat)\w*\b.*\b(?:also|automatically|eventually|asynchronously)\b`,
    String.raw`\b(?:delete|remove|terminate)s? (?:all|any|its|the default)\b`,
    String.raw`\bdeletes?\b.*\band all\b|\bwe delete\b|\bclean up\b`,
  ].join('|'),
  'i',
);

/** Matches a sentence about something that AWS demands, forbids or does not delete. */
const DEMAND = /\b(?:you must|must first|you can(?:no|')t|you cannot|before deleting|before you|does not delete)\b/i;

/** Returns the sentences about something else that is deleted too, from AWS's description of an operation in the SDK. */
function alsoDeleted({ service, action }: Kind): readonly string[] {
  const client = `node_modules/@aws-sdk/${CLIENTS[service]}/dist-types/commands`;
  const source = readFileSync(path.join(ROOT, client, `${action.operation}Command.d.ts`), 'utf8');
  const documentation = source.match(/\/\*\*[^]*?\*\//g)?.find((comment) => comment.includes('@example'));
  assert.ok(documentation, action.operation);
  const [description = ''] = documentation.split('@example');
  const text = description.replaceAll(/^\s*\*\s?|<[^>]+>/gm, ' ').replaceAll(/\s+/g, ' ');
  return text.split(/(?<=[.!])\s+/).filter((sentence) => ALSO.test(sentence) && !DEMAND.test(sentence));
}

/** The resource types that these sentences name, by operation, or the reason why they are not in the catalog. */
const NAMED: Readonly<Record<string, readonly string[] | string>> = {
  TerminateInstances: ['ec2.volume', 'ec2.networkInterface'],
  DeleteLaunchTemplate: ['ec2.launchTemplateVersion'],
  DeleteLaunchTemplateVersions: 'the sentence is about DeleteLaunchTemplate',
  DeregisterImage: ['ec2.snapshot'],
  DisableFastLaunch: ['ec2.snapshot'],
  DeleteVpc: ['ec2.securityGroup', 'ec2.networkAcl', 'ec2.routeTable', 'ec2.flowLog'],
  // The routes of gateway endpoints are no resources of their own: DeleteRoute does not delete them.
  DeleteVpcEndpoints: ['ec2.networkInterface'],
  DisassociateClientVpnTargetNetwork: 'its routes cannot be deleted by themselves, and connections are not resources',
  DeleteClientVpnRoute: 'the sentence is about DisassociateClientVpnTargetNetwork',
  DeleteIpam: 'monitored data is no resource; what Cascade deletes is in the table',
  DeleteFleets: ['ec2.instance'],
  CancelSpotFleetRequests: ['ec2.instance'],
  CancelConversionTask: ['ec2.instance', 'ec2.volume'],
  CancelExportTask: 'objects of Amazon S3',
  DeleteApplicationStatusCheck: ['ec2.applicationStatusCheckAssociation'],
  DeleteMetricCategory: 'EC2 has no list of the instances of a metric category',
  DeleteLoadBalancer: ['lightsail.loadBalancerTlsCertificate'],
  DeleteDomain: ['lightsail.domainEntry'],
};

/** Matches members of requests that make AWS delete more or ignore a dependency. */
const FORCE = /^(?:force|cascade)|^(?:terminateInstances|deleteAssociatedSnapshots)$/i;

/** Matching members that delete nothing else. */
const FORCED_ALONE: Readonly<Record<string, string>> = {
  'ec2.networkInterfacePermission.force': 'deletes the permission alone, though the interface is attached',
  'lightsail.loadBalancerTlsCertificate.force': 'deletes the certificate alone, though it is in use',
};

describe('resources that AWS documents as deleted along', () => {
  it('are in the table of their operation', () => {
    const found = new Map(
      KINDS.flatMap((kind) => (alsoDeleted(kind).length > 0 ? [[kind.action.operation, kind]] : [])),
    );
    assert.deepEqual([...found.keys()].sort(), Object.keys(NAMED).sort());
    for (const [operation, types] of Object.entries(NAMED)) {
      if (typeof types === 'string') continue;
      const along = KINDS.filter(({ action }) => action.operation === operation).flatMap(
        ({ id }) => DELETED_ALONG[id] ?? [],
      );
      for (const type of types)
        assert.ok(
          along.some(({ kind }) => kind === type),
          `${operation}: ${type}`,
        );
    }
  });

  it('are in the table for every request with a member that forces or cascades a deletion', () => {
    const forced = KINDS.filter(({ action }) =>
      Object.entries(action.input).some(
        ([member, from]) => FORCE.test(member) && typeof from === 'object' && 'value' in from && from.value === true,
      ),
    ).map(({ id }) => id);
    assert.ok(forced.length > 5);
    assert.deepEqual(
      forced.filter((id) => !(id in DELETED_ALONG) && !(id in FORCED_ALONE)),
      [],
    );
  });
});
