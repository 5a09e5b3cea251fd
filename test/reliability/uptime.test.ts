import { expect, test } from "vitest";
import {
  createUptime,
  markDown,
  markUp,
  resetUptime,
  settleDowntime,
} from "../../src/reliability/uptime.ts";

test("outages of [10, 25] and [40, …] seen at 45 are 20 s of downtime, however often one looks", () => {
  const uptime = createUptime(2);
  resetUptime(uptime);
  markDown(uptime, 1, 10);
  for (const now of [12, 20]) settleDowntime(uptime, now);
  expect(uptime.downtime[1]).toBe(10);
  markUp(uptime, 1, 25);
  markDown(uptime, 1, 40);
  for (const now of [41, 44, 45]) settleDowntime(uptime, now);
  expect([...uptime.downtime]).toEqual([0, 20]);
  expect([uptime.wentDownAt[1], uptime.cameUpAt[1], uptime.down]).toEqual([40, 25, 1]);
  expect([uptime.wentDownAt[0], uptime.cameUpAt[0]]).toEqual([-Infinity, -Infinity]);
});
