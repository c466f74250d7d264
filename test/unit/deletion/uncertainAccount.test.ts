import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { resolveReach } from '../../../src/aws/client/endpoints.ts';
import { readSharedConfig } from '../../../src/aws/config/sharedConfig.ts';
import type { Target } from '../../../src/aws/identity/target.ts';
import type { Structure } from '../../../src/catalog/model/structure.ts';
import { confirmationDialog } from '../../../src/deletion/presentation/confirmationText.ts';
import { endpointCautionsOf } from '../../../src/deletion/presentation/placeLines.ts';
import { typedConfirmationFor } from '../../../src/deletion/presentation/typedConfirmation.ts';
import type { PlanItem } from '../../../src/deletion/planning/plan.ts';
import { resourceFrom } from '../../../src/inventory/resource.ts';
import { Machine } from '../aws/support/machine.ts';
import { targetOf } from '../scripts/support.ts';
import { kindOf } from '../support/testEnvironment.ts';

/** The second and the third have the same host and different paths. */
const SERVERS = [undefined, 'https://one.example', 'https://one.example/b'] as const;
type Server = (typeof SERVERS)[number];

const UNCERTAIN = 'may reach another account';

/** Each service with its name in the environment and in a services section, and a resource without a severe finding. */
const SERVICES = [
  { name: 'EC2', section: 'ec2', kind: 'ec2.vpc', item: { VpcId: 'vpc-1', State: 'available' } },
  { name: 'LIGHTSAIL', section: 'lightsail', kind: 'lightsail.keyPair', item: { name: 'key' } },
  {
    name: 'DIRECT_CONNECT',
    section: 'direct_connect',
    kind: 'directconnect.lag',
    item: { lagId: 'dxlag-1', lagName: 'lag', lagState: 'available' },
  },
] as const;

/** Returns all tuples of servers of a length. */
function tuples(length: number): readonly (readonly Server[])[] {
  return length === 0 ? [[]] : tuples(length - 1).flatMap((rest) => SERVERS.map((server) => [server, ...rest]));
}

/** Returns a plan item without findings. */
function itemOf(kind: string, item: Structure, target: Target): PlanItem {
  const resource = resourceFrom(kindOf(kind), target, { item, extra: undefined, source: 0 });
  assert.ok(resource);
  return { resource, operation: resource.kind.action.operation, input: {}, evidence: [] };
}

describe('an account is uncertain', function () {
  this.timeout(60_000);
  let machine: Machine;
  beforeEach(() => {
    machine = new Machine();
  });
  afterEach(() => {
    machine.dispose();
  });

  const setting = (name: string, value: Server) => (value === undefined ? '' : `${name} = ${value}\n`);

  for (const { name, section, kind, item } of SERVICES) {
    it(`exactly when the service and STS have different servers: ${name}`, async () => {
      const source = { kind: 'profile', name: 'dev' } as const;
      let uncertain = 0;
      for (const ignoredBy of ['nothing', 'profile', 'environment', 'profile, not environment'] as const) {
        const ignores = ignoredBy.startsWith('profile') ? 'ignore_configured_endpoint_urls = true\n' : '';
        const flag = {
          environment: 'true',
          'profile, not environment': 'false',
          nothing: undefined,
          profile: undefined,
        };
        for (const [ofProfile, sectionOwn, sectionSts] of tuples(3)) {
          machine.config(
            `[profile dev]\nservices = local\n${ignores}${setting('endpoint_url', ofProfile)}` +
              `[services local]\n${section} =\n  x = y\n${setting('  endpoint_url', sectionOwn)}` +
              `sts =\n  x = y\n${setting('  endpoint_url', sectionSts)}`,
          );
          const shared = await readSharedConfig(machine.files);
          for (const [all, own, sts] of tuples(3)) {
            const env = {
              AWS_ENDPOINT_URL: all,
              [`AWS_ENDPOINT_URL_${name}`]: own,
              AWS_ENDPOINT_URL_STS: sts,
              AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: flag[ignoredBy],
            };
            const isIgnored = ignoredBy === 'profile' || ignoredBy === 'environment';
            // https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html, "Order of precedence".
            const ownServer = isIgnored ? undefined : (own ?? all ?? sectionOwn ?? ofProfile);
            const stsServer = isIgnored ? undefined : (sts ?? all ?? sectionSts ?? ofProfile);
            const target = { ...targetOf(), ...resolveReach(source, shared, env) };
            const planned = itemOf(kind, item, target);
            const warns = endpointCautionsOf([planned]).some((line) => line.includes(UNCERTAIN));
            const where = JSON.stringify({ env, ignoredBy, ofProfile, sectionOwn, sectionSts });
            assert.equal(warns, ownServer !== stsServer, where);
            if (warns) {
              uncertain++;
              assert.ok(typedConfirmationFor([planned], 'byRisk'), where);
            }
          }
        }
      }
      assert.ok(uncertain > 100, String(uncertain));
    });
  }

  it('according to the dialog, which then requires typing', () => {
    const at = (sts: string, ec2: string) => {
      const target = { ...targetOf(), endpoints: { sts, ec2 } };
      const items = [itemOf('ec2.vpc', { VpcId: 'vpc-1', State: 'available' }, target)];
      return {
        warns: confirmationDialog(items, 0).detail.includes(UNCERTAIN),
        isTyped: typedConfirmationFor(items, 'byRisk') !== undefined,
      };
    };
    assert.deepEqual(at('https://one.example', 'https://two.example'), { warns: true, isTyped: true });
    assert.deepEqual(at('http://one.example', 'https://one.example'), { warns: true, isTyped: true });
    assert.deepEqual(at('https://one.example:8443', 'https://one.example'), { warns: true, isTyped: true });
    assert.deepEqual(at('http://h/b', 'http://h/a'), { warns: true, isTyped: true });
    assert.deepEqual(at('http://h/', 'http://h/a'), { warns: true, isTyped: true });
    assert.deepEqual(at('http://h?to=b', 'http://h?to=a'), { warns: true, isTyped: true });
    assert.deepEqual(at('http://h/a', 'http://h/a/'), { warns: false, isTyped: false });
    assert.deepEqual(at('https://one.example', 'https://one.example/'), { warns: false, isTyped: false });
  });
});
