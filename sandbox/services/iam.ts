import { AwsError } from '../wire/awsError.ts';
import { matches } from '../wildcard.ts';
import type { Call } from './call.ts';

/** Handles `ListAccountAliases` (https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccountAliases.html). */
function listAccountAliases(_input: object, call: Call): object {
  const alias = call.world.accounts.get(call.accountId)?.alias;
  return { AccountAliases: alias === undefined ? [] : [alias], IsTruncated: false };
}

/** Handles `GetRole`. Clients need it to find the role of an assumed role's ARN, which lacks the path. */
function getRole(input: { RoleName?: string }, call: Call): object {
  const { RoleName: name = '' } = input;
  for (const role of call.world.roles.values()) {
    const [, path = '/', found] = /:role(\/(?:.*\/)?)([^/]+)$/.exec(role.arn) ?? [];
    if (role.accountId === call.accountId && found === name) {
      const RoleId = `AROA${name.toUpperCase().replace(/[^A-Z0-9]/g, '')}`;
      return {
        Role: { Path: path, RoleName: name, RoleId, Arn: role.arn, CreateDate: new Date(call.now - 86_400_000) },
      };
    }
  }
  throw new AwsError('NoSuchEntity', `The role with name ${name} cannot be found.`, 404);
}

/**
 * Handles `ListRoles`: the roles of the account, and those linked to services that it uses
 * (https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html). Every account has the roles of Support
 * and Trusted Advisor (https://docs.aws.amazon.com/awssupport/latest/user/using-service-linked-roles-sup.html).
 */
function listRoles(input: { PathPrefix?: string }, call: Call): object {
  const { PathPrefix: prefix = '/' } = input;
  const linked = ['support', 'trustedadvisor', ...(call.world.accounts.get(call.accountId)?.services ?? [])];
  const arns = [
    ...[...call.world.roles.values()].filter(({ accountId }) => accountId === call.accountId).map(({ arn }) => arn),
    ...linked.map(
      (service) =>
        `arn:aws:iam::${call.accountId}:role/aws-service-role/${service}.amazonaws.com/AWSServiceRoleFor_${service}`,
    ),
  ];
  const roles = arns.map((Arn) => {
    const [, Path = '/', RoleName = ''] = /:role(\/(?:.*\/)?)([^/]+)$/.exec(Arn) ?? [];
    return {
      Path,
      RoleName,
      RoleId: `AROA${RoleName.toUpperCase().replace(/[^A-Z0-9]/g, '')}`,
      Arn,
      CreateDate: new Date(call.now),
    };
  });
  return { Roles: roles.filter(({ Path }) => Path.startsWith(prefix)), IsTruncated: false };
}

/** Handles `SimulatePrincipalPolicy`: allows every action that the principal's deny list does not match. */
function simulatePrincipalPolicy(
  input: { PolicySourceArn?: string; ActionNames?: string[]; ResourceArns?: string[] },
  call: Call,
): object {
  const { PolicySourceArn: arn = '', ActionNames: actions = [], ResourceArns: resources = ['*'] } = input;
  const identity = [...call.world.identities.values()].find((found) => found.arn === arn);
  const deny = call.world.roles.get(arn)?.deny ?? identity?.deny;
  if (deny === undefined) throw new AwsError('NoSuchEntity', `The principal ${arn} cannot be found.`, 404);
  const decide = (action: string): string =>
    deny.some((pattern) => matches(pattern, action)) ? 'explicitDeny' : 'allowed';
  return {
    EvaluationResults: actions.flatMap((action) =>
      resources.map((resource) => ({
        EvalActionName: action,
        EvalDecision: decide(action),
        EvalResourceName: resource,
        MissingContextValues: [],
      })),
    ),
    IsTruncated: false,
  };
}

/** IAM's operations on identities and permissions. */
export const iam = {
  ListAccountAliases: listAccountAliases,
  GetRole: getRole,
  ListRoles: listRoles,
  SimulatePrincipalPolicy: simulatePrincipalPolicy,
};
