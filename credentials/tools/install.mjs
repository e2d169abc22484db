// node tools/install.mjs FOLDER [offline=true|false]      FOLDER: interop, bench, or another by its way from here
// npm ci in that folder, when its node_modules are not what package-lock.json says.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const [, , folder, ...modes] = process.argv;
process.chdir(join(dirname(fileURLToPath(import.meta.url)), folder));

const wanted = createHash("sha256").update(readFileSync("package-lock.json")).digest("hex");
const mark = "node_modules/.onenet-lock";
if (!existsSync(mark) || readFileSync(mark, "utf8") !== wanted) {
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  if (modes.includes("offline=true")) args.push("--offline");
  // what npm tells goes to stderr: the benchmark's own output is read by others
  execFileSync("npm", args, { stdio: ["ignore", process.stderr, "inherit"] });
  writeFileSync(mark, wanted);
}
