import './figures/dom.js'
import { parseArgs } from 'node:util'
import { renderReport } from './render-report.js'

const USAGE = `node dist/reports/render.js FROZEN.json --format pdf|xlsx|csv|html --out FILE
node dist/reports/render.js FROZEN.json .. --format pdf|xlsx|csv|html --out-folder FOLDER

Turns frozen numbers into a file. With a folder, each report is named like its numbers. Options:
  --superseded TEXT   what a later correction changed; it stands on the first page`

/** Exit 0: every file is whole. Else one sentence on standard error, and no half file. */
try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      format: { type: 'string' },
      out: { type: 'string' },
      'out-folder': { type: 'string' },
      superseded: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  if (values.help === true) process.stdout.write(`${USAGE}\n`)
  else
    await renderReport({
      frozen: positionals,
      format: values.format ?? '',
      out: values.out ?? null,
      outFolder: values['out-folder'] ?? null,
      superseded: values.superseded ?? null,
      onProgress: (step) => process.stdout.write(`${JSON.stringify(step)}\n`),
    })
  // The page that charts are drawn in keeps timers: without this the process would wait for them.
  process.exit(0)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
