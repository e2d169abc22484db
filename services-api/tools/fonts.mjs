// node tools/fonts.mjs [offline=true|false]: brings the font that certificates are printed with (Chinese and Latin).
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

process.chdir(join(dirname(fileURLToPath(import.meta.url)), ".."));
const wanted = createHash("sha256").update(readFileSync("package-lock.json")).digest("hex");
const mark = "node_modules/.onenet-lock";
if (!existsSync(mark) || readFileSync(mark, "utf8") !== wanted) {
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  if (process.argv.includes("offline=true")) args.push("--offline");
  execFileSync("npm", args, { stdio: "inherit" });
  writeFileSync(mark, wanted);
}
mkdirSync("target/classes/fonts", { recursive: true });
copyFileSync("node_modules/@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf", "target/classes/fonts/NotoSansSC.ttf");
