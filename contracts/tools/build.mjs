// node tools/build.mjs prepare|test [offline=true|false]
// prepare: npm ci when node_modules is not what package-lock.json says, forge build, and the ABI and the
// bytecode as two files for Web3j's generator. test: forge test, and the gas snapshot compared.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const module = join(dirname(fileURLToPath(import.meta.url)), "..");
process.chdir(module);
const [, , task, ...modes] = process.argv;
const run = (command, args) => execFileSync(command, args, { stdio: "inherit" });

function install() {
  const wanted = createHash("sha256").update(readFileSync("package-lock.json")).digest("hex");
  const mark = "node_modules/.onenet-lock";
  if (existsSync(mark) && readFileSync(mark, "utf8") === wanted) return;
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  if (modes.includes("offline=true")) args.push("--offline");
  run("npm", args);
  writeFileSync(mark, wanted);
}

// npm brings forge for Linux on amd64; elsewhere the user's own Foundry, found on the path, does the work
function forge() {
  const brought = "node_modules/@foundry-rs/forge-linux-amd64/bin/forge";
  return existsSync(brought) ? brought : "forge";
}

if (task === "prepare") {
  install();
  run(forge(), ["build", "--quiet"]);
  const built = JSON.parse(readFileSync("target/forge/out/CredentialRegistry.sol/CredentialRegistry.json", "utf8"));
  mkdirSync("target/forge/wrap", { recursive: true });
  writeFileSync("target/forge/wrap/CredentialRegistry.abi", JSON.stringify(built.abi));
  writeFileSync("target/forge/wrap/CredentialRegistry.bin", built.bytecode.object.replace(/^0x/, ""));
} else if (task === "test") {
  run(forge(), ["test", "--summary"]);
  // Fuzz and invariant runs are left out: their gas follows the inputs. Two per cent either way is no news.
  run(forge(), ["snapshot", "--match-test", "^test_", "--snap", "gas-snapshot", "--check", "--tolerance", "2"]);
} else {
  throw new Error("prepare or test?");
}
