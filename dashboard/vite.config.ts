import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const API = 'http://127.0.0.1:3000'

export default defineConfig({
  base: '/',
  plugins: [react()],
  server: { host: '127.0.0.1', proxy: { '/api': API, '/health': API } },
  build: {
    outDir: '../dist/dashboard',
    emptyOutDir: true,
    target: 'es2022',
    // Files instead of data addresses: the page's content security policy allows only its own origin.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // Which chunks a page loads: test/browser/first-load.test.ts weighs them.
    manifest: true,
  },
})
