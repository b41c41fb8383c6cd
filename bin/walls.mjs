// Runs dependency-cruiser and makes sure that it really read the files: some versions read none and pass.
import { execFileSync, spawnSync } from 'node:child_process'

const { stdout, status, stderr } = spawnSync(
  'npx',
  ['depcruise', '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'pure', 'server', 'web'],
  { encoding: 'utf8', maxBuffer: 1 << 28 },
)
let summary
try {
  summary = JSON.parse(stdout).summary
} catch {
  process.stderr.write(`${stderr || stdout}\n`)
  process.exit(status || 1)
}
const files = execFileSync('git', ['ls-files', 'pure', 'server', 'web'], { encoding: 'utf8' })
  .split('\n')
  .filter((name) => /(?<!\.d)\.tsx?$/.test(name)).length
if (summary.totalCruised < files / 2) {
  process.stderr.write(`only ${summary.totalCruised} modules read of ${files} files: the check is blind\n`)
  process.exit(1)
}
for (const violation of summary.violations)
  process.stderr.write(`${violation.rule.name}: ${violation.from} -> ${violation.to}\n`)
process.stdout.write(`${summary.totalCruised} modules, ${summary.violations.length} violations\n`)
process.exit(summary.violations.some((violation) => violation.rule.severity === 'error') ? 1 : 0)
