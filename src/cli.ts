#!/usr/bin/env node
/** The command `faultline`: the only file that sets the exit code. */

import { main } from "./commands/main.ts";

process.exitCode = await main(process.argv);
