import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: here('.'),
  plugins: [react()],
  build: {
    outDir: here('../dist/web'),
    emptyOutDir: true,
    target: 'es2022',
    // Fonts and the logo must stay files: the content security policy has no data: for fonts.
    assetsInlineLimit: 0,
  },
  server: { proxy: { '/api': { target: process.env.TOK_URL ?? 'http://localhost:3000', changeOrigin: false } } },
})
