// Checks the documents: links and anchors have targets, AWS's operations have the SDK's spelling, and the prose
// follows the style.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { docProseProblems } from '../lib/docProse.ts';
import { ROOT, CliError, main, print } from '../lib/run.mjs';

const SKIPPED = /^(node_modules|build|dist|\.git)$/;
const CLIENTS = ['ec2', 'lightsail', 'direct-connect', 'sts', 'iam', 'sso', 'sso-oidc', 'pricing', 'cloudtrail'];

/** Names that look like operations of these services and are not. */
const OTHERS: Readonly<Record<string, string>> = {
  CreateVolumePermission: 'a member of ModifySnapshotAttribute',
  ListCertificates: 'an operation of ACM',
  ListDelegatedAdministrators: 'an operation of AWS Organizations',
};

/** Matches what looks like the name of an operation: one of AWS's verbs before a capital letter. */
const OPERATION =
  /(?<![\w.])(?:Accept|Allocate|Associate|Assume|Attach|Authorize|Cancel|Close|Copy|Create|Decode|Delete|Deprovision|Deregister|Describe|Detach|Disable|Disassociate|Enable|Get|Import|List|Modify|Provision|Register|Reject|Release|Replace|Restore|Revoke|Run|Simulate|Terminate|Unassign|Unlock)[A-Z]\w+/g;

function documents(folder = ''): string[] {
  return readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.test(entry.name) ? [] : documents(name);
    return name.endsWith('.md') ? [name] : [];
  });
}

/** Returns all operations of the services that the extension uses. */
function operations(): ReadonlySet<string> {
  return new Set(
    CLIENTS.flatMap((client) =>
      readdirSync(path.join(ROOT, `node_modules/@aws-sdk/client-${client}/dist-types/commands`))
        .filter((file) => file.endsWith('Command.d.ts'))
        .map((file) => file.replace(/Command\.d\.ts$/, '')),
    ),
  );
}

/** Returns the text without blocks of code, where brackets are not links. */
const prose = (text: string) => text.replace(/^(`{3,})[\s\S]*?^\1$/gm, '').replace(/`[^`\n]*`/g, '');

/** Returns the anchors of a document, as GitHub and VS Code derive them from headings. */
function anchors(text: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const headings = text.replace(/^(`{3,})[\s\S]*?^\1$/gm, '').matchAll(/^#{1,6} +(.+?) *#*$/gm);
  return new Set(
    [...headings].map(([, heading = '']) => {
      const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
      const slug = plain.replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
      const count = seen.get(slug) ?? 0;
      seen.set(slug, count + 1);
      return count === 0 ? slug : `${slug}-${count}`;
    }),
  );
}

function brokenLinks(file: string, text: string): string[] {
  const links = /\]\(<?([^)>\s]+)>?(?: "[^"]*")?\)|<img src="([^"]+)"/g;
  const targets = [...prose(text).matchAll(links)].map(([, link = '', image]) => image ?? link);
  return targets.flatMap((target) => {
    if (/^(https?|mailto):/.test(target)) return [];
    const [, name = '', anchor] = /^([^#]*)(?:#(.*))?$/.exec(decodeURI(target)) ?? [];
    const linked = name === '' ? file : path.posix.join(path.posix.dirname(file), name);
    const full = path.join(ROOT, linked);
    if (!existsSync(full)) return [`${file}: there is no ${linked}`];
    if (anchor === undefined || statSync(full).isDirectory() || !linked.endsWith('.md')) return [];
    return anchors(readFileSync(full, 'utf8')).has(anchor) ? [] : [`${file}: ${linked} has no heading for #${anchor}`];
  });
}

await main(() => {
  const known = operations();
  const files = documents();
  let checked = 0;
  const problems = files.flatMap((file) => {
    const text = readFileSync(path.join(ROOT, file), 'utf8');
    const named = [...new Set(text.match(OPERATION))];
    checked += named.length;
    return [
      ...brokenLinks(file, text),
      ...docProseProblems(file, text),
      ...named
        .filter((name) => !known.has(name) && !(name in OTHERS))
        .map((name) => `${file}: AWS has no operation ${name}`),
    ];
  });
  if (problems.length > 0) throw new CliError(problems.join('\n'));
  print(
    `${files.length} documents: links have targets, the prose follows the style, and ${checked} names of operations are AWS's`,
  );
});
