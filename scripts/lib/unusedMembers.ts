import ts from 'typescript';

/** Which files of a program declare members, and which count as users. */
export interface MemberFiles {
  /** Returns whether the members that a file declares are examined. */
  readonly declares: (file: string) => boolean;
  /** Returns whether a member that the file reads is in use. */
  readonly uses: (file: string) => boolean;
}

type Member =
  ts.MethodDeclaration | ts.PropertyDeclaration | ts.AccessorDeclaration | ts.MethodSignature | ts.PropertySignature;

/**
 * Returns public members of classes, and methods of interfaces, that no user reads (`Class.member`, sorted). knip
 * does not see those. A class member is also in use if it provides an interface's member that is read, by
 * `implements` or by its shape. What it provides for an interface or class of a package is in use, because the
 * package calls it.
 */
export function unusedMembers(program: ts.Program, files: MemberFiles): readonly string[] {
  const checker = program.getTypeChecker();
  const sources = program.getSourceFiles().filter(({ isDeclarationFile }) => !isDeclarationFile);
  const read = new Set<ts.Node>();
  for (const source of sources) if (files.uses(source.fileName)) addReads(source, checker, read);
  const shapes = groupByName([...read].filter(isShapeMember));
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node)) {
      for (const member of node.members) {
        if (!isExamined(member) || read.has(member) || isRead(member, node)) continue;
        found.push(`${node.name?.text ?? 'default'}.${member.name.getText()}`);
      }
    }
    ts.forEachChild(node, visit);
  };
  /** Returns whether a member is read through what its class extends, implements or has the shape of. */
  const isRead = (member: Member, { heritageClauses, name }: ts.ClassDeclaration | ts.InterfaceDeclaration) => {
    const key = member.name.getText();
    const inherited = [...(heritageClauses ?? [])]
      .flatMap(({ types }) => types.map((type) => checker.getTypeAtLocation(type)))
      .flatMap((type) => type.getProperty(key)?.declarations ?? []);
    if (inherited.some((one) => read.has(one) || one.getSourceFile().isDeclarationFile)) return true;
    const own = name && checker.getDeclaredTypeOfSymbol(checker.getSymbolAtLocation(name) ?? fail());
    return (shapes.get(key) ?? []).some((shape) => {
      const wanted = checker.getTypeAtLocation(shape.parent);
      return own !== undefined && shape.parent !== member.parent && checker.isTypeAssignableTo(own, wanted);
    });
  };
  for (const source of sources) if (files.declares(source.fileName)) visit(source);
  return found.sort();
}

/** Adds the declarations of all properties that a file reads. */
function addReads(source: ts.SourceFile, checker: ts.TypeChecker, read: Set<ts.Node>): void {
  const add = (symbol: ts.Symbol | undefined) => {
    for (const declaration of symbol?.declarations ?? []) read.add(declaration);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) add(checker.getSymbolAtLocation(node.name));
    else if (ts.isElementAccessExpression(node)) {
      for (const key of constituents(checker.getTypeAtLocation(node.argumentExpression))) {
        if (key.isStringLiteral()) add(checker.getTypeAtLocation(node.expression).getProperty(key.value));
      }
    } else if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent)) {
      const name = node.propertyName ?? node.name;
      if (ts.isIdentifier(name)) {
        // Each type of a union may have the property.
        for (const type of constituents(checker.getTypeAtLocation(node.parent))) add(type.getProperty(name.text));
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
}

/** Returns the types of a union, or the one type. */
function constituents(type: ts.Type): readonly ts.Type[] {
  return type.isUnion() ? type.types : [type];
}

/** Returns whether a node is a public member of a class, except constructors, or a method of an interface. */
function isExamined(node: ts.ClassElement | ts.TypeElement): node is Member {
  // The language calls members like Symbol.iterator.
  if (node.name && ts.isComputedPropertyName(node.name)) return false;
  if (ts.isMethodSignature(node)) return true;
  if (ts.isPropertySignature(node)) return node.type !== undefined && ts.isFunctionTypeNode(node.type);
  if (!ts.isMethodDeclaration(node) && !ts.isPropertyDeclaration(node) && !ts.isAccessor(node)) return false;
  return !ts.isPrivateIdentifier(node.name) && (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Private) === 0;
}

function isShapeMember(node: ts.Node): node is ts.PropertySignature | ts.MethodSignature {
  return ts.isPropertySignature(node) || ts.isMethodSignature(node);
}

function groupByName<T extends Member>(members: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const member of members) {
    const name = member.name.getText();
    groups.set(name, [...(groups.get(name) ?? []), member]);
  }
  return groups;
}

function fail(): never {
  throw new Error('A declared class has no symbol');
}
