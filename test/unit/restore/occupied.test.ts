import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { AwsClient, AwsResponse } from '../../../src/aws/client/sdkClient.ts';
import { KINDS } from '../../../src/catalog/index.ts';
import type { Structure } from '../../../src/catalog/model/structure.ts';
import { createRestorePlan } from '../../../src/deletion/restore/restorePlan.ts';
import { listKind } from '../../../src/inventory/listing/listKind.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import { Restores } from './support/restoreHarness.ts';
import { useRestoreWorld } from './support/restoreWorld.ts';

/** The types of which AWS may replace another resource when one is restored. */
const EXCLUSIVE = KINDS.filter(({ restorability }) => restorability.restore?.exclusiveBy !== undefined);

/** Returns a structure with other texts in the place of some. */
function replaced(output: Structure, texts: ReadonlyMap<string, string>): Structure {
  return JSON.parse(JSON.stringify(output), (_, value: unknown) =>
    typeof value === 'string' ? (texts.get(value) ?? value) : value,
  ) as Structure;
}

/** Responds to reads as AWS did while the resource existed, with other texts, and keeps the restore requests. */
class ReplacingClient implements Pick<AwsClient, 'call'> {
  readonly sent: string[] = [];
  readonly #client: AwsClient;
  readonly #reads = new Map<string, AwsResponse>();
  #texts: ReadonlyMap<string, string> | undefined;

  constructor(client: AwsClient) {
    this.#client = client;
  }

  async remember({ kind, target }: Resource, texts: ReadonlyMap<string, string>): Promise<void> {
    await listKind(this, kind, target);
    this.#texts = texts;
  }

  async call(...args: Parameters<AwsClient['call']>): Promise<AwsResponse> {
    const [, , operation] = args;
    const known = this.#reads.get(operation);
    if (this.#texts && known) return { ...known, output: replaced(known.output, this.#texts) };
    if (this.#texts && !/^(Describe|Get|List)/.test(operation)) this.sent.push(operation);
    const response = await this.#client.call(...args);
    if (!this.#texts) this.#reads.set(operation, response);
    return response;
  }
}

describe('a restore with another resource in the place of the deleted one', () => {
  const shared = useRestoreWorld();

  const restoreWith = async (kind: string, texts: (was: Resource) => readonly (readonly [string, string])[]) => {
    const [was] = await shared.world.list(kind);
    assert.ok(was);
    const client = new ReplacingClient(shared.world.client);
    await client.remember(was, new Map(texts(was)));
    const { restorer } = new Restores(shared.world, { client });
    const outcome = await restorer.execute(createRestorePlan(was));
    return { outcome, sent: client.sent, was };
  };

  for (const { id, restorability } of EXCLUSIVE) {
    it(`sends nothing: ${id}`, async () => {
      const { outcome, sent } = await restoreWith(id, (was) => [[was.id, 'other']]);
      assert.equal(outcome.kind, 'failed');
      assert.match(outcome.reason ?? '', /^Nothing was sent: other is in its place now/);
      assert.equal(outcome.resource, undefined);
      assert.deepEqual(sent, []);
    });

    const { restore } = restorability;
    const [path] = restore?.exclusiveBy ?? [];
    if (path === undefined) continue;
    it(`sends its request when the other one has another place: ${id}`, async () => {
      const { sent } = await restoreWith(id, (was) => [
        [was.id, 'other'],
        [String(was.entry.item[path]), 'elsewhere'],
      ]);
      assert.deepEqual(sent, [restore?.operation]);
    });
  }

  for (const [id, path] of [
    ['directconnect.lagMembership', 'lagId'],
    ['ec2.addressAssociation', 'NetworkInterfaceId'],
    ['lightsail.staticIpAttachment', 'attachedTo'],
    ['lightsail.diskAttachment', 'attachedTo'],
  ] as const) {
    it(`sends nothing when it was connected with another resource meanwhile: ${id}`, async () => {
      const { outcome, sent } = await restoreWith(id, ({ entry: { item } }) => [[String(item[path]), 'elsewhere']]);
      assert.equal(outcome.kind, 'alreadyPresent');
      assert.deepEqual(sent, []);
    });
  }

  it('does not take an address from another resource', async () => {
    const [was] = await shared.world.list('ec2.addressAssociation');
    assert.ok(was);
    assert.equal(createRestorePlan(was).input['AllowReassociation'], false);
  });
});
