"""Reads pairs of config and credentials files like botocore, and returns the origin of each profile's credentials.

Standard input: a JSON array of {"config": text, "credentials": text}. Standard output: a JSON array, one result per pair.
This process sends no request and starts no program: records replace the classes that would do so.
"""

import copy
import json
import os
import shlex
import shutil
import sys
import tempfile

import botocore.configloader as configloader
import botocore.configprovider as configprovider
import botocore.credentials as credentials
import botocore.session
from botocore.compat import compat_shell_split
from botocore.exceptions import ConfigParseError
from botocore.tokens import SSOTokenProvider
from botocore.utils import ensure_boolean

# In memory if possible, because there are two files for each pair.
FOLDER = tempfile.mkdtemp(prefix='botocore-oracle-', dir='/dev/shm' if os.path.isdir('/dev/shm') else None)
PATHS = {'config_file': os.path.join(FOLDER, 'config'), 'credentials_file': os.path.join(FOLDER, 'credentials')}


class Record:
    """Credentials that record their origin instead of being fetched."""

    def __init__(self, plan):
        self.plan = plan


class AssumeRoleFetcher:
    def __init__(self, source_credentials, role_arn, extra_args, **_):
        self.plan = {'method': 'role', 'arn': role_arn, 'source': describe(source_credentials), **extra_args}

    def fetch_credentials(self):
        raise NotImplementedError


class WebIdentityFetcher(AssumeRoleFetcher):
    def __init__(self, web_identity_token_loader, role_arn, extra_args, **_):
        self.plan = {'method': 'webIdentity', 'arn': role_arn, 'file': web_identity_token_loader, **extra_args}


class SsoFetcher(AssumeRoleFetcher):
    def __init__(self, start_url, sso_region, role_name, account_id, sso_session_name=None, token_provider=None, **_):
        if token_provider is not None:
            token_provider._load_sso_config()
        self.plan = {
            'method': 'sso',
            'account': account_id,
            'role': role_name,
            'url': start_url,
            'region': sso_region,
            'session': sso_session_name,
        }


def load_process(self):
    command = self._credential_process
    return None if command is None else Record({'method': 'process', 'words': compat_shell_split(command)})


def load_login(self):
    profile = self._load_config().get('profiles', {}).get(self._profile_name, {})
    return Record({'method': 'login', 'session': profile['login_session']}) if 'login_session' in profile else None


class Sourcer(credentials.CanonicalNameCredentialSourcer):
    def source_credentials(self, source_name):
        return Record({'method': 'credentialSource', 'name': self._get_provider(source_name).CANONICAL_NAME})


credentials.AssumeRoleCredentialFetcher = AssumeRoleFetcher
credentials.AssumeRoleWithWebIdentityCredentialFetcher = WebIdentityFetcher
credentials.SSOCredentialFetcher = SsoFetcher
credentials.DeferredRefreshableCredentials = lambda refresh_using, **_: Record(refresh_using.__self__.plan)
credentials.create_mfa_serial_refresher = lambda refresh: refresh
credentials.FileWebIdentityTokenLoader = lambda path: path
credentials.ProcessProvider.load = load_process
credentials.LoginProvider.load = load_login


class Session:
    """The part of a botocore session that the providers use. Botocore's own code merges the files."""

    full_config = botocore.session.Session.full_config

    def __init__(self):
        self._config = None

    def get_config_variable(self, name):
        return PATHS.get(name)

    def create_client(self, *_, **__):
        raise NotImplementedError


SOURCES = Sourcer(
    [credentials.EnvProvider(), credentials.ContainerProvider(), credentials.InstanceMetadataProvider(None)]
)


def describe(found):
    if isinstance(found, Record):
        return found.plan
    return {'method': 'keys', 'key': found.access_key, 'secret': found.secret_key, 'token': found.token or None}


def resolve(name, session):
    builder = credentials.ProfileProviderBuilder(session, cache={}, sso_token_cache={}, login_token_cache={})
    role = credentials.AssumeRoleProvider(
        load_config=lambda: session.full_config,
        client_creator=None,
        cache={},
        profile_name=name,
        credential_sourcer=SOURCES,
        profile_provider_builder=builder,
    )
    chain = [role, *builder.providers(profile_name=name, disable_env_vars=True)]
    try:
        found = credentials.CredentialResolver(chain).load_credentials()
        return {'error': 'none'} if found is None else describe(found)
    except Exception as error:
        return {'error': type(error).__name__}


def endpoint(settings, full, service):
    if ensure_boolean(settings.get('ignore_configured_endpoint_urls', False)):
        return None
    try:
        return configprovider.ConfiguredEndpointProvider(full, settings, service, environ={}).provide()
    except Exception as error:
        return {'error': type(error).__name__}


def memoized(load):
    cache = {}

    def cached(path, *rest):
        key = (path, *rest)
        if key not in cache:
            cache[key] = load(path, *rest)
        return copy.deepcopy(cache[key])

    return cached


SERVICES = ['ec2', 'lightsail', 'directconnect', 'iam', 'pricing', 'cloudtrail', 'sts', 'sso', 'sso-oidc', 'signin']

RAW, LOADED = configloader.raw_config_parse, configloader.load_config


def read(pair):
    for name, path in PATHS.items():
        with open(path, 'w', encoding='utf-8', newline='') as file:
            file.write(pair['config' if name == 'config_file' else 'credentials'])
    configloader.raw_config_parse = memoized(RAW)
    configloader.load_config = memoized(LOADED)
    session = Session()
    try:
        full = session.full_config
    except ConfigParseError:
        return {'rejected': True}
    names = list(full['profiles'])
    return {
        'profiles': full['profiles'],
        'ssoSessions': full.get('sso_sessions', {}),
        'services': full.get('services', {}),
        'credentials': {name: resolve(name, session) for name in names},
        'endpoints': {
            name: {service: endpoint(full['profiles'][name], full, service) for service in SERVICES} for name in names
        },
    }


def split(text):
    try:
        return shlex.split(text)
    except ValueError:
        return None


def windows_split(text):
    try:
        return compat_shell_split(text, 'win32')
    except ValueError:
        return None


def expiry(text):
    try:
        parsed = credentials._parse_if_needed(text)
        return None if parsed.tzinfo is None else round(parsed.timestamp() * 1000)
    except Exception:
        return None


request = json.load(sys.stdin)
sys.stdout.write(json.dumps(
    {
        'files': [read(pair) for pair in request.get('files', [])],
        'commands': [[split(text), windows_split(text)] for text in request.get('commands', [])],
        'expirations': [expiry(text) for text in request.get('expirations', [])],
    }
))
shutil.rmtree(FOLDER)
