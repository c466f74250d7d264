import { measuredParts } from '../../../../scripts/lib/measuredParts.mjs';
import { CALL_FAULTS } from './callFaults.ts';
import { service, type Ending, type Fault } from './fault.ts';
import { OTHER_FAULTS } from './preflightFaults.ts';
import { CASES, type Case } from './deletionHarness.ts';

/** Returns a text with `…` in place of the names that differ between resource types. */
function general(its: Case, text: string): string {
  return text
    .replaceAll(`${service(its)}:${its.operation}`, '…')
    .replaceAll(`${service(its)}:${its.read}`, '…')
    .replaceAll(/dev in account \d+/g, '…');
}

/** Returns the distinct endings of a fault, each with its resource types. */
function endings({ ends }: Fault): { readonly ending: Ending; readonly kinds: readonly string[] }[] {
  const found = new Map<string, { ending: Ending; kinds: string[] }>();
  for (const its of CASES) {
    const { sees, ...rest } = ends(its);
    const ending = { ...rest, ...(sees !== undefined && { sees: general(its, sees) }) };
    const same = found.get(JSON.stringify(ending)) ?? { ending, kinds: [] };
    same.kinds.push(its.kind);
    found.set(JSON.stringify(ending), same);
  }
  return [...found.values()];
}

function rows(fault: Fault): string[] {
  const all = endings(fault);
  return all.map(({ ending: { outcome, sees, sent, executed }, kinds }) => {
    const where = all.length === 1 ? 'all' : kinds.map((kind) => `\`${kind}\``).join(', ');
    return `| ${fault.name} | ${where} | \`${outcome}\` | ${sees ?? '(nothing more)'} | ${sent} | ${executed} |`;
  });
}

function table(faults: readonly Fault[]): string {
  const head = [
    '| what goes wrong | resource types | outcome | what the user reads | requests sent | executed |',
    '| --- | --- | --- | --- | --- | --- |',
  ];
  return [...head, ...faults.flatMap(rows)].join('\n');
}

/** The requirements of the journal and its locks on their folder; `test/unit/journal/hosts.test.ts` simulates the rest. */
const FILE_SYSTEM = `## The file system

Windows on several machines may share one home, and so one journal. Teardown assumes this of the folder:

- Of several processes that create one file exclusively (\`O_EXCL\`), one succeeds. Local file systems, NFS 3 and later, and SMB do this. NFS 2 does not.
- \`rename\` replaces a file in one step, for all machines.
- A process that opens a file reads what another machine wrote and closed before (close-to-open consistency, [nfs(5)](https://man7.org/linux/man-pages/man5/nfs.5.html)). The mount option \`nocto\` breaks this.
- What \`fsync\` has confirmed survives a crash of the machine.
- Times of files have a resolution of two seconds or finer.

Teardown assumes nothing of clocks. They may differ by years, jump, and be ahead. A window observes that another one's heartbeat does not change, and when the outcome of a restore appears in the journal. Whether a restore may be repeated depends on no clock of another machine, unless that is behind and the window was opened afterwards. Entries are removed by AWS’s time, by the \`Date\` of its responses. A heartbeat is a time between 1980 and 2038, whatever the clock is, because no file system keeps later ones for certain.

- A window that closes or reloads announces that before it exits, and the next window takes over at once.
- A window whose process the same machine no longer runs has exited, at once. A process id counts only on its machine, in its PID namespace, with its start time. Machines and containers may have the same name.
- A window that cannot be seen has exited after 60 seconds of observation without a heartbeat. Where its process id is in use, it has after 10 minutes. Of a pause between two observations a quarter counts at most, because the observer may have been suspended.
- A window whose heartbeat cannot be read, whatever the error, has not exited. A lock file that cannot be created is left as it is, because it may be another window's.
- If a window cannot delete its lock file, it can take the lock again at once. Other windows can after it has exited.
- A window that was suspended for longer loses its locks. It reads its lock again right before each request, and then sends nothing. A request that is signed more than five seconds after its check is held back, and lock and resource are checked again. A machine that stops between signature and first byte can still send it.

`;

/** Returns the page with the tested faults and the texts for the user. Measured parts of the current page stay. */
export function reliabilityPage(current: string): string {
  return `# What happens when something goes wrong

<!-- prettier-ignore-start -->
<!-- Written by npm run docs: the rows are the data of test/unit/deletion/faults.test.ts. -->

Each row is a test over HTTP against the sandbox, for each of five resource types. Unless the fault heals itself, it also runs for all of them in one plan. \`…\` stands for what differs: a name, a code, a number. A delete request is sent once. Only after a throttling error, which means that AWS executed nothing, it is sent again. A lost response is settled by reading AWS.

## The delete request

${table(CALL_FAULTS)}

## Around the request

${table(OTHER_FAULTS)}

${FILE_SYSTEM}${measuredParts(current)}`;
}
