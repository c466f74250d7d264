import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import { iamPolicy } from '../../../src/catalog/iamPolicy.ts';
import type { Core } from '../../../src/core.ts';
import { creationOf, type LookedUpEvent } from '../../../src/inventory/creators/creationEvent.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import { DEV, kindOf, TestEnvironment } from '../support/testEnvironment.ts';

const UNENDING = new AbortController().signal;
const DAY_MS = 86_400_000;

describe('Look Up Creator', () => {
  let world: TestEnvironment;
  let core: Core;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());
  beforeEach(async () => {
    await world.reset();
    core = world.createCore();
  });

  const someResource = async (): Promise<Resource> => {
    const { resources } = await core.inventory.list(
      kindOf('ec2.routeServerPeer'),
      await world.target('dev', DEV.region),
    );
    const [resource] = resources;
    assert.ok(resource);
    return resource;
  };
  const lookups = () => world.requests({ operation: 'LookupEvents' });

  it('returns the caller, the tool and the time of the creation with one request, sent on demand', async () => {
    const resource = await someResource();
    assert.deepEqual(await lookups(), []);
    assert.equal(core.creators.known(resource), undefined);
    const creator = await core.creators.lookUp(resource, UNENDING);
    assert.ok(!('unknown' in creator), JSON.stringify(creator));
    assert.equal(creator.operation, 'CreateRouteServerPeer');
    assert.match(creator.user, /^(ada|grace)$/);
    assert.match(creator.tool ?? '', /Terraform|console/);
    const age = Date.now() - creator.at.getTime();
    assert.ok(age > 19 * DAY_MS && age < 20.5 * DAY_MS, `${age / DAY_MS} days`);
    assert.equal(await core.creators.lookUp(resource, UNENDING), creator);
    assert.equal(core.creators.known(resource), creator);
    const [request, ...others] = await lookups();
    assert.equal(others.length, 0, 'it is looked up once');
    assert.equal(request?.region, DEV.region);
  });

  it('returns "denied" without permission, and sends the request again later', async () => {
    const resource = await someResource();
    await world.control.addFault({ service: 'cloudtrail' }, { type: 'accessDenied' });
    assert.deepEqual(await core.creators.lookUp(resource, UNENDING), { unknown: 'denied' });
    await world.control.removeFaults();
    assert.ok('user' in (await core.creators.lookUp(resource, UNENDING)));
  });

  it('sends no request for a resource older than 90 days', async () => {
    const resource = { ...(await someResource()), created: new Date(Date.now() - 91 * DAY_MS) };
    assert.deepEqual(await core.creators.lookUp(resource, UNENDING), { unknown: 'tooOld' });
    assert.deepEqual(await lookups(), []);
  });

  it('has its own actions in the copied IAM policy', () => {
    const { Statement } = iamPolicy([kindOf('ec2.vpc')], 'creators');
    assert.deepEqual(
      Statement.map(({ Sid, Action }) => [Sid, Action]),
      [
        ['Read', ['ec2:DescribeVpcs']],
        ['LookUpCreators', ['cloudtrail:LookupEvents']],
      ],
    );
  });
});

describe('the creation among events', () => {
  const ec2 = (operation: string) => ({ service: 'ec2', operation }) as const;
  const event = (EventName: string, day: number, record: object = {}, rest: Partial<LookedUpEvent> = {}) => ({
    EventSource: 'ec2.amazonaws.com',
    EventName,
    EventTime: new Date(day * DAY_MS),
    ReadOnly: 'false',
    Username: 'ada',
    CloudTrailEvent: JSON.stringify(record),
    ...rest,
  });

  it('is the event of a create request that succeeded and was not read-only', () => {
    const events = [
      event('ModifyVolume', 9),
      event('CreateTags', 8),
      event('CreateVolume', 5, { userAgent: 'aws-cli/2.15' }),
      event('CreateVolume', 4, { errorCode: 'Client.VolumeLimitExceeded' }),
      event('CreateVolume', 3, {}, { ReadOnly: 'true' }),
      event('DescribeVolumes', 2),
    ];
    assert.deepEqual(creationOf(events, ec2('DeleteVolume'), undefined), {
      operation: 'CreateVolume',
      at: new Date(5 * DAY_MS),
      user: 'ada',
      tool: 'aws-cli/2.15',
    });
    assert.equal(creationOf(events, ec2('DeleteVolume'), new Date(7 * DAY_MS)), undefined, 'another one had its name');
    assert.ok(creationOf(events, ec2('DeleteVolume'), new Date(5.5 * DAY_MS)));
    assert.equal(
      creationOf([event('CreateSnapshot', 1), event('CreateTags', 1)], ec2('DeleteVolume'), undefined),
      undefined,
    );
    assert.ok(creationOf([event('CopyImage', 1)], ec2('DeregisterImage'), undefined));
  });

  it('is not the event of another service, nor of an earlier resource of the same name', () => {
    const deletes = { service: 'lightsail', operation: 'DeleteKeyPair' } as const;
    const elsewhere = event('CreateKeyPair', 5, {}, { Username: 'grace' });
    const own = (day: number, Username: string) =>
      event('CreateKeyPair', day, {}, { EventSource: 'lightsail.amazonaws.com', Username });
    const created = new Date(5.5 * DAY_MS);
    assert.equal(creationOf([elsewhere], deletes, created), undefined);
    assert.equal(creationOf([elsewhere, own(5.4, 'ada')], deletes, created)?.user, 'ada');
    assert.equal(creationOf([own(5.1, 'bob'), own(5.5, 'ada'), own(6, 'carol')], deletes, created)?.user, 'ada');
    assert.equal(creationOf([event('CreateKeyPair', 5, {}, { EventSource: undefined })], deletes, created), undefined);
  });

  it('has the role of a session, and the service that sent the request', () => {
    const userIdentity = {
      arn: 'arn:aws:sts::1:assumed-role/Developer/ada',
      invokedBy: 'cloudformation.amazonaws.com',
      sessionContext: { sessionIssuer: { arn: 'arn:aws:iam::1:role/Developer' } },
    };
    const found = creationOf(
      [event('RunInstances', 1, { userIdentity, userAgent: 'x' }, { Username: undefined })],
      ec2('TerminateInstances'),
      undefined,
    );
    assert.equal(found?.role, 'arn:aws:iam::1:role/Developer');
    assert.equal(found.tool, 'cloudformation.amazonaws.com');
    assert.equal(found.user, userIdentity.arn);
  });

  it('is returned also for malformed records', () => {
    for (const CloudTrailEvent of [undefined, '', 'null', '[]', '{', '7', '{"userIdentity":7}'])
      assert.equal(
        creationOf([event('CreateVolume', 1, {}, { CloudTrailEvent })], ec2('DeleteVolume'), undefined)?.operation,
        'CreateVolume',
      );
    assert.equal(
      creationOf([event('CreateVolume', 1, {}, { EventTime: new Date(Number.NaN) })], ec2('DeleteVolume'), undefined),
      undefined,
    );
    assert.equal(creationOf([{}], ec2('DeleteVolume'), undefined), undefined);
  });
});
