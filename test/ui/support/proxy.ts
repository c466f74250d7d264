import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Duplex } from 'node:stream';

/** A host that no name server resolves. Only a proxy reaches it. */
export const FAR_HOST = 'aws.teardown.invalid';

/** An HTTPS server with a certificate of its own authority, reached through a proxy only; it stands before a sandbox. */
export interface FarAway {
  readonly proxy: string;
  /** The file of the authority that signed its certificate. */
  readonly authority: string;
  /** The hosts that the proxy was asked for. */
  readonly asked: string[];
  /** Where requests go from there. */
  sandbox: string;
  close(): void;
}

/** Starts both. */
export async function startFarAway(): Promise<FarAway> {
  const folder = mkdtempSync(path.join(tmpdir(), 'td-tls-'));
  const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=Teardown test', '-addext', `subjectAltName=DNS:${FAR_HOST}`, '-days', '2'];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, ...subject], {
    stdio: 'ignore',
  });
  const asked: string[] = [];
  const far = { asked, authority: cert, sandbox: '' };
  const pass = (request: IncomingMessage, response: ServerResponse): void => {
    const { hostname, port } = new URL(far.sandbox);
    const { method, headers } = request;
    const options = { hostname, port, path: request.url, method, headers };
    const onward = httpRequest(options, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  };
  const tls = createTlsServer({ key: readFileSync(key), cert: readFileSync(cert) }, pass);
  const tlsPort = await listen(tls);
  const proxy = createServer((_, response) => response.writeHead(501).end());
  proxy.on('connect', ({ url = '' }: IncomingMessage, client: Duplex) => {
    asked.push(url);
    const server = connect(tlsPort, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      server.pipe(client).pipe(server);
    });
    for (const end of [client, server]) end.on('error', () => end.destroy());
  });
  const proxyPort = await listen(proxy);
  return Object.assign(far, {
    proxy: `http://127.0.0.1:${proxyPort}`,
    close() {
      for (const server of [tls, proxy]) {
        server.closeAllConnections();
        server.close();
      }
      rmSync(folder, { recursive: true, force: true });
    },
  });
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return (server.address() as AddressInfo).port;
}
