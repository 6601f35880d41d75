import { readFileSync } from "node:fs";
import ts from "typescript";

export interface Import {
  /** As written: `./zip.js`, `node:fs`, `@pulumi/aws/lambda/index.js`. */
  readonly specifier: string;
  /** Gone after compilation. */
  readonly isType: boolean;
  /** `import()`, which loads when it is reached, and an ES module too; or a path that is looked up for such. */
  readonly isDynamic: boolean;
}

/** Every import of a source file, whichever way it is written. */
export function readImports(file: string): Import[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier && ts.isStringLiteralLike(specifier)) {
      found.push({ specifier: specifier.text, isType: isType(node), isDynamic: isDynamic(node) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return node.argument.literal;
  if (isImportCall(node) || isRequire(node) || isResolve(node)) return node.arguments[0];
  return undefined;
}

const isDynamic = (node: ts.Node): boolean => isImportCall(node) || isResolve(node);

const isImportCall = (node: ts.Node): node is ts.CallExpression =>
  ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;

const isRequire = (node: ts.Node): node is ts.CallExpression =>
  ts.isCallExpression(node) && node.expression.getText() === "require";

const isResolve = (node: ts.Node): node is ts.CallExpression =>
  ts.isCallExpression(node) && node.expression.getText() === "require.resolve";

function isType(node: ts.Node): boolean {
  if (ts.isImportTypeNode(node)) return true;
  if (ts.isImportDeclaration(node)) {
    const clause = node.importClause;
    return (
      clause !== undefined && (clause.phaseModifier === ts.SyntaxKind.TypeKeyword || hasOnlyTypes(clause))
    );
  }
  if (!ts.isExportDeclaration(node)) return false;
  const { exportClause } = node;
  const elements = exportClause && ts.isNamedExports(exportClause) ? exportClause.elements : [];
  return node.isTypeOnly || (elements.length > 0 && elements.every((element) => element.isTypeOnly));
}

function hasOnlyTypes({ name, namedBindings }: ts.ImportClause): boolean {
  if (name || !namedBindings || !ts.isNamedImports(namedBindings)) return false;
  return namedBindings.elements.length > 0 && namedBindings.elements.every((element) => element.isTypeOnly);
}
