import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request that reached one of the servers. */
export interface ReceivedCall {
  /** The name of the server that it reached. */
  readonly at: string;
  readonly service: string;
  readonly operation: string;
  /** The access key and the Region of the signature; empty for a request that is not signed. */
  readonly key: string;
  readonly region: string;
  readonly input: Readonly<Record<string, string>>;
  readonly headers: IncomingMessage['headers'];
}

/** An error response instead of the usual response. */
export interface Fault {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** The member `error` of a JSON response. Default: the code. */
  readonly reason?: string;
}

interface Caller {
  readonly account: string;
  readonly arn: string;
}

/**
 * Fakes the services behind credentials (STS, the SSO portal, SSO OIDC, sign-in, a container's credentials) at several
 * addresses, so that a test can check which address received a request.
 */
export class FakeAws {
  readonly calls: ReceivedCall[] = [];
  /** Error responses by operation. */
  readonly faults = new Map<string, Fault>();
  /** The callers by access key. */
  readonly callers = new Map<string, Caller>();
  /** The lifetime of temporary credentials in seconds. */
  lifetime = 3600;
  /** Responses wait for it. */
  hold: Promise<void> = Promise.resolve();
  readonly #servers = new Map<string, Server>();
  #count = 0;

  /** Starts one server for each name. */
  static async start(...names: readonly string[]): Promise<FakeAws> {
    const fake = new FakeAws();
    await Promise.all(names.map((name) => fake.#listen(name)));
    return fake;
  }

  /** Returns the URL of a server. */
  url(name: string): string {
    const address = this.#servers.get(name)?.address() as AddressInfo | undefined;
    if (address === undefined) throw new Error(`There is no server ${name}.`);
    return `http://127.0.0.1:${address.port}`;
  }

  /** Adds an access key. */
  addKey(key: string, account: string, arn = `arn:aws:iam::${account}:user/${key}`): void {
    this.callers.set(key, { account, arn });
  }

  /** Returns one line for each request: `server service.Operation key region`. */
  lines(): string[] {
    return this.calls.map(({ at, service, operation, key, region }) =>
      `${at} ${service}.${operation} ${key} ${region}`.trim(),
    );
  }

  /** Clears the requests and the faults. */
  reset(): void {
    this.calls.length = 0;
    this.faults.clear();
    this.lifetime = 3600;
    this.hold = Promise.resolve();
  }

  async close(): Promise<void> {
    await Promise.all(
      [...this.#servers.values()].map(
        (server) =>
          new Promise<void>((done) => {
            server.closeAllConnections();
            server.close(() => {
              done();
            });
          }),
      ),
    );
  }

  async #listen(name: string): Promise<void> {
    const server = createServer((request, response) => {
      void this.#respond(name, request, response);
    });
    this.#servers.set(name, server);
    await new Promise<void>((done) => {
      server.listen(0, '127.0.0.1', done);
    });
  }

  async #respond(at: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const { service, operation, input } = read(request, body);
    const [, key = '', region = ''] =
      /Credential=([^/]+)\/\d+\/([^/]+)\//.exec(request.headers.authorization ?? '') ?? [];
    this.calls.push({ at, service, operation, key, region, input, headers: request.headers });
    await this.hold;
    const fault = this.faults.get(operation);
    if (service === 'sts') this.#respondXml(response, operation, input, key, fault);
    else this.#respondJson(response, operation, input, fault);
  }

  #respondXml(
    response: ServerResponse,
    operation: string,
    input: Readonly<Record<string, string>>,
    key: string,
    fault: Fault | undefined,
  ): void {
    const client = this.callers.get(key);
    const problem = fault ?? (client || operation.endsWith('WebIdentity') ? undefined : UNKNOWN_KEY);
    response.statusCode = problem?.status ?? 200;
    response.setHeader('content-type', 'text/xml');
    if (problem) {
      const { code, message } = problem;
      response.end(
        `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
      );
      return;
    }
    const result =
      operation === 'GetCallerIdentity'
        ? `<Arn>${client?.arn ?? ''}</Arn><UserId>U</UserId><Account>${client?.account ?? ''}</Account>`
        : this.#assumed(input);
    response.end(`<${operation}Response><${operation}Result>${result}</${operation}Result></${operation}Response>`);
  }

  #assumed(input: Readonly<Record<string, string>>): string {
    const arn = input['RoleArn'] ?? '';
    const role = arn.split('/').at(-1) ?? '';
    const [, partition = '', , , account = ''] = arn.split(':');
    const key = this.newKey(role);
    const session = `arn:${partition}:sts::${account}:assumed-role/${role}/${input['RoleSessionName'] ?? ''}`;
    this.addKey(key, account, session);
    const { secret, token, expires } = this.#secrets(key);
    return (
      `<AssumedRoleUser><Arn>${session}</Arn><AssumedRoleId>A</AssumedRoleId></AssumedRoleUser><Credentials>` +
      `<AccessKeyId>${key}</AccessKeyId><SecretAccessKey>${secret}</SecretAccessKey><SessionToken>${token}</SessionToken>` +
      `<Expiration>${expires.toISOString()}</Expiration></Credentials>`
    );
  }

  #respondJson(
    response: ServerResponse,
    operation: string,
    input: Readonly<Record<string, string>>,
    fault: Fault | undefined,
  ): void {
    response.setHeader('content-type', 'application/json');
    response.statusCode = fault?.status ?? 200;
    if (fault) response.setHeader('x-amzn-errortype', fault.code);
    response.end(
      JSON.stringify(
        fault ? { message: fault.message, error: fault.reason ?? fault.code } : this.#json(operation, input),
      ),
    );
  }

  #json(operation: string, input: Readonly<Record<string, string>>): object {
    const key = this.newKey(input['role_name'] ?? operation);
    const account = input['account_id'] ?? '999900001111';
    this.addKey(key, account, `arn:aws:sts::${account}:assumed-role/${input['role_name'] ?? 'machine'}/someone`);
    const { secret, token, expires } = this.#secrets(key);
    switch (operation) {
      case 'GetRoleCredentials':
        return {
          roleCredentials: {
            accessKeyId: key,
            secretAccessKey: secret,
            sessionToken: token,
            expiration: expires.getTime(),
          },
        };
      case 'CreateToken':
        return {
          accessToken: 'secret-renewed-access-token',
          expiresIn: 3600,
          refreshToken: 'secret-renewed-refresh-token',
        };
      case 'CreateOAuth2Token':
        return {
          accessToken: { accessKeyId: key, secretAccessKey: secret, sessionToken: token },
          tokenType: 'aws_sigv4',
          expiresIn: 900,
          refreshToken: 'secret-refresh',
        };
      default:
        return { AccessKeyId: key, SecretAccessKey: secret, Token: token, Expiration: expires.toISOString() };
    }
  }

  /** Returns new credentials, whose access key begins with the name. */
  newKey(role: string): string {
    this.#count += 1;
    return `ASIA.${role}.${this.#count}`;
  }

  #secrets(key: string): { secret: string; token: string; expires: Date } {
    return {
      secret: `secret-${key}`,
      token: `secret-token-${key}`,
      expires: new Date(Date.now() + this.lifetime * 1000),
    };
  }
}

const UNKNOWN_KEY: Fault = {
  status: 403,
  code: 'InvalidClientTokenId',
  message: 'The security token included in the request is invalid.',
};

function read(request: IncomingMessage, body: string): Pick<ReceivedCall, 'service' | 'operation' | 'input'> {
  const url = new URL(request.url ?? '', 'http://localhost');
  const query = Object.fromEntries(url.searchParams);
  if (body.startsWith('Action=') || body.includes('&Action=')) {
    const input = Object.fromEntries(new URLSearchParams(body));
    return { service: 'sts', operation: input['Action'] ?? '', input };
  }
  if (url.pathname === '/federation/credentials')
    return { service: 'sso', operation: 'GetRoleCredentials', input: query };
  if (url.pathname === '/token') {
    return { service: 'sso-oidc', operation: 'CreateToken', input: JSON.parse(body) as Record<string, string> };
  }
  if (url.pathname === '/v1/token') {
    return { service: 'signin', operation: 'CreateOAuth2Token', input: JSON.parse(body) as Record<string, string> };
  }
  return { service: 'container', operation: 'credentials', input: query };
}
