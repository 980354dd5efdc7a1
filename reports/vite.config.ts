import { defineConfig } from 'vite'

/** One file for Node: the dashboard's charts and their libraries inside, what `npm ci --omit=dev` installs outside. */
export default defineConfig({
  ssr: {
    target: 'node',
    noExternal: true,
    external: ['jsdom', 'pdfmake', 'write-excel-file', 'fflate', 'fontkit'],
  },
  build: {
    ssr: 'src/render.ts',
    outDir: '../dist/reports',
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    sourcemap: true,
  },
})
