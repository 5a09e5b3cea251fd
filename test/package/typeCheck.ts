/** Type-checks a small program of somebody else's, under settings of his own. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** What every consumer has. */
const STRICT: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2023,
  lib: ["lib.es2023.d.ts"],
  types: ["node"],
};

const parsed = new Map<string, ts.SourceFile | undefined>();

/** A host that parses the declarations of libraries once, as long as they are read alike. */
function hostOf(options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, asked, ...rest) => {
    const format = typeof asked === "object" ? asked.impliedNodeFormat : undefined;
    if (!/node_modules\/(typescript|@types)\//.test(name)) return read(name, asked, ...rest);
    const key = `${name} ${format}`;
    if (!parsed.has(key)) parsed.set(key, read(name, asked, ...rest));
    return parsed.get(key);
  };
  return host;
}

/** Codes and words of what is wrong with files. */
export function problemsOf(files: readonly string[], more: ts.CompilerOptions): string[] {
  const options = { ...STRICT, ...more };
  const program = ts.createProgram(files, options, hostOf(options));
  return ts
    .getPreEmitDiagnostics(program)
    .map(
      ({ code, messageText, file }) =>
        `${file?.fileName ?? ""} TS${code}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
    );
}

/** What is wrong with a program that is written into a folder. @param name of its file: its ending says which kind of module it is */
export function check(
  folder: string,
  name: string,
  text: string,
  options: ts.CompilerOptions,
): string[] {
  const file = join(folder, name);
  writeFileSync(file, text);
  return problemsOf([file], options);
}
