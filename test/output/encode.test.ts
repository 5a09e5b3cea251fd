import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { afterEach, beforeEach, expect, test } from "vitest";
import { encodeTables } from "../../src/output/encode.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "faultline-encode-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const text = [
  "path,component,mode,start_s,end_s,cause",
  "0,sequencers.a,halt,0.1,1e-7,random",
  '4294967295,"x,""y""",halt,12345.678901234567,,"common:a\nb"',
  "",
].join("\n");

async function read(name: string): Promise<Record<string, unknown>[]> {
  const file = await asyncBufferFromFile(join(folder, name));
  return parquetReadObjects({ file });
}

test("a table written as Parquet and read by another library has whole numbers, doubles and text, and nulls for empty cells", async () => {
  writeFileSync(join(folder, "faults.csv"), text);
  expect(await encodeTables(folder, ["faults.csv", "model.yaml"], "parquet")).toEqual([
    "faults.parquet",
    "model.yaml",
  ]);
  const [first, second] = await read("faults.parquet");
  expect(first).toEqual({
    path: 0n,
    component: "sequencers.a",
    mode: "halt",
    start_s: 0.1,
    end_s: 1e-7,
    cause: "random",
  });
  expect(second).toEqual({
    path: 4294967295n,
    component: 'x,"y"',
    mode: "halt",
    start_s: 12345.678901234567,
    end_s: null,
    cause: "common:a\nb",
  });
  const metadata = await parquetMetadataAsync(
    await asyncBufferFromFile(join(folder, "faults.parquet")),
  );
  const types = metadata.schema.slice(1).map(({ type }) => type);
  expect(types).toEqual(["INT64", "BYTE_ARRAY", "BYTE_ARRAY", "DOUBLE", "DOUBLE", "BYTE_ARRAY"]);
});

test("columns that a model adds to its paths table are doubles, even if every cell is empty", async () => {
  writeFileSync(join(folder, "paths.csv"), "path,min_price_ETH,my_metric\n0,1000,\n1,999.5,\n");
  await encodeTables(folder, ["paths.csv"], "parquet");
  expect(await read("paths.parquet")).toEqual([
    { path: 0n, min_price_ETH: 1000, my_metric: null },
    { path: 1n, min_price_ETH: 999.5, my_metric: null },
  ]);
});

test("a table without rows becomes a Parquet file without rows", async () => {
  writeFileSync(join(folder, "faults.csv"), `${text.split("\n")[0]}\n`);
  await encodeTables(folder, ["faults.csv"], "parquet");
  expect(await read("faults.parquet")).toEqual([]);
});

test.each(["csv.gz", "parquet"] as const)(
  "the same text gives the same bytes as %s",
  async (format) => {
    const bytes: Buffer[] = [];
    for (let time = 0; time < 2; time++) {
      writeFileSync(join(folder, "faults.csv"), text);
      await encodeTables(folder, ["faults.csv"], format);
      bytes.push(readFileSync(join(folder, `faults.${format}`)));
    }
    expect(bytes[0].equals(bytes[1])).toBe(true);
  },
);

test("a compressed table is its text, compressed", async () => {
  writeFileSync(join(folder, "faults.csv"), text);
  await encodeTables(folder, ["faults.csv"], "csv.gz");
  expect(gunzipSync(readFileSync(join(folder, "faults.csv.gz"))).toString()).toBe(text);
});
