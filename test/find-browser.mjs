import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const PLACES = [
  process.env.TIDEMARK_BROWSER,
  // The same engine without a window: half the work.
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/** The first Chromium-like browser on this machine, or null. `TIDEMARK_BROWSER` goes first. */
export function findBrowser() {
  return PLACES.find((place) => place && existsSync(place)) ?? null
}

/** Finds a browser; where none is and the system's packages may be installed, installs Chromium. */
export function provideBrowser() {
  const found = findBrowser()
  if (found) return found
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('No browser found: installing Chromium with apt-get')
    // Older Debians have it with its window only.
    const isInstalled = aptGet('update') && (install('chromium-headless-shell') || install('chromium'))
    if (!isInstalled) console.log('apt-get could not install Chromium')
  }
  return findBrowser()
}

function install(name) {
  return aptGet('install', '-y', '--no-install-recommends', name)
}

function aptGet(...args) {
  return spawnSync('apt-get', args, { stdio: 'ignore' }).status === 0
}
