import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const root = path.resolve(__dirname, '..', '..');
export const frontDoorFile: string = path.join(root, 'lib', 'index.ts');

/** A name that `lib/index.ts` exports, or `plot.scatter` for one of a namespace. */
export interface FrontDoorName {
  readonly name: string;
  readonly kind: 'value' | 'type';
  /** As TypeScript writes it: `pitch(sound: Sound, options?: PitchOptions): PitchTrack`. */
  readonly signature: string;
  /** Its docstring without the tags. */
  readonly doc: string;
  readonly tags: readonly { readonly name: string; readonly text: string }[];
  /** Of an interface or a class: its own members with their documentation. */
  readonly members: readonly { readonly name: string; readonly type: string; readonly doc: string }[];
}

/** Options of the project's tsconfig.json. */
export function compilerOptions(): ts.CompilerOptions {
  const read = ts.readConfigFile(path.join(root, 'tsconfig.json'), (file) => readFileSync(file, 'utf8')) as {
    config: { compilerOptions: object };
  };
  return { ...ts.convertCompilerOptionsFromJson(read.config.compilerOptions, root).options, noEmit: true };
}

/** Reads the surface of the library from its source. */
export function frontDoor(): { readonly program: ts.Program; readonly names: readonly FrontDoorName[] } {
  const program = ts.createProgram([frontDoorFile], compilerOptions());
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(frontDoorFile);
  const module = source === undefined ? undefined : checker.getSymbolAtLocation(source);
  if (module === undefined) throw new Error(`${frontDoorFile} exports nothing`);
  return { program, names: namesOf(checker, module, '') };
}

function namesOf(checker: ts.TypeChecker, module: ts.Symbol, prefix: string): FrontDoorName[] {
  return checker.getExportsOfModule(module).flatMap((exported): FrontDoorName[] => {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    const name = `${prefix}${exported.name}`;
    if (symbol.flags & ts.SymbolFlags.ValueModule) return namesOf(checker, symbol, `${name}.`);
    const isValue = Boolean(symbol.flags & ts.SymbolFlags.Value) && !typeOnly(exported);
    return [
      {
        name,
        kind: isValue ? 'value' : 'type',
        signature: isValue ? signatureOf(checker, symbol, name) : name,
        doc: ts.displayPartsToString(symbol.getDocumentationComment(checker)),
        tags: symbol
          .getJsDocTags(checker)
          .map(({ name: tag, text }) => ({ name: tag, text: ts.displayPartsToString(text) })),
        members: isValue ? [] : membersOf(checker, symbol),
      },
    ];
  });
}

function typeOnly(exported: ts.Symbol): boolean {
  return (exported.declarations ?? []).some(
    (node) => ts.isExportSpecifier(node) && (node.isTypeOnly || node.parent.parent.isTypeOnly),
  );
}

function signatureOf(checker: ts.TypeChecker, symbol: ts.Symbol, name: string): string {
  const [node] = symbol.declarations ?? [];
  const signatures =
    node === undefined ? [] : checker.getTypeOfSymbolAtLocation(symbol, node).getCallSignatures();
  return signatures
    .map((one) => `${name}${checker.signatureToString(one, undefined, ts.TypeFormatFlags.NoTruncation)}`)
    .join('\n');
}

function membersOf(checker: ts.TypeChecker, symbol: ts.Symbol): FrontDoorName['members'] {
  const type = checker.getDeclaredTypeOfSymbol(symbol);
  return checker.getPropertiesOfType(type).flatMap((member) => {
    const [node] = member.declarations ?? [];
    if (node === undefined || node.getSourceFile().fileName.includes('node_modules')) return [];
    const shown = checker.typeToString(checker.getTypeOfSymbolAtLocation(member, node));
    const doc = ts.displayPartsToString(member.getDocumentationComment(checker)).replace(/\s+/g, ' ');
    return [{ name: `${member.name}${member.flags & ts.SymbolFlags.Optional ? '?' : ''}`, type: shown, doc }];
  });
}
