// node tools/assets.mjs [offline=true|false]: brings the scripts of others that the pages serve.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

// Beside this file, since Vaadin takes a package.json in the module itself for its own.
process.chdir(dirname(fileURLToPath(import.meta.url)));
const wanted = createHash("sha256").update(readFileSync("package-lock.json")).digest("hex");
const mark = "node_modules/.onenet-lock";
if (!existsSync(mark) || readFileSync(mark, "utf8") !== wanted) {
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  if (process.argv.includes("offline=true")) args.push("--offline");
  execFileSync("npm", args, { stdio: "inherit" });
  writeFileSync(mark, wanted);
}
mkdirSync("../target/assets/assets", { recursive: true });
copyFileSync("node_modules/jsqr/dist/jsQR.js", "../target/assets/assets/jsqr.js");
