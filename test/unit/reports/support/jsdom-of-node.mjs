// What `import 'jsdom'` means under Jest: support/environment.mjs loaded it with Node's own loader.
export const JSDOM = globalThis.jsdomOfNode
