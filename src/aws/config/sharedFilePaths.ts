import { join } from 'node:path';

/** Environment variables, as in `process.env`. Always passed in, so that tests do not depend on their machine. */
export type Env = Readonly<Record<string, string | undefined>>;

/** The paths of the files that AWS's tools share. All are absolute or as the user wrote them. */
export interface SharedFilePaths {
  readonly config: string;
  readonly credentials: string;
  /** True when an environment variable names the file: then a missing file is reported. */
  readonly configFromEnv: boolean;
  readonly credentialsIsNamed: boolean;
  /** The folder of the tokens of `aws sso login`. */
  readonly ssoCache: string;
  /** The folder of the tokens of `aws login` (console login). */
  readonly loginCache: string;
}

/**
 * Returns the paths that the AWS CLI and SDKs use (https://docs.aws.amazon.com/sdkref/latest/guide/file-location.html).
 * Reads no file. `osHome` is `os.homedir()`; HOME, USERPROFILE and HOMEPATH come before it.
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

/** Returns the home folder, in the order of the SDKs. */
function homeFolder(env: Env, osHome: string): string {
  const { HOME, USERPROFILE, HOMEDRIVE = 'C:', HOMEPATH } = env;
  if (HOME) return HOME;
  if (USERPROFILE) return USERPROFILE;
  return HOMEPATH ? `${HOMEDRIVE}${HOMEPATH}` : osHome;
}

/**
 * Returns a path from the environment. Empty counts as unset, a leading `~` is the home folder, and `$NAME` is a
 * variable as in the AWS CLI.
 */
function pathFromEnv(name: string, env: Env, home: string): string | undefined {
  const path = env[name]?.replace(
    /\$(?:(\w+)|\{([^}]*)\})/g,
    (text, word?: string, braced?: string) => env[word ?? braced ?? ''] ?? text,
  );
  if (path === undefined || path === '') return undefined;
  return /^~[/\\]/.test(path) ? join(home, path.slice(2)) : path;
}
