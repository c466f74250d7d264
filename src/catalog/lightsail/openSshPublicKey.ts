import type { RestorePrompt } from '../model/restore.ts';

/** The only key type that Lightsail documents for an import. */
const TYPE = 'ssh-rsa';

/** Returns the type's name, with which the blob of an OpenSSH public key begins, after its length in four bytes (RFC 4253, 6.6). */
function typeInside(blob: Buffer): string | undefined {
  if (blob.length < 4) return undefined;
  const length = blob.readUInt32BE(0);
  return length > 64 || blob.length <= 4 + length ? undefined : blob.toString('latin1', 4, 4 + length);
}

/** Returns whether a blob consists of whole fields, each after its length in four bytes: nothing was cut off in copying. */
function isWhole(blob: Buffer): boolean {
  let at = 0;
  while (at + 4 <= blob.length) at += 4 + blob.readUInt32BE(at);
  return at === blob.length;
}

/** Returns the parts of one line as `ssh-keygen` writes it: `ssh-rsa AAAA… comment`. */
function partsOf(answer: string): { readonly type: string; readonly blob: string } {
  const [type = '', blob = ''] = answer.trim().split(/[ \t]+/);
  return { type, blob };
}

/**
 * Returns what is wrong with a text as the public key of an RSA pair in OpenSSH's format: a sentence, or undefined for a valid key.
 */
function problemOf(answer: string): string | undefined {
  if (answer.includes('PRIVATE KEY'))
    return 'That is a private key. Keep it secret. The file of the public key ends in .pub.';
  if (/-----BEGIN|---- BEGIN/.test(answer)) return 'Provide it in OpenSSH format. ssh-keygen -y -f KEY prints it.';
  if (answer.trim() === '') return 'Provide the public key.';
  if (/[\r\n]/.test(answer.trim())) return 'It must be one line.';
  const { type, blob } = partsOf(answer);
  if (type !== TYPE) {
    return /^(ssh|ecdsa|sk)-/.test(type)
      ? `Lightsail imports keys of the type ${TYPE}; this one is of another type.`
      : `It must begin with ${TYPE}.`;
  }
  // Buffer decodes base64 leniently, so the decoded bytes must encode to the same text.
  const bytes = Buffer.from(blob, 'base64');
  const exact = bytes.toString('base64').replace(/=+$/, '') === blob.replace(/=+$/, '');
  if (!exact || typeInside(bytes) !== TYPE || !isWhole(bytes)) return 'The key is damaged or not complete.';
  return undefined;
}

/**
 * The public key of a pair, which `ImportKeyPair` takes as OpenSSH writes it, not encoded once more
 * (https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_ImportKeyPair.html
 * documents "base64-encoded", but Lightsail rejects a key that is encoded again: https://github.com/aws/aws-cli/issues/6020).
 * Its comment, often a name and a machine, is not sent.
 */
export const PUBLIC_KEY: RestorePrompt = {
  id: 'publicKey',
  label: 'Public key',
  prompt: `The pair's public key, one line that begins with ${TYPE}, as in a .pub file or in ~/.ssh/authorized_keys of an instance.`,
  validate: problemOf,
  value(answer) {
    const { type, blob } = partsOf(answer);
    return `${type} ${blob}`;
  },
};
