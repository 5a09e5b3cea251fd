/** Prints the seconds from the scaling model's text to the end of its first path. Run in a process of its own, cold. */
import { runPaths, simulatorOf } from "./paths.ts";
import { prepare } from "./prepare.ts";
import { type Size, settingFor } from "./scalingSizes.ts";

const start = performance.now();
runPaths(simulatorOf(prepare("bench/models/scaling", [settingFor(process.argv[2] as Size)])), 1);
console.log((performance.now() - start) / 1000);
