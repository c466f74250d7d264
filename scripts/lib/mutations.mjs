// Small changes of the source that break the promises of docs/SAFETY.md, and the tests that find them.
// scripts/checks/promises.ts compares the list with the page: each sentence of a promise has a mutation.

import { DELETION_MUTATIONS } from './deletionMutations.mjs';

/**
 * @typedef {object} Mutation
 * @property {string} promise a sentence of docs/SAFETY.md that the change breaks
 * @property {string} file
 * @property {string} from text that the file has once
 * @property {string} to
 * @property {string} test a file that the page names beside the promise
 * @property {string} grep the tests in it, as Mocha finds them by their titles
 */

const RUNNER = 'src/deletion/execution/mutationRunner.ts';
const STORED = 'src/deletion/journal/format/storedResource.ts';
const RESTORED = 'A restore happens in the account, Region and at the endpoint of the entry, and once.';
const SCRIPTS = 'Copied scripts check the account first, send each request once, and wait as Teardown does.';
const WORK = 'No pattern hangs, and an agent cannot cause unbounded work.';
const SECRETS = 'Secrets never reach an output channel, a log or the journal.';

/** @type {readonly Mutation[]} */
export const MUTATIONS = [
  ...DELETION_MUTATIONS,
  {
    promise: 'The tag `teardown:protect` protects a resource.',
    file: 'src/deletion/planning/protection.ts',
    from: 'loosely(key) === PROTECT_TAG',
    to: 'key === ` ${PROTECT_TAG}`',
    test: 'test/unit/deletion/protection.test.ts',
    grep: 'protects by the tag teardown:protect',
  },
  {
    promise: 'A repository cannot choose the account.',
    file: 'src/session/selectionStore.ts',
    from: "this.#answer(workspace) === 'accepted' ? workspace",
    to: "this.#answer(workspace) !== 'declined' ? workspace",
    test: 'test/unit/aws/selectionStore.test.ts',
    grep: 'ignores the suggestion until the user accepts it',
  },
  {
    promise: "A workspace's profile is a suggestion that Teardown asks about once.",
    file: 'src/session/selectionStore.ts',
    from: 'if (!name || this.#answer(name) !== undefined ||',
    to: 'if (!name ||',
    test: 'test/unit/aws/selectionStore.test.ts',
    grep: 'does not suggest a declined profile again',
  },
  {
    promise: 'A dry run goes only to an endpoint that honors `DryRun`.',
    file: 'src/deletion/planning/dryRun.ts',
    from: 'return isAwsHost(url) ||',
    to: "return url.hostname.endsWith('amazonaws.com') ||",
    test: 'test/unit/deletion/dryRun.test.ts',
    grep: 'a dry run goes',
  },
  {
    promise: 'Names and tags from AWS are shown as text.',
    file: 'src/common/text/escapeMarkdown.ts',
    from: 'return escapeInvisible(text).replace(',
    to: 'return text.replace(',
    test: 'test/unit/planDocument/planDocument.test.ts',
    grep: 'lets no text from AWS form Markdown',
  },
  {
    promise: 'They start nothing and link nowhere.',
    file: 'src/common/text/escapeMarkdown.ts',
    from: '`*_{}[\\]<>#!|~&$@/^=+]|[:.](?=\\S)|',
    to: '`*_{}#|~&$@^=+]|',
    test: 'test/unit/planDocument/planDocument.test.ts',
    grep: 'lets no text from AWS form Markdown',
  },
  {
    promise: SECRETS,
    file: 'src/common/secrets/redactSecrets.ts',
    from: '[named(NAMES, WORD), `$<start>${REDACTED}`],',
    to: '',
    test: 'test/unit/secrets/redactSecrets.test.ts',
    grep: 'redactSecrets',
  },
  {
    promise: SECRETS,
    file: 'src/common/secrets/spokenSecrets.ts',
    from: 'return isOrdinary(word) ? all :',
    to: 'return word.length > 0 ? all :',
    test: 'test/unit/secrets/spokenSecrets.test.ts',
    grep: 'is cut, however it is written',
  },
  {
    promise: SECRETS,
    file: 'src/common/secrets/secretMembers.ts',
    from: "  'UserData',\n",
    to: '',
    test: 'test/unit/journal/stored.test.ts',
    grep: 'journal: secrets',
  },
  {
    promise: 'Protected resources do not go along with others unnoticed.',
    file: 'src/deletion/planning/alongEvidence.ts',
    from: 'if (guarded.length > 0) return',
    to: 'if (guarded.length > 99) return',
    test: 'test/unit/catalog/childrenAlong.test.ts',
    grep: 'lightsail.domainEntry of lightsail.domain',
  },
  {
    promise: 'Protected resources do not go along with others unnoticed.',
    file: 'src/deletion/planning/alongEvidence.ts',
    from: "return { level: 'blocker', text, check, operation };",
    to: "return { level: 'unknown', text, check, operation };",
    test: 'test/unit/deletion/alongReads.test.ts',
    grep: 'is blocked by the failure of any read',
  },
  {
    promise: 'A rule that is not understood protects what it may mean.',
    file: 'src/deletion/planning/protectionRules.ts',
    from: 'matches: looseResourceMatcher(entry) };',
    to: 'matches: () => looseResourceMatcher(entry).length > 9 };',
    test: 'test/unit/deletion/protection.test.ts',
    grep: 'protects everything that it may mean',
  },
  {
    promise: RESTORED,
    file: STORED,
    from: 'if (stored.accountId !== identity.accountId)',
    to: 'if (stored.accountId.length > 99)',
    test: 'test/unit/restore/once.test.ts',
    grep: 'in no other account',
  },
  {
    promise: RESTORED,
    file: STORED,
    from: "assertSame('endpoint', stored.endpoint ?? '', endpoints[kind.service] ?? '');",
    to: '',
    test: 'test/unit/restore/once.test.ts',
    grep: 'at no other endpoint',
  },
  {
    promise: RESTORED,
    file: 'src/deletion/restore/restorer.ts',
    from: 'if (unsettled) return unsettled;',
    to: 'void unsettled;',
    test: 'test/unit/restore/once.test.ts',
    grep: 'an earlier restore is not settled',
  },
  {
    promise: RESTORED,
    file: 'src/deletion/journal/restoreAges.ts',
    from: 'return seen.isNew || outcome.at > now ?',
    to: 'return outcome.at === 0 ?',
    test: 'test/unit/restore/once.test.ts',
    grep: 'on a machine whose clock is',
  },
  {
    promise: 'It is locked and recorded like a deletion.',
    file: RUNNER,
    from: 'if (!lock.acquired) return lockedBy(lock);\n    held.lock = lock;',
    to: 'held.lock = lock.acquired ? lock : { isHeld: () => Promise.resolve(true), release: () => Promise.resolve() };',
    test: 'test/unit/restore/journaling.test.ts',
    grep: 'locks the resource',
  },
  {
    promise: SCRIPTS,
    file: 'src/deletion/scripts/awsCli.ts',
    from: "...[isChecked(target), '&&'],",
    to: '',
    test: 'test/unit/scripts/awsCli.test.ts',
    grep: 'sends no deletion from a line',
  },
  {
    promise: SCRIPTS,
    file: 'src/deletion/scripts/boto3.ts',
    from: '"retries={\'total_max_attempts\': 1}",',
    to: '',
    test: 'test/unit/scripts/boto3.test.ts',
    grep: 'reads as a person would write it',
  },
  {
    promise: SCRIPTS,
    file: 'src/deletion/scripts/scriptCall.ts',
    from: 'const waits = (call.after ?? []).flatMap((earlier) => pending.get(earlier) ?? []);',
    to: 'const waits: WaitedCall[] = [];',
    test: 'test/unit/scripts/waits.test.ts',
    grep: 'a VPN connection before its gateway',
  },
  {
    promise: WORK,
    file: 'src/common/text/wildcard.ts',
    from: 'while (length > 0 && character !== run[length]) length = borders[length - 1] ?? 0;',
    to: 'if (length > 0 && character !== run[length]) { index -= length; length = 0; continue; }',
    test: 'test/unit/common/wildcard.test.ts',
    grep: 'a bounded number of times',
  },
  {
    promise: WORK,
    file: 'src/tools/toolInput.ts',
    from: 'if (terms > MAX_TERMS) throw',
    to: 'if (terms < 0) throw',
    test: 'test/unit/tools/work.test.ts',
    grep: 'at most so many terms',
  },
  {
    promise: 'A language model tool cannot delete without your confirmation.',
    file: 'src/commands/deletion/planConfirmation.ts',
    from: 'return answer === question.button ?',
    to: 'return answer !== showPlan ?',
    test: 'test/integration/tools.test.ts',
    grep: 'remove nothing that the person declines',
  },
];
