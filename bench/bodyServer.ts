import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';

/** Responds to every request with the file named on the command line. Prints its URL. */
const body = readFileSync(process.argv[2] ?? '');
const headers = { 'x-amzn-requestid': 'r-1', 'content-length': body.byteLength };
const server = createServer((request, response) => {
  request.resume();
  response.writeHead(200, headers).end(body);
});
server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
