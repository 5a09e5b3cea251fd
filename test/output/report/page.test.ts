import { expect, test } from "vitest";
import { escaped, scriptJson, tableHtml } from "../../../src/output/report/html.ts";
import { insideScript, pageHtml } from "../../../src/output/report/page.ts";
import { STYLE } from "../../../src/output/report/style.ts";

const BAD = `</script><script>alert("1")</script>`;

test("no text of a run can end a script element or open one", () => {
  expect(scriptJson({ name: BAD })).not.toMatch(/<\/?script/i);
  expect(JSON.parse(scriptJson({ name: BAD }))).toEqual({ name: BAD });
  expect(insideScript(`const a = "</SCRIPT><!--";`)).toBe(
    String.raw`const a = "\x3c/SCRIPT>\x3c!--";`,
  );
  expect(escaped(`<b a='1'>&"`)).toBe("&lt;b a=&#39;1&#39;&gt;&amp;&quot;");
  expect(tableHtml([BAD], [[BAD, BAD]])).not.toContain("<script");
});

test("a page has the charting library in it, and names no address that a browser would fetch", async () => {
  const spec = {
    data: { values: [{ a: BAD }] },
    height: 40,
    mark: "bar" as const,
    encoding: { y: { field: "a", type: "nominal" as const } },
  };
  const page = await pageHtml({ title: BAD, lead: "", foot: "" }, [
    { id: "one", title: BAD, html: "", charts: [{ id: "one", spec }] },
  ]);
  expect(page.match(/<script[ >]/g)).toHaveLength(3);
  expect(page.match(/<\/script>/g)).toHaveLength(3);
  expect(page).not.toMatch(/<(script|link|img|iframe)[^>]+(src|href)="(?!data:|#)/);
  expect(STYLE).not.toMatch(/@import|url\(/);
  expect(page.length).toBeGreaterThan(500_000);
  expect(page.length).toBeLessThan(700_000);
});
