import assert from 'node:assert/strict';
import { GetBucketsCommand } from '@aws-sdk/client-lightsail';
import { DescribeConnectionsCommand } from '@aws-sdk/client-direct-connect';
import {
  DeleteRouteServerPeerCommand,
  DescribeRegionsCommand,
  DescribeSpotPriceHistoryCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  DecodeAuthorizationMessageCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { MFA_CODE, WEB_IDENTITY_TOKEN } from '../../../sandbox/services/sts.ts';
import { failure, first, useSandbox } from './support.ts';

describe("the sandbox's authorization", () => {
  const bench = useSandbox();

  it('identifies the account and the user by the access key id', async () => {
    const dev = await bench.sts('dev').send(new GetCallerIdentityCommand());
    assert.equal(dev.Account, '111122223333');
    assert.equal(dev.Arn, 'arn:aws:iam::111122223333:user/alice');
    const prod = await bench.sts('prod').send(new GetCallerIdentityCommand());
    assert.equal(prod.Account, '444455556666');
  });

  it('logs the service, the operation, the account and the Region of every request', async () => {
    await bench.sts('prod').send(new GetCallerIdentityCommand());
    await bench.lightsail('dev', 'us-east-1').send(new GetBucketsCommand());
    await bench.directConnect('prod', 'eu-west-1').send(new DescribeConnectionsCommand());
    const log = await bench.control.requests();
    assert.deepEqual(
      log.map(({ service, operation, accountId, region }) => [service, operation, accountId, region]),
      [
        ['sts', 'GetCallerIdentity', '444455556666', 'us-east-1'],
        ['lightsail', 'GetBuckets', '111122223333', 'us-east-1'],
        ['directconnect', 'DescribeConnections', '444455556666', 'eu-west-1'],
      ],
    );
    const { host, userAgent, attempt, requestId, status } = first(log);
    assert.equal(`http://${host}`, bench.running.endpoint);
    assert.match(userAgent, /^aws-sdk-js\//);
    assert.deepEqual([attempt, status], [1, 200]);
    assert.match(requestId, /^[0-9a-f-]{36}$/);
  });

  it('rejects unknown keys with the code of each service', async () => {
    const credentials = { accessKeyId: 'AKIANOBODYKNOWSTHIS1', secretAccessKey: 'x' };
    const config = { ...bench.config(), credentials };
    const ec2 = await failure(new EC2Client(config).send(new DescribeRegionsCommand()));
    assert.deepEqual([ec2.name, ec2.$metadata.httpStatusCode], ['AuthFailure', 401]);
    const sts = await failure(new STSClient(config).send(new GetCallerIdentityCommand()));
    assert.equal(sts.name, 'InvalidClientTokenId');
    const lightsail = bench.lightsail();
    lightsail.config.credentials = () => Promise.resolve(credentials);
    assert.equal((await failure(lightsail.send(new GetBucketsCommand()))).name, 'UnrecognizedClientException');
    assert.equal((await bench.control.requests()).at(-1)?.accountId, null);
  });

  it('rejects an expired session with the code of each service', async () => {
    assert.equal((await failure(bench.ec2('expired').send(new DescribeRegionsCommand()))).name, 'RequestExpired');
    assert.equal((await failure(bench.sts('expired').send(new GetCallerIdentityCommand()))).name, 'ExpiredToken');
    const error = await failure(bench.lightsail('expired').send(new GetBucketsCommand()));
    assert.equal(error.name, 'ExpiredTokenException');
  });

  it('requires the session token of a session', async () => {
    const config = bench.config('session');
    await new STSClient(config).send(new GetCallerIdentityCommand());
    const { accessKeyId, secretAccessKey } = config.credentials;
    const bare = new STSClient({ ...config, credentials: { accessKeyId, secretAccessKey } });
    assert.equal((await failure(bare.send(new GetCallerIdentityCommand()))).name, 'InvalidClientTokenId');
  });

  it('closes the connection if a service does not exist in the Region', async () => {
    const error = await failure(bench.lightsail('dev', 'eu-central-2').send(new GetBucketsCommand()));
    assert.match(error.message, /hang up|ECONNRESET/);
    const logged = first(await bench.control.requests());
    assert.deepEqual([logged.region, logged.ending, logged.status], ['eu-central-2', 'reset', null]);
    await failure(bench.ec2('dev', 'mars-north-1').send(new DescribeRegionsCommand()));
  });

  it('returns an error for operations without a handler', async () => {
    const error = await failure(bench.ec2().send(new DescribeSpotPriceHistoryCommand()));
    assert.equal(error.name, 'UnsupportedOperation');
    assert.match(error.message, /DescribeSpotPriceHistory/);
    assert.equal(first(await bench.control.requests()).handled, false);
  });

  it('denies actions of the deny list, with a message that STS decodes', async () => {
    const command = new DeleteRouteServerPeerCommand({ RouteServerPeerId: 'rsp-1' });
    const error = await failure(bench.ec2('auditor').send(command));
    assert.deepEqual([error.name, error.$metadata.httpStatusCode], ['UnauthorizedOperation', 403]);
    const [, encoded = ''] = error.message.split('Encoded authorization failure message: ');
    const sts = bench.sts('auditor');
    const { DecodedMessage: decoded = '' } = await sts.send(
      new DecodeAuthorizationMessageCommand({ EncodedMessage: encoded }),
    );
    const { context } = JSON.parse(decoded) as { context: { action: string; principal: { arn: string } } };
    assert.equal(context.action, 'ec2:DeleteRouteServerPeer');
    assert.equal(context.principal.arn, 'arn:aws:iam::111122223333:user/auditor');
  });

  it('assumes roles with sessions that expire, and demands MFA where it is required', async () => {
    const RoleArn = 'arn:aws:iam::444455556666:role/Deployer';
    const sts = bench.sts('dev');
    const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'me' }));
    assert.ok(Credentials?.AccessKeyId && Credentials.SecretAccessKey && Credentials.SessionToken);
    const credentials = {
      accessKeyId: Credentials.AccessKeyId,
      secretAccessKey: Credentials.SecretAccessKey,
      sessionToken: Credentials.SessionToken,
    };
    const assumed = new STSClient({ ...bench.config(), credentials });
    const { Arn } = await assumed.send(new GetCallerIdentityCommand());
    assert.equal(Arn, 'arn:aws:sts::444455556666:assumed-role/Deployer/me');
    await bench.control.advanceClock(3_601_000);
    assert.equal((await failure(assumed.send(new GetCallerIdentityCommand()))).name, 'ExpiredToken');

    const admin = { RoleArn: 'arn:aws:iam::444455556666:role/Admin', RoleSessionName: 'me' };
    assert.equal((await failure(sts.send(new AssumeRoleCommand(admin)))).name, 'AccessDenied');
    const SerialNumber = 'arn:aws:iam::111122223333:mfa/alice';
    const wrong = await failure(sts.send(new AssumeRoleCommand({ ...admin, SerialNumber, TokenCode: '000000' })));
    assert.match(wrong.message, /MultiFactorAuthentication failed/);
    await sts.send(new AssumeRoleCommand({ ...admin, SerialNumber, TokenCode: MFA_CODE }));
  });

  it('accepts web identities without a signature, and creates session tokens', async () => {
    const { AssumedRoleUser } = await bench.sts().send(
      new AssumeRoleWithWebIdentityCommand({
        RoleArn: 'arn:aws:iam::111122223333:role/Developer',
        RoleSessionName: 'ci',
        WebIdentityToken: WEB_IDENTITY_TOKEN,
      }),
    );
    assert.equal(AssumedRoleUser?.Arn, 'arn:aws:sts::111122223333:assumed-role/Developer/ci');
    assert.equal(first(await bench.control.requests()).accessKeyId, null);
    const { Credentials } = await bench.sts().send(new GetSessionTokenCommand());
    assert.match(Credentials?.AccessKeyId ?? '', /^ASIA[A-Z2-7]{16}$/);
  });

  it('lists only enabled Regions, unless all are requested', async () => {
    const { Regions } = await bench.ec2().send(new DescribeRegionsCommand());
    const names = (Regions ?? []).map((region) => region.RegionName);
    assert.ok(names.includes('eu-west-1'));
    assert.ok(!names.includes('eu-central-2'));
    const all = await bench.ec2().send(new DescribeRegionsCommand({ AllRegions: true }));
    assert.ok((all.Regions?.length ?? 0) > names.length);
  });

  it('responds to ListAccountAliases, GetRole and SimulatePrincipalPolicy of IAM', async () => {
    const { accessKeyId } = bench.config().credentials;
    const scope = `${accessKeyId}/20250101/us-east-1/iam/aws4_request`;
    const request = async (fields: Record<string, string>): Promise<string> => {
      const response = await fetch(bench.running.endpoint, {
        method: 'POST',
        headers: { authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0` },
        body: new URLSearchParams({ Version: '2010-05-08', ...fields }),
      });
      return response.text();
    };
    assert.match(await request({ Action: 'ListAccountAliases' }), /<member>example-dev<\/member>/);
    const arn = 'arn:aws:iam::111122223333:role/teams/network/NetworkAuditor';
    assert.ok((await request({ Action: 'GetRole', RoleName: 'NetworkAuditor' })).includes(`<Arn>${arn}</Arn>`));
    const decisions = await request({
      Action: 'SimulatePrincipalPolicy',
      PolicySourceArn: arn,
      'ActionNames.member.1': 'ec2:DeleteRouteServerPeer',
      'ActionNames.member.2': 'ec2:DescribeRouteServerPeers',
    });
    assert.deepEqual(
      [...decisions.matchAll(/<EvalDecision>(\w+)</g)].map(([, decision]) => decision),
      ['explicitDeny', 'allowed'],
    );
    assert.match(await request({ Action: 'GetRole', RoleName: 'Nobody' }), /<Code>NoSuchEntity<\/Code>/);
  });
});
