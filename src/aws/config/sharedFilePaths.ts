import { join } from 'node:path';

/** Environment variables, as `process.env` has them. Always handed in, so that a test is not at the mercy of its machine. */
export type Env = Readonly<Record<string, string | undefined>>;

/** Where AWS's tools keep what they share on this machine. All paths are absolute or as the user wrote them. */
export interface SharedFilePaths {
  readonly config: string;
  readonly credentials: string;
  /** True when an environment variable names the file: then its absence is worth a word. */
  readonly configFromEnv: boolean;
  readonly credentialsIsNamed: boolean;
  /** The folder of the tokens that `aws sso login` leaves. */
  readonly ssoCache: string;
  /** The folder of the tokens that `aws login` (console login) leaves. */
  readonly loginCache: string;
}

/**
 * The files that the AWS CLI and SDKs would use
 * (https://docs.aws.amazon.com/sdkref/latest/guide/file-location.html).
 *
 * @param env the environment: AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE, AWS_LOGIN_CACHE_DIRECTORY, and HOME, USERPROFILE,
 *   HOMEDRIVE and HOMEPATH, which come before the operating system's own idea of a home
 * @param osHome the home folder that the operating system names (`os.homedir()`)
 * @returns the paths; nothing is read, and none of them needs to exist
 */
export function resolveSharedFilePaths(env: Env, osHome: string): SharedFilePaths {
  const home = homeFolder(env, osHome);
  const aws = join(home, '.aws');
  const config = pathFromEnv('AWS_CONFIG_FILE', env, home);
  const credentials = pathFromEnv('AWS_SHARED_CREDENTIALS_FILE', env, home);
  return {
    config: config ?? join(aws, 'config'),
    credentials: credentials ?? join(aws, 'credentials'),
    configFromEnv: config !== undefined,
    credentialsIsNamed: credentials !== undefined,
    ssoCache: join(aws, 'sso', 'cache'),
    loginCache: pathFromEnv('AWS_LOGIN_CACHE_DIRECTORY', env, home) ?? join(aws, 'login', 'cache'),
  };
}

/** The home folder in the order in which the SDKs look for it. */
function homeFolder(env: Env, osHome: string): string {
  const { HOME, USERPROFILE, HOMEDRIVE = 'C:', HOMEPATH } = env;
  if (HOME) return HOME;
  if (USERPROFILE) return USERPROFILE;
  return HOMEPATH ? `${HOMEDRIVE}${HOMEPATH}` : osHome;
}

/** A path from the environment; empty counts as unset, a leading `~` is the home folder, and `$NAME` is a variable as in the AWS CLI. */
function pathFromEnv(name: string, env: Env, home: string): string | undefined {
  const path = env[name]?.replace(
    /\$(?:(\w+)|\{([^}]*)\})/g,
    (text, word?: string, braced?: string) => env[word ?? braced ?? ''] ?? text,
  );
  if (path === undefined || path === '') return undefined;
  return /^~[/\\]/.test(path) ? join(home, path.slice(2)) : path;
}
