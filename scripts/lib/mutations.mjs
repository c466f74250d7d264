// One small change of the source for each promise of docs/SAFETY.md that unit tests hold, and the test that finds it.

/**
 * @typedef {object} Mutation
 * @property {string} promise the promise that the change breaks
 * @property {string} file
 * @property {string} from text that the file has once
 * @property {string} to
 * @property {string} grep the test, as Mocha finds it by its title
 */

/** @type {readonly Mutation[]} */
export const MUTATIONS = [
  {
    promise: 'It reads each resource again right before its request.',
    file: 'src/deletion/execution/deleteResource.ts',
    from: 'if (differences.length === 0) return undefined;',
    to: 'if (differences.length >= 0) return undefined;',
    grep: 'is a change when one more volume goes along',
  },
  {
    promise: 'A request is sent again only after AWS throttled it.',
    file: 'src/deletion/execution/mutationRunner.ts',
    from: "return response instanceof AwsCallError && response.failure.cause === 'throttled';",
    to: 'return response instanceof AwsCallError;',
    grep: 'a fault .*an error of the server',
  },
  {
    promise: 'The intent is on disk before the request leaves.',
    file: 'src/deletion/execution/mutationRunner.ts',
    from: "throw new NotSentError({ kind: 'failed', reason });",
    to: 'void reason;',
    grep: 'the call cannot be written before it leaves',
  },
  {
    promise: 'Two windows never delete the same resource.',
    file: 'src/deletion/execution/mutationRunner.ts',
    from: 'if (!(await lock?.isHeld())) throw new NotSentError(lockedBy());',
    to: 'await lock?.isHeld();',
    grep: 'this window was thought dead',
  },
  {
    promise: 'Several resources require typing.',
    file: 'src/deletion/presentation/confirmationLevel.ts',
    from: 'items.length > 1',
    to: 'items.length > 1000',
    grep: 'what a confirmation takes',
  },
  {
    promise: 'The tag teardown:protect protects a resource.',
    file: 'src/deletion/planning/protection.ts',
    from: 'loosely(key) === PROTECT_TAG',
    to: 'key === ` ${PROTECT_TAG}`',
    grep: 'protects by the tag teardown:protect',
  },
  {
    promise: 'A dry run goes only to an endpoint that honors DryRun.',
    file: 'src/deletion/planning/dryRun.ts',
    from: 'if (!url) return false;',
    to: 'if (url || !url) return true;',
    grep: 'dry run',
  },
  {
    promise: 'Secrets never reach a log.',
    file: 'src/common/text/redactSecrets.ts',
    from: '.replace(NAMED, `$1${REDACTED}`)',
    to: '',
    grep: '[Ss]ecret|redact',
  },
  {
    promise: 'Protected resources do not go along with others unnoticed.',
    file: 'src/deletion/planning/deletedAlong.ts',
    from: 'if (guarded.length > 0) return',
    to: 'if (guarded.length > 99) return',
    grep: 'lightsail.domain: a lightsail.domainEntry',
  },
  {
    promise: 'Copied scripts check the account first.',
    file: 'src/deletion/scripts/awsCli.ts',
    from: "...[isChecked(target), '&&'],",
    to: '',
    grep: 'sends no deletion from a line',
  },
  {
    promise: 'The question names an account that is uncertain.',
    file: 'src/deletion/presentation/placeLines.ts',
    from: 'if (sts !== own) {',
    to: 'if (sts === own) {',
    grep: 'the place in a question',
  },
];
