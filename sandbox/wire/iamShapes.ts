/**
 * IAM's operations here, as schemas in the SDK's format, because the IAM client is not a dependency of the project.
 * `[3, namespace, name, traits, members, schemas, required]` is a structure, `[1, ...]` a list, `[9, ...]` an
 * operation. 0 is a string, 1 a number, 2 a boolean, 4 a timestamp, `64 | 0` a list of strings.
 */
const NAMESPACE = 'com.amazonaws.iam';
const STRINGS = 64;

const role = [
  3,
  NAMESPACE,
  'Role',
  0,
  ['Path', 'RoleName', 'RoleId', 'Arn', 'CreateDate', 'AssumeRolePolicyDocument', 'Description', 'MaxSessionDuration'],
  [0, 0, 0, 0, 4, 0, 0, 1],
  5,
];

const evaluationResult = [
  3,
  NAMESPACE,
  'EvaluationResult',
  0,
  ['EvalActionName', 'EvalDecision', 'EvalResourceName', 'MissingContextValues'],
  [0, 0, 0, STRINGS],
  2,
];

/**
 * `ListAccountAliases`, `GetRole`, `ListRoles` and `SimulatePrincipalPolicy`
 * (https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html).
 */
export const iamShapes = {
  listAccountAliases: [
    9,
    NAMESPACE,
    'ListAccountAliases',
    0,
    [3, NAMESPACE, 'ListAccountAliasesRequest', 0, ['Marker', 'MaxItems'], [0, 1]],
    [3, NAMESPACE, 'ListAccountAliasesResponse', 0, ['AccountAliases', 'IsTruncated', 'Marker'], [STRINGS, 2, 0], 1],
  ],
  getRole: [
    9,
    NAMESPACE,
    'GetRole',
    0,
    [3, NAMESPACE, 'GetRoleRequest', 0, ['RoleName'], [0], 1],
    [3, NAMESPACE, 'GetRoleResponse', 0, ['Role'], [() => role], 1],
  ],
  listRoles: [
    9,
    NAMESPACE,
    'ListRoles',
    0,
    [3, NAMESPACE, 'ListRolesRequest', 0, ['PathPrefix', 'Marker', 'MaxItems'], [0, 0, 1]],
    [
      3,
      NAMESPACE,
      'ListRolesResponse',
      0,
      ['Roles', 'IsTruncated', 'Marker'],
      [[1, NAMESPACE, 'roleListType', 0, () => role], 2, 0],
      1,
    ],
  ],
  simulatePrincipalPolicy: [
    9,
    NAMESPACE,
    'SimulatePrincipalPolicy',
    0,
    [
      3,
      NAMESPACE,
      'SimulatePrincipalPolicyRequest',
      0,
      ['PolicySourceArn', 'ActionNames', 'PolicyInputList', 'ResourceArns', 'MaxItems', 'Marker'],
      [0, STRINGS, STRINGS, STRINGS, 1, 0],
      2,
    ],
    [
      3,
      NAMESPACE,
      'SimulatePrincipalPolicyResponse',
      0,
      ['EvaluationResults', 'IsTruncated', 'Marker'],
      [[1, NAMESPACE, 'EvaluationResultsListType', 0, () => evaluationResult], 2, 0],
    ],
  ],
};
